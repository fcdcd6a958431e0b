/// Puts labels one under the other, each as near to where it belongs as the others let it.
struct LabelColumn {
    struct Label {
        /// Where its middle belongs.
        let wanted: Double
        let height: Double
    }

    /// The middles of the labels, in their order; nil where there is not room for all.
    ///
    /// Labels that want the same place become a block around the mean of what they want; blocks that touch merge.
    static func middles(_ labels: [Label], from top: Double, to bottom: Double, gap: Double = 2) -> [Double]? {
        guard labels.reduce(0, { $0 + $1.height + gap }) - gap <= bottom - top else { return nil }
        struct Block {
            var members: [Int]
            var height: Double
            /// The sum, over the members, of where the block would begin if it went by that member alone.
            var starts: Double
            var start: Double
        }
        let order = labels.indices.sorted { (labels[$0].wanted, $0) < (labels[$1].wanted, $1) }
        func clamped(_ start: Double, _ height: Double) -> Double { max(top, min(bottom - height, start)) }
        var blocks: [Block] = []
        for index in order {
            let label = labels[index]
            let start = label.wanted - label.height / 2
            var block = Block(members: [index], height: label.height, starts: start, start: clamped(start, label.height))
            while let last = blocks.last, last.start + last.height + gap > block.start {
                blocks.removeLast()
                let offset = last.height + gap
                block = Block(
                    members: last.members + block.members, height: offset + block.height,
                    starts: last.starts + block.starts - offset * Double(block.members.count), start: 0)
                block.start = clamped(block.starts / Double(block.members.count), block.height)
            }
            blocks.append(block)
        }
        var middles = [Double](repeating: 0, count: labels.count)
        for block in blocks {
            var y = block.start
            for member in block.members {
                middles[member] = y + labels[member].height / 2
                y += labels[member].height + gap
            }
        }
        return middles
    }
}
