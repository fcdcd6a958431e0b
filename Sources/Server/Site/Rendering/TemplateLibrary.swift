import Foundation
import Localization
import Mustache

/// The page templates, parsed once when the server starts.
struct TemplateLibrary: Sendable {
    private let library: MustacheLibrary

    /// - Parameter folder: holds `*.mustache`; a file in a subfolder is named `folder/name`.
    /// - Throws: ``TemplateError`` naming the file that is missing or cannot be parsed.
    init(folder: URL) throws {
        var library = MustacheLibrary()
        let root = folder.resolvingSymlinksInPath().path
        guard let files = FileManager.default.enumerator(atPath: root) else {
            throw TemplateError(template: root, problem: "no such folder")
        }
        for case let path as String in files where path.hasSuffix(".mustache") {
            let name = String(path.dropLast(".mustache".count))
            do {
                let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
                try library.register(Self.withEscapedValues(text), named: name)
            } catch {
                throw TemplateError(template: path, problem: "\(error)")
            }
        }
        self.library = library
    }

    /// - Parameters:
    ///   - template: its file name without extension.
    ///   - page: what the template shows.
    ///   - frame: what surrounds every page, under `frame` in templates; the phrases are under `t`.
    /// - Throws: ``TemplateError`` when there is no such template.
    func render(_ template: String, _ page: some ViewModel, frame: Frame, localizer: Localizer) throws -> String {
        let root = Root(page: page, frame: frame, phrases: Phrases(localizer))
        guard let html = library.render(root, withTemplate: template) else {
            throw TemplateError(template: template, problem: "no such template")
        }
        return html
    }

    /// Turns `{{name}}` into `{{{name}}}`: values come escaped from ``ViewModel``, whose escaping works on bytes.
    ///
    /// swift-mustache escapes by `Character`, so that `"` followed by a combining accent would close an attribute.
    static func withEscapedValues(_ template: String) -> String {
        template.replacing(/\{\{(?<sign>[^{}])(?<rest>[^{}]*)\}\}(?!\})/) { match in
            let sign = match.output.sign
            guard sign.first?.isLetter == true || sign == "." else { return String(match.output.0) }
            return "{{{\(sign)\(match.output.rest)}}}"
        }
    }
}

struct TemplateError: Error, CustomStringConvertible {
    let template: String
    let problem: String
    var description: String { "\(template): \(problem)" }
}

private struct Root<Page: ViewModel>: MustacheParent {
    let page: Page
    let frame: Frame
    let phrases: Phrases

    func child(named name: String) -> Any? {
        switch name {
        case "t": phrases
        case "frame": frame
        default: page.child(named: name)
        }
    }
}
