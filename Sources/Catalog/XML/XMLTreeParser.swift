import CXML
import Foundation

/// XML into a tree through libxml2, without network, document types or entities.
final class XMLTreeParser {
    /// Deepest nesting.
    static let maximumDepth = 200
    /// Largest document, in bytes.
    static let maximumBytes = 128 << 20

    private var stack: [XMLElement] = []
    private var root: XMLElement?
    private var failure: DocumentProblem?

    func read(_ document: Data) throws -> XMLElement {
        guard document.count <= Self.maximumBytes else { throw DocumentProblem(.tooLarge) }
        try XMLPrologue.check(document)
        var handler = cxml_handler()
        unsafe handler.start = { user, name, space, line, count, names, values, lengths in
            var attributes: [String: String] = [:]
            for index in 0..<Int(count) {
                guard let key = unsafe names?[index], let value = unsafe values?[index], let length = unsafe lengths?[index]
                else { continue }
                let bytes = unsafe UnsafeRawBufferPointer(start: value, count: length)
                let local = unsafe String(cString: key)
                if attributes[local] == nil { attributes[local] = unsafe String(decoding: bytes, as: UTF8.self) }
            }
            let local = unsafe name.map { unsafe String(cString: $0) } ?? ""
            let address = unsafe space.map { unsafe String(cString: $0) } ?? ""
            unsafe XMLTreeParser.of(user)?.start(local, address, attributes, Int(line))
        }
        unsafe handler.end = { user in unsafe XMLTreeParser.of(user)?.end() }
        unsafe handler.text = { user, bytes, count in
            let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
            unsafe XMLTreeParser.of(user)?.add(String(decoding: buffer, as: UTF8.self))
        }
        unsafe handler.problem = { user, kind, line, column, message in
            let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
            unsafe XMLTreeParser.of(user)?.note(Int(kind), Int(line), Int(column), text)
        }
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        let status = unsafe document.withUnsafeBytes { bytes in
            unsafe cxml_parse(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &handler, user)
        }
        if let failure {
            // What a parser stumbles over at the place of a cut is not the fault.
            guard failure.kind == .malformed, XMLPrologue.isCut(document) else { throw failure }
            throw DocumentProblem(.truncated, line: failure.line, column: failure.column)
        }
        guard status == 0, let root, stack.isEmpty else { throw DocumentProblem(.truncated) }
        return root
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> XMLTreeParser? {
        unsafe user.map { unsafe Unmanaged<XMLTreeParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(_ name: String, _ namespace: String, _ attributes: [String: String], _ line: Int) {
        guard failure == nil else { return }
        guard stack.count < Self.maximumDepth else {
            failure = DocumentProblem(.tooDeep, line: line, detail: name)
            return
        }
        stack.append(XMLElement(name: name, namespace: namespace, attributes: attributes, line: line))
    }

    private func end() {
        guard failure == nil, let element = stack.popLast() else { return }
        if stack.isEmpty { root = element } else { stack[stack.count - 1].children.append(element) }
    }

    private func add(_ text: String) {
        if !stack.isEmpty { stack[stack.count - 1].ownText += text }
    }

    private func note(_ kind: Int, _ line: Int, _ column: Int, _ message: String) {
        guard failure == nil else { return }
        let kinds: [DocumentProblem.Kind] = [.malformed, .truncated, .charset, .entities]
        failure = DocumentProblem(
            kinds.indices.contains(kind) ? kinds[kind] : .malformed, line: max(0, line), column: max(0, column),
            detail: String(message.trimmingWhitespace().prefix(200)))
    }
}
