import Localization
import Tables
import Terminal

/// What a file is, for a person: the file, then its columns, then what is odd about it.
struct InspectionReport {
    private let inspection: Inspection
    private let name: String
    private let session: Session

    /// A screen can be scrolled so far; beyond, `--json` is the way.
    private static let shownColumns = 300
    private static let shownNotices = 40
    private static let shownRejects = 10

    init(_ inspection: Inspection, name: String, session: Session) {
        self.inspection = inspection
        self.name = name
        self.session = session
    }

    var lines: [String] {
        [session.ink(.title, name.visible)] + facts + [""] + columns + oddities + rejects
    }

    // MARK: The file

    private var facts: [String] {
        let labels: [(key: String, value: String?)] = [
            ("format", format), ("encoding", encoding), ("delimiter", delimiter), ("member", inspection.member?.visible),
            ("sheet", inspection.sheet?.visible), ("crs", inspection.coordinateSystem), ("rows", rows),
            ("columns", session.localizer.number(inspection.columns.count)), ("keys", keys), ("size", size),
        ]
        let shown = labels.compactMap { label in
            label.value.map { (session.text("cli.inspect.fact.\(label.key)"), $0) }
        }
        let width = shown.map(\.0.displayWidth).max() ?? 0
        return shown.map { "  " + session.ink(.faint, $0.0.padded(toWidth: width)) + "  " + $0.1 }
    }

    /// What identifies the rows: `siret`, or `insee + voie`.
    private var keys: String? {
        guard let keys = inspection.rowProfile?.keys, !keys.isEmpty else { return nil }
        return keys.prefix(4).map { $0.map(\.visible).joined(separator: " + ") }.joined(separator: ", ")
    }

    private var format: String {
        let format = session.text("cli.format.\(inspection.format.rawValue)")
        guard let compression = inspection.compression else { return format }
        return session.text("cli.inspect.packed", [
            "format": .text(format), "compression": .text(compression.rawValue),
        ])
    }

    private var encoding: String? {
        guard let dialect = inspection.dialect else { return nil }
        let name = session.text("cli.encoding.\(dialect.encoding.rawValue)")
        return dialect.hasByteOrderMark ? session.text("cli.inspect.bom", ["encoding": .text(name)]) : name
    }

    private var delimiter: String? {
        guard let dialect = inspection.dialect else { return nil }
        let known = [",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space"]
        var parts = [known[dialect.delimiter].map { session.text("cli.delimiter.\($0)") } ?? dialect.delimiter]
        if dialect.preambleLines > 0 {
            parts.append(session.text("cli.inspect.preamble", ["count": .integer(dialect.preambleLines)]))
        }
        if dialect.headerLines == 0 { parts.append(session.text("cli.inspect.headless")) }
        return parts.joined(separator: ", ")
    }

    private var rows: String {
        let rows = session.localizer.number(inspection.rows)
        guard inspection.rejectedRows > 0 else { return rows }
        let rejected = session.text("cli.inspect.rejected", ["count": .integer(Int(inspection.rejectedRows))])
        return "\(rows), \(session.ink(.warning, rejected))"
    }

    private var size: String {
        session.text("cli.inspect.read", [
            "size": .bytes(inspection.bytes), "duration": .duration(seconds: inspection.duration),
        ])
    }

    // MARK: Its columns

    private var columns: [String] {
        var table = TextTable(columns: [
            .init(heading("column"), minimumWidth: 14, maximumWidth: 40, rank: 9),
            .init(heading("type"), minimumWidth: 11, rank: 8),
            .init(heading("meaning"), minimumWidth: 9, maximumWidth: 28, rank: 5),
            .init(heading("filled"), alignment: .trailing, minimumWidth: 7, rank: 7),
            .init(heading("distinct"), alignment: .trailing, minimumWidth: 10, rank: 6),
            .init(heading("range"), minimumWidth: 12, maximumWidth: 42, rank: 2),
            .init(heading("examples"), minimumWidth: 14, maximumWidth: 60, rank: 3),
        ])
        for column in inspection.columns.prefix(Self.shownColumns) { table.append(cells(column)) }
        let fitted = table.lines(width: session.output.width, ink: session.ink)
        var lines = fitted.lines
        if fitted.omitted > 0 {
            let remark = session.text("cli.inspect.narrow", ["count": .integer(fitted.omitted)])
            lines += Paragraph(remark).lines(width: session.output.width).map { session.ink(.faint, $0) }
        }
        let hidden = inspection.columns.count - Self.shownColumns
        if hidden > 0 { lines.append(session.ink(.faint, session.text("cli.inspect.hidden", ["count": .integer(hidden)]))) }
        return lines
    }

    private func heading(_ key: String) -> String { session.text("cli.inspect.heading.\(key)") }

    private func cells(_ column: ColumnProfile) -> [String] {
        let ratio = inspection.rows == 0 ? "–" : session.localizer.percent(column.fillRate, maxDigits: 1)
        let distinct = session.localizer.number(column.distinct)
        return [
            column.name, session.text("cli.type.\(column.type.rawValue)"),
            column.meaning.map { session.text("meaning.\($0.rawValue)") } ?? "",
            ratio, column.distinctIsExact ? distinct : "≈ " + distinct,
            range(column), column.examples.joined(separator: " · "),
        ]
    }

    /// From the smallest to the largest; for text, from the shortest to the longest.
    private func range(_ column: ColumnProfile) -> String {
        guard column.count > column.missing else { return "" }
        if column.type == .text || column.type == .json {
            guard column.maxLength > 0 else { return "" }
            let lengths = column.minLength == column.maxLength
                ? session.localizer.number(column.maxLength)
                : session.localizer.number(column.minLength) + "–" + session.localizer.number(column.maxLength)
            return session.text("cli.inspect.length", ["lengths": .text(lengths)])
        }
        guard column.type != .boolean, let min = column.min, let max = column.max else { return "" }
        let isDecimal = column.type == .number && session.localizer.language == .french
        let ends = isDecimal ? [min, max].map { $0.replacing(".", with: ",") } : [min, max]
        return min == max ? ends[0] : "\(ends[0]) → \(ends[1])"
    }

    // MARK: What is odd

    private var oddities: [String] {
        let notices = inspection.notices + inspection.columns.flatMap(\.notices)
        guard !notices.isEmpty else { return [] }
        var lines = notices.prefix(Self.shownNotices).flatMap { notice in
            bullet(place(notice) + session.text("notice.\(notice.code)", notice.arguments).visible)
        }
        let hidden = notices.count - Self.shownNotices
        if hidden > 0 { lines.append("  " + session.text("cli.inspect.oddities.more", ["count": .integer(hidden)])) }
        return ["", session.ink(.title, session.text("cli.inspect.oddities"))] + lines
    }

    private func bullet(_ text: String) -> [String] {
        Paragraph(text).lines(width: bulletWidth).enumerated()
            .map { ($0.offset == 0 ? "  • " : "    ") + session.ink.message($0.element) }
    }

    private var bulletWidth: Int? { session.output.width.map { max(20, $0 - 4) } }

    private func place(_ notice: Notice) -> String {
        var arguments: [String: MessageArgument] = [:]
        if let line = notice.line { arguments["line"] = .integer(Int(line)) }
        if let column = notice.column { arguments["column"] = .text(column.visible) }
        return switch (notice.line, notice.column) {
        case (nil, nil): ""
        case (_?, nil): session.text("cli.inspect.place.line", arguments)
        case (nil, _?): session.text("cli.inspect.place.column", arguments)
        case (_?, _?): session.text("cli.inspect.place.both", arguments)
        }
    }

    private var rejects: [String] {
        guard inspection.rejectedRows > 0 else { return [] }
        let count = Int(inspection.rejectedRows)
        var lines = ["", session.ink(.title, session.text("cli.inspect.rejects", ["count": .integer(count)]))]
        for reject in inspection.rejects.prefix(Self.shownRejects) {
            let place = session.text("cli.inspect.place.line", ["line": .integer(Int(reject.line))])
            lines += bullet(place + session.text("reject.\(reject.reason.rawValue)", reject.arguments))
            let excerpt = reject.excerpt.visible
            lines.append("    " + session.ink(.faint, bulletWidth.map { excerpt.truncated(toWidth: $0) } ?? excerpt))
        }
        let hidden = count - min(inspection.rejects.count, Self.shownRejects)
        if hidden > 0 { lines.append("  " + session.text("cli.inspect.rejects.more", ["count": .integer(hidden)])) }
        return lines
    }
}
