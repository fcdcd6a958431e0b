import Territories

extension TerritorySheet {
    /// What search engines read of a territory: schema.org's `AdministrativeArea`, a `City` for a commune.
    ///
    /// Source: <https://schema.org/AdministrativeArea>, <https://schema.org/City>.
    var structuredData: Document {
        let origin = visit.context.origin
        let page = origin + TerritoryAddress.of(territory.id)
        let type: Document = switch territory.id.level {
        case .france: "Country"
        case .region, .departement: "State"
        case .commune: "City"
        default: "AdministrativeArea"
        }
        var members: [(String, Document)] = [
            ("@context", "https://schema.org/"), ("@type", type), ("@id", .string(page)), ("url", .string(page)),
            ("name", .string(territory.name.full)), ("description", .string(summary)),
            ("identifier", ["@type": "PropertyValue", "propertyID": "INSEE", "value": .string(territory.id.code)]),
        ]
        if let holder = territory.parents.last(where: { $0.level <= .departement || $0.level == .commune }), let name = atlas.gazetteer.territory(holder)?.name.full {
            members.append(("containedInPlace", ["@type": "AdministrativeArea", "name": .string(name), "url": .string(origin + TerritoryAddress.of(holder))]))
        }
        if let box = territory.bounds {
            members.append(("geo", ["@type": "GeoShape", "box": .string("\(box.south) \(box.west) \(box.north) \(box.east)")]))
        }
        if let population = territory.population {
            members.append(("additionalProperty", .array([[
                "@type": "PropertyValue", "name": "population", "value": .integer(population),
            ]])))
        }
        return Document(members: members)
    }
}
