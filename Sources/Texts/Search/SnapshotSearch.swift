/// Runs a search on one snapshot, without any lock.
struct SnapshotSearch {
    private let snapshot: IndexSnapshot
    private let search: TextSearch
    private let plan: QueryPlan

    /// Part of what the words tell that a document must hold where too few hold them all.
    static let widenedShare: Float = 0.6

    init(_ snapshot: IndexSnapshot, _ search: TextSearch, lexicon: Lexicon) {
        self.snapshot = snapshot
        self.search = search
        plan = QueryPlanner(snapshot, lexicon: lexicon).plan(search.query)
    }

    private struct Outcome {
        var top: TopList
        var tally: FacetTally
        var total = 0
    }

    func run() -> TextAnswer {
        // Words that nothing holds find nothing; no words at all find everything.
        if plan.groups.isEmpty, !plan.unknownWords.isEmpty { return answer(Outcome(top: top(), tally: tally()), false) }
        guard !plan.groups.isEmpty else { return answer(everything(), false) }
        let firm = plan.firmInformation
        let strict = matching(needed: firm)
        if strict.total >= search.enough || plan.groups.count == 1 { return answer(strict, false) }
        let widened = matching(needed: firm * Self.widenedShare)
        if widened.total > strict.total { return answer(widened, true) }
        if strict.total > 0 { return answer(strict, false) }
        let any = matching(needed: .leastNormalMagnitude)
        return answer(any, any.total > 0)
    }

    private var isCounting: Bool { search.counts || !search.facets.isEmpty || search.order != .relevance }

    private func top() -> TopList {
        let wanted = search.offset + search.limit
        let capacity = search.order == .relevance && wanted > 0 ? max(wanted, Rescoring.depth) : wanted
        return TopList(capacity: capacity, parts: snapshot.parts, isByTitle: search.order == .title)
    }

    private func tally() -> FacetTally { FacetTally(search, snapshot.vocabulary) }

    private func matching(needed: Float) -> Outcome {
        var outcome = Outcome(top: top(), tally: tally())
        let mask = search.fields?.mask ?? .max
        for (index, part) in snapshot.parts.enumerated() {
            var scorer = SegmentScorer(part.segment, plan: plan, fieldMask: mask)
            var local = outcome
            scorer.run(
                needed: needed, threshold: { isCounting ? 0 : Float(max(0, local.top.threshold)) }
            ) { document, score in
                guard accepts(document, part, index), local.tally.isTrivial || local.tally.take(document, part) else {
                    return
                }
                local.total += 1
                local.top.offer(Candidate(
                    key: key(document, part.segment, score), part: index, document: document, score: score))
            }
            outcome = local
        }
        return outcome
    }

    private func everything() -> Outcome {
        var outcome = Outcome(top: top(), tally: tally())
        for (index, part) in snapshot.parts.enumerated() {
            for document in 0..<part.segment.documentCount where accepts(document, part, index) {
                guard outcome.tally.isTrivial || outcome.tally.take(document, part) else { continue }
                outcome.total += 1
                let score = part.segment.boosts[document]
                outcome.top.offer(Candidate(
                    key: key(document, part.segment, score), part: index, document: document, score: score))
            }
        }
        return outcome
    }

    private func accepts(_ document: Int, _ part: SnapshotPart, _ index: Int) -> Bool {
        part.isLive(document) && plan.required?[index].contains(document) != false
            && plan.excluded?[index].contains(document) != true
    }

    private func key(_ document: Int, _ segment: Segment, _ score: Float) -> Double {
        switch search.order {
        case .relevance: Double(score)
        case .modified: segment.modified[document]
        case .created: segment.created[document]
        case .size: segment.size[document]
        case .title: 0
        }
    }

    private func answer(_ outcome: Outcome, _ isWidened: Bool) -> TextAnswer {
        let mask = search.fields?.mask ?? .max
        let rescorers = snapshot.parts.map { Rescoring(plan, $0, fieldMask: mask) }
        let top = outcome.top
        var candidates = outcome.top.sorted()
        var details: [Rescoring.Detail?] = Array(repeating: nil, count: candidates.count)
        if search.order == .relevance, !plan.groups.isEmpty {
            let looked = candidates.prefix(Rescoring.depth).map { candidate in
                let detail = rescorers[candidate.part].detail(candidate.document, score: candidate.score)
                var candidate = candidate
                candidate.key = detail.score
                return (candidate, detail)
            }.sorted { top.precedes($0.0, $1.0) }
            for (index, (candidate, detail)) in looked.enumerated() {
                candidates[index] = candidate
                details[index] = detail
            }
        }
        let page = candidates.indices.dropFirst(search.offset).prefix(search.limit)
        let hits = page.map { index in
            let candidate = candidates[index]
            let segment = snapshot.parts[candidate.part].segment
            let detail = details[index] ?? rescorers[candidate.part].detail(candidate.document, score: candidate.score)
            return SearchHit(
                id: segment.ids.string(candidate.document), title: segment.titles.string(candidate.document),
                score: details[index] == nil ? Double(candidate.score) : detail.score, fields: Set(mask: detail.fields),
                explanation: detail.matches
            )
        }
        return TextAnswer(
            hits: hits, total: search.counts ? outcome.total : nil, isWidened: isWidened,
            corrections: plan.corrections, unknownWords: plan.unknownWords, facets: outcome.tally.counts()
        )
    }
}
