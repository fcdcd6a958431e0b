import Foundation
import Lake
import Tables

/// What of a bouquet QGIS can show: files with shapes or places, tables, and map services that say which layer is meant.
package struct BouquetLayers: Sendable {
    private let detail: BouquetDetail
    private let origin: String

    /// - Parameter origin: `https://host`, from which the exports of this instance are read.
    package init(_ detail: BouquetDetail, origin: String) {
        self.detail = detail
        self.origin = origin
    }

    package var groups: [QGISFile.Group] {
        ([("", detail.content.loose)] + detail.content.sections.map { ($0.title, $0.elements) }).map { title, elements in
            QGISFile.Group(title: title, layers: elements.flatMap(layers))
        }
    }

    package var file: QGISFile { QGISFile(title: detail.bouquet.title, groups: groups) }

    private func layers(_ element: BouquetElement) -> [QGISFile.Layer] {
        switch element.answer {
        case .dataset(let id):
            let resources = detail.datasets[id]?.resources ?? []
            return resources.compactMap { resource in
                let title = resources.count > 1 ? "\(element.title) — \(resource.resource.title)" : element.title
                return layer(resource, element, title: title)
            }
        case .service(let id):
            return detail.services[id]?.metadata.endpointURL.flatMap { service($0, element, "\(element.id.text)") }.map { [$0] } ?? []
        case .link(let url): return service(url.absoluteString, element, element.id.text).map { [$0] } ?? []
        case .unmet: return []
        }
    }

    private func layer(_ detail: ResourceDetail, _ element: BouquetElement, title: String) -> QGISFile.Layer? {
        let id = "portulan_\(element.id.text)_\(detail.resource.id.text)"
        /// GDAL's name of a file at an address (“GDAL Virtual File Systems”): exports are streams, which it cannot read in
        /// pieces, and it knows CSV by the name of the file, which an export has not.
        func file(_ address: String, _ way: String) -> QGISFile.Layer {
            QGISFile.Layer(id: id, title: title, summary: element.reason, provider: .ogr, source: way + address)
        }
        if let table = detail.version?.table {
            let format = table.columns.contains { Self.places.contains($0.meaning) } ? "geojson" : "csv"
            return file(
                "\(origin)/api/resources/\(detail.resource.slug)/data/\(format)/",
                format == "csv" ? "CSV:/vsicurl_streaming/" : "/vsicurl_streaming/")
        }
        let distribution = detail.resource.distribution
        let address = distribution?.downloadURL ?? detail.resource.sourceURL?.absoluteString ?? distribution?.accessURL
        guard let address else { return nil }
        if let service = service(address, element, id, title: title) { return service }
        let format = distribution?.format ?? ""
        return ["geojson", "gpkg", "kml", "gml", "csv"].contains(format) ? file(address, "/vsicurl/") : nil
    }

    /// The meanings that place a row on a map.
    private static let places: [SemanticType?] = [.wkb, .geojson, .latitude, .latLonPair, .lonLatPair]

    /// A map service, where its address says which of its layers is meant: QGIS has no layer without a name.
    private func service(_ address: String, _ element: BouquetElement, _ id: String, title: String? = nil) -> QGISFile.Layer? {
        guard var parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme?.lowercased()) else { return nil }
        let items = parts.queryItems ?? []
        func value(_ names: String...) -> String? { items.first { names.contains($0.name.lowercased()) }?.value }
        parts.queryItems = items.filter { !["request", "layers", "layer", "typename", "typenames", "version"].contains($0.name.lowercased()) }
        parts.fragment = nil
        guard let base = parts.string else { return nil }
        func layer(_ provider: QGISFile.Layer.Provider, _ source: String) -> QGISFile.Layer {
            QGISFile.Layer(
                id: id.hasPrefix("portulan_") ? id : "portulan_" + id, title: title ?? element.title, summary: element.reason,
                provider: provider, source: source)
        }
        switch value("service")?.lowercased() {
        case "wfs":
            guard let name = value("typename", "typenames") else { return nil }
            let quoted = [name, base].map { $0.replacing("\\", with: "\\\\").replacing("'", with: "\\'") }
            return layer(.wfs, "pagingEnabled='true' typename='\(quoted[0])' url='\(quoted[1])' version='auto'")
        case "wms":
            guard let name = value("layers", "layer") else { return nil }
            var source = URLComponents()
            source.queryItems = [
                URLQueryItem(name: "crs", value: "EPSG:3857"), URLQueryItem(name: "format", value: "image/png"),
                URLQueryItem(name: "layers", value: name), URLQueryItem(name: "styles", value: ""), URLQueryItem(name: "url", value: base),
            ]
            return source.percentEncodedQuery.map { layer(.wms, $0) }
        default: return nil
        }
    }
}
