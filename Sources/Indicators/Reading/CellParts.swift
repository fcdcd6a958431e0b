/// What is measured of a cell: a value, or what it is divided from. NaN stands for what is not told.
struct CellParts {
    var value = Double.nan
    var numerator = Double.nan
    var denominator = Double.nan
    var units = Double.nan
    /// Whether something of it would be divided by nothing.
    var isDivision = false

    /// Both together: what only one of them tells is taken from it.
    func adding(_ other: CellParts) -> CellParts {
        func sum(_ part: KeyPath<CellParts, Double>) -> Double {
            let own = self[keyPath: part], its = other[keyPath: part]
            return own.isNaN ? its : its.isNaN ? own : own + its
        }
        return CellParts(
            value: sum(\.value), numerator: sum(\.numerator), denominator: sum(\.denominator), units: sum(\.units),
            isDivision: isDivision || other.isDivision)
    }

    /// Whether both tell the same, whatever they count as units.
    func isSame(as other: CellParts) -> Bool {
        func same(_ part: KeyPath<CellParts, Double>) -> Bool {
            let own = self[keyPath: part], its = other[keyPath: part]
            return own == its || own.isNaN && its.isNaN
        }
        return same(\.value) && same(\.numerator) && same(\.denominator)
    }
}

/// What a table tells of one commune and one date: of the commune by its own code, and of the communes déléguées,
/// communes associées or municipal arrondissements that count in it.
struct GatheredParts {
    private var own: CellParts?
    private var folded: CellParts?
    /// Whether the commune's own code was told twice, and not alike.
    private(set) var isAmbiguous = false

    mutating func add(_ parts: CellParts, isFolded: Bool) {
        if isFolded {
            folded = folded?.adding(parts) ?? parts
        } else if let own {
            isAmbiguous = isAmbiguous || !own.isSame(as: parts)
        } else {
            own = parts
        }
    }

    /// All of it together, in whatever order it came.
    ///
    /// - Parameter isGrouped: whether each part counts rows, so that none counts another's. Where each is a row that was
    ///   published, a commune that equals the sum of its arrondissements is their total, and is taken once.
    func combined(isGrouped: Bool) -> (parts: CellParts, isTotal: Bool) {
        guard let own else { return (folded ?? CellParts(), false) }
        guard let folded else { return (own, false) }
        if !isGrouped, own.isSame(as: folded) { return (own, true) }
        return (own.adding(folded), false)
    }
}
