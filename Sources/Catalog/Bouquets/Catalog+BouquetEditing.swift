package import Foundation
import Localization
import Store

/// A bouquet as it is being changed.
package struct BouquetEdit: Sendable, Encodable {
    package var metadata: BouquetMetadata
    package var isDraft: Bool
    package var content: BouquetContent
}

extension Catalog {
    /// Words that addresses of the site take, which no bouquet may have.
    package static let reservedBouquetSlugs: Set<String> = ["nouveau", "territoires", "besoins"]

    /// Creates a bouquet, as a draft.
    ///
    /// - Parameter origin: the bouquet that it is cloned from.
    /// - Throws: `CatalogError` for what is not fit, ``FieldProblem`` by field.
    package func createBouquet(
        _ metadata: BouquetMetadata, content: BouquetContent = BouquetContent(), origin: UUID? = nil, by editor: Editor
    ) async throws -> Bouquet {
        let date = now().stored
        return try await store.write { session in
            let edit = BouquetEdit(metadata: metadata, isDraft: true, content: content)
            try session.check(edit, after: nil)
            let slug = try Slug.unique(Slug.make(from: metadata.title, fallback: "bouquet")) { slug in
                try Self.reservedBouquetSlugs.contains(slug) || session.bouquetRow(slug) != nil
            }
            let bouquet = Bouquet(
                id: UUID(), slug: slug, metadata: metadata, isDraft: true, revision: 1, origin: origin, createdAt: date,
                modifiedAt: date)
            try session.execute(
                """
                INSERT INTO bouquets (id, slug, title, organization_id, territory, metadata, search_words, is_draft, revision,
                  origin_id, created_at, modified_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, ?)
                """,
                [.text(bouquet.id.text), .text(slug)] + session.columns(of: edit)
                    + [StoreValue(origin?.text), StoreValue(date), StoreValue(date)])
            try session.write(content, over: BouquetContent(), ofBouquet: bouquet.id)
            try session.addAuthor(editor.author, ofBouquet: bouquet.id, at: date)
            try editor.note(.init(.bouquetCreated, bouquet, before: nil, after: edit), session)
            return bouquet
        }
    }

    /// Changes a bouquet that nobody else has changed meanwhile.
    ///
    /// - Parameters:
    ///   - revision: of the bouquet that the author saw.
    ///   - change: what to do to it; it may be called in another thread.
    /// - Throws: `CatalogError` `bouquet.conflict` where it was changed since, `bouquet.unknown`, and for what is not fit.
    @discardableResult
    package func changeBouquet(
        _ id: UUID, revision: Int, by editor: Editor, _ change: @escaping @Sendable (inout BouquetEdit) throws -> Void
    ) async throws -> Bouquet {
        let date = now().stored
        return try await store.write { session in
            var (bouquet, known) = try session.bouquetToChange(id, revision: revision)
            var edit = known
            try change(&edit)
            try session.check(edit, after: known)
            bouquet.metadata = edit.metadata
            bouquet.isDraft = edit.isDraft
            bouquet.revision += 1
            bouquet.modifiedAt = date
            if !edit.isDraft, bouquet.publishedAt == nil { bouquet.publishedAt = date }
            try session.execute(
                """
                UPDATE bouquets SET title = ?, organization_id = ?, territory = ?, metadata = ?, search_words = ?, is_draft = ?,
                  revision = ?, modified_at = ?, published_at = ? WHERE id = ?
                """,
                session.columns(of: edit) + [
                    StoreValue(edit.isDraft), StoreValue(bouquet.revision), StoreValue(date), StoreValue(bouquet.publishedAt),
                    .text(id.text),
                ])
            try session.write(edit.content, over: known.content, ofBouquet: id)
            try session.addAuthor(editor.author, ofBouquet: id, at: date)
            let action: Editor.Action = known.isDraft == edit.isDraft
                ? .bouquetChanged : edit.isDraft ? .bouquetWithdrawn : .bouquetPublished
            try editor.note(.init(action, bouquet, before: known, after: edit), session)
            return bouquet
        }
    }

    /// Deletes a bouquet with what was said about it.
    ///
    /// - Throws: as ``changeBouquet(_:revision:by:_:)``.
    package func deleteBouquet(_ id: UUID, revision: Int, by editor: Editor) async throws {
        try await store.write { session in
            let (bouquet, known) = try session.bouquetToChange(id, revision: revision)
            try session.execute("DELETE FROM discussions WHERE subject = ?", [.text(DiscussionSubject.bouquet(id).key)])
            // Elements point to sections: they go first.
            try session.execute("DELETE FROM bouquet_elements WHERE bouquet_id = ?", [.text(id.text)])
            try session.execute("DELETE FROM bouquets WHERE id = ?", [.text(id.text)])
            try editor.note(.init(.bouquetDeleted, bouquet, before: known, after: nil), session)
        }
    }
}

extension Editor.Change {
    fileprivate init(_ action: Editor.Action, _ bouquet: Bouquet, before: BouquetEdit?, after: BouquetEdit?) {
        self.init(
            action: action, kind: "bouquet", id: bouquet.id.text, name: bouquet.title,
            before: before.map { Editor.Snapshot($0) }, after: after.map { Editor.Snapshot($0) })
    }
}

extension WriteSession {
    fileprivate func bouquetToChange(_ id: UUID, revision: Int) throws -> (Bouquet, BouquetEdit) {
        guard let row = try bouquetRow(id.text) else { throw CatalogError(.bouquetUnknown, ["bouquet": .text(id.text)]) }
        let bouquet = try BouquetRow.bouquet(row)
        guard bouquet.revision == revision else { throw CatalogError(.bouquetConflict) }
        return (
            bouquet,
            BouquetEdit(metadata: bouquet.metadata, isDraft: bouquet.isDraft, content: try content(ofBouquet: id))
        )
    }

    /// Judges what changed: what was kept once stays fit, whatever becomes of what it names.
    fileprivate func check(_ edit: BouquetEdit, after known: BouquetEdit?) throws {
        var problems = edit.metadata.problems + edit.content.sections.flatMap(\.problems)
        let former = Dictionary(uniqueKeysWithValues: (known?.content.elements ?? []).map { ($0.id, $0) })
        for element in edit.content.elements where former[element.id] != element {
            problems += element.problems
            if former[element.id]?.answer != element.answer, try !exists(element.answer) {
                problems.append(FieldProblem(.answer, CatalogError(.answerUnknown)))
            }
        }
        if let first = problems.first { throw first.error }
        guard edit.content.elements.count <= BouquetContent.mostElements,
            edit.content.sections.count <= BouquetContent.mostSections
        else { throw BouquetContent.tooLarge(.elements) }
    }

    private func exists(_ answer: BouquetElement.Answer) throws -> Bool {
        switch answer {
        case .dataset(let id): try row("SELECT 1 AS one FROM datasets WHERE id = ?", [.text(id.text)]) != nil
        case .service(let id): try row("SELECT 1 AS one FROM data_services WHERE id = ?", [.text(id.text)]) != nil
        case .link, .unmet: true
        }
    }

    /// Title, organisation, territory, metadata and the words by which it is found.
    fileprivate func columns(of edit: BouquetEdit) throws -> [StoreValue] {
        let metadata = edit.metadata
        var organization: String?
        if let slug = metadata.organization {
            guard let row = try row("SELECT id FROM organizations WHERE slug = ?", [.text(slug)]) else {
                throw CatalogError(.organizationUnknown, ["organization": .text(slug)])
            }
            organization = try row.string("id")
        }
        let texts = [metadata.title, metadata.description, metadata.territory?.name ?? ""] + metadata.keywords
            + edit.content.sections.map(\.title) + edit.content.elements.map(\.title)
        return [
            .text(metadata.title), StoreValue(organization), StoreValue(metadata.territory?.code), try .json(metadata),
            .text(Folding.haystack(texts)),
        ]
    }

    fileprivate func addAuthor(_ author: Author, ofBouquet id: UUID, at date: Date) throws {
        try execute(
            """
            INSERT INTO bouquet_authors (bouquet_id, author_id, name, since) VALUES (?, ?, ?, ?)
            ON CONFLICT (bouquet_id, author_id) DO UPDATE SET name = excluded.name
            """,
            [.text(id.text), .text(author.id), .text(author.name), StoreValue(date)])
    }
}
