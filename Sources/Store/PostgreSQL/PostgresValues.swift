import CPostgres
import Foundation

/// The object identifiers of the types that the store's values come from and go to (`pg_type.dat`).
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700
    /// Left to the server to infer.
    static let unknown: UInt32 = 0

    static func of(_ value: StoreValue) -> UInt32 {
        switch value {
        case .null: unknown
        case .integer: int8
        case .real: float8
        case .text: text
        case .blob: bytea
        }
    }
}

/// The values of one statement in the binary form of the protocol, side by side: a text with a NUL in it must be
/// refused by the server, not cut short by C.
struct PostgresBinding {
    private var bytes: [UInt8] = []
    /// Of each value in `bytes`; nil for null.
    private var places: [Range<Int>?] = []

    init(_ values: [StoreValue]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                places.append(nil)
                continue
            case .integer(let integer): append(UInt64(bitPattern: integer))
            case .real(let real): append(real.bitPattern)
            case .text(let text): bytes += text.utf8
            case .blob(let data): bytes += data
            }
            places.append(start..<bytes.count)
        }
        // Empty values need an address too.
        bytes.append(0)
    }

    private mutating func append(_ word: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }

    func withPointers<R>(
        _ body: ([UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> R
    ) -> R {
        unsafe bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = unsafe places.map { place in unsafe place.flatMap { unsafe base?.advanced(by: $0.lowerBound) } }
            return unsafe body(values, places.map { Int32($0?.count ?? 0) }, places.map { _ in 1 })
        }
    }
}

/// The answer to one statement.
@safe final class PostgresResult {
    private let result: OpaquePointer

    /// - Throws: ``PostgresFailure`` where the statement failed.
    init(_ result: OpaquePointer?, of connection: OpaquePointer, sql: String) throws {
        guard let result = unsafe result else {
            throw PostgresFailure(state: "", message: unsafe text(PQerrorMessage(connection)), sql: sql)
        }
        unsafe self.result = unsafe result
        let status = unsafe PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
            // 'C' is the SQLSTATE, 'M' the primary message (postgres_ext.h).
            let state = unsafe text(PQresultErrorField(result, Int32(UInt8(ascii: "C"))))
            let primary = unsafe text(PQresultErrorField(result, Int32(UInt8(ascii: "M"))))
            throw PostgresFailure(
                state: state, message: primary.isEmpty ? unsafe text(PQerrorMessage(connection)) : primary, sql: sql)
        }
    }

    deinit { unsafe PQclear(result) }

    /// What the server did, such as `ROLLBACK`.
    var tag: String { unsafe text(PQcmdStatus(result)) }

    /// Rows inserted, changed or deleted.
    var changes: Int { unsafe Int(text(PQcmdTuples(result))) ?? 0 }

    /// Every row.
    func rows() throws -> [Row] {
        let width = unsafe PQnfields(result)
        let names = (0..<width).map { unsafe String(cString: PQfname(result, $0)) }
        let positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let types = (0..<width).map { unsafe PQftype(result, $0) }
        return try unsafe (0..<PQntuples(result)).map { row in
            Row(positions: positions, values: try (0..<width).map { try value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: UInt32) throws -> StoreValue {
        if unsafe PQgetisnull(result, row, column) == 1 { return .null }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        let text = { unsafe String(decoding: bytes, as: UTF8.self) }
        switch type {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.oid:
            return try .integer(parsed(Int64(text()), text))
        case PostgresType.bool: return .integer(unsafe bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case PostgresType.float8, PostgresType.float4: return try .real(parsed(Double(text()), text))
        // What sums of integers give.
        case PostgresType.numeric: return try Int64(text()).map(StoreValue.integer) ?? .real(parsed(Double(text()), text))
        case PostgresType.bytea: return .blob(unsafe Self.bytes(ofHexadecimal: bytes))
        default: return .text(text())
        }
    }

    private func parsed<T>(_ value: T?, _ text: () -> String) throws -> T {
        guard let value else { throw StoreError(.unexpectedValue, "the server gave \(text())") }
        return value
    }

    /// `\x0aff…` as bytes.
    private static func bytes(ofHexadecimal text: UnsafeRawBufferPointer) -> Data {
        func digit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte - 48 : (byte | 0x20) - 87 }
        var data = Data(capacity: max(text.count / 2 - 1, 0))
        var index = 2
        while index + 1 < text.count {
            data.append(unsafe digit(text[index]) << 4 | digit(text[index + 1]))
            index += 2
        }
        return data
    }
}
