import DuckDB
import Lake
import Localization
import Tables
import Terminal

/// Rows of a resource as a table.
struct RowReport {
    let lines: [String]
    /// What the table does not show: rows, columns.
    let remarks: [String]

    init(page: RowPage, session: Session) {
        guard !page.rows.isEmpty else {
            (lines, remarks) = ([], [session.text("cli.query.none")])
            return
        }
        var text = TextTable(columns: page.columns.indices.map { position in
            // Among equals the last column goes first: the file's own order is the order of interest.
            .init(
                page.columns[position].visible, alignment: Self.alignment(page, position), minimumWidth: 16,
                maximumWidth: 60)
        })
        for row in page.rows { text.append(zip(row, page.schema).map { Self.text($0, $1, session) }) }
        let fitted = text.lines(width: session.output.width, ink: session.ink)
        lines = fitted.lines

        var remarks: [String] = []
        let shown = page.rows.count
        remarks.append(session.text(shown < page.total ? "cli.query.count.more" : "cli.query.count", [
            "shown": .integer(shown), "total": .integer(page.total),
        ]))
        if fitted.omitted > 0 {
            let hidden = page.columns.suffix(fitted.omitted)
            remarks.append(session.text("cli.query.narrow", [
                "count": .integer(fitted.omitted), "names": .names(hidden.map(\.visible), atMost: 12),
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
    private static func text(_ value: Value, _ column: LakeColumn, _ session: Session) -> String {
        if case .blob(let bytes) = value { return session.localizer.bytes(Int64(bytes.count)) }
        var text: [UInt8] = []
        CellText.append(value, isZoned: column.isZoned ?? false, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
