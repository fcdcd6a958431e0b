package import Foundation
import Localization
import Store

extension Catalog {
    /// The bouquet of a slug or an identifier, draft or not; `nil` where there is none.
    package func bouquet(_ slugOrID: String) async throws -> BouquetDetail? {
        let date = now()
        return try await store.read { session in
            guard let row = try session.bouquetRow(slugOrID) else { return nil }
            let bouquet = try BouquetRow.bouquet(row)
            let content = try session.content(ofBouquet: bouquet.id)
            let answers = try answers(to: content, session)
            let score = measure(content, answers)
            gapScores.keep(score, of: bouquet, at: date)
            return BouquetDetail(
                bouquet: bouquet, organization: try OrganizationRow.organization(row),
                authors: try session.authors(ofBouquet: bouquet.id), content: content, datasets: answers.datasets,
                services: answers.services, score: score,
                origin: try bouquet.origin.flatMap { try names("b.id = ?", $0.text, session).first },
                clones: try names("b.origin_id = ?", bouquet.id.text, session))
        }
    }

    /// One page of the bouquets that answer a search.
    package func bouquets(_ search: BouquetSearch = BouquetSearch()) async throws -> BouquetPage {
        let date = now()
        return try await store.read { session in
            let conditions = BouquetConditions(search)
            let from = "FROM bouquets b LEFT JOIN organizations o ON o.id = b.organization_id WHERE \(conditions.sql)"
            let first = (search.page - 1) * search.pageSize
            let select = "SELECT \(BouquetRow.columns), \(OrganizationRow.columns) \(from) ORDER BY \(search.ordering)"
            let total: Int
            var rows: [Row]
            if search.keywords.isEmpty {
                total = try session.row("SELECT count(*) AS number \(from)", conditions.values)?.int("number") ?? 0
                rows = try session.rows(
                    "\(select) LIMIT ? OFFSET ?", conditions.values + [StoreValue(search.pageSize), StoreValue(first)])
            } else {
                // Keywords stand among the metadata; bouquets are few enough to be looked through.
                let wanted = Set(search.keywords.map { Slug.make(from: $0) })
                rows = try session.rows(select, conditions.values).filter { row in
                    wanted.isSubset(of: try BouquetRow.bouquet(row).metadata.keywords.map { Slug.make(from: $0) })
                }
                total = rows.count
                rows = Array(rows.dropFirst(first).prefix(search.pageSize))
            }
            return BouquetPage(
                items: try rows.map { row in
                    let bouquet = try BouquetRow.bouquet(row)
                    let score = try score(of: bouquet, at: date, session)
                    return BouquetSummary(
                        bouquet: bouquet, organization: try OrganizationRow.organization(row), elementCount: score.needs.count,
                        score: score)
                },
                total: total, page: search.page, pageSize: search.pageSize)
        }
    }

    /// The published bouquets by territory, those of the lowest score first; what speaks of no territory last.
    package func territoryGaps() async throws -> [TerritoryGap] {
        let date = now()
        return try await store.read { session in
            var groups: [BouquetTerritory?: [(Bouquet, GapScore)]] = [:]
            let rows = try session.rows("SELECT \(BouquetRow.columns) FROM bouquets b WHERE b.is_draft = 0 ORDER BY b.title, b.id")
            // One code, one territory, whatever the authors call it.
            var names: [String: BouquetTerritory] = [:]
            for row in rows {
                let bouquet = try BouquetRow.bouquet(row)
                let territory = bouquet.territory.map { known in names[known.code, default: known] }
                if let territory { names[territory.code] = territory }
                groups[territory, default: []].append((bouquet, try score(of: bouquet, at: date, session)))
            }
            return groups.map { territory, bouquets in
                TerritoryGap(
                    territory: territory, bouquets: bouquets.map { BouquetName($0.0) },
                    needs: bouquets.map(\.1.needs.count).reduce(0, +), unmet: bouquets.map(\.1.unmet).reduce(0, +),
                    totals: GapScore.sum(bouquets.map(\.1.totals)))
            }.sorted { left, right in
                if (left.territory == nil) != (right.territory == nil) { return right.territory == nil }
                return (left.score ?? 101, left.territory?.name ?? "") < (right.score ?? 101, right.territory?.name ?? "")
            }
        }
    }

    /// The published bouquets that use a dataset, by title.
    package func bouquets(using dataset: UUID) async throws -> [BouquetName] {
        try await store.read { session in
            try names(
                "b.id IN (SELECT bouquet_id FROM bouquet_elements WHERE dataset_id = ?)", dataset.text, session)
        }
    }

    private func names(_ condition: String, _ value: String, _ session: any ReadSession) throws -> [BouquetName] {
        try session.rows(
            "SELECT \(BouquetRow.columns) FROM bouquets b WHERE b.is_draft = 0 AND \(condition) ORDER BY b.title, b.id", [.text(value)]
        ).map { BouquetName(try BouquetRow.bouquet($0)) }
    }

    private func score(of bouquet: Bouquet, at date: Date, _ session: any ReadSession) throws -> GapScore {
        if let known = gapScores.score(of: bouquet, at: date) { return known }
        let content = try session.content(ofBouquet: bouquet.id)
        let score = measure(content, try answers(to: content, session))
        gapScores.keep(score, of: bouquet, at: date)
        return score
    }

    private func measure(
        _ content: BouquetContent, _ answers: (datasets: [UUID: DatasetDetail], services: [UUID: DataService])
    ) -> GapScore {
        GapScore(needs: content.elements.map { element in
            switch element.answer {
            case .dataset(let id): .measure(element, dataset: answers.datasets[id], service: nil)
            case .service(let id): .measure(element, dataset: nil, service: answers.services[id])
            case .link, .unmet: .measure(element, dataset: nil, service: nil)
            }
        })
    }

    private func answers(
        to content: BouquetContent, _ session: any ReadSession
    ) throws -> (datasets: [UUID: DatasetDetail], services: [UUID: DataService]) {
        var datasets: [UUID: DatasetDetail] = [:], services: [UUID: DataService] = [:]
        for element in content.elements {
            switch element.answer {
            case .dataset(let id) where datasets[id] == nil: datasets[id] = try datasetDetail(id.text, session)
            case .service(let id) where services[id] == nil: services[id] = try session.dataService(id)
            default: break
            }
        }
        return (datasets, services)
    }
}

extension BouquetName {
    fileprivate init(_ bouquet: Bouquet) {
        self.init(slug: bouquet.slug, title: bouquet.title, territory: bouquet.territory)
    }
}

extension BouquetSearch {
    fileprivate var ordering: String {
        switch order {
        case .modified: "b.modified_at \(isReversed ? "ASC" : "DESC"), b.id"
        case .created: "b.created_at \(isReversed ? "ASC" : "DESC"), b.id"
        case .title: "b.title \(isReversed ? "DESC" : "ASC"), b.id"
        }
    }
}

/// The `WHERE` of a search.
private struct BouquetConditions {
    var sql: String
    var values: [StoreValue] = []

    init(_ search: BouquetSearch) {
        var parts: [String] = []
        switch search.drafts {
        case .all: parts.append("1 = 1")
        case .none: parts.append("b.is_draft = 0")
        case .of(let scopes):
            let organizations = scopes.compactMap(\.self).sorted { $0.text < $1.text }
            var seen = ["b.is_draft = 0"]
            if scopes.contains(nil) { seen.append("b.organization_id IS NULL") }
            if !organizations.isEmpty {
                seen.append("b.organization_id IN (\(organizations.map { _ in "?" }.joined(separator: ", ")))")
                values += organizations.map { .text($0.text) }
            }
            parts.append("(\(seen.joined(separator: " OR ")))")
        }
        for word in Folding.words(search.text).prefix(12) {
            parts.append("b.search_words LIKE ?")
            values.append(.text("% \(word)%"))
        }
        if let organization = search.organization {
            parts.append("o.slug = ?")
            values.append(.text(organization))
        }
        if let territory = search.territory {
            parts.append("b.territory = ?")
            values.append(.text(territory))
        }
        if let level = search.level {
            parts.append(level == "france" ? "b.territory = ?" : "b.territory LIKE ?")
            values.append(.text(level == "france" ? level : level + ":%"))
        }
        if let service = search.service {
            parts.append("b.id IN (SELECT bouquet_id FROM bouquet_elements WHERE service_id = ?)")
            values.append(.text(service.text))
        }
        if let dataset = search.dataset {
            parts.append("b.id IN (SELECT bouquet_id FROM bouquet_elements WHERE dataset_id = ?)")
            values.append(.text(dataset.text))
        }
        sql = parts.joined(separator: " AND ")
    }
}
