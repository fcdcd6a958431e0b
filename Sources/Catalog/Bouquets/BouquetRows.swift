import Foundation
import Store

/// Columns of `bouquets b`.
enum BouquetRow {
    static let columns = """
        b.id AS b_id, b.slug AS b_slug, b.metadata AS b_metadata, b.is_draft AS b_is_draft, b.revision AS b_revision, \
        b.origin_id AS b_origin_id, b.created_at AS b_created_at, b.modified_at AS b_modified_at, \
        b.published_at AS b_published_at
        """

    static func bouquet(_ row: Row) throws -> Bouquet {
        Bouquet(
            id: try row.uuid("b_id"), slug: try row.string("b_slug"), metadata: try row.json("b_metadata"),
            isDraft: try row.bool("b_is_draft"), revision: try row.int("b_revision"),
            origin: try row.optionalUUID("b_origin_id"), createdAt: try row.date("b_created_at"),
            modifiedAt: try row.date("b_modified_at"), publishedAt: try row.optionalDate("b_published_at"))
    }
}

extension BouquetElement {
    init(_ row: Row) throws {
        let kind = try row.string("kind")
        guard let kind = Answer.Kind(rawValue: kind) else {
            throw StoreError(.unexpectedValue, "unknown answer \(kind)")
        }
        let answer: Answer? = switch kind {
        case .dataset: try row.optionalUUID("dataset_id").map(Answer.dataset)
        case .service: try row.optionalUUID("service_id").map(Answer.service)
        case .link: try row.optionalURL("url").map(Answer.link)
        case .unmet: try row.optionalString("gap").flatMap(Gap.init).map(Answer.unmet)
        }
        // What answered the need was deleted: the need stays, unmet.
        self.init(
            id: try row.uuid("id"), title: try row.string("title"), reason: try row.string("reason"),
            answer: answer ?? .unmet(.notAvailable))
    }
}

extension ReadSession {
    func bouquetRow(_ slugOrID: String) throws -> Row? {
        let (column, value) = key(slugOrID)
        return try row(
            """
            SELECT \(BouquetRow.columns), \(OrganizationRow.columns)
            FROM bouquets b LEFT JOIN organizations o ON o.id = b.organization_id WHERE b.\(column) = ?
            """, [.text(value)])
    }

    func content(ofBouquet id: UUID) throws -> BouquetContent {
        let sections = try rows(
            "SELECT id, title FROM bouquet_sections WHERE bouquet_id = ? ORDER BY position", [.text(id.text)])
        var elements: [UUID?: [BouquetElement]] = [:]
        for row in try rows("SELECT * FROM bouquet_elements WHERE bouquet_id = ? ORDER BY position", [.text(id.text)]) {
            elements[try row.optionalUUID("section_id"), default: []].append(try BouquetElement(row))
        }
        return BouquetContent(
            loose: elements[nil] ?? [],
            sections: try sections.map { row in
                let id = try row.uuid("id")
                return BouquetContent.Section(id: id, title: try row.string("title"), elements: elements[id] ?? [])
            })
    }

    func authors(ofBouquet id: UUID) throws -> [Author] {
        try rows(
            "SELECT author_id, name FROM bouquet_authors WHERE bouquet_id = ? ORDER BY since, name", [.text(id.text)]
        ).map { Author(id: try $0.string("author_id"), name: try $0.string("name")) }
    }
}

extension WriteSession {
    /// Writes what differs between two states of a bouquet's content.
    func write(_ content: BouquetContent, over known: BouquetContent, ofBouquet id: UUID) throws {
        let before = Placed.all(of: known), after = Placed.all(of: content)
        let kept = Set(after.map(\.element.id))
        for gone in before where !kept.contains(gone.element.id) {
            try execute("DELETE FROM bouquet_elements WHERE id = ?", [.text(gone.element.id.text)])
        }
        for (position, section) in content.sections.enumerated() {
            try execute(
                """
                INSERT INTO bouquet_sections (id, bouquet_id, position, title) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET position = excluded.position, title = excluded.title
                """,
                [.text(section.id.text), .text(id.text), StoreValue(position), .text(section.title)])
        }
        let former = Dictionary(uniqueKeysWithValues: before.map { ($0.element.id, $0) })
        for placed in after where former[placed.element.id] != placed { try write(placed, ofBouquet: id) }
        let sections = Set(content.sections.map(\.id))
        for gone in known.sections where !sections.contains(gone.id) {
            try execute("DELETE FROM bouquet_sections WHERE id = ?", [.text(gone.id.text)])
        }
    }

    private func write(_ placed: Placed, ofBouquet id: UUID) throws {
        let element = placed.element
        var dataset: UUID?, service: UUID?, url: String?, gap: String?
        switch element.answer {
        case .dataset(let id): dataset = id
        case .service(let id): service = id
        case .link(let address): url = address.absoluteString
        case .unmet(let kind): gap = kind.rawValue
        }
        try execute(
            """
            INSERT INTO bouquet_elements (id, bouquet_id, section_id, position, title, reason, kind, dataset_id, service_id,
              url, gap)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET section_id = excluded.section_id, position = excluded.position,
              title = excluded.title, reason = excluded.reason, kind = excluded.kind, dataset_id = excluded.dataset_id,
              service_id = excluded.service_id, url = excluded.url, gap = excluded.gap
            """,
            [
                .text(element.id.text), .text(id.text), StoreValue(placed.section?.text), StoreValue(placed.position),
                .text(element.title), .text(element.reason), .text(element.answer.kind.rawValue), StoreValue(dataset?.text),
                StoreValue(service?.text), StoreValue(url), StoreValue(gap),
            ])
    }
}

/// An element and where it stands.
private struct Placed: Hashable {
    let element: BouquetElement
    let section: UUID?
    let position: Int

    static func all(of content: BouquetContent) -> [Placed] {
        let lists = [(nil, content.loose)] + content.sections.map { (Optional($0.id), $0.elements) }
        return lists.flatMap { section, elements in elements.map { ($0, section) } }.enumerated().map { position, pair in
            Placed(element: pair.0, section: pair.1, position: position)
        }
    }
}
