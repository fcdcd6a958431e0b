import Localization

extension Gazetteer {
    /// The events that the snapshot keeps, by date.
    ///
    /// - Throws: `territories.snapshot.damaged`.
    package func movements() throws -> [Movement] {
        let kinds: Column<UInt8> = try snapshot.column(.movementKinds)
        let dates: Column<Int32> = try snapshot.column(.movementDates)
        let sides: Column<UInt32> = try snapshot.column(.movementSides)
        return try kinds.indices.map { index in
            guard let kind = MovementKind(rawValue: kinds[index]) else {
                throw TerritoriesError("snapshot.damaged", ["file": .text("\(index)")])
            }
            func side(_ offset: Int) -> Movement.Side? {
                let start = index * 6 + offset
                guard sides[start] != .max, let level = TerritoryLevel(rawValue: UInt8(truncatingIfNeeded: sides[start] >> 8))
                else { return nil }
                let article = TerritoryName.Article(rawValue: UInt8(truncatingIfNeeded: sides[start])) ?? .noneBeforeConsonant
                return Movement.Side(
                    id: TerritoryID(known: level, snapshot.text(sides[start + 1])),
                    name: TerritoryName(snapshot.text(sides[start + 2]), article: article))
            }
            return Movement(kind, on: CivilDate(number: dates[index]), before: side(0), after: side(3))
        }
    }
}
