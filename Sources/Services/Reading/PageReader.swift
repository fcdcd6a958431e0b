import Declarations
import Localization

/// Reads the Markdown of a page: its front matter, its prose, and its fenced blocks.
struct PageReader {
    private let reading: FieldReading
    private let slug: String
    private let file: String
    private var lines: [Substring]
    private var content: [Page.Content] = []
    /// Whether the page may have blocks whose heads cannot be read.
    private var hasUnreadBlocks = false
    /// How many blocks of each kind there are without an id of their own.
    private var numbers: [BlockKind: Int] = [:]
    private var ids: Set<String> = []
    /// Where each list of blocks to download stands, looked at once all blocks are known.
    private var downloads: [(place: DeclarationPlace, ids: [String])] = []

    /// - Parameter file: name of the page's file within the service's folder.
    init(_ text: String, slug: String, file: String, _ reading: FieldReading) {
        self.reading = reading
        self.slug = slug
        self.file = file
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// The page, as far as it can be read; mistakes are with the reader.
    mutating func page() -> Page? {
        guard let (matter, bodyStart) = frontMatter() else { return nil }
        readBody(from: bodyStart)
        for download in downloads {
            for id in download.ids where !ids.contains(id) && !hasUnreadBlocks {
                reading.reader.report(.blockNamed, at: download.place, reading.reader.proposal(for: id, among: ids.sorted(), as: "name"))
            }
        }
        guard let values = matter, let title = values[PageFields.title] else { return nil }
        return Page(
            slug: slug, title: title, label: values[PageFields.label], description: values[PageFields.description],
            content: content, file: file)
    }

    /// The values between the two lines of dashes, and the line after them, from 0.
    private func frontMatter() -> (FieldValues?, Int)? {
        guard lines.first.map({ Self.isDashes($0) }) == true else {
            reading.reader.report(.frontMatterMissing, at: .start)
            return nil
        }
        guard let end = lines.dropFirst().firstIndex(where: Self.isDashes) else {
            reading.reader.report(.frontMatterUnclosed, at: .start)
            return nil
        }
        let yaml = lines[1..<end].joined(separator: "\n")
        // What stands under a faulty front matter is read all the same.
        let node = try? reading.reader.compose(yaml, firstLine: 2)
        return (node.flatMap { PageFields.table.read($0, reading) }, end + 1)
    }

    private static func isDashes(_ line: Substring) -> Bool { line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace) }

    private mutating func readBody(from start: Int) {
        var prose: [Substring] = []
        var proseStart = start
        var index = start
        func flush(into content: inout [Page.Content]) {
            let text = prose.joined(separator: "\n")
            guard text.contains(where: { !$0.isWhitespace }) else { return }
            PageLinks(reading).check(text, firstLine: proseStart + 1)
            content.append(.prose(reading.template(text, at: DeclarationPlace(line: proseStart + 1, column: 1))))
        }
        while index < lines.count {
            guard let fence = CodeFence(opening: lines[index]) else {
                prose.append(lines[index])
                index += 1
                continue
            }
            let end = lines[(index + 1)...].firstIndex { fence.isClosed(by: $0) }
            if fence.words.isEmpty {
                // A piece of code to be shown as it is.
                let last = end ?? lines.count - 1
                prose += lines[index...last]
                index = last + 1
                continue
            }
            flush(into: &content)
            if let end {
                readBlock(fence, at: index, lines[(index + 1)..<end])
            } else {
                // What follows is the page's own, and not to be read as the block's.
                reading.reader.report(.blockUnclosed, at: place(index, fence), ["block": .text(fence.words[0])])
                hasUnreadBlocks = true
            }
            index = (end ?? lines.count) + 1
            prose = []
            proseStart = index
        }
        flush(into: &content)
    }

    private mutating func readBlock(_ fence: CodeFence, at index: Int, _ body: ArraySlice<Substring>) {
        let place = place(index, fence)
        guard let heading = BlockHeading(fence, at: place, reading) else {
            hasUnreadBlocks = true
            return
        }
        let id = identifier(heading, at: place)
        let text = body.joined(separator: "\n")
        if heading.kind == .text {
            guard let condition = heading.condition else { return }
            let template = reading.template(text, at: DeclarationPlace(line: index + 2, column: 1))
            PageLinks(reading).check(text, firstLine: index + 2)
            content.append(.block(Block(id: id, condition: condition, content: .text(TextBlock(body: template)), line: index + 1)))
            return
        }
        guard let node = try? reading.reader.compose(text, firstLine: index + 2),
            let values = heading.kind.fields.read(node.isEmpty ? DeclarationNode(.empty, at: place) : node, reading)
        else { return }
        if case .download = heading.kind, let blocks = values[DownloadBlock.blocks] {
            downloads.append((values.place(of: DownloadBlock.blocks), blocks))
        }
        guard let block = heading.kind.content(values, reading) else { return }
        var result = Block(id: id, content: block, line: index + 1)
        result.title = values[CommonFields.title]
        result.note = values[CommonFields.note]
        if let note = result.note { PageLinks(reading).check(note.source, at: values.place(of: CommonFields.note)) }
        result.condition = heading.condition ?? values[CommonFields.when]
        if let width = values[CommonFields.width] { result.width = width }
        if let territory = values[CommonFields.territory] { result.territory = territory }
        if let date = values[CommonFields.date] { result.date = date }
        content.append(.block(result))
    }

    private mutating func identifier(_ heading: BlockHeading, at place: DeclarationPlace) -> String {
        if let id = heading.id {
            if !ids.insert(id).inserted { reading.reader.report(.blockDuplicate, at: place, ["id": .text(id)]) }
            return id
        }
        var id: String
        repeat {
            numbers[heading.kind, default: 0] += 1
            id = "\(heading.kind.rawValue)-\(numbers[heading.kind, default: 0])"
        } while !ids.insert(id).inserted
        return id
    }

    private func place(_ index: Int, _ fence: CodeFence) -> DeclarationPlace {
        DeclarationPlace(line: index + 1, column: fence.column)
    }
}

/// The front matter of a page.
package enum PageFields {
    static let title = Field("title", .template, required: true)
    static let label = Field("menu", .words)
    static let description = Field("description", .template)

    package static let table = FieldTable("page", [title, label, description])
}
