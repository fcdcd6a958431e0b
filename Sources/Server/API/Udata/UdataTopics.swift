import Catalog
import Foundation
import Localization
import Territories

/// Bouquets as udata writes topics, and their needs as it writes the elements of one.
///
/// What udata has no member for stands in `extras` under ``UdataShapes/site``, as ecologie.data.gouv.fr writes it, so that
/// pages made for its bouquets show those of an instance.
///
/// Source: `udata/core/topic` of <https://github.com/opendatateam/udata>; `src/model/topic.ts` of
/// <https://github.com/opendatateam/udata-front-kit>.
extension UdataShapes {
    /// The site whose words the extras are.
    static let site = "ecospheres"

    /// How a topic tells its elements: the two versions of the API differ.
    enum TopicElements {
        /// All datasets, as version 1 has them.
        case datasets([Document])
        /// Their number and where to read them.
        case link(Int)
    }

    func elements(of bouquet: Bouquet) -> String { "\(origin)/api/2/topics/\(bouquet.id.text)/elements/" }

    func topic(_ bouquet: Bouquet, _ organization: Organization?, elements: TopicElements) -> Document {
        let version = if case .link = elements { 2 } else { 1 }
        var members: [(String, Document)] = [
            ("id", .string(bouquet.id.text)), ("name", .string(bouquet.title)), ("slug", .string(bouquet.slug)),
            ("description", .string(bouquet.metadata.description)), ("tags", .array(bouquet.metadata.keywords.map { .string($0) })),
            ("color", .null), ("featured", false), ("private", .boolean(bouquet.isDraft)), ("spatial", spatial(bouquet.territory)),
            ("organization", organization.map(reference) ?? .null), ("owner", .null),
            ("created_at", Self.date(bouquet.createdAt)), ("last_modified", Self.date(bouquet.modifiedAt)),
            ("uri", .string("\(origin)/api/\(version)/topics/\(bouquet.id.text)/")),
            ("page", .string(origin + BouquetAddress.bouquet.of(bouquet.slug))),
            ("extras", bouquet.origin.map { Document(members: [(Self.site, ["cloned_from": .string($0.text)])]) } ?? [:]),
        ]
        switch elements {
        case .datasets(let datasets): members += [("datasets", .array(datasets)), ("reuses", [])]
        case .link(let count): members.append(("elements", Self.link(self.elements(of: bouquet) + "?page=1&page_size=20", total: count)))
        }
        return Document(members: members)
    }

    /// The datasets that answer the needs of a bouquet, each once, in their order.
    func datasets(of detail: BouquetDetail, _ names: [UUID: DatasetName]) -> [Document] {
        var known: Set<UUID> = []
        return detail.content.elements.compactMap { element in
            guard case .dataset(let id) = element.answer, known.insert(id).inserted else { return nil }
            return names[id].map(reference)
        }
    }

    func element(_ element: BouquetElement, of detail: BouquetDetail) -> Document {
        var told: [(String, Document)] = [("uri", .null), ("availability", .string(availability(element.answer, detail)))]
        var answer: Document = .null
        switch element.answer {
        case .dataset(let id):
            if let dataset = detail.datasets[id]?.dataset { told[0].1 = .string(origin + SiteAddress.dataset(dataset.slug)) }
            answer = ["class": "Dataset", "id": .string(id.text)]
        case .service(let id):
            if let service = detail.services[id] { told[0].1 = Self.text(service.metadata.landingPage ?? service.metadata.endpointURL) }
            answer = ["class": "Dataservice", "id": .string(id.text)]
        case .link(let address): told[0].1 = .string(address.absoluteString)
        case .unmet: break
        }
        if let section = detail.content.section(ofElement: element.id).flatMap({ detail.content.section($0) }) {
            told.append(("group", .string(section.title)))
        }
        return [
            "id": .string(element.id.text), "title": .string(element.title), "description": .string(element.reason), "tags": [],
            "extras": Document(members: [(Self.site, Document(members: told))]), "element": answer,
        ]
    }

    private func availability(_ answer: BouquetElement.Answer, _ detail: BouquetDetail) -> String {
        switch answer {
        case .dataset(let id): detail.datasets[id]?.dataset.vanishedAt == nil ? "available" : "remote deleted"
        case .service(let id): detail.services[id].map { $0.vanishedAt == nil } == true ? "available" : "remote deleted"
        case .link: "url available"
        case .unmet(.missing): "missing"
        case .unmet(.notAvailable): "not available"
        }
    }

    private func spatial(_ territory: BouquetTerritory?) -> Document {
        guard let id = territory.flatMap({ TerritoryID($0.code) }) else { return .null }
        let granularity = id.level == .france ? "country" : "fr:\(id.level.slug)"
        return ["zones": [.string(Self.zone(id))], "granularity": .string(granularity), "geom": .null]
    }

    /// udata's name of a territory (<https://www.data.gouv.fr/datasets/geozones/>).
    static func zone(_ id: TerritoryID) -> String { id.level == .france ? "country:fr" : "fr:\(id.level.slug):\(id.code)" }
}

/// The elements of a topic that a question asks for.
struct UdataElements {
    let all: [BouquetElement]

    /// - Parameter items: `q`, words of which each must be in the title or the reason; `class`; `tag`, which no element has.
    init(_ detail: BouquetDetail, matching items: QueryItems) {
        let words = Folding.words(items["q"] ?? "")
        let kind = items["class"] ?? ""
        all = detail.content.elements.filter { element in
            let text = Folding.haystack([element.title, element.reason])
            return words.allSatisfy { text.contains(" " + $0) } && (kind.isEmpty || Self.kind(element) == kind)
                && items.all("tag").allSatisfy(\.isEmpty)
        }
    }

    /// udata's name of what answers; `None` for a need that nothing of the catalogue answers.
    private static func kind(_ element: BouquetElement) -> String {
        switch element.answer {
        case .dataset: "Dataset"
        case .service: "Dataservice"
        case .link, .unmet: "None"
        }
    }
}
