import Foundation

/// Makes a segment of documents, analysed one after the other.
struct SegmentBuilder {
    private let session: AnalysisSession
    private let fingerprint: UInt64
    private var content = SegmentContent()
    // One posting each, in the order of documents.
    private var postingForms: [UInt32] = []
    private var postingDocuments: [UInt32] = []
    private var postingImpacts: [UInt8] = []
    private var postingFields: [UInt8] = []
    private var postingPositionEnds: [UInt32] = []
    private var positions: [UInt8] = []
    private var occurrences: [UInt64] = []
    private var facetNumbers: [String: Int] = [:]
    private var facetOrdinals: [[String: UInt32]] = []

    /// Words kept of one field; what follows is not searched.
    static let longestField = 50_000
    /// Places between two texts of a field, so that phrases do not run on.
    static let gap = 8

    init(lexicon: Lexicon) {
        session = AnalysisSession(lexicon: lexicon)
        fingerprint = Ranking.fingerprint(lexicon)
    }

    var documentCount: Int { content.documentCount }

    mutating func add(_ document: IndexedDocument) {
        let number = UInt32(content.documentCount)
        content.documentCount += 1
        content.ids.append(Array(document.id.utf8.prefix(Int(UInt16.max))))
        content.titles.append(Array(document.title.utf8.prefix(2000)))
        content.titleKeys.append(Letters.fold(Self.lowered(document.title.prefix(200))))
        content.boosts.append(document.boosts.combined)
        content.modified.append(document.order.modified)
        content.created.append(document.order.created)
        content.size.append(document.order.size)
        let lengths = collect(document)
        content.titleLengths.append(UInt8(min(lengths[Int(TextField.title.rawValue)], 255)))
        appendPostings(number, lengths)
        appendFacets(document, Int(number))
    }

    private static func lowered(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in String(text).precomposedStringWithCanonicalMapping.unicodeScalars {
            Letters.appendLower(scalar, to: &bytes)
        }
        return bytes
    }

    /// Fills ``occurrences`` with (form, field, place) in one number each; gives the length of each field.
    private mutating func collect(_ document: IndexedDocument) -> [Int] {
        occurrences.removeAll(keepingCapacity: true)
        var lengths = [Int](repeating: 0, count: TextField.allCases.count)
        for field in TextField.allCases {
            var base = 0
            for text in document.texts[field] ?? [] where base < Self.longestField {
                session.analyze(text)
                for entry in session.entries {
                    let place = min(base + entry.position, Self.longestField)
                    occurrences.append(UInt64(entry.form) << 32 | UInt64(field.rawValue) << 24 | UInt64(place))
                }
                lengths[Int(field.rawValue)] += session.length
                base += session.length + Self.gap
            }
        }
        occurrences.sort()
        return lengths
    }

    private mutating func appendPostings(_ document: UInt32, _ lengths: [Int]) {
        var index = 0
        while index < occurrences.count {
            let form = occurrences[index] >> 32
            var weighted: Float = 0
            var mask: UInt8 = 0
            while index < occurrences.count, occurrences[index] >> 32 == form {
                let field = UInt8(truncatingIfNeeded: occurrences[index] >> 24)
                var places: [Int] = []
                while index < occurrences.count, occurrences[index] >> 32 == form,
                    UInt8(truncatingIfNeeded: occurrences[index] >> 24) == field {
                    let place = Int(occurrences[index] & 0xFF_FFFF)
                    if places.last != place { places.append(place) }
                    index += 1
                }
                mask |= 1 << field
                weighted += Ranking.frequency(places.count, field: Int(field), length: lengths[Int(field)])
                Positions.append(places.count, to: &positions)
                var last = 0
                for place in places {
                    Positions.append(place - last, to: &positions)
                    last = place
                }
            }
            postingForms.append(UInt32(form))
            postingDocuments.append(document)
            postingImpacts.append(Ranking.impact(weighted))
            postingFields.append(mask)
            postingPositionEnds.append(UInt32(truncatingIfNeeded: positions.count))
        }
    }

    private mutating func appendFacets(_ document: IndexedDocument, _ number: Int) {
        for name in document.facets.keys where facetNumbers[name] == nil {
            facetNumbers[name] = content.facets.count
            var facet = SegmentContent.FacetContent(name: name)
            facet.ends = Array(repeating: 0, count: number)
            content.facets.append(facet)
            facetOrdinals.append([:])
        }
        for (name, facet) in facetNumbers {
            for value in document.facets[name] ?? [] {
                let ordinal = facetOrdinals[facet][value] ?? {
                    content.facets[facet].values.append(Array(value.utf8))
                    let ordinal = UInt32(facetOrdinals[facet].count)
                    facetOrdinals[facet][value] = ordinal
                    return ordinal
                }()
                content.facets[facet].ordinals.append(ordinal)
            }
            content.facets[facet].ends.append(UInt32(content.facets[facet].ordinals.count))
        }
    }

    /// The segment of all documents added.
    ///
    /// - Throws: `TextIndexError` when they are too many for one.
    consuming func build() throws -> Segment {
        guard positions.count < Int(UInt32.max) else { throw TextIndexError.tooLarge }
        let used = orderedForms()
        var place = [Int](repeating: 0, count: session.forms.count)
        for form in postingForms { place[Int(form)] += 1 }
        var start = 0
        for form in used {
            let count = place[form.number]
            place[form.number] = start
            start += count
        }
        var order = [UInt32](repeating: 0, count: postingForms.count)
        for posting in postingForms.indices {
            let form = Int(postingForms[posting])
            order[place[form]] = UInt32(posting)
            place[form] += 1
        }
        content.documents.reserveCapacity(order.count)
        var posting = 0
        for form in used {
            appendForm(form)
            let end = place[form.number]
            while posting < end {
                appendPosting(Int(order[posting]))
                posting += 1
            }
            content.closeForm()
        }
        content.fillStems(used.map { session.stems[$0.number] })
        content.fillIDOrder()
        return try content.segment(fingerprint: fingerprint)
    }

    private struct OrderedForm {
        var number: Int
        var key: [UInt8]
        var form: [UInt8]
    }

    /// The forms that documents hold, by key, then by themselves. Stop words are numbered but never held.
    private func orderedForms() -> [OrderedForm] {
        var isUsed = [Bool](repeating: false, count: session.forms.count)
        for form in postingForms { isUsed[Int(form)] = true }
        return isUsed.indices.filter { isUsed[$0] }.map { number in
            let form = Array(session.forms[number])
            return OrderedForm(number: number, key: form.first == 1 ? form : Letters.fold(form), form: form)
        }.sorted { $0.key == $1.key ? $0.form.lexicographicallyPrecedes($1.form) : $0.key.lexicographicallyPrecedes($1.key) }
    }

    private mutating func appendForm(_ form: OrderedForm) {
        content.appendForm(form.form, key: form.key)
    }

    private mutating func appendPosting(_ posting: Int) {
        content.documents.append(postingDocuments[posting])
        content.impacts.append(postingImpacts[posting])
        content.fields.append(postingFields[posting])
        let start = posting == 0 ? 0 : Int(postingPositionEnds[posting - 1])
        content.positions += positions[start..<Int(postingPositionEnds[posting])]
        content.positionEnds.append(UInt32(truncatingIfNeeded: content.positions.count))
    }
}

extension SegmentContent {
    /// Opens a form; its key is that of the form before, or comes after it.
    mutating func appendForm(_ form: [UInt8], key: [UInt8]) {
        if keys.last.map({ $0.elementsEqual(key) }) != true {
            keys.append(key)
            keyFormEnds.append(UInt32(forms.ends.count))
        }
        forms.append(form)
        keyFormEnds[keyFormEnds.count - 1] = UInt32(forms.ends.count)
    }
}

extension SegmentContent.ByteList {
    var last: ArraySlice<UInt8>? {
        guard let end = ends.last else { return nil }
        return bytes[(ends.count > 1 ? Int(ends[ends.count - 2]) : 0)..<Int(end)]
    }
}
