import Indicators
import Territories
import Testing

@Suite("Statistical secrecy")
struct SecrecyTests {
    /// What whoever reads the figures can find out: unknowns that every solution of the published equations agrees on.
    struct Attack {
        /// One equation: the sum of the unknowns with these signs equals a known number.
        var rows: [[Double]] = []
        let unknowns: [String]

        /// Gauss and Jordan with complete rows: an unknown alone in its row is given away.
        func solved() -> [String] {
            var rows = rows
            var pivots: [Int: Int] = [:]
            var next = 0
            for column in unknowns.indices {
                guard let pivot = rows.indices.dropFirst(next).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }), abs(rows[pivot][column]) > 1e-9
                else { continue }
                rows.swapAt(next, pivot)
                let lead = rows[next][column]
                rows[next] = rows[next].map { $0 / lead }
                for other in rows.indices where other != next && abs(rows[other][column]) > 1e-12 {
                    let factor = rows[other][column]
                    rows[other] = zip(rows[other], rows[next]).map { $0 - factor * $1 }
                }
                pivots[next] = column
                next += 1
            }
            return pivots.compactMap { row, column in
                rows[row].enumerated().allSatisfy { $0 == column || abs($1) < 1e-9 } ? unknowns[column] : nil
            }.sorted()
        }
    }

    /// A country of communes in départements, and in EPCI that cross them.
    struct Country {
        let tree: TerritoryTree
        let communes: [(code: String, parents: [TerritoryID])]
        let levels: [TerritoryLevel] = [.france, .region, .departement, .epci]

        init(_ count: Int, random: inout RandomNumbers) {
            var territories = [Territory(id: .france, name: TerritoryName("France")), Territory(id: place("region:11"), name: TerritoryName("R"))]
            var communes: [(String, [TerritoryID])] = []
            for number in 1...3 { territories.append(Territory(id: place("departement:0\(number)"), name: TerritoryName("D"), parents: [place("region:11")])) }
            for number in 1...6 { territories.append(Territory(id: place("epci:20000000\(number)"), name: TerritoryName("E"))) }
            for number in 0..<count {
                let code = "0\(1 + number % 3)\(String(number + 1001).suffix(3))"
                let parents = [place("region:11"), place("departement:0\(1 + number % 3)"), place("epci:20000000\(random.next(6) + 1)")]
                communes.append((code, parents))
                territories.append(Territory(id: place("commune:\(code)"), name: TerritoryName("C"), parents: parents.sorted()))
            }
            tree = TerritoryTree(date: day("2026-01-01"), territories: territories)
            self.communes = communes
        }
    }

    /// The same numbers each time (SplitMix64).
    struct RandomNumbers {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return Int((mixed ^ mixed >> 31) % UInt64(bound))
        }
    }

    @Test("Nothing withheld can be computed from what is published: the system is solved to find out", arguments: 1...25)
    func attack(_ seed: Int) async throws {
        var random = RandomNumbers(state: UInt64(seed))
        let country = Country(6 + random.next(30), random: &random)
        let hasBreakdown = seed % 2 == 0
        var csv = "code,sexe\n"
        for commune in country.communes {
            for _ in 0..<random.next(12) { csv += "\(commune.code),\(random.next(3) == 0 ? "F" : "H")\n" }
        }
        let definition = definition(value: "count()") { definition, _ in
            definition.minimumCoverage = 0
            definition.absentIsZero = true
            definition.secrecy = Secrecy(threshold: 5)
            if hasBreakdown { definition.breakdowns = [Breakdown(slug: "sexe", name: "Sexe", category: "sexe")] }
        }
        let room = try await Room([definition], tree: country.tree)
        try await room.refresh(definition.id, try await room.table(csv))
        let now = try await room.indicators.current()
        let slices: [Slice?] = [nil] + (hasBreakdown ? now.categories(definition.id, "sexe").map { Slice(breakdown: "sexe", category: $0.code) } : [])
        // Every figure of the site, by level and slice.
        var known: [String: Double] = [:], hidden: [String] = []
        func name(_ id: TerritoryID, _ slice: Slice?) -> String { "\(id) \(slice?.category ?? "")" }
        for slice in slices {
            for level in country.levels + [.commune] {
                for (id, point) in now.values(definition.id, level, slice: slice) {
                    if let value = point.value { known[name(id, slice)] = value } else if point.withheld { hidden.append(name(id, slice)) }
                }
            }
        }
        for (cell, value) in known { #expect(value == 0 || value >= 5, "\(cell) is about \(value)") }
        let unknowns = hidden.sorted()
        var attack = Attack(unknowns: unknowns)
        func equation(_ parts: [String], _ total: String) {
            var row = [Double](repeating: 0, count: unknowns.count)
            for (cell, sign) in parts.map({ ($0, 1.0) }) + [(total, -1.0)] {
                if let index = unknowns.firstIndex(of: cell) { row[index] += sign }
            }
            if row.contains(where: { $0 != 0 }) { attack.rows.append(row) }
        }
        for slice in slices {
            for parent in country.tree.levels.filter({ $0 != .commune }).flatMap({ level in Set(country.communes.flatMap(\.parents) + [.france]).filter { $0.level == level } }) {
                let inside = country.communes.filter { parent == .france || $0.parents.contains(parent) }
                equation(inside.map { name(place("commune:\($0.code)"), slice) }, name(parent, slice))
            }
        }
        if hasBreakdown {
            let all = country.communes.map { place("commune:\($0.code)") } + Set(country.communes.flatMap(\.parents)) + [.france]
            for id in all { equation(slices.dropFirst().map { name(id, $0) }, name(id, nil)) }
        }
        #expect(attack.solved() == [])
        if seed > 1 { #expect(!hidden.isEmpty) }
    }

    @Test("A single small commune takes another with it, and neither is shown anywhere")
    func companion() async throws {
        let definition = definition(value: "v") { definition, _ in
            definition.secrecy = Secrecy(threshold: 11)
            definition.minimumCoverage = 0
        }
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table("code,v\n75056,900\n28001,3\n28002,40\n28003,50\n45001,70\n45002,80\n"))
        let now = try await room.indicators.current()
        let points = now.values(definition.id, .commune)
        #expect(points[place("commune:28001")]?.absence == .secrecy)
        #expect(points.values.count { $0.absence == .complement } >= 1)
        #expect(now.series(definition.id, place("departement:28")).first?.value == 93)
        // What a page or a working asks for does not give it either.
        let working = try await room.indicators.working(definition.id, place("commune:28001"), on: day("2025-12-31"))
        #expect(working?.point.value == nil)
        #expect(working?.revisions.allSatisfy { $0.value == nil } == true)
        #expect(now.progress(definition.id, place("commune:28001"))?.absence == .withheld)
    }

    @Test("A ratio about few units is withheld, and so is what few are left out of")
    func ratios() async throws {
        let definition = definition(nature: .ratio(scale: 100), numerator: "a", denominator: "b") { definition, _ in
            definition.secrecy = Secrecy(threshold: 5)
            definition.minimumCoverage = 0
        }
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table("code,a,b\n75056,500,900\n28001,38,40\n28002,2,40\n28003,20,40\n45001,20,40\n45002,30,60\n"))
        let points = try await room.indicators.current().values(definition.id, .commune)
        #expect(points[place("commune:28001")]?.absence == .secrecy)
        #expect(points[place("commune:28002")]?.absence == .secrecy)
        #expect(points[place("commune:28002")]?.numerator == nil)
        #expect(points[place("commune:75056")]?.value != nil)
    }
}
