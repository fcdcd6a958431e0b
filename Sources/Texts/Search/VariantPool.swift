/// The variants of one word while they are gathered, each once with its best weight.
struct VariantPool {
    private(set) var list: [QueryPlan.Variant] = []
    private var places: [[UInt8]: Int] = [:]

    var isEmpty: Bool { list.isEmpty }

    func contains(_ form: [UInt8]) -> Bool { places[form] != nil }

    mutating func add(_ form: [UInt8], weight: Float, _ relation: WordMatch.Relation) {
        if let place = places[form] {
            if list[place].weight < weight {
                list[place].weight = weight
                list[place].relation = relation
            }
        } else {
            places[form] = list.count
            list.append(QueryPlan.Variant(form: form, weight: weight, relation: relation))
        }
    }

    /// Calls every variant by the same relation.
    mutating func relabel(_ relation: WordMatch.Relation) {
        for place in list.indices { list[place].relation = relation }
    }

    /// Scales the weight of all.
    mutating func scale(_ factor: Float) {
        for place in list.indices { list[place].weight *= factor }
    }

    /// Whether the word is mostly the name of a place.
    func isPlace(in snapshot: IndexSnapshot) -> Bool {
        var (all, places) = (0, 0)
        for variant in list where [.same, .accents, .correction].contains(variant.relation) {
            for part in snapshot.parts {
                guard let form = part.segment.form(variant.form) else { continue }
                for posting in part.segment.postings(form) where part.isLive(Int(part.segment.documents[posting])) {
                    all += 1
                    if part.segment.fields[posting] & TextField.territory.bit != 0 { places += 1 }
                }
            }
        }
        return places * 2 > all
    }

    /// How many documents the word stands in: by its own forms where there are, otherwise by what replaces them.
    ///
    /// Documents that hold two forms count twice: only the order of magnitude matters.
    func documents(in snapshot: IndexSnapshot) -> Int {
        func count(_ isWanted: (WordMatch.Relation) -> Bool) -> Int {
            list.reduce(0) { sum, variant in
                guard isWanted(variant.relation) else { return sum }
                return snapshot.parts.reduce(sum) { sum, part in
                    sum + (part.segment.form(variant.form).map { part.liveCount(ofForm: $0) } ?? 0)
                }
            }
        }
        let own = count { [.same, .accents, .inflection, .correction].contains($0) }
        if own > 0 { return own }
        let near = count { [.derivation, .synonym, .completion].contains($0) }
        return near > 0 ? near : count { $0 == .related }
    }
}
