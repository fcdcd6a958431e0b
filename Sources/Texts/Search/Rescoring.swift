/// A second look at the best documents: where their words stand.
///
/// Words that follow one another as in the query, and titles that say the query and little else, count more.
struct Rescoring {
    /// Best documents looked at again.
    static let depth = 100

    private let plan: QueryPlan
    private let part: SnapshotPart
    private let fieldMask: UInt8
    private let variants: [[Variant]]

    private struct Variant {
        let form: Int
        let variant: QueryPlan.Variant
    }

    init(_ plan: QueryPlan, _ part: SnapshotPart, fieldMask: UInt8) {
        self.plan = plan
        self.part = part
        self.fieldMask = fieldMask
        variants = plan.groups.map { group in
            group.variants.compactMap { variant in
                part.segment.form(variant.form).map { Variant(form: $0, variant: variant) }
            }
        }
    }

    struct Detail {
        var score: Double
        var fields: UInt8
        var matches: [WordMatch]
    }

    func detail(_ document: Int, score: Float) -> Detail {
        var matches: [WordMatch] = []
        var places: [[Int]] = []
        var fields: UInt8 = 0
        var literal: Float = 0
        for (group, variants) in zip(plan.groups, variants) {
            let word = look(group, variants, document)
            places.append(word.places)
            fields |= word.fields
            if word.isLiteral { literal += group.information }
            if let match = word.match { matches.append(match) }
        }
        let bonus = 1 + 0.3 * proximity(places) + titleBonus(document, places)
            + (plan.information > 0 ? 0.1 * literal / plan.information : 0)
        return Detail(score: Double(score * bonus), fields: fields, matches: matches)
    }

    /// How a word stands in a document.
    private struct Look {
        /// The best of its variants.
        var match: WordMatch?
        /// Those of all variants.
        var fields: UInt8 = 0
        var places: [Int] = []
        /// Whether it is there as typed.
        var isLiteral = false
    }

    private func look(_ group: QueryPlan.Group, _ variants: [Variant], _ document: Int) -> Look {
        let segment = part.segment
        var best: (variant: QueryPlan.Variant, score: Float, fields: UInt8)?
        var look = Look()
        for variant in variants {
            let range = segment.postings(variant.form)
            guard !range.isEmpty else { continue }
            let posting = segment.documents.firstIndex(in: range, notBelow: UInt32(document))
            guard posting < range.upperBound, segment.documents[posting] == document else { continue }
            let fields = segment.fields[posting]
            guard fields & fieldMask != 0 else { continue }
            let score = variant.variant.weight * group.information * Float(segment.impacts[posting]) / 255
            look.fields |= fields
            look.isLiteral = look.isLiteral || variant.variant.relation == .same
            if score > best?.score ?? 0 { best = (variant.variant, score, fields) }
            if variant.variant.relation != .related {
                Positions.read(segment, posting) { field, place in look.places.append(Int(field) << 24 | place) }
            }
        }
        look.places.sort()
        look.match = best.map { best in
            WordMatch(
                word: group.word, found: String(decoding: best.variant.form.drop { $0 == 1 }, as: UTF8.self),
                relation: best.variant.relation, fields: Set(mask: best.fields), score: Double(best.score)
            )
        }
        return look
    }

    /// From 0 to 1: how near words that follow one another in the query are in the document.
    private func proximity(_ places: [[Int]]) -> Float {
        guard places.count > 1 else { return 0 }
        var total: Float = 0
        var reached: Float = 0
        for index in places.indices.dropFirst() {
            let weight = min(plan.groups[index - 1].information, plan.groups[index].information)
            total += weight
            if let distance = Self.distance(places[index - 1], places[index]) {
                reached += weight / Float(max(1, distance))
            }
        }
        return total > 0 ? reached / total : 0
    }

    /// Least steps from a place of one list to a place of the other in the same field; backwards counts one more.
    /// `nil` beyond ten.
    private static func distance(_ left: [Int], _ right: [Int]) -> Int? {
        var least = Int.max
        var index = 0
        for place in left {
            while index < right.count, right[index] < place - 10 { index += 1 }
            var next = index
            while next < right.count, right[next] <= place + 10 {
                let step = right[next] - place
                least = min(least, step >= 0 ? step : 1 - step)
                next += 1
            }
        }
        return least <= 10 ? least : nil
    }

    private func titleBonus(_ document: Int, _ places: [[Int]]) -> Float {
        let length = Int(part.segment.titleLengths[document])
        guard length > 0, plan.information > 0 else { return 0 }
        var covered: Set<Int> = []
        var told: Float = 0
        for (group, own) in zip(plan.groups, places) {
            let inTitle = own.filter { $0 >> 24 == Int(TextField.title.rawValue) }
            if !inTitle.isEmpty { told += group.information }
            covered.formUnion(inTitle)
        }
        let share = told / plan.information
        let coverage = min(1, Float(covered.count) / Float(length))
        return 0.25 * share * coverage + (share > 0.999 ? 0.15 : 0) + (share > 0.999 && coverage > 0.999 ? 0.2 : 0)
    }
}
