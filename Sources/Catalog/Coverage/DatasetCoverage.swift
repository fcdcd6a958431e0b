import Foundation
import Territories

/// What territories a dataset tells of, from all that is known of it.
struct DatasetCoverage {
    /// `nil` without the official geographic code.
    let places: PlaceNames?
    /// The territories of organisations: a catalogue names each many times, and judging a name costs more than all the rest.
    private var own: [UUID: TerritoryID?] = [:]

    init(places: PlaceNames?) { self.places = places }

    /// What the source says, by codes, names and boxes; and what the columns hold. Where neither tells, the territory of who
    /// publishes it.
    mutating func territories(_ content: DatasetRows.Content) -> Set<TerritoryID> {
        let dataset = content.dataset
        var found = Set(content.resources.flatMap(\.territories)).union(dataset.metadata.zones)
        for place in dataset.metadata.details?.spatial ?? [] where place.territory == nil {
            if let name = place.name, let id = places?.territory(named: name) { found.insert(id) }
            if let box = place.box, place.name == nil || found.isEmpty, let id = territory(around: box) { found.insert(id) }
        }
        if dataset.territoryLevel == .france { found.insert(.france) }
        if found.isEmpty, let organization = content.organization, let own = territory(of: organization, content.siren) { found.insert(own) }
        return found
    }

    private mutating func territory(of organization: Organization, _ siren: String?) -> TerritoryID? {
        if let known = own[organization.id] { return known }
        let found = OrganizationKind.territory(of: organization.name, siren: siren, places)
        own[organization.id] = .some(found)
        return found
    }

    /// The région or the département whose box is nearly this one, or France where it holds all of the mainland.
    private func territory(around box: SpatialCoverage.Box) -> TerritoryID? {
        if box.west <= -4, box.east >= 8, box.south <= 42.5, box.north >= 51 { return .france }
        guard let places else { return nil }
        let best = places.content.boxes.map { ($0.0, Self.likeness(box, $0.1)) }.max { $0.1 < $1.1 }
        return best.flatMap { $0.1 >= 0.7 ? $0.0 : nil }
    }

    /// Common surface, out of that of both: 0…1.
    private static func likeness(_ left: SpatialCoverage.Box, _ right: GeoBounds) -> Double {
        let width = min(left.east, right.east) - max(left.west, right.west)
        let height = min(left.north, right.north) - max(left.south, right.south)
        guard width > 0, height > 0 else { return 0 }
        let common = width * height
        let both = (left.east - left.west) * (left.north - left.south) + (right.east - right.west) * (right.north - right.south) - common
        return both <= 0 ? 0 : common / both
    }
}
