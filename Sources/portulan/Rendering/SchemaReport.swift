import Catalog
import Localization
import Tables
import Terminal

/// Schemas as lines: the list, one schema field by field, what a harvest brought.
struct SchemaReport {
    let session: Session

    private var ink: Ink { session.ink }

    // MARK: The list

    func lines(_ entries: [SchemaEntry], isFiltered: Bool) -> [String] {
        guard !entries.isEmpty else { return [session.text(isFiltered ? "cli.schema.list.noMatch" : "cli.schema.list.none")] }
        var table = TextTable(columns: [
            .init(session.text("cli.schema.heading.name"), minimumWidth: 30, maximumWidth: 60, rank: 9),
            .init(session.text("cli.schema.heading.version"), minimumWidth: 5, maximumWidth: 12, rank: 4),
            .init(session.text("cli.schema.heading.title"), minimumWidth: 20, maximumWidth: 70, rank: 7),
        ])
        for entry in entries { table.append([entry.name, entry.version ?? "", entry.title]) }
        return table.lines(width: session.output.width, ink: ink).lines
            + ["", ink(.faint, session.text("cli.schema.list.count", ["count": .integer(entries.count)]))]
    }

    // MARK: One schema

    func lines(_ choice: SchemaChoice) -> [String] {
        let schema = choice.schema
        var lines = [ink(.title, choice.title.visible)]
        let facts: [(String, String?)] = [
            ("name", choice.entry?.name ?? schema.name), ("version", schema.version), ("homepage", schema.homepage),
            ("key", schema.primaryKey.isEmpty ? nil : schema.primaryKey.joined(separator: ", ")),
        ]
        let shown = facts.compactMap { key, value in value.map { (session.text("cli.schema.fact.\(key)"), $0) } }
        let width = shown.map(\.0.displayWidth).max() ?? 0
        lines += shown.map { "  " + ink(.faint, $0.0.padded(toWidth: width)) + "  " + $0.1.visible }
        if let summary = schema.summary ?? choice.entry?.summary, !summary.isEmpty {
            lines += [""] + Paragraph(summary.visible).lines(width: session.output.width)
        }
        for field in schema.fields { lines += [""] + self.lines(field) }
        if !schema.checks.isEmpty {
            lines += ["", ink(.title, session.text("cli.schema.checks"))]
            let words = RuleWords(session.localizer)
            for check in schema.checks { lines += bullet(words.sentence(of: check)) }
        }
        if !schema.notices.isEmpty {
            lines += ["", ink(.title, session.text("cli.schema.notices"))]
            lines += schema.notices.flatMap { bullet(session.text("notice.\($0.code)", $0.arguments)) }
        }
        return lines
    }

    private func lines(_ field: SchemaField) -> [String] {
        let words = RuleWords(session.localizer)
        let kind = words.kind(of: field) + (field.constraints.isRequired ? ", " + session.text("field.required") : "")
        var lines = [ink(.code, field.name.visible) + "  " + ink(.faint, kind)]
        let width = session.output.width.map { max(20, $0 - 2) }
        let text = [field.title, field.summary].compactMap(\.self).filter { !$0.isEmpty }
        if !text.isEmpty { lines += Paragraph(text.joined(separator: ". ").visible).lines(width: width).map { "  " + $0 } }
        for rule in words.rules(of: field) { lines += Paragraph("– " + rule.visible).lines(width: width, hanging: 2).map { "  " + $0 } }
        if let example = field.example { lines.append("  " + session.text("cli.schema.example", ["value": .text(example.visible)])) }
        return lines
    }

    // MARK: A harvest

    func lines(_ update: SchemaUpdate) -> [String] {
        var lines = [session.text("cli.schema.update.done", [
            "added": .integer(update.added.count), "changed": .integer(update.changed.count),
            "unchanged": .integer(update.unchanged.count), "removed": .integer(update.removed.count),
        ])]
        for (mark, names) in [("+", update.added), ("~", update.changed), ("−", update.removed)] {
            lines += names.map { "  \(mark) " + $0.visible }
        }
        if !update.failed.isEmpty {
            lines.append(ink(.warning, session.text("cli.schema.update.failed", ["count": .integer(update.failed.count)])))
            for failure in update.failed {
                lines += bullet(failure.name.visible + " — " + session.localizer.message(for: failure.error).text.visible)
            }
        }
        if update.skipped > 0 { lines.append(session.text("cli.schema.update.skipped", ["count": .integer(update.skipped)])) }
        return lines
    }

    private func bullet(_ text: String) -> [String] {
        Paragraph(text).lines(width: session.output.width.map { max(20, $0 - 4) }).enumerated()
            .map { ($0.offset == 0 ? "  • " : "    ") + ink.message($0.element) }
    }
}
