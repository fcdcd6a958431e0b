/// The outlines of one level, as a snapshot keeps them: arcs shared by neighbours, each point with its weight.
struct Outlines: Sendable {
    let points: Column<GridPoint>
    let weights: Column<UInt8>
    let arcStarts: Column<UInt32>
    let left: Column<Int32>
    let right: Column<Int32>
    let ringArcs: Column<Int32>
    let ringStarts: Column<UInt32>
    let polygonStarts: Column<UInt32>
    let shapeStarts: Column<UInt32>

    /// - Returns: nil where the snapshot has no outlines of the level.
    init?(_ snapshot: Snapshot, _ level: TerritoryLevel) throws {
        func part<Element: BitwiseCopyable>(_ part: SnapshotFormat.OutlinePart) throws -> Column<Element> {
            try snapshot.column(SnapshotFormat.section(level, part))
        }
        points = try part(.points)
        weights = try part(.weights)
        arcStarts = try part(.arcStarts)
        left = try part(.left)
        right = try part(.right)
        ringArcs = try part(.ringArcs)
        ringStarts = try part(.ringStarts)
        polygonStarts = try part(.polygonStarts)
        shapeStarts = try part(.shapeStarts)
        if shapeStarts.count < 2 { return nil }
    }

    /// The arcs around a shape, ring by ring.
    func rings(of shape: Int) -> [[[Int32]]] {
        (Int(shapeStarts[shape])..<Int(shapeStarts[shape + 1])).map { polygon in
            (Int(polygonStarts[polygon])..<Int(polygonStarts[polygon + 1])).map { ring in
                (Int(ringStarts[ring])..<Int(ringStarts[ring + 1])).map { ringArcs[$0] }
            }
        }
    }

    func hasOutline(_ shape: Int) -> Bool { shapeStarts[shape] < shapeStarts[shape + 1] }

    /// The points of a directed arc whose weight is at least `weight`, its ends always; without the last, with which
    /// the next arc begins.
    func append(_ reference: Int32, weight: UInt8, to ring: inout [GridPoint]) {
        let arc = Int(reference >= 0 ? reference : ~reference)
        let start = Int(arcStarts[arc]), end = Int(arcStarts[arc + 1])
        if reference >= 0 {
            for index in start..<(end - 1) where weights[index] >= weight { ring.append(points[index]) }
        } else {
            for index in ((start + 1)..<end).reversed() where weights[index] >= weight { ring.append(points[index]) }
        }
    }

    /// An outline with the points of at least `weight`; rings left with fewer than three points are left out.
    func shape(_ shape: Int, weight: UInt8) -> Shape {
        var polygons: [[Shape.Ring]] = []
        for polygon in rings(of: shape) {
            var rings: [Shape.Ring] = []
            for (place, arcs) in polygon.enumerated() {
                var ring: Shape.Ring = []
                for arc in arcs { append(arc, weight: weight, to: &ring) }
                if ring.count > 2 { rings.append(ring) } else if place == 0 { break }
            }
            if !rings.isEmpty { polygons.append(rings) }
        }
        return Shape(polygons: polygons)
    }

    /// Shapes with which a shape shares a border, and the length of it in metres.
    func neighbours(of shape: Int) -> [(shape: Int, metres: Double)] {
        var lengths: [Int32: Double] = [:]
        for reference in rings(of: shape).joined().joined() {
            let arc = Int(reference >= 0 ? reference : ~reference)
            let other = left[arc] == Int32(shape) ? right[arc] : left[arc]
            guard other >= 0, other != Int32(shape) else { continue }
            var length = 0.0
            for index in Int(arcStarts[arc])..<(Int(arcStarts[arc + 1]) - 1) {
                length += Topology.metres(from: points[index], to: points[index + 1])
            }
            lengths[other, default: 0] += length
        }
        return lengths.map { (Int($0.key), $0.value) }.sorted { $0.shape < $1.shape }
    }

    /// Whether a point is in a shape. Every edge counts once, whatever the order of the arcs.
    func contains(_ shape: Int, _ point: GridPoint) -> Bool {
        let x = Double(point.x), y = Double(point.y)
        var isInside = false
        let firstRing = Int(polygonStarts[Int(shapeStarts[shape])]), lastRing = Int(polygonStarts[Int(shapeStarts[shape + 1])])
        guard firstRing < lastRing else { return false }
        for place in Int(ringStarts[firstRing])..<Int(ringStarts[lastRing]) {
            let arc = Int(ringArcs[place] >= 0 ? ringArcs[place] : ~ringArcs[place])
            let end = Int(arcStarts[arc + 1])
            var a = points[Int(arcStarts[arc])]
            for index in (Int(arcStarts[arc]) + 1)..<end {
                let b = points[index]
                if (a.y > point.y) != (b.y > point.y) {
                    let ay = Double(a.y), ax = Double(a.x)
                    if x < (Double(b.x) - ax) * (y - ay) / (Double(b.y) - ay) + ax { isInside.toggle() }
                }
                a = b
            }
        }
        return isInside
    }
}
