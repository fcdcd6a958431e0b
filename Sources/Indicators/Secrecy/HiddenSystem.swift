/// The unknowns that hang together through equations, and whether they can be computed from them.
///
/// Every unknown has the coefficient 1 or −1 in each equation that speaks of it. An unknown is determined when a
/// combination of the equations is left with it alone: when the reduced row echelon form has a row with one entry.
/// Elimination is done modulo the prime 2⁶¹ − 1, where nothing is rounded; a value that is determined over the rationals
/// stays so.
struct HiddenSystem {
    let cells: [SecretTable.Cell]
    /// For each equation, the places in `cells` with their coefficients.
    private let rows: [[(cell: Int, sign: Int)]]
    /// Unknowns that the same equations speak of in the same way stand and fall together: none of several is determined.
    static let limit = 900

    /// The separate systems of a table.
    static func components(of table: SecretTable) -> [HiddenSystem] {
        var seen: Set<SecretTable.Cell> = []
        var systems: [HiddenSystem] = []
        for start in table.hidden.sorted() where seen.insert(start).inserted {
            var cells = [start], next = 0
            var equations: [SecretTable.Equation: SecretTable.Members] = [:]
            while next < cells.count {
                for equation in table.equations(of: cells[next]) where equations[equation] == nil {
                    let members = table.members(of: equation)
                    equations[equation] = members
                    for cell in members.unknown where seen.insert(cell).inserted { cells.append(cell) }
                }
                next += 1
            }
            systems.append(HiddenSystem(cells, Array(equations.values)))
        }
        return systems
    }

    private init(_ cells: [SecretTable.Cell], _ equations: [SecretTable.Members]) {
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        self.cells = cells
        rows = equations.map { members in
            members.unknown.compactMap { cell in places[cell].map { (cell: $0, sign: cell == members.total ? -1 : 1) } }
        }.filter { !$0.isEmpty }
    }

    /// Unknowns that are in the same equations, put together.
    private func classes() -> [[Int]] {
        var signatures: [[Int]] = Array(repeating: [], count: cells.count)
        for (row, terms) in rows.enumerated() { for term in terms { signatures[term.cell].append(row * 2 + (term.sign > 0 ? 1 : 0)) } }
        return Array(Dictionary(grouping: cells.indices, by: { signatures[$0] }).values)
    }

    /// Whether solving it would take too long.
    var isLarge: Bool { classes().count > Self.limit }

    /// The unknowns that can be computed.
    func determined() -> [SecretTable.Cell] {
        let classes = classes()
        var column = [Int](repeating: 0, count: cells.count)
        for (index, members) in classes.enumerated() { for member in members { column[member] = index } }
        var matrix: [[Int: UInt64]] = rows.map { terms in
            var row: [Int: UInt64] = [:]
            // Of a class, the sum is the unknown.
            for term in terms { row[column[term.cell]] = term.sign > 0 ? 1 : Modular.prime - 1 }
            return row
        }
        var reduced: [Int: [Int: UInt64]] = [:]
        while let shortest = matrix.indices.min(by: { matrix[$0].count < matrix[$1].count }) {
            var row = matrix.remove(at: shortest)
            for (pivot, other) in reduced { if let factor = row[pivot] { row = Modular.eliminated(row, other, factor) } }
            guard let pivot = row.keys.min(), let lead = row[pivot] else { continue }
            let inverse = Modular.inverse(lead)
            row = row.mapValues { Modular.product($0, inverse) }
            for key in Array(reduced.keys) {
                if let other = reduced[key], let factor = other[pivot] { reduced[key] = Modular.eliminated(other, row, factor) }
            }
            reduced[pivot] = row
        }
        return reduced.compactMap { pivot, row in row.count == 1 && classes[pivot].count == 1 ? cells[classes[pivot][0]] : nil }.sorted()
    }
}

/// Arithmetic modulo 2⁶¹ − 1.
enum Modular {
    static let prime: UInt64 = (1 << 61) - 1

    static func product(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let wide = first.multipliedFullWidth(by: second)
        let low = wide.low & prime, high = wide.high << 3 | wide.low >> 61
        let sum = low + high
        return sum >= prime ? sum - prime : sum
    }

    /// By Fermat's little theorem.
    static func inverse(_ value: UInt64) -> UInt64 {
        var result: UInt64 = 1, base = value, exponent = prime - 2
        while exponent > 0 {
            if exponent & 1 == 1 { result = product(result, base) }
            base = product(base, base)
            exponent >>= 1
        }
        return result
    }

    /// `row` − `factor` · `other`.
    static func eliminated(_ row: [Int: UInt64], _ other: [Int: UInt64], _ factor: UInt64) -> [Int: UInt64] {
        var result = row
        for (key, value) in other {
            let sum = (result[key] ?? 0) + (prime - product(value, factor))
            let reduced = sum >= prime ? sum - prime : sum
            result[key] = reduced == 0 ? nil : reduced
        }
        return result
    }
}
