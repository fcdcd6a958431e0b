package import Foundation
import Localization
import Store
package import Territories

/// Who publishes data in this catalogue, since when, and how well.
package struct Observatory: Sendable {
    /// A body that publishes.
    package struct Publisher: Sendable, Hashable, Identifiable {
        package let id: UUID
        package let slug: String
        package let name: String
        package let kind: OrganizationKind
        /// What it administers; `nil` where that is nothing, or not known.
        package let territory: TerritoryID?
        /// The région of the territory; `nil` for what lies in none.
        package let region: TerritoryID?
        package let datasets: Int
        /// First publication of one of its datasets, as its producer or, failing that, this catalogue tells.
        package let since: Date
        /// Mean of the scores of its datasets, 0…100; `nil` while none was judged.
        package let quality: Double?
    }

    /// The bodies of one kind, together.
    package struct KindFigures: Sendable, Hashable, Identifiable {
        package let kind: OrganizationKind
        package let publishers: Int
        package let datasets: Int
        /// `nil` where nobody publishes.
        package let since: Date?
        /// Mean of the scores of their datasets.
        package let quality: Double?
        /// How many bodies of the kind there are; `nil` where no official list tells.
        package let existing: Int?
        /// Of those, how many publish, 0…1: two bodies of one commune (its town hall, its library) open it once.
        package let share: Double?

        package var id: OrganizationKind { kind }
    }

    /// The local authorities of one région that publish, by kind.
    package struct RegionFigures: Sendable, Hashable, Identifiable {
        package let region: TerritoryID
        package let name: String
        package let publishers: [OrganizationKind: Int]
        /// How many there are; those that no official list tells are not there.
        package let existing: [OrganizationKind: Int]

        package var id: TerritoryID { region }
    }

    /// How many local authorities of a kind had published something by the end of a year, or until now in the last one.
    package struct Opening: Sendable, Hashable {
        package let kind: OrganizationKind
        package let year: Int
        package let publishers: Int
    }

    /// By date of their first publication, the first first.
    package let publishers: [Publisher]
    package let measuredAt: Date
    private let existing: Existing

    /// How many local authorities there are, from the official code.
    struct Existing {
        var byKind: [OrganizationKind: Int] = [:]
        /// The régions by name, with how many of each kind lie in them.
        var regions: [(id: TerritoryID, name: String, byKind: [OrganizationKind: Int])] = []
    }

    init(_ publishers: [Publisher], existing: Existing, at date: Date) {
        self.publishers = publishers.sorted { ($0.since, $0.name) < ($1.since, $1.name) }
        self.existing = existing
        measuredAt = date
    }

    /// The kinds of which somebody publishes, and all local authorities where the official code tells how many there are, the
    /// State first. None where nobody publishes at all.
    package var kinds: [KindFigures] {
        guard !publishers.isEmpty else { return [] }
        return OrganizationKind.allCases.compactMap { kind in
            let (own, total) = (publishers.filter { $0.kind == kind }, existing.byKind[kind])
            guard !own.isEmpty || total != nil else { return nil }
            let judged = own.compactMap { publisher in publisher.quality.map { ($0 * Double(publisher.datasets), publisher.datasets) } }
            let weight = judged.reduce(0) { $0 + $1.1 }
            let opened = Set(own.compactMap(\.territory)).count
            return KindFigures(
                kind: kind, publishers: own.count, datasets: own.reduce(0) { $0 + $1.datasets }, since: own.map(\.since).min(),
                quality: weight == 0 ? nil : judged.reduce(0) { $0 + $1.0 } / Double(weight), existing: total,
                share: total.map { Double(opened) / Double($0) })
        }
    }

    /// The régions, by name, with their local authorities that publish; only those in which one does without the official code,
    /// none where no local authority publishes.
    package var regions: [RegionFigures] {
        let own = Dictionary(grouping: publishers.filter { OrganizationKind.authorities.contains($0.kind) && $0.region != nil }) { $0.region }
        guard !own.isEmpty else { return [] }
        var known = existing.regions
        let listed = Set(known.map(\.id))
        known += own.keys.compactMap { $0 }.filter { !listed.contains($0) }.sorted().map { ($0, $0.description, [:]) }
        return known.map { region in
            RegionFigures(
                region: region.id, name: region.name,
                publishers: Dictionary(grouping: own[region.id] ?? [], by: \.kind).mapValues(\.count), existing: region.byKind)
        }
    }

    /// The history of the local authorities that opened data: of each kind of which one did, each year from that of the very
    /// first to the present one.
    package var openings: [Opening] {
        let authorities = publishers.filter { OrganizationKind.authorities.contains($0.kind) }
        guard let first = authorities.map(\.since).min().map(Self.year) else { return [] }
        return OrganizationKind.authorities.flatMap { kind -> [Opening] in
            let years = authorities.filter { $0.kind == kind }.map { Self.year($0.since) }
            guard !years.isEmpty else { return [] }
            return (first...max(first, Self.year(measuredAt))).map { year in
                Opening(kind: kind, year: year, publishers: years.count { $0 <= year })
            }
        }
    }

    private static func year(_ date: Date) -> Int { CivilDate(date).year }
}

extension Catalog {
    /// Who publishes, from the catalogue alone: datasets that their source no longer has do not count.
    package func observatory() async throws -> Observatory {
        let date = now()
        let publishers = try await store.read { session in
            let scores = try session.meanScores()
            return try session.rows(
                """
                SELECT o.id, o.slug, o.name, o.siren, count(d.id) AS datasets, min(coalesce(d.opened_at, d.created_at)) AS since
                FROM organizations o JOIN datasets d ON d.organization_id = o.id
                WHERE d.vanished_at IS NULL GROUP BY o.id, o.slug, o.name, o.siren ORDER BY o.id
                """, []
            ).map { row in
                let (name, siren) = (try row.string("name"), try row.optionalString("siren"))
                let territory = OrganizationKind.territory(of: name, siren: siren, places)
                let known = territory.flatMap { gazetteer?.territory($0) }
                let id = try row.uuid("id")
                return Observatory.Publisher(
                    id: id, slug: try row.string("slug"), name: name, kind: .of(name, siren: siren), territory: territory,
                    region: territory?.level == .region ? territory : known?.parent(.region), datasets: try row.int("datasets"),
                    since: try row.date("since"), quality: scores[id])
            }
        }
        return Observatory(publishers, existing: places.map { Observatory.Existing($0.content.authorities) } ?? Observatory.Existing(), at: date)
    }
}

extension Observatory.Existing {
    /// - Parameter counts: from the official code.
    init(_ counts: PlaceNames.Authorities) {
        let kinds: [TerritoryLevel: OrganizationKind] = [.region: .region, .departement: .departement, .epci: .epci, .commune: .commune]
        func told(_ levels: [TerritoryLevel: Int]) -> [OrganizationKind: Int] {
            Dictionary(uniqueKeysWithValues: levels.compactMap { level, count in kinds[level].map { ($0, count) } }.filter { $0.1 > 0 })
        }
        byKind = told(counts.all)
        regions = counts.regions.map { ($0.id, $0.name, told($0.levels)) }
    }
}

extension ReadSession {
    /// The mean of the last scores of the datasets of each organisation.
    fileprivate func meanScores() throws -> [UUID: Double] {
        let found = try rows(
            """
            SELECT d.organization_id, CAST(sum(q.score) AS BIGINT) AS total, count(*) AS judged
            FROM quality_scores q
            JOIN (SELECT dataset_id, max(measured_at) AS last FROM quality_scores GROUP BY dataset_id) l
              ON l.dataset_id = q.dataset_id AND l.last = q.measured_at
            JOIN datasets d ON d.id = q.dataset_id
            WHERE d.organization_id IS NOT NULL AND d.vanished_at IS NULL GROUP BY d.organization_id
            """, [])
        return Dictionary(uniqueKeysWithValues: try found.map { row in
            (try row.uuid("organization_id"), Double(try row.int64("total")) / Double(try row.int64("judged")))
        })
    }
}
