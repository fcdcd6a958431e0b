import Services

/// Where the pieces of a page stand.
enum PieceSurroundings {
    /// On the page itself, on which somebody may have searched for a territory.
    case page(search: String?)
    /// Under a heading of another page: without forms, shortened, and with ids that begin like this.
    case section(prefix: String)
}

extension ServicePageRoutes {
    /// Prose and blocks in their order.
    func pieces(_ page: Page, _ reading: PageReading, _ place: PieceSurroundings) async throws -> [ServicePageView.Piece] {
        let highest = page.content.compactMap { content -> Int? in
            if case .prose(let prose) = content { Self.highestHeading(reading.plain(prose)) } else { nil }
        }.min()
        var pieces: [ServicePageView.Piece] = [], isUnderHeading = place.isSection
        for content in page.content {
            switch content {
            case .prose(let prose):
                let html = reading.html(prose, headingLevel: (place.isSection ? 4 : 3) - (highest ?? 1))
                if html.html.contains("<h2") { isUnderHeading = true }
                pieces.append(.init(prose: html))
            case .block(let block):
                if place.isSection, block.content.isForm { continue }
                var presentation = BlockPresentation(reading: reading, block: block, catalog: catalog, isUnderHeading: isUnderHeading)
                switch place {
                case .page(let search): presentation.search = search
                case .section(let prefix): presentation.prefix = prefix
                }
                guard let presented = try await presentation.presented() else { continue }
                pieces.append(.init(block: place.isSection ? presented.view.abridged : presented.view))
            }
        }
        return pieces
    }

    /// The level of the highest heading of a text, whose headings then begin at the second of the page.
    private static func highestHeading(_ text: String) -> Int? {
        let lines: [Substring] = text.split(separator: "\n" as Character)
        return lines.compactMap { line -> Int? in
            let marks = line.prefix { $0 == "#" }.count
            return (1...6).contains(marks) && line.dropFirst(marks).first == " " ? marks : nil
        }.min()
    }
}

extension PieceSurroundings {
    fileprivate var isSection: Bool { if case .section = self { true } else { false } }
}

extension Page {
    /// Whether anything on it says where figures come from: each title is a question to the catalogue. The page of an
    /// indicator, which has no blocks, does.
    var namesSources: Bool {
        content.isEmpty || blocks.contains { block in
            switch block.content {
            case .chart, .map, .progress: true
            default: false
            }
        }
    }
}

extension Block.Content {
    /// Whether it leads elsewhere rather than show something.
    fileprivate var isForm: Bool {
        switch self {
        case .territoryPicker, .filter, .download: true
        default: false
        }
    }
}

extension BlockView {
    /// The first of what it shows, for a place where it is one of many.
    var abridged: BlockView {
        var view = self
        view.cards = Array(cards.prefix(8))
        view.alerts = Array(alerts.prefix(3))
        view.data = nil
        let most = 6
        let known = progress.flatMap(\.items).count { !$0.isMissing }
        var left = most
        view.progress = progress.compactMap { group in
            var group = group
            // What has a rate says more.
            group.items = Array(group.items.filter { known < most || !$0.isMissing }.prefix(left))
            left -= group.items.count
            return group.items.isEmpty ? nil : group
        }
        return view
    }
}
