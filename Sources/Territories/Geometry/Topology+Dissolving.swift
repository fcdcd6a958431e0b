internal import Foundation

extension Topology {
    /// The outlines of groups of shapes: borders within a group go, those that are left are joined into rings.
    ///
    /// - Parameters:
    ///   - group: of each shape, -1 for one that is in none.
    ///   - count: how many groups there are.
    /// - Returns: one shape a group, in their order.
    func dissolved(by group: [Int32], count: Int) -> [Shape] {
        var borders = [[Int32]](repeating: [], count: count)
        for index in 0..<arcCount {
            let left = left[index] < 0 ? -1 : group[Int(left[index])], right = right[index] < 0 ? -1 : group[Int(right[index])]
            if left == right { continue }
            if left >= 0 { borders[Int(left)].append(Int32(index)) }
            if right >= 0 { borders[Int(right)].append(~Int32(index)) }
        }
        return borders.map { Self.shape(rings($0)) }
    }

    private func ends(_ reference: Int32) -> (first: GridPoint, second: GridPoint, beforeLast: GridPoint, last: GridPoint) {
        let arc = arc(Int(reference >= 0 ? reference : ~reference))
        let first = arc[arc.startIndex], second = arc[arc.startIndex + 1]
        let last = arc[arc.endIndex - 1], beforeLast = arc[arc.endIndex - 2]
        return reference >= 0 ? (first, second, beforeLast, last) : (last, beforeLast, second, first)
    }

    /// Joins directed arcs end to end; where several go on, the one most to the left, so that rings that touch stay
    /// rings of their own.
    ///
    /// - Returns: each ring, and whether there is nothing on its other side.
    private func rings(_ references: [Int32]) -> [(ring: Shape.Ring, isOpen: Bool)] {
        var starting: [UInt64: [Int32]] = [:]
        for reference in references { starting[ends(reference).first.key, default: []].append(reference) }
        var used: Set<Int32> = []
        var rings: [(ring: Shape.Ring, isOpen: Bool)] = []
        for reference in references where !used.contains(reference) {
            var ring: Shape.Ring = []
            var isOpen = true
            var current = reference
            let origin = ends(reference).first
            while true {
                used.insert(current)
                if (current >= 0 ? right[Int(current)] : left[Int(~current)]) >= 0 { isOpen = false }
                let arc = arc(Int(current >= 0 ? current : ~current))
                if current >= 0 { ring += arc.dropLast() } else { ring += arc.reversed().dropLast() }
                let here = ends(current)
                if here.last == origin { break }
                let onwards = (starting[here.last.key] ?? []).filter { !used.contains($0) }
                guard let next = onwards.max(by: { turn(here.beforeLast, here.last, $0) < turn(here.beforeLast, here.last, $1) })
                else { break }
                current = next
            }
            if ring.count > 2 { rings.append((ring, isOpen)) }
        }
        return rings
    }

    private func turn(_ before: GridPoint, _ here: GridPoint, _ reference: Int32) -> Double {
        let after = ends(reference).second
        let ax = Double(here.x) - Double(before.x), ay = Double(here.y) - Double(before.y)
        let bx = Double(after.x) - Double(here.x), by = Double(after.y) - Double(here.y)
        return atan2(ax * by - ay * bx, ax * bx + ay * by)
    }

    /// Outer rings with the holes that are in them. A hole under forty square kilometres with nothing in it is a
    /// crack between outlines that do not meet, or a commune that the source lost, and is left out; lagoons and
    /// enclaves stay.
    private static func shape(_ rings: [(ring: Shape.Ring, isOpen: Bool)]) -> Shape {
        var outers: [(ring: Shape.Ring, area: Double, holes: [Shape.Ring])] = []
        var holes: [Shape.Ring] = []
        for (ring, isOpen) in rings {
            let area = Shape.doubleArea(ring)
            if area > 0 {
                outers.append((ring, area, []))
            } else if abs(area) / 2 * squareMetresPerUnit(at: ring[0]) > (isOpen ? 40_000_000 : 10_000) {
                holes.append(ring)
            }
        }
        outers.sort { $0.area > $1.area }
        for hole in holes {
            // Inside, between the first two points: a point of the hole itself may be one of the outer ring.
            let a = hole[0], b = hole[1]
            let x = (Double(a.x) + Double(b.x)) / 2, y = (Double(a.y) + Double(b.y)) / 2
            if let owner = outers.lastIndex(where: { PointInRing.contains($0.ring, x: x, y: y) }) { outers[owner].holes.append(hole) }
        }
        return Shape(polygons: outers.map { [$0.ring] + $0.holes })
    }

    /// Square metres in one square unit of the grid, near enough to tell a crack from a lake.
    static func squareMetresPerUnit(at point: GridPoint) -> Double {
        metresPerUnit * metresPerUnit * cos(Double(point.y) / GridPoint.unitsPerDegree * .pi / 180)
    }

    /// The length of a short edge.
    static func metres(from a: GridPoint, to b: GridPoint) -> Double {
        let dx = (Double(b.x) - Double(a.x)) * cos(Double(a.y) / GridPoint.unitsPerDegree * .pi / 180)
        let dy = Double(b.y) - Double(a.y)
        return (dx * dx + dy * dy).squareRoot() * metresPerUnit
    }

    /// On a meridian of the mean sphere.
    private static let metresPerUnit = 0.011_119_5
}

enum PointInRing {
    /// Whether a ray eastwards crosses the ring an odd number of times.
    static func contains(_ ring: Shape.Ring, x: Double, y: Double) -> Bool {
        guard var last = ring.last else { return false }
        var isInside = false
        for point in ring {
            let ay = Double(last.y), by = Double(point.y)
            if (ay > y) != (by > y), x < (Double(point.x) - Double(last.x)) * (y - ay) / (by - ay) + Double(last.x) { isInside.toggle() }
            last = point
        }
        return isInside
    }
}
