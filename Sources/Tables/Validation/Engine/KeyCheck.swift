import Localization

/// Values that must not come twice, or that must be found in other columns: told once all rows are read.
struct KeyCheck: Sendable {
    enum Kind: Sendable, Equatable {
        /// The group of missing parts is the second one's.
        case unique, primary(missing: Int)
        /// Values of `columns` must be among those of `others`.
        case foreign(others: [Int])
    }

    let kind: Kind
    /// The columns in the file.
    let columns: [Int]
    let group: Int

    static func all(
        _ schema: TableSchema, columnOf: [String: Int], columns: [FieldCheck?],
        group: (Rule, _ column: Int?, _ field: Int?, [String: MessageArgument]) -> Int
    ) -> [KeyCheck] {
        var keys: [KeyCheck] = []
        for check in columns {
            guard let check, check.field.constraints.isUnique, schema.primaryKey != [check.field.name] else { continue }
            keys.append(KeyCheck(kind: .unique, columns: [check.column], group: group(.unique, check.column, schema.index(of: check.field.name), [:])))
        }
        func places(_ names: [String]) -> [Int]? {
            let places = names.compactMap { columnOf[$0] }
            return places.isEmpty || places.count < names.count ? nil : places
        }
        if let places = places(schema.primaryKey) {
            let names: [String: MessageArgument] = ["names": .list(schema.primaryKey.map { .text($0) })]
            let field = schema.index(of: schema.primaryKey[0])
            keys.append(
                KeyCheck(
                    kind: .primary(missing: group(.primaryKeyMissing, places[0], field, names)), columns: places,
                    group: group(.primaryKey, places[0], field, names)))
        }
        for key in schema.foreignKeys where key.resource.isEmpty {
            guard let own = places(key.fields), let others = places(key.referenceFields) else { continue }
            let names: [String: MessageArgument] = [
                "names": .list(key.fields.map { .text($0) }), "others": .list(key.referenceFields.map { .text($0) }),
            ]
            keys.append(
                KeyCheck(kind: .foreign(others: others), columns: own, group: group(.foreignKey, own[0], schema.index(of: key.fields[0]), names)))
        }
        return keys
    }

    /// Whether rows without a value in the columns are left alone.
    static let absent: UInt64 = 0

    /// The hash of a row's values in `places`; `absent` where one is missing.
    @inline(__always)
    static func hash(_ places: [Int], _ columns: [FieldCheck?], _ cell: (Int) -> ByteView) -> UInt64 {
        var hash: UInt64 = 0
        for place in places {
            let value = cell(place)
            guard let check = columns[place], !check.missing.contains(value) else { return absent }
            hash = ByteHash.fold(hash ^ 0x9E37_79B9_7F4A_7C15, check.hash(ofKey: value) | 1)
        }
        return hash == absent ? 1 : hash
    }

    /// The values themselves, as they are compared.
    static func bytes(_ places: [Int], _ columns: [FieldCheck?], _ cell: (Int) -> ByteView) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, place) in places.enumerated() {
            // A unit separator between parts, as no cell is likely to hold; lengths make it certain.
            if index > 0 { bytes += Array("\u{1F}\(bytes.count)\u{1F}".utf8) }
            bytes += columns[place]?.keyBytes(cell(place)) ?? []
        }
        return bytes
    }
}

extension FieldCheck {
    /// Numbers are one whatever zeros and signs they are written with; all other values are what they are written as.
    func keyBytes(_ cell: ByteView) -> [UInt8] {
        if field.type == .integer || field.type == .number, case .number(let number)? = reader.read(cell) { return Array(number.text.utf8) }
        return cell.array
    }

    @inline(__always)
    fileprivate func hash(ofKey cell: ByteView) -> UInt64 {
        if field.type == .integer || field.type == .number { return keyBytes(cell).withView { ByteHash.of($0) } }
        return ByteHash.of(cell)
    }
}
