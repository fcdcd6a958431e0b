import Localization
import Tables
import Terminal

/// Why a column has its type and its meaning: what else it could have been, and the values that spoke against.
struct WhyReport {
    private let column: ColumnProfile
    private let session: Session

    /// - Throws: `UsageProblem` when the file has no such column.
    init(column name: String, of inspection: Inspection, session: Session) throws {
        let names = inspection.columns.map(\.name)
        guard let column = inspection.columns.first(where: { $0.name == name || $0.header == name })
            ?? inspection.columns.first(where: { $0.name.lowercased() == name.lowercased() })
        else {
            let nearest = names.nearest(to: name)
            throw UsageProblem(nearest == nil ? "column" : "column.near", [
                "column": .text(name), "known": .names(names), "nearest": .text(nearest ?? ""),
            ])
        }
        self.column = column
        self.session = session
    }

    var lines: [String] {
        var lines = [session.ink(.title, column.name.visible)]
        lines += section("type", column.explanation.types)
        lines += section("meaning", column.explanation.meanings)
        lines += reference
        if let meaning = column.meaning {
            let definition = session.text("meaning.\(meaning.rawValue).definition")
            lines += [""] + Paragraph(definition).lines(width: session.output.width)
        }
        return lines
    }

    /// How the codes stand on their official list.
    private var reference: [String] {
        guard let check = column.reference else { return [] }
        var arguments: [String: MessageArgument] = ["known": .integer(check.current), "total": .integer(check.distinct)]
        arguments["vintage"] = .text(check.vintage ?? "")
        let told = session.text(check.vintage == nil ? "cli.why.reference.fixed" : "cli.why.reference", arguments)
        return ["", session.ink(.title, session.text("cli.why.list")), "  " + told]
            + [("former", check.former, check.formerValues), ("unknown", check.unknown, check.unknownValues)].filter { $0.1 > 0 }.map { key, count, values in
                "  " + session.text("cli.why.reference.\(key)", [
                    "count": .integer(count), "values": .list(values.map { .text($0.value.visible) }),
                ])
            }
    }

    private func section(_ key: String, _ candidates: [Explanation.Candidate]) -> [String] {
        guard !candidates.isEmpty else { return key == "meaning" ? ["", session.text("cli.why.meaning.none")] : [] }
        let isDecided = candidates.contains(where: \.isChosen)
        return ["", session.ink(.title, session.text("cli.why.\(key)"))] + candidates.flatMap(told)
            + (isDecided ? [] : ["  " + session.text("cli.why.undecided")])
    }

    private func told(_ candidate: Explanation.Candidate) -> [String] {
        let mark = candidate.isChosen ? session.ink(.good, "✓") : session.ink(.faint, "·")
        var line = "  \(mark) " + session.text("cli.why.candidate", [
            "label": .message(candidate.key), "share": .percent(candidate.share),
        ])
        if !candidate.headerWords.isEmpty {
            line += " " + session.text("cli.why.words", ["words": .list(candidate.headerWords.map { .text($0) })])
        }
        return [line] + candidate.refutations.map { sample in
            "      " + session.text("cli.why.refuted", [
                "value": .text(sample.value.visible), "line": .integer(Int(sample.line)),
                "count": .integer(Int(sample.count)),
            ])
        }
    }
}
