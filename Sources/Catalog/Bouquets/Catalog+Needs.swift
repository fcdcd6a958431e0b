package import Foundation
import Localization
import Store
package import Territories

/// A need of a published bouquet that nothing answers.
package struct UnmetNeed: Sendable, Hashable, Identifiable {
    /// The element's.
    package let id: UUID
    package let title: String
    /// Why it is needed, in CommonMark.
    package let reason: String
    /// Key of the sentence that says why nothing answers.
    package let gapKey: String
    package let bouquet: BouquetName
}

/// What a reader asks of the needs that nothing answers.
package struct NeedSearch: Hashable, Sendable {
    /// Words that the need or its reason must hold, by their beginning, accents, case and plurals apart.
    package var text: String
    /// Needs of bouquets that speak of it, or of a territory that holds it.
    package var territory: TerritoryID?
    /// From 1.
    package var page: Int
    package var pageSize: Int

    package init(text: String = "", territory: TerritoryID? = nil, page: Int = 1, pageSize: Int = 20) {
        self.text = text
        self.territory = territory
        self.page = max(1, page)
        self.pageSize = max(1, pageSize)
    }
}

extension Catalog {
    /// The needs of published bouquets that nothing answers, or no longer: those of the last modified bouquets first, of the
    /// nearest territory before that where one is asked for.
    package func unmetNeeds(_ search: NeedSearch = NeedSearch()) async throws -> ListPart<UnmetNeed> {
        let words = Folding.words(search.text).prefix(12).map(Self.stem)
        let reach = search.territory.map { TerritoryReach($0, in: gazetteer).tiers }
        let found = try await store.read { session in
            // Needs are few beside datasets: a bouquet has three hundred at most.
            try session.rows(
                """
                SELECT e.id, e.title, e.reason, e.kind, e.gap, e.dataset_id, d.vanished_at, \(BouquetRow.columns)
                FROM bouquet_elements e JOIN bouquets b ON b.id = e.bouquet_id LEFT JOIN datasets d ON d.id = e.dataset_id
                WHERE b.is_draft = 0 AND (e.kind = 'unmet' OR e.kind = 'dataset' AND (d.id IS NULL OR d.vanished_at IS NOT NULL))
                ORDER BY b.modified_at DESC, b.id, e.position
                """, []
            ).compactMap { row -> (need: UnmetNeed, tier: Int)? in
                let bouquet = try BouquetRow.bouquet(row)
                let tier = reach.map { $0[bouquet.territory?.code ?? ""] } ?? 0
                guard let tier else { return nil }
                let (title, reason) = (try row.string("title"), try row.string("reason"))
                let text = Folding.haystack([title, reason])
                guard words.allSatisfy({ text.contains(" " + $0) }) else { return nil }
                return (
                    UnmetNeed(
                        id: try row.uuid("id"), title: title, reason: reason, gapKey: try Self.gap(row),
                        bouquet: BouquetName(slug: bouquet.slug, title: bouquet.title, territory: bouquet.territory)), tier
                )
            }
        }
        let ordered = found.enumerated().sorted { ($0.element.tier, $0.offset) < ($1.element.tier, $1.offset) }.map(\.element.need)
        return ListPart(
            items: Array(ordered.dropFirst((search.page - 1) * search.pageSize).prefix(search.pageSize)), total: ordered.count)
    }

    private static func gap(_ row: Row) throws -> String {
        if try row.string("kind") == "unmet" { return "gap.met.\(try row.optionalString("gap") ?? BouquetElement.Gap.missing.rawValue)" }
        return try row.optionalString("dataset_id") == nil ? "gap.met.gone" : "gap.met.vanished"
    }

    private static func stem(_ word: String) -> String {
        word.count > 3 && (word.hasSuffix("s") || word.hasSuffix("x")) ? String(word.dropLast()) : word
    }
}
