internal import Foundation

/// How much each point of an arc matters: the area of the triangle that goes with it when points go in the order of
/// the least (Visvalingam and Whyatt, “Line generalisation by repeated elimination of points”, 1993).
///
/// Weights are kept as bytes on a scale of logarithms, so that any level of detail is one comparison a point.
enum Simplification {
    /// The weight of the ends of an arc, which never go.
    static let end: UInt8 = 255

    /// The weight whose points change an outline by about so many square metres.
    static func weight(squareMetres: Double) -> UInt8 {
        squareMetres < 1 ? 0 : UInt8(min(253, (8 * log2(squareMetres)).rounded()))
    }

    /// The weight of each point.
    static func weights(_ arc: ArraySlice<GridPoint>) -> [UInt8] {
        let points = Array(arc)
        var weights = [UInt8](repeating: end, count: points.count)
        guard points.count > 2 else { return weights }
        let scale = Topology.squareMetresPerUnit(at: points[0])
        var before = points.indices.map { $0 - 1 }, after = points.indices.map { $0 + 1 }
        var stamps = [Int32](repeating: 0, count: points.count)
        var heap = Heap()
        func area(_ index: Int) -> Double {
            let a = points[before[index]], b = points[index], c = points[after[index]]
            let abx = Double(b.x) - Double(a.x), aby = Double(b.y) - Double(a.y)
            let acx = Double(c.x) - Double(a.x), acy = Double(c.y) - Double(a.y)
            return abs(abx * acy - acx * aby) / 2 * scale
        }
        for index in 1..<points.count - 1 { heap.push(.init(area: area(index), index: Int32(index), stamp: 0)) }
        let isClosed = points.first == points.last
        var floor = 0.0
        var left = points.count - 2
        while let entry = heap.pop() {
            let index = Int(entry.index)
            if entry.stamp != stamps[index] { continue }
            floor = max(floor, entry.area)
            // Two points and the ends are the least that a closed arc can be drawn with.
            weights[index] = isClosed && left <= 2 ? 254 : weight(squareMetres: floor)
            left -= 1
            let previous = before[index], next = after[index]
            after[previous] = next
            before[next] = previous
            stamps[index] = -1
            for neighbour in [previous, next] where neighbour > 0 && neighbour < points.count - 1 {
                stamps[neighbour] += 1
                heap.push(.init(area: area(neighbour), index: Int32(neighbour), stamp: stamps[neighbour]))
            }
        }
        return weights
    }

    /// The least first.
    private struct Heap {
        struct Entry {
            let area: Double
            let index, stamp: Int32
        }

        private var entries: [Entry] = []

        mutating func push(_ entry: Entry) {
            entries.append(entry)
            var place = entries.count - 1
            while place > 0, entries[(place - 1) / 2].area > entries[place].area {
                entries.swapAt(place, (place - 1) / 2)
                place = (place - 1) / 2
            }
        }

        mutating func pop() -> Entry? {
            guard let first = entries.first else { return nil }
            let last = entries.removeLast()
            if entries.isEmpty { return first }
            entries[0] = last
            var place = 0
            while true {
                var least = place
                for child in [2 * place + 1, 2 * place + 2] where child < entries.count && entries[child].area < entries[least].area {
                    least = child
                }
                if least == place { return first }
                entries.swapAt(place, least)
                place = least
            }
        }
    }
}
