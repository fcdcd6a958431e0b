package import Localization

/// A command's help, in the reader's language and fitted to the screen.
package struct HelpPage: Sendable {
    private let command: CommandDescription
    private let localizer: Localizer
    private let ink: Ink
    private let width: Int

    /// - Parameter width: lines are never longer than 100 columns, which eyes follow badly, whatever the screen.
    package init(_ command: CommandDescription, localizer: Localizer, terminal: Terminal) {
        self.command = command
        self.localizer = localizer
        ink = Ink(terminal)
        width = min(max(terminal.width ?? 100, 40), 100)
    }

    package var lines: [String] {
        var lines = Paragraph(command.abstract.map { localizer.text($0) } ?? command.fullName).lines(width: width)
        lines = lines.map(ink.message)
        lines += section("usage", [indent + usage])
        lines += section("commands", entries(command.children.map { child in
            (child.commandName, text(child.abstract))
        }))
        let positionals = command.parameters.filter { $0.kind == .positional }
        lines += section("arguments", entries(positionals.map { (placeholder($0), text($0.abstract)) }))
        let options = command.parameters.filter { $0.kind != .positional }
        lines += section("options", entries(options.map { (synopsis($0), explanation($0)) }))
        if let discussion = command.discussion {
            let written = localizer.text(discussion).split(separator: "\n", omittingEmptySubsequences: false)
            lines += section("examples", written.map { $0.isEmpty ? "" : indent + ink.message(String($0)) })
        }
        if !command.children.isEmpty {
            let more = localizer.text("cli.help.more", ["command": .text(command.fullName)])
            lines += [""] + Paragraph(more).lines(width: width).map(ink.message)
        }
        return lines
    }

    private let indent = "  "

    private func section(_ key: String, _ body: [String]) -> [String] {
        body.isEmpty ? [] : ["", ink(.title, localizer.text("cli.help.\(key)"))] + body
    }

    private func text(_ key: String?) -> String { key.map { localizer.text($0) } ?? "" }

    private var usage: String {
        var words = [command.fullName]
        if !command.children.isEmpty { words.append("<\(localizer.text("cli.value.command"))>") }
        for parameter in command.parameters where parameter.kind == .positional {
            let word = placeholder(parameter) + (parameter.isRepeating ? "…" : "")
            words.append(parameter.isOptional ? "[\(word)]" : word)
        }
        if command.parameters.contains(where: { $0.kind != .positional }) {
            words.append("[\(localizer.text("cli.value.options"))]")
        }
        return words.joined(separator: " ")
    }

    private func placeholder(_ parameter: ArgumentDescription) -> String {
        "<\(localizer.text(parameter.valueKey))>"
    }

    private func synopsis(_ parameter: ArgumentDescription) -> String {
        let names = parameter.spellings.joined(separator: ", ")
        return parameter.kind == .flag ? names : "\(names) \(placeholder(parameter))"
    }

    private func explanation(_ parameter: ArgumentDescription) -> String {
        // ArgumentParser gives no text to its own two options.
        if parameter.spellings.contains("--help") { return localizer.text("cli.option.help") }
        if parameter.spellings == ["--version"] { return localizer.text("cli.option.version") }
        var text = text(parameter.abstract)
        if let values = parameter.allValues, !values.isEmpty {
            text += " " + localizer.text("cli.help.values", ["values": .text(values.joined(separator: ", "))])
        }
        if let value = parameter.defaultValue, !value.isEmpty {
            text += " " + localizer.text("cli.help.default", ["value": .text(value)])
        }
        return text
    }

    /// Names at the left, explanations in a column of their own; a long name has its explanation under it.
    private func entries(_ pairs: [(name: String, text: String)]) -> [String] {
        let column = min(pairs.map { $0.name.displayWidth }.max() ?? 0, 26, width / 4) + indent.count + 2
        return pairs.flatMap { name, text -> [String] in
            let explanation = Paragraph(text).lines(width: max(20, width - column)).map(ink.message)
            let blanks = String(repeating: " ", count: column)
            let first = indent + ink(.code, name)
            guard let start = explanation.first, !start.isEmpty else { return [first] }
            if name.displayWidth + indent.count + 2 > column { return [first] + explanation.map { blanks + $0 } }
            let gap = String(repeating: " ", count: column - indent.count - name.displayWidth)
            return [first + gap + start] + explanation.dropFirst().map { blanks + $0 }
        }
    }
}
