/// Some documents of the index and all that finding them takes. Never changed once made: searches share it freely.
final class Segment: Sendable {
    /// The sections of a segment's image. Numbers are part of the format.
    enum Section: UInt32 {
        case idEnds = 1, ids, idOrder, titleEnds, titles, titleKeyEnds, titleKeys, titleLengths
        case boosts, modified, created, size
        case keyEnds, keys, keyFormEnds, formEnds, forms, formStems, stemEnds, stems, stemFormEnds, stemForms
        case postingEnds, documents, impacts, fields, positionEnds, positions, blockEnds, blockImpacts
        case facetNameEnds, facetNames, facetValueEnds, facetValues, facetEnds, facetOrdinals
    }

    /// Postings under one greatest impact.
    static let blockLength = 128

    let image: SegmentImage
    let documentCount: Int
    let ids: ByteTable
    private let idOrder: Column<UInt32>
    let titles: ByteTable
    let titleKeys: ByteTable
    let titleLengths: Column<UInt8>
    let boosts: Column<Float>
    let modified: Column<Double>
    let created: Column<Double>
    let size: Column<Double>
    let keys: ByteTable
    private let keyFormEnds: Column<UInt32>
    let forms: ByteTable
    let formStems: Column<UInt32>
    let stems: ByteTable
    private let stemFormEnds: Column<UInt32>
    private let stemForms: Column<UInt32>
    private let postingEnds: Column<UInt32>
    let documents: Column<UInt32>
    let impacts: Column<UInt8>
    let fields: Column<UInt8>
    private let positionEnds: Column<UInt32>
    let positions: Column<UInt8>
    private let blockEnds: Column<UInt32>
    let blockImpacts: Column<UInt8>
    let facets: [SegmentFacet]

    init(_ image: SegmentImage) {
        func column<Element: BitwiseCopyable>(_ section: Section, _ index: Int = 0) -> Column<Element> {
            image.column(section.rawValue, index, of: Element.self)
        }
        func table(_ ends: Section, _ bytes: Section, _ index: Int = 0) -> ByteTable {
            ByteTable(ends: column(ends, index), bytes: column(bytes, index))
        }
        self.image = image
        documentCount = image.documentCount
        ids = table(.idEnds, .ids)
        idOrder = column(.idOrder)
        titles = table(.titleEnds, .titles)
        titleKeys = table(.titleKeyEnds, .titleKeys)
        titleLengths = column(.titleLengths)
        boosts = column(.boosts)
        modified = column(.modified)
        created = column(.created)
        size = column(.size)
        keys = table(.keyEnds, .keys)
        keyFormEnds = column(.keyFormEnds)
        forms = table(.formEnds, .forms)
        formStems = column(.formStems)
        stems = table(.stemEnds, .stems)
        stemFormEnds = column(.stemFormEnds)
        stemForms = column(.stemForms)
        postingEnds = column(.postingEnds)
        documents = column(.documents)
        impacts = column(.impacts)
        fields = column(.fields)
        positionEnds = column(.positionEnds)
        positions = column(.positions)
        blockEnds = column(.blockEnds)
        blockImpacts = column(.blockImpacts)
        let names = table(.facetNameEnds, .facetNames)
        facets = (0..<names.count).map { index in
            SegmentFacet(
                name: names.string(index), values: table(.facetValueEnds, .facetValues, index),
                ends: column(.facetEnds, index), ordinals: column(.facetOrdinals, index)
            )
        }
    }

    /// The document of an id.
    func document(id: [UInt8]) -> Int? {
        var low = 0
        var high = idOrder.count
        while low < high {
            let middle = (low + high) / 2
            if ids.compare(Int(idOrder[middle]), id) < 0 { low = middle + 1 } else { high = middle }
        }
        guard low < idOrder.count, ids.compare(Int(idOrder[low]), id) == 0 else { return nil }
        return Int(idOrder[low])
    }

    func forms(ofKey key: Int) -> Range<Int> { Self.part(keyFormEnds, key) }

    func forms(ofStem stem: Int) -> [Int] { Self.part(stemFormEnds, stem).map { Int(stemForms[$0]) } }

    func postings(_ form: Int) -> Range<Int> { Self.part(postingEnds, form) }

    func blocks(_ form: Int) -> Range<Int> { Self.part(blockEnds, form) }

    /// Where the positions of a posting are in ``positions``.
    func positionBytes(_ posting: Int) -> Range<Int> { Self.part(positionEnds, posting) }

    private static func part(_ ends: Column<UInt32>, _ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// The number of a form with its accents.
    func form(_ form: [UInt8]) -> Int? {
        let folded = form.first == 1 ? form : Letters.fold(form)
        guard let key = keys.find(folded) else { return nil }
        return forms(ofKey: key).first { forms.compare($0, form) == 0 }
    }
}

/// The codes of one facet, by document.
struct SegmentFacet: Sendable {
    let name: String
    let values: ByteTable
    let ends: Column<UInt32>
    let ordinals: Column<UInt32>

    func range(_ document: Int) -> Range<Int> {
        (document == 0 ? 0 : Int(ends[document - 1]))..<Int(ends[document])
    }
}

/// Positions of a word in a document: for each of its fields in order, their number, then their steps, as varints.
enum Positions {
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt(number)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Calls `body` with each field and place.
    static func read(_ segment: Segment, _ posting: Int, _ body: (_ field: UInt8, _ place: Int) -> Void) {
        let range = segment.positionBytes(posting)
        var offset = range.lowerBound
        func next() -> Int {
            var value = 0
            var shift = 0
            while offset < range.upperBound {
                let byte = segment.positions[offset]
                offset += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { break }
                shift += 7
            }
            return value
        }
        var mask = segment.fields[posting]
        while mask != 0 {
            let field = UInt8(mask.trailingZeroBitCount)
            mask &= mask - 1
            let count = next()
            var place = 0
            for _ in 0..<count {
                place += next()
                body(field, place)
            }
        }
    }
}
