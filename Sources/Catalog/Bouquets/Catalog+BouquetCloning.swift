package import Foundation
import Localization

/// What may answer a need in another territory.
package struct LocalEquivalents: Sendable, Identifiable {
    /// A dataset of the other territory, and how alike the titles are, 0…1.
    package struct Candidate: Sendable, Identifiable {
        package let dataset: Dataset
        package let organization: Organization?
        package let likeness: Double

        package var id: UUID { dataset.id }
    }

    package let element: BouquetElement
    /// Whether what answers the need is about the territory of the bouquet, so that it does not answer it elsewhere.
    package let isLocal: Bool
    /// The most alike first; at most ``Catalog/mostCandidates``.
    package let candidates: [Candidate]

    package var id: UUID { element.id }

    /// What is proposed: the best equivalent of what is local, else nothing yet; what is not local stays.
    package var proposal: BouquetElement.Answer {
        guard isLocal || element.answer.kind == .unmet else { return element.answer }
        if let best = candidates.first { return .dataset(best.id) }
        return element.answer.kind == .unmet ? element.answer : .unmet(.missing)
    }
}

extension Catalog {
    /// Candidates shown for each need.
    package static let mostCandidates = 5
    /// Titles less alike than this are not proposed.
    private static let leastLikeness = 0.5

    /// What may answer the needs of a bouquet in another territory, in the order of its elements.
    ///
    /// A dataset is about a territory when its title, its organisation, a keyword or its coverage names it. The titles are
    /// then compared without the names of the two territories.
    package func localEquivalents(of detail: BouquetDetail, in territory: BouquetTerritory) async throws -> [LocalEquivalents] {
        let there = TerritoryMention(territory)
        let here = detail.bouquet.territory.map(TerritoryMention.init)
        var local = try await datasets(DatasetSearch(text: territory.name, pageSize: DatasetSearch.maximumPageSize)).items
        local = local.filter { there.isIn($0.dataset, $0.organization) }
        var equivalents: [LocalEquivalents] = []
        for element in detail.content.elements {
            var title = element.title
            var isLocal = false
            if case .dataset(let id) = element.answer, let answer = detail.datasets[id] {
                title = answer.dataset.title
                isLocal = here?.isIn(answer.dataset, answer.organization) ?? false
            } else if let here {
                isLocal = element.answer.kind != .unmet && here.isIn(Folding.words(element.title))
            }
            let words = Folding.words(title)
            let core = there.removed(from: here?.removed(from: words) ?? words)
            let telling = TitleLikeness.telling(core)
            let asked = (core.filter { TitleLikeness.telling([$0]).isEmpty == false } + [territory.name]).joined(separator: " ")
            let more = try await datasets(DatasetSearch(text: asked, pageSize: 20)).items
                .filter { there.isIn($0.dataset, $0.organization) }
            var seen: Set<UUID> = []
            let candidates = (more + local).filter { seen.insert($0.id).inserted }.map { found in
                LocalEquivalents.Candidate(
                    dataset: found.dataset, organization: found.organization,
                    likeness: TitleLikeness.measure(telling, TitleLikeness.telling(there.removed(from: Folding.words(found.dataset.title)))))
            }.filter { $0.likeness >= Self.leastLikeness && element.answer != .dataset($0.id) }
            equivalents.append(
                LocalEquivalents(
                    element: element, isLocal: isLocal,
                    candidates: Array(
                        candidates.sorted { ($1.likeness, $0.dataset.title) < ($0.likeness, $1.dataset.title) }
                            .prefix(Self.mostCandidates))))
        }
        return equivalents
    }

    /// Makes a draft out of a bouquet, for another territory or not.
    ///
    /// - Parameter answers: what answers each need there, by element; what is not named stays as it is.
    /// - Throws: as ``createBouquet(_:content:origin:by:)``.
    package func cloneBouquet(
        _ detail: BouquetDetail, as metadata: BouquetMetadata, answers: [UUID: BouquetElement.Answer], by editor: Editor
    ) async throws -> Bouquet {
        try await createBouquet(metadata, content: detail.content.copied(answers: answers), origin: detail.bouquet.id, by: editor)
    }
}

extension BouquetContent {
    /// The same sections and needs under new identifiers, with other answers where there are.
    package func copied(answers: [UUID: BouquetElement.Answer]) -> BouquetContent {
        func copy(_ elements: [BouquetElement]) -> [BouquetElement] {
            elements.map {
                BouquetElement(title: $0.title, reason: $0.reason, answer: answers[$0.id] ?? $0.answer)
            }
        }
        return BouquetContent(
            loose: copy(loose), sections: sections.map { Section(title: $0.title, elements: copy($0.elements)) })
    }
}
