/// A segment while it is made: plain arrays, one a section.
struct SegmentContent {
    var documentCount = 0
    var ids = ByteList()
    /// Documents in the order of their ids.
    var idOrder: [UInt32] = []
    var titles = ByteList()
    /// Titles without case and accents, for sorting.
    var titleKeys = ByteList()
    /// Words of each title, 255 at most.
    var titleLengths: [UInt8] = []
    var boosts: [Float] = []
    var modified: [Double] = []
    var created: [Double] = []
    var size: [Double] = []

    /// Words without accents, in order; the forms of each follow one another.
    var keys = ByteList()
    var keyFormEnds: [UInt32] = []
    /// Words with their accents, ordered by key, then by themselves.
    var forms = ByteList()
    var formStems: [UInt32] = []
    var stems = ByteList()
    var stemFormEnds: [UInt32] = []
    var stemForms: [UInt32] = []

    /// For each form, where its postings end.
    var postingEnds: [UInt32] = []
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    var fields: [UInt8] = []
    /// For each posting, where its positions end in ``positions``.
    var positionEnds: [UInt32] = []
    var positions: [UInt8] = []
    /// For each form, where its blocks end.
    var blockEnds: [UInt32] = []
    /// The greatest impact of every ``Segment/blockLength`` postings of a form.
    var blockImpacts: [UInt8] = []

    var facets: [FacetContent] = []

    struct FacetContent {
        var name: String
        var values = ByteList()
        /// For each document, where its values end.
        var ends: [UInt32] = []
        var ordinals: [UInt32] = []
    }

    /// Strings side by side.
    struct ByteList {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []

        mutating func append(_ string: some Collection<UInt8>) {
            bytes += string
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
        }
    }

    /// Ends the postings of one form: those since the form before.
    mutating func closeForm() {
        let start = postingEnds.last.map(Int.init) ?? 0
        var block = start
        while block < documents.count {
            let end = min(block + Segment.blockLength, documents.count)
            blockImpacts.append(impacts[block..<end].max() ?? 0)
            block = end
        }
        blockEnds.append(UInt32(blockImpacts.count))
        postingEnds.append(UInt32(documents.count))
    }

    /// Groups forms by the stems given for each.
    mutating func fillStems(_ stemOfForm: [[UInt8]]) {
        let order = stemOfForm.indices.sorted { left, right in
            let (a, b) = (stemOfForm[left], stemOfForm[right])
            return a == b ? left < right : a.lexicographicallyPrecedes(b)
        }
        formStems = Array(repeating: 0, count: stemOfForm.count)
        var last: [UInt8]?
        for form in order {
            if stemOfForm[form] != last {
                if last != nil { stemFormEnds.append(UInt32(stemForms.count)) }
                stems.append(stemOfForm[form])
                last = stemOfForm[form]
            }
            formStems[form] = UInt32(stems.ends.count - 1)
            stemForms.append(UInt32(form))
        }
        if last != nil { stemFormEnds.append(UInt32(stemForms.count)) }
    }

    mutating func fillIDOrder() {
        func id(_ document: Int) -> ArraySlice<UInt8> {
            ids.bytes[(document == 0 ? 0 : Int(ids.ends[document - 1]))..<Int(ids.ends[document])]
        }
        idOrder = (0..<documentCount).sorted { id($0).lexicographicallyPrecedes(id($1)) }.map(UInt32.init)
    }

    /// - Throws: `TextIndexError` when offsets would not fit in 32 bits.
    func segment(fingerprint: UInt64) throws -> Segment {
        let limit = Int(UInt32.max)
        guard documents.count < limit, positions.count < limit, titles.bytes.count < limit, ids.bytes.count < limit,
            forms.bytes.count < limit
        else { throw TextIndexError.tooLarge }
        var sections: [(name: SegmentImage.SectionName, content: SectionContent)] = []
        func add(_ section: Segment.Section, _ content: SectionContent, _ index: Int = 0) {
            sections.append((SegmentImage.SectionName(kind: section.rawValue, index: UInt32(index)), content))
        }
        func add(_ ends: Segment.Section, _ bytes: Segment.Section, _ list: ByteList, _ index: Int = 0) {
            add(ends, .numbers(list.ends), index)
            add(bytes, .bytes(list.bytes), index)
        }
        add(.idEnds, .ids, ids)
        add(.idOrder, .numbers(idOrder))
        add(.titleEnds, .titles, titles)
        add(.titleKeyEnds, .titleKeys, titleKeys)
        add(.titleLengths, .bytes(titleLengths))
        add(.boosts, .floats(boosts))
        add(.modified, .doubles(modified))
        add(.created, .doubles(created))
        add(.size, .doubles(size))
        add(.keyEnds, .keys, keys)
        add(.keyFormEnds, .numbers(keyFormEnds))
        add(.formEnds, .forms, forms)
        add(.formStems, .numbers(formStems))
        add(.stemEnds, .stems, stems)
        add(.stemFormEnds, .numbers(stemFormEnds))
        add(.stemForms, .numbers(stemForms))
        add(.postingEnds, .numbers(postingEnds))
        add(.documents, .numbers(documents))
        add(.impacts, .bytes(impacts))
        add(.fields, .bytes(fields))
        add(.positionEnds, .numbers(positionEnds))
        add(.positions, .bytes(positions))
        add(.blockEnds, .numbers(blockEnds))
        add(.blockImpacts, .bytes(blockImpacts))
        var names = ByteList()
        for (index, facet) in facets.enumerated() {
            names.append(Array(facet.name.utf8))
            add(.facetValueEnds, .facetValues, facet.values, index)
            add(.facetEnds, .numbers(facet.ends), index)
            add(.facetOrdinals, .numbers(facet.ordinals), index)
        }
        add(.facetNameEnds, .facetNames, names)
        return Segment(try SegmentImage.make(sections, documents: documentCount, fingerprint: fingerprint))
    }
}
