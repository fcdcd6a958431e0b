import Foundation
import Localization

/// Forms of files as catalogues name them, brought to one short name.
package enum FormatNames {
    /// The short name, lower case: from the name given, else the media type, else the end of the address.
    ///
    /// A name that is not known is kept as written, lower case.
    package static func normalise(_ written: String?, mediaType: String?, address: String?) -> String? {
        if let written {
            let folded = Folding.words(last(written)).joined(separator: " ")
            if let known = names[folded] ?? names[Folding.words(written).joined(separator: " ")] { return known }
            let joined = Folding.words(written).joined()
            for (prefix, name) in services where joined.hasPrefix(prefix) {
                // « A link » says nothing of what is behind it; the address may.
                let isVague = name == "html" || name == "file"
                let told = isVague ? address.flatMap { service($0) ?? ending($0) } : nil
                return told ?? (name == "file" ? nil : name)
            }
        }
        if let mediaType, let known = mediaTypes[mediaType] { return known }
        if let address, let service = service(address) { return service }
        if let told = address.flatMap({ ending($0) }) { return told }
        let kept = written.map { last($0).trimmingWhitespace().lowercased() } ?? ""
        return kept.isEmpty || kept.count > 40 ? nil : kept
    }

    /// A media type, lower case, without parameters nor register; `nil` for what is not one.
    package static func mediaType(_ written: String?) -> String? {
        guard var text = written?.trimmingWhitespace().lowercased() else { return nil }
        if let range = text.range(of: "media-types/") { text = String(text[range.upperBound...]) }
        text = text.split(separator: ";").first.map { $0.trimmingWhitespace() } ?? ""
        let parts = text.split(separator: "/")
        guard parts.count == 2, !text.contains(where: \.isWhitespace), text.count <= 100 else { return nil }
        return text
    }

    /// Whether the form is that of a service.
    package static func isService(_ format: String?) -> Bool {
        format.map { ["wms", "wfs", "wmts", "wcs", "csw", "api", "arcgis", "sparql", "atom", "ogcapi", "gtfs-rt"].contains($0) } ?? false
    }

    /// Whether `Tables` may read it.
    package static func isTabular(_ format: String?) -> Bool {
        format.map { ["csv", "tsv", "xlsx", "ods", "parquet", "geojson", "jsonl", "gpkg", "csv.gz"].contains($0) } ?? false
    }

    /// The protocol in the name of a distribution (`…#OGC%3AWFS-layer`); `nil` where there is none.
    static func protocolName(_ iri: String?) -> String? {
        guard let fragment = iri?.split(separator: "#").dropFirst().last?.removingPercentEncoding else { return nil }
        let name = fragment.prefix { $0 != "-" }
        return name.uppercased().hasPrefix("OGC:") ? String(name) : nil
    }

    /// The form of the data inside a vague one: `geojson` is JSON too, and `shp` comes in a ZIP.
    static func refined(_ format: String?, title: String, address: String) -> String? {
        let inner: Set<String>
        switch format {
        case "json": inner = ["geojson", "jsonld"]
        case "zip": inner = ["shp", "gtfs", "netex", "csv", "gpkg", "mif", "tab"]
        case "xml": inner = ["gml", "kml", "gpx", "rdf", "netex"]
        default: return format
        }
        let last = URL(string: address)?.lastPathComponent.lowercased() ?? ""
        let hints = [last] + [last, title.lowercased()].compactMap { $0.split(separator: ".").last.map(String.init) }
        return hints.lazy.compactMap { names[$0] }.first { inner.contains($0) } ?? format
    }

    /// The form that a standard of the Open Geospatial Consortium names.
    static func standard(_ address: String) -> String? {
        let lower = address.lowercased()
        return ["wmts", "wms", "wfs", "wcs", "csw"].first { lower.contains($0) }
    }

    private static func ending(_ address: String) -> String? {
        guard let url = URL(string: address) else { return nil }
        let ending = url.pathExtension.lowercased()
        return names[ending] ?? (["gz", "7z", "tar", "rar", "bz2"].contains(ending) ? ending : nil)
    }

    private static func last(_ text: String) -> String {
        text.contains("://") ? text.split(separator: "/").last.map(String.init) ?? text : text
    }

    private static func service(_ address: String) -> String? {
        let lower = address.lowercased()
        guard lower.contains("service=") || lower.contains("featureserver") || lower.contains("mapserver") else { return nil }
        for name in ["wms", "wfs", "wmts", "wcs", "csw"] where lower.contains("service=" + name) { return name }
        return lower.contains("arcgis") ? "arcgis" : nil
    }

    /// Whether programs of everybody read a form, by its short name; `nil` for what holds others or is not known.
    static func isOpen(_ format: String?) -> Bool? {
        guard let format else { return nil }
        return open.contains(format) ? true : closed.contains(format) ? false : nil
    }

    private static let open: Set<String> = [
        "csv", "tsv", "txt", "json", "jsonl", "jsonld", "geojson", "gpkg", "gml", "kml", "gpx", "xml", "rdf", "ttl", "parquet", "ods", "odt",
        "gtfs", "netex", "netcdf", "geotiff", "png",
    ]
    private static let closed: Set<String> = ["xls", "xlsx", "doc", "docx", "mdb", "accdb", "shp", "mif", "tab", "dwg", "ecw", "pdf"]

    private static let services: [(String, String)] = [
        ("ogcwms", "wms"), ("ogcwfs", "wfs"), ("ogcwmts", "wmts"), ("ogcwcs", "wcs"), ("ogcapi", "ogcapi"),
        ("arcgisgeoservice", "arcgis"), ("esri", "arcgis"), ("wwwlink", "html"), ("wwwdownload", "file"),
    ]

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for line in table {
            let words = line.split(separator: "=")
            for word in words[1].split(separator: ",") { names[String(word)] = String(words[0]) }
            names[String(words[0])] = String(words[0])
        }
        return names
    }()

    private static let table: [String] = [
        "csv=csv,text csv,comma separated values", "tsv=tsv,tab", "xlsx=xlsx,excel xlsx,openxml", "xls=xls,excel,ms excel",
        "ods=ods,opendocument spreadsheet", "json=json,application json", "geojson=geojson,geo json", "jsonl=jsonl,ndjson,json lines",
        "xml=xml,application xml", "parquet=parquet", "shp=shp,shapefile,shape,esri shapefile,shapefiles", "gpkg=gpkg,geopackage",
        "kml=kml", "kmz=kmz", "gml=gml", "gpx=gpx", "mif=mif,mif mid,mapinfo mif", "tab=mapinfo tab,tab mapinfo", "dxf=dxf", "dwg=dwg",
        "zip=zip,archive zip", "pdf=pdf", "html=html,htm,web page,page web,web,website", "txt=txt,text,texte", "doc=doc", "docx=docx",
        "odt=odt", "rdf=rdf,rdf xml", "ttl=ttl,turtle,rdf turtle", "jsonld=jsonld,json ld", "nt=nt,n triples", "wms=wms,wms srvc",
        "wfs=wfs,wfs srvc", "wmts=wmts", "wcs=wcs", "csw=csw", "sparql=sparql", "api=api,rest,api rest,openapi,web service", "gtfs=gtfs",
        "gtfs-rt=gtfs rt,gtfsrt,gtfs realtime", "netex=netex", "siri=siri", "ics=ics,ical", "rss=rss", "atom=atom",
        "geotiff=geotiff,tiff,tif", "ecw=ecw", "jp2=jp2,jpeg2000", "png=png", "jpg=jpg,jpeg", "svg=svg", "sql=sql,sqlite", "md=md,markdown",
        "arcgis=arcgis geoservices rest api", "pbf=pbf", "las=las,laz",
    ]

    private static let mediaTypes: [String: String] = [
        "text/csv": "csv", "application/csv": "csv", "text/tab-separated-values": "tsv", "application/json": "json",
        "application/geo+json": "geojson", "application/vnd.geo+json": "geojson", "application/vnd.ms-excel": "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.oasis.opendocument.spreadsheet": "ods", "application/zip": "zip", "application/pdf": "pdf",
        "text/html": "html", "application/xml": "xml", "text/xml": "xml", "application/vnd.google-earth.kml+xml": "kml",
        "application/vnd.google-earth.kmz": "kmz", "application/gml+xml": "gml", "text/plain": "txt",
        "application/rdf+xml": "rdf", "text/turtle": "ttl", "application/ld+json": "jsonld",
        "application/vnd.apache.parquet": "parquet", "application/geopackage+sqlite3": "gpkg",
        "application/x-shapefile": "shp", "application/x-ndjson": "jsonl", "image/png": "png", "image/jpeg": "jpg",
    ]
}
