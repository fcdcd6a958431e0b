/// Whole numbers shared without losing one: each part gets its floor, and what is left goes one by one to the
/// largest remainders (Hamilton's method); of equal remainders, to the first.
enum Apportionment {
    /// - Parameter shares: make one.
    static func parts(of total: Int, shares: [Double]) -> [Int] {
        guard shares.count > 1 else { return shares.isEmpty ? [] : [total] }
        // Beyond 2^53 doubles skip units: the magnitude is cut in two exact halves of its digits.
        let magnitude = total.magnitude
        let exact = shares.map { share in
            let high = Double(magnitude >> 26) * share, low = Double(magnitude & 0x3FF_FFFF) * share
            let whole = high.rounded(.down)
            let rest = (high - whole) * 67_108_864 + low
            return (floor: UInt(whole) << 26 &+ UInt(rest.rounded(.down)), remainder: rest - rest.rounded(.down))
        }
        var floors = exact.map(\.floor)
        var left = Int(bitPattern: magnitude &- floors.reduce(0, &+))
        let order = exact.indices.sorted { (-exact[$0].remainder, $0) < (-exact[$1].remainder, $1) }
        var turn = 0
        while left > 0 { floors[order[turn % order.count]] += 1; left -= 1; turn += 1 }
        // Shares that make a hair more than one: the smallest remainders give back.
        while left < 0 {
            turn += 1
            let place = order[order.count - 1 - (turn - 1) % order.count]
            if floors[place] > 0 { floors[place] -= 1; left += 1 }
        }
        return floors.map { total < 0 ? -Int($0) : Int($0) }
    }
}
