import DuckDB
import Lake
import Localization
import Server
import Tables
import Terminal

/// Rows of a resource as a table.
struct RowReport {
    let lines: [String]
    /// What the table does not show: rows, columns.
    let remarks: [String]

    init(page: RowPage, table: StoredTable, session: Session) {
        guard !page.rows.isEmpty else {
            (lines, remarks) = ([], [session.text("cli.query.none")])
            return
        }
        var text = TextTable(columns: page.columns.indices.map { position in
            // Among equals the last column goes first: the file's own order is the order of interest.
            .init(
                page.columns[position].visible, alignment: Self.alignment(page, position), minimumWidth: 8,
                maximumWidth: 60)
        })
        for row in page.rows { text.append(row.map { Self.text($0, session) }) }
        let fitted = text.lines(width: session.output.width, ink: session.ink)
        lines = fitted.lines

        var remarks: [String] = []
        let shown = page.rows.count
        remarks.append(session.text(shown < page.total ? "cli.query.count.more" : "cli.query.count", [
            "shown": .integer(shown), "total": .integer(page.total),
        ]))
        if fitted.omitted > 0 {
            let hidden = page.columns.suffix(fitted.omitted)
            let names = hidden.prefix(12).map { MessageArgument.text($0.visible) } + (hidden.count > 12 ? ["…"] : [])
            remarks.append(session.text("cli.query.narrow", [
                "count": .integer(fitted.omitted), "names": .list(names),
            ]))
        }
        self.remarks = remarks
    }

    /// Numbers line up on their last digit.
    private static func alignment(_ page: RowPage, _ position: Int) -> TextTable.Alignment {
        let isNumber = page.rows.allSatisfy { row in
            switch row[position] {
            case .int, .double, .null: true
            default: false
            }
        }
        return isNumber ? .trailing : .leading
    }

    /// As data, not as prose: what is shown can be typed back as a filter.
    private static func text(_ value: Value, _ session: Session) -> String {
        switch value {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .double(let value): value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
        case .text(let value): value
        case .date(let days): String(decoding: ISODate.date(days: Int(days)), as: UTF8.self)
        case .time(let microseconds): String(decoding: ISODate.time(microseconds: microseconds), as: UTF8.self)
        case .timestamp(let microseconds): String(decoding: ISODate.timestamp(microseconds: microseconds), as: UTF8.self)
        case .blob(let bytes): session.localizer.bytes(Int64(bytes.count))
        case .list(let values): values.map { text($0, session) }.joined(separator: ", ")
        }
    }
}
