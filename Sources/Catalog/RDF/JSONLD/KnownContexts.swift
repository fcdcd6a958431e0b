import Foundation
import Tables

/// The contexts that catalogues refer to by address. None is fetched: a stranger's server must not decide what a
/// document means, nor learn who reads it.
enum KnownContexts {
    /// The context of an address, whatever its scheme, its version or its last slash; `nil` where it is not known.
    static func context(_ address: String) -> JSONValue? {
        let plain = address.lowercased().replacingOccurrences(of: "https://", with: "")
            .replacingOccurrences(of: "http://", with: "")
        if plain.hasPrefix("schema.org") { return schemaOrg }
        if plain.hasPrefix("project-open-data") { return projectOpenData }
        // DCAT-AP and its national profiles name their words as DCAT does.
        if plain.contains("dcat") || plain.contains("r5r") || plain.hasPrefix("data.europa.eu") || plain.hasPrefix("w3id.org") { return dcat }
        // The context of data.gouv.fr (`/api/1/site/context.jsonld`).
        if plain.hasSuffix("site/context.jsonld") { return dcat }
        return nil
    }

    private static func parse(_ text: String) -> JSONValue? { try? JSONValue(document: Data(text.utf8)) }

    private static let schemaOrg = parse(
        """
        {"@vocab": "http://schema.org/", "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"},
         "license": {"@type": "@id"}, "sameAs": {"@type": "@id"}, "isPartOf": {"@type": "@id"}}
        """)

    /// Project Open Data 1.1 (<https://project-open-data.cio.gov/v1.1/schema>), which ArcGIS Hub and DKAN speak.
    private static let projectOpenData = parse(
        """
        {"@vocab": "http://www.w3.org/ns/dcat#", "dcat": "http://www.w3.org/ns/dcat#",
         "title": "dct:title", "description": "dct:description", "identifier": "dct:identifier",
         "issued": "dct:issued", "modified": "dct:modified", "publisher": "dct:publisher", "name": "foaf:name",
         "language": "dct:language", "license": "dct:license", "rights": "dct:rights", "spatial": "dct:spatial",
         "temporal": "dct:temporal", "accrualPeriodicity": "dct:accrualPeriodicity", "format": "dct:format",
         "conformsTo": "dct:conformsTo", "references": "dct:references", "isPartOf": "dct:isPartOf",
         "landingPage": "dcat:landingPage", "homepage": "foaf:homepage", "fn": "vcard:fn", "hasEmail": "vcard:hasEmail",
         "accessLevel": "pod:accessLevel", "bureauCode": "pod:bureauCode", "programCode": "pod:programCode",
         "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"}, "accessURL": {"@id": "dcat:accessURL", "@type": "@id"}}
        """)

    private static let dcat = parse(
        """
        {"@vocab": "http://www.w3.org/ns/dcat#",
         "Agent": "foaf:Agent", "Organization": "foaf:Organization", "Location": "dct:Location",
         "PeriodOfTime": "dct:PeriodOfTime", "Frequency": "dct:Frequency",
         "title": "dct:title", "description": "dct:description", "identifier": "dct:identifier",
         "issued": {"@id": "dct:issued"}, "modified": {"@id": "dct:modified"}, "created": {"@id": "dct:created"},
         "publisher": {"@id": "dct:publisher", "@type": "@id"}, "creator": {"@id": "dct:creator", "@type": "@id"},
         "name": "foaf:name", "homepage": {"@id": "foaf:homepage", "@type": "@id"}, "mbox": "foaf:mbox",
         "language": "dct:language", "license": "dct:license", "rights": "dct:rights",
         "accessRights": "dct:accessRights", "spatial": {"@id": "dct:spatial", "@type": "@id"}, "temporal": "dct:temporal",
         "accrualPeriodicity": "dct:accrualPeriodicity", "frequency": "dct:accrualPeriodicity", "format": "dct:format",
         "mediaType": "dcat:mediaType", "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
         "provenance": "dct:provenance", "label": "rdfs:label", "prefLabel": "skos:prefLabel",
         "isVersionOf": {"@id": "dct:isVersionOf", "@type": "@id"}, "hasVersion": {"@id": "dcat:hasVersion", "@type": "@id"},
         "versionNotes": "adms:versionNotes", "versionInfo": "owl:versionInfo", "relation": "dct:relation",
         "isPartOf": "dct:isPartOf", "hasPart": "dct:hasPart", "source": "dct:source",
         "page": {"@id": "foaf:page", "@type": "@id"}, "fn": "vcard:fn", "hasEmail": "vcard:hasEmail",
         "hasURL": "vcard:hasURL", "hasTelephone": "vcard:hasTelephone", "startDate": "dcat:startDate",
         "endDate": "dcat:endDate", "applicableLegislation": {"@id": "dcatap:applicableLegislation", "@type": "@id"},
         "hvdCategory": {"@id": "dcatap:hvdCategory", "@type": "@id"}, "availability": "dcatap:availability",
         "landingPage": {"@id": "dcat:landingPage", "@type": "@id"}, "accessURL": {"@id": "dcat:accessURL", "@type": "@id"},
         "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"}, "endpointURL": {"@id": "dcat:endpointURL", "@type": "@id"},
         "theme": "dcat:theme", "first": "hydra:first", "next": "hydra:next", "previous": "hydra:previous",
         "last": "hydra:last", "totalItems": "hydra:totalItems"}
        """)
}
