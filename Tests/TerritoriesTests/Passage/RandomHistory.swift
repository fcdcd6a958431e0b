import Territories

/// A small seeded generator (splitmix64, Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

/// Twenty-five years of mergers, splits, renamings and changes of code, drawn at random.
enum RandomHistory {
    static func make(_ random: inout SplitMix) -> (history: GeographyHistory, codes: [String]) {
        var active = (1...30).map(code)
        var used = 30
        var movements: [Movement] = []
        for year in 2000...2025 {
            let date = CivilDate(year: year, month: 1, day: 1 + random.below(28))!
            var untouched = active.shuffled(using: &random)
            func link(_ kind: MovementKind, _ before: String?, _ after: String?) {
                movements.append(Movement(kind, on: date, before: before.map(side), after: after.map(side)))
            }
            for _ in 0..<random.below(4) where untouched.count > 3 {
                switch random.below(6) {
                case 0, 1:
                    let into = untouched.removeLast(), from = untouched.removeLast()
                    link(.newCommune, into, into)
                    link(.newCommune, from, into)
                    active.removeAll { $0 == from }
                case 2, 3:
                    let whole = untouched.removeLast()
                    used += 1
                    link(.reestablishment, whole, whole)
                    link(.reestablishment, whole, code(used))
                    active.append(code(used))
                case 4:
                    let old = untouched.removeLast()
                    used += 1
                    link(.codeChangeBySeat, old, code(used))
                    active.removeAll { $0 == old }
                    active.append(code(used))
                default:
                    let gone = untouched.removeLast()
                    link(.suppression, gone, nil)
                    active.removeAll { $0 == gone }
                }
            }
        }
        let history = GeographyHistory(movements: movements, communes: Set(active), on: CivilDate("2026-01-01")!)
        return (history, (1...used).map(code))
    }

    private static func code(_ number: Int) -> String { "\(10_000 + number)" }

    private static func side(_ code: String) -> Movement.Side {
        Movement.Side(id: TerritoryID(.commune, code)!, name: TerritoryName("Commune \(code)"))
    }
}
