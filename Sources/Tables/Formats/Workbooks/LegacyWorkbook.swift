import CFreexl
import Foundation
import Localization

/// A workbook of Excel 97 to 2003 (BIFF, `.xls`), read by Debian's libfreexl.
///
/// The library gives days and times from the format of the cell and numbers as they are: a percentage is the number
/// behind it, and merged cells are not told.
///
/// A class, so that the library's handle is closed when the last reader is gone.
@safe final class LegacyWorkbook: Workbook {
    let sheets: [(name: String, isHidden: Bool)]
    private let handle: UnsafeRawPointer

    /// - Throws: `tables.workbook.encrypted`, `tables.format.damaged`.
    init(_ path: URL) throws {
        var opened: UnsafeRawPointer?
        guard unsafe freexl_open(path.path, &opened) == FREEXL_OK, let handle = unsafe opened else {
            if let opened = unsafe opened { unsafe freexl_close(opened) }
            throw Self.damaged
        }
        unsafe self.handle = unsafe handle
        func fact(_ what: CInt) -> UInt32 {
            var value: UInt32 = 0
            return unsafe freexl_get_info(handle, UInt16(what), &value) == FREEXL_OK ? value : 0
        }
        if fact(FREEXL_BIFF_PASSWORD) == UInt32(FREEXL_BIFF_OBFUSCATED) {
            unsafe freexl_close(handle)
            throw TablesError("workbook.encrypted")
        }
        sheets = (0..<min(fact(FREEXL_BIFF_SHEET_COUNT), 1_024)).map { index in
            var name: UnsafePointer<CChar>?
            guard unsafe freexl_get_worksheet_name(handle, UInt16(index), &name) == FREEXL_OK, let name = unsafe name else { return ("", false) }
            return (unsafe String(cString: name), false)
        }
    }

    deinit {
        unsafe freexl_close(handle)
    }

    private static let damaged = TablesError(
        "format.damaged", ["kind": .message("kind.xls"), "detail": .message("damage.xls")])

    func read(_ sheet: Int, into visitor: inout some SheetVisitor & ~Copyable) throws {
        var rows: UInt32 = 0
        var columns: UInt16 = 0
        guard unsafe freexl_select_active_worksheet(handle, UInt16(sheet)) == FREEXL_OK,
            unsafe freexl_worksheet_dimensions(handle, &rows, &columns) == FREEXL_OK
        else { throw Self.damaged }
        var row = SheetRow()
        for index in 0..<min(rows, 65_536) {
            row.clear(number: Int(index) + 1)
            for column in 0..<columns {
                var value = unsafe FreeXL_CellValue()
                guard unsafe freexl_get_cell_value(handle, index, column, &value) == FREEXL_OK else { continue }
                unsafe add(value, column: Int(column), to: &row)
            }
            if !row.cells.isEmpty { try visitor.visit(row, times: 1) }
        }
    }

    private func add(_ value: FreeXL_CellValue, column: Int, to row: inout SheetRow) {
        let start = row.bytes.count
        switch unsafe CInt(value.type) {
        case FREEXL_CELL_INT:
            row.bytes.append(contentsOf: String(unsafe value.value.int_value).utf8)
            row.add(column: column, .number, from: start)
        case FREEXL_CELL_DOUBLE:
            let number = unsafe value.value.double_value
            guard number.isFinite else { return }
            let isWhole = number == number.rounded() && abs(number) < 1e15
            row.bytes.append(contentsOf: (isWhole ? String(Int64(number)) : String(number)).utf8)
            row.add(column: column, .number, from: start)
        case FREEXL_CELL_TEXT, FREEXL_CELL_SST_TEXT:
            guard let text = unsafe value.value.text_value else { return }
            let lines = unsafe String(cString: text).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            row.add(column: column, text: lines)
        case FREEXL_CELL_DATE, FREEXL_CELL_DATETIME:
            guard let text = unsafe value.value.text_value else { return }
            let written = unsafe String(cString: text)
            let reading = written.withView { DateSyntax.read($0, mask: ByteClass.table.scan($0)) }
            if reading.traits.contains(.dayOnly) {
                row.add(column: column, .day, microseconds: reading.days * SheetNumber.perDay)
            } else if reading.traits.contains(.withTime) {
                row.add(column: column, .dayTime, microseconds: reading.days * SheetNumber.perDay + reading.microseconds)
            } else {
                row.add(column: column, text: written)
            }
        case FREEXL_CELL_TIME:
            guard let text = unsafe value.value.text_value else { return }
            row.add(column: column, text: unsafe String(cString: text))
        default: break
        }
    }
}
