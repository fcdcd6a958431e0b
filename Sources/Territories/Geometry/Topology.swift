/// Outlines cut where borders part, so that a border between two territories is kept once and simplified once:
/// neighbours still fit at any level of detail.
struct Topology: Sendable {
    /// The points of all arcs, one after another.
    private(set) var points: [GridPoint] = []
    /// Where each arc begins in `points`, and the end of the last.
    private(set) var arcStarts: [UInt32] = [0]
    /// The shape to the left of each arc, -1 where there is none.
    private(set) var left: [Int32] = []
    /// The shape to the right of each arc, -1 where there is none.
    private(set) var right: [Int32] = []
    /// The arcs of each ring in their order: `a` forwards, `~a` backwards.
    private(set) var ringArcs: [Int32] = []
    private(set) var ringStarts: [UInt32] = [0]
    /// The first ring of each polygon, which is its outer one.
    private(set) var polygonStarts: [UInt32] = [0]
    /// The first polygon of each shape.
    private(set) var shapeStarts: [UInt32] = [0]

    var arcCount: Int { left.count }

    init(_ shapes: [Shape]) {
        let junctions = Junctions(shapes)
        var known: [ArcKey: Int32] = [:]
        for (place, shape) in shapes.enumerated() {
            for polygon in shape.polygons {
                for ring in polygon {
                    for piece in junctions.cut(ring) {
                        ringArcs.append(arc(piece, of: Int32(place), &known))
                    }
                    ringStarts.append(UInt32(ringArcs.count))
                }
                polygonStarts.append(UInt32(ringStarts.count - 1))
            }
            shapeStarts.append(UInt32(polygonStarts.count - 1))
        }
    }

    /// The points of an arc.
    func arc(_ index: Int) -> ArraySlice<GridPoint> { points[Int(arcStarts[index])..<Int(arcStarts[index + 1])] }

    /// The first edge of an arc tells it from all others, for it is cut wherever two part.
    private struct ArcKey: Hashable {
        let first, second: UInt64
    }

    private mutating func arc(_ piece: [GridPoint], of shape: Int32, _ known: inout [ArcKey: Int32]) -> Int32 {
        let first = piece[0].key, last = piece[piece.count - 1].key
        let isForward = first != last ? first < last : piece[1].key <= piece[piece.count - 2].key
        let directed = isForward ? piece : piece.reversed()
        let key = ArcKey(first: directed[0].key, second: directed[1].key)
        var index = Int32(left.count)
        if let existing = known[key], arc(Int(existing)).elementsEqual(directed) {
            index = existing
        } else {
            known[key] = index
            points += directed
            arcStarts.append(UInt32(points.count))
            left.append(-1)
            right.append(-1)
        }
        if isForward, left[Int(index)] < 0 { left[Int(index)] = shape }
        if !isForward, right[Int(index)] < 0 { right[Int(index)] = shape }
        return isForward ? index : ~index
    }
}

/// The points at which borders meet or part: those that rings pass between different neighbours.
private struct Junctions {
    private var places: [UInt64: Pass]

    private struct Pass {
        let low, high: UInt64
        var isJunction = false
    }

    init(_ shapes: [Shape]) {
        places = Dictionary(minimumCapacity: shapes.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } } * 5 / 8)
        for shape in shapes {
            for ring in shape.polygons.joined() {
                guard var before = ring.last?.key, var here = ring.first?.key else { continue }
                for index in ring.indices {
                    let after = ring[index + 1 < ring.count ? index + 1 : 0].key
                    let low = min(before, after), high = max(before, after)
                    if let pass = places[here] {
                        if pass.low != low || pass.high != high, !pass.isJunction { places[here]?.isJunction = true }
                    } else {
                        places[here] = Pass(low: low, high: high)
                    }
                    before = here
                    here = after
                }
            }
        }
    }

    func isJunction(_ point: GridPoint) -> Bool { places[point.key]?.isJunction ?? false }

    /// The ring in pieces from junction to junction, each with both its ends; in one closed piece where it has none.
    func cut(_ ring: Shape.Ring) -> [[GridPoint]] {
        let start: Int
        var ends: [Int] = []
        for index in ring.indices where isJunction(ring[index]) { ends.append(index) }
        if ends.isEmpty {
            // An island, or a commune around another: both rings must begin at the same point.
            start = ring.indices.min { ring[$0].key < ring[$1].key } ?? 0
            return [Array(ring[start...]) + ring[...start]]
        }
        return ends.indices.map { place in
            let from = ends[place], to = place + 1 < ends.count ? ends[place + 1] : ends[0]
            return from < to ? Array(ring[from...to]) : Array(ring[from...]) + ring[...to]
        }
    }
}
