import Foundation

/// The codes of the European vocabularies (<https://op.europa.eu/en/web/eu-vocabularies>) and of IANA.
enum ExportedCode {
    static func authority(_ table: String, _ code: String) -> String { "http://publications.europa.eu/resource/authority/\(table)/\(code)" }

    /// By ISO 639-1.
    static let languages = [
        "fr": "FRA", "en": "ENG", "de": "DEU", "es": "SPA", "it": "ITA", "pt": "POR", "nl": "NLD", "eu": "EUS", "br": "BRE", "oc": "OCI",
        "co": "COS", "ca": "CAT", "la": "LAT", "pl": "POL", "ro": "RON",
    ]

    /// By the short names of this program and of portals.
    static let fileTypes = [
        "csv": "CSV", "tsv": "TSV", "json": "JSON", "geojson": "GEOJSON", "xlsx": "XLSX", "xls": "XLS", "ods": "ODS", "xml": "XML",
        "pdf": "PDF", "zip": "ZIP", "parquet": "PARQUET", "shp": "SHP", "gpkg": "GPKG", "kml": "KML", "kmz": "KMZ", "html": "HTML",
        "txt": "TXT", "rdf": "RDF_XML", "ttl": "RDF_TURTLE", "jsonld": "JSON_LD", "nt": "RDF_N_TRIPLES", "gml": "GML", "docx": "DOCX",
        "doc": "DOC", "odt": "ODT", "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "tiff": "TIFF", "gtfs": "GTFS", "wms": "WMS_SRVC",
        "wfs": "WFS_SRVC", "wmts": "WMTS_SRVC", "atom": "ATOM", "rss": "RSS", "svg": "SVG", "gz": "GZIP", "7z": "7Z", "rar": "RAR",
        "grid": "GRID", "netcdf": "NETCDF", "dbf": "DBF", "mdb": "MDB", "sql": "SQL", "yaml": "YAML", "jsonl": "JSONL",
    ]

    /// - Returns: `nil` for what is no media type.
    static func mediaType(_ text: String) -> String? {
        let bare = text.prefix { $0 != ";" }.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        let parts = bare.split(separator: "/", omittingEmptySubsequences: false)
        let isToken = { (part: Substring) in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || "+-._".utf8.contains($0) }
        }
        return parts.count == 2 && parts.allSatisfy(isToken) ? "https://www.iana.org/assignments/media-types/\(bare)" : nil
    }
}

extension Frequency {
    /// In the European table of frequencies; `nil` where no rhythm is said.
    var authorityCode: String? {
        switch self {
        case .continuous: "CONT"
        case .hourly: "HOURLY"
        case .daily: "DAILY"
        case .semiweekly: "WEEKLY_2"
        case .weekly: "WEEKLY"
        case .biweekly: "BIWEEKLY"
        case .semimonthly: "MONTHLY_2"
        case .monthly: "MONTHLY"
        case .bimonthly: "BIMONTHLY"
        case .quarterly: "QUARTERLY"
        case .threeTimesAYear: "ANNUAL_3"
        case .semiannual: "ANNUAL_2"
        case .annual: "ANNUAL"
        case .biennial: "BIENNIAL"
        case .triennial: "TRIENNIAL"
        case .quinquennial: "QUINQUENNIAL"
        case .punctual: "NEVER"
        case .irregular: "IRREG"
        case .unknown: nil
        }
    }
}

/// Dates and durations as XML Schema writes them.
enum ExportedDate {
    static func literal(_ date: Date) -> Term { .literal(date.ISO8601Format(), datatype: Vocabulary.xsd("dateTime"), language: nil) }

    /// A year, a month, a day or a moment, by its form; `nil` for anything else.
    static func literal(_ text: String) -> Term? {
        let kind: String? = if text.wholeMatch(of: /[0-9]{4}/) != nil { "gYear" }
            else if text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])/) != nil { "gYearMonth" }
            else if text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/) != nil { "date" }
            else if text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?/) != nil { "dateTime" }
            else { nil }
        return kind.map { .literal(text, datatype: Vocabulary.xsd($0), language: nil) }
    }

    static func isDuration(_ text: String) -> Bool {
        text.wholeMatch(of: /-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?/) != nil
    }
}

/// Numbers as XML Schema writes them.
enum ExportedNumber {
    /// Without an exponent, which `xsd:decimal` does not have; `nil` for what is no number of this Earth.
    static func decimal(_ value: Double) -> String? {
        guard value.isFinite, abs(value) < 1e15 else { return nil }
        return Decimal(string: value.description)?.description
    }
}
