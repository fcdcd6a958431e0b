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

    /// What is kept of the documents that answer.
    private struct Outcome: HitCollector {
        var top: TopList
        var tally: FacetTally
        var total = 0
        let plan: QueryPlan
        let order: TextOrder
        let isCounting: Bool
        /// For each part, the documents among which is searched; `nil` for all.
        let only: [BitSet]?
        var tiers: TierTally?
        /// The part being searched.
        var part: SnapshotPart?
        var partIndex = 0

        var threshold: Float { isCounting ? 0 : Float(max(0, top.threshold)) }

        mutating func enter(_ part: SnapshotPart, _ index: Int) {
            self.part = part
            partIndex = index
        }

        mutating func take(_ document: Int, _ score: Float) {
            guard let part, part.isLive(document), only?[partIndex].contains(document) != false,
                plan.required?[partIndex].contains(document) != false,
                plan.excluded?[partIndex].contains(document) != true
            else { return }
            let tier = tiers?.tier(document, part)
            guard tiers == nil || tier != nil, tally.isTrivial || tally.take(document, part) else { return }
            total += 1
            var key = key(document, part.segment, score)
            if let tier {
                tiers?.count(tier)
                key += tiers?.advance(tier) ?? 0
            }
            top.offer(Candidate(key: key, part: partIndex, document: document, score: score))
        }

        private func key(_ document: Int, _ segment: Segment, _ score: Float) -> Double {
            switch order {
            case .relevance: Double(score)
            case .modified: segment.modified[document]
            case .created: segment.created[document]
            case .size: segment.size[document]
            case .title: 0
            }
        }
    }

    private func outcome() -> Outcome {
        let wanted = search.offset + search.limit
        let capacity = search.order == .relevance && wanted > 0 ? max(wanted, Rescoring.depth) : wanted
        return Outcome(
            top: TopList(capacity: capacity, parts: snapshot.parts, isByTitle: search.order == .title),
            tally: FacetTally(search, snapshot.vocabulary), plan: plan, order: search.order,
            isCounting: search.counts || !search.facets.isEmpty || search.order != .relevance || search.tiers != nil,
            only: only, tiers: TierTally(search, snapshot.vocabulary)
        )
    }

    private var only: [BitSet]? {
        search.only.map { ids in
            snapshot.parts.map { part in
                var documents = BitSet(capacity: part.segment.documentCount)
                for id in ids {
                    if let document = part.segment.document(id: Array(id.utf8)) { documents.insert(document) }
                }
                return documents
            }
        }
    }

    func run() -> TextAnswer {
        // Words that nothing holds find nothing; no words at all find everything.
        if plan.groups.isEmpty, !plan.unknownWords.isEmpty { return answer(outcome(), false) }
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

    private func matching(needed: Float) -> Outcome {
        var outcome = outcome()
        for (index, part) in snapshot.parts.enumerated() {
            outcome.enter(part, index)
            var scorer = SegmentScorer(part.segment, plan: plan, fieldMask: search.fields?.mask ?? .max)
            scorer.run(needed: needed, into: &outcome)
        }
        return outcome
    }

    private func everything() -> Outcome {
        var outcome = outcome()
        for (index, part) in snapshot.parts.enumerated() {
            outcome.enter(part, index)
            for document in 0..<part.segment.documentCount { outcome.take(document, part.segment.boosts[document]) }
        }
        return outcome
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
                let part = snapshot.parts[candidate.part]
                candidate.key = detail.score
                if let tiers = outcome.tiers, let tier = tiers.tier(candidate.document, part) { candidate.key += tiers.advance(tier) }
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
            corrections: plan.corrections, unknownWords: plan.unknownWords, facets: outcome.tally.counts(),
            tierCounts: outcome.tiers?.counts ?? []
        )
    }
}
