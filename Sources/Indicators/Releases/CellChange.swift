internal import Foundation
internal import Localization
package import Territories

/// One cell that a release gives or erases.
package struct CellChange: Sendable, Hashable {
    package let indicator: IndicatorID
    package let territory: TerritoryID
    package let date: CivilDate
    package let kind: ObservationKind
    package let slice: Slice?
    /// Nil erases.
    package let value: Double?

    package init(
        _ indicator: IndicatorID, _ territory: TerritoryID, _ date: CivilDate, _ kind: ObservationKind, slice: Slice? = nil, value: Double?
    ) {
        self.indicator = indicator
        self.territory = territory
        self.date = date
        self.kind = kind
        self.slice = slice
        self.value = value
    }

    /// Which cell it is.
    struct Key: Hashable {
        let indicator: IndicatorID
        let territory: TerritoryID
        let date: CivilDate
        let kind: ObservationKind
        let slice: Slice?
    }

    var key: Key { Key(indicator: indicator, territory: territory, date: date, kind: kind, slice: slice) }
}

/// Changes as they are kept: a line each, parted by tabs, in the order in which they were given.
enum CellChanges {
    static func data(_ changes: [CellChange]) -> Data {
        var text = ""
        text.reserveCapacity(changes.count * 64)
        for change in changes {
            text += "\(change.indicator)\t\(change.territory)\t\(change.date)\t\(change.kind.rawValue)\t"
            text += escaped(change.slice?.breakdown ?? "") + "\t" + escaped(change.slice?.category ?? "") + "\t"
            text += change.value.map { "\($0)" } ?? ""
            text += "\n"
        }
        return Data(text.utf8)
    }

    /// The line of one cell, found without reading the others; nil where there is none.
    static func last(_ key: CellChange.Key, in data: Data, name: String) throws -> CellChange? {
        let probe = CellChange(key.indicator, key.territory, key.date, key.kind, slice: key.slice, value: nil)
        // All of the line but its value and its end.
        let words = Self.data([probe]).dropLast()
        var end = data.endIndex
        while let found = data.range(of: words, options: .backwards, in: data.startIndex..<end) {
            if found.lowerBound == data.startIndex || data[found.lowerBound - 1] == 0x0A {
                let line = data[found.lowerBound...].prefix { $0 != 0x0A }
                return try changes(Data(line), name: name).first
            }
            end = found.upperBound - 1
        }
        return nil
    }

    /// - Throws: `indicators.cube.damaged`.
    static func changes(_ data: Data, name: String) throws -> [CellChange] {
        try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 7, let indicator = IndicatorID(String(parts[0])), let territory = TerritoryID(String(parts[1])),
                let date = CivilDate(String(parts[2])), let kind = ObservationKind(rawValue: String(parts[3]))
            else { throw IndicatorsError("cube.damaged", ["file": .text(name)]) }
            let slice = parts[4].isEmpty ? nil : Slice(breakdown: plain(parts[4]), category: plain(parts[5]))
            return CellChange(indicator, territory, date, kind, slice: slice, value: Double(String(parts[6])))
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\n", with: "%0A")
    }

    private static func plain(_ text: Substring) -> String {
        text.replacing("%09", with: "\t").replacing("%0A", with: "\n").replacing("%25", with: "%").description
    }
}
