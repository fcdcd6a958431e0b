package import Tables

/// What `/profile/` answers: the members of csv-detective's analysis that data.gouv.fr's tabular API passes on, with
/// its names of types and formats, filled from this program's own profile.
package struct ProfileDocument {
    private let inspection: Inspection

    package init(_ inspection: Inspection) { self.inspection = inspection }

    package var json: [UInt8] {
        var out = JSONBytes(reserving: 4096)
        out.object { out in
            out.member("profile") { out in
                out.object { out in
                    writeFile(to: &out)
                    writeColumns(to: &out)
                }
            }
            // Every column of every resource can be filtered and aggregated: there is no list of exceptions.
            out.member("indexes") { $0.null() }
        }
        return out.bytes
    }

    private func writeFile(to out: inout JSONBytes) {
        if let dialect = inspection.dialect {
            out.member("encoding", dialect.encoding.rawValue)
            out.member("separator", dialect.delimiter)
            out.member("header_row_idx", dialect.preambleLines)
        }
        if let sheet = inspection.sheet { out.member("sheet_name", sheet) }
        out.member("header") { list(inspection.columns.map(\.name), to: &$0) }
        out.member("total_lines", inspection.rows)
        out.member("heading_columns", 0)
        out.member("trailing_columns", 0)
        out.member("categorical") { list(inspection.columns.filter(Self.isCategorical).map(\.name), to: &$0) }
    }

    private func writeColumns(to out: inout JSONBytes) {
        for name in ["columns", "columns_fields"] {
            out.member(name) { out in
                out.object { out in for column in inspection.columns { out.member(column.name) { writeType(column, to: &$0) } } }
            }
        }
        out.member("columns_labels") { out in
            out.object { out in
                for column in inspection.columns {
                    out.member(column.name) { $0.object { $0.member("python_type", "string"); $0.member("format", "string"); $0.member("score", 1.0) } }
                }
            }
        }
        out.member("formats") { out in
            out.object { out in
                var names: [String: [String]] = [:]
                for column in inspection.columns { names[Self.format(column), default: []].append(column.name) }
                for (format, columns) in names.sorted(by: { $0.key < $1.key }) { out.member(format) { list(columns, to: &$0) } }
            }
        }
        out.member("profile") { out in
            out.object { out in for column in inspection.columns { out.member(column.name) { writeFigures(column, to: &$0) } } }
        }
    }

    private func writeType(_ column: ColumnProfile, to out: inout JSONBytes) {
        out.object { out in
            out.member("python_type", Self.pythonType(column.type))
            out.member("format", Self.format(column))
            out.member("score", column.meaning == nil ? 1.0 : column.meaningShare)
            if let meaning = column.meaning { out.member("meaning", meaning.rawValue) }
        }
    }

    private func writeFigures(_ column: ColumnProfile, to out: inout JSONBytes) {
        out.object { out in
            if column.type.isNumeric {
                out.member("min", column.min.flatMap(Double.init))
                out.member("max", column.max.flatMap(Double.init))
                out.member("mean", column.mean)
                out.member("std", column.standardDeviation)
            }
            out.member("tops") { out in
                out.array { out in
                    for top in column.topValues.prefix(10) {
                        out.object { $0.member("count", top.count); $0.member("value", top.value) }
                    }
                }
            }
            out.member("nb_distinct", column.distinct)
            out.member("nb_missing_values", column.missing)
        }
    }

    private func list(_ names: [String], to out: inout JSONBytes) {
        out.array { out in for name in names { out.string(name) } }
    }

    /// As csv-detective has it: few values for the size of the table.
    private static func isCategorical(_ column: ColumnProfile) -> Bool {
        column.distinct <= 25 && column.distinct > 0 && column.count > 0
    }

    /// The names of Python's types, which the tabular API speaks.
    package static func pythonType(_ type: ColumnType) -> String {
        switch type {
        case .boolean: "bool"
        case .integer: "int"
        case .number: "float"
        case .date: "date"
        case .datetime: "datetime"
        case .time, .text: "string"
        case .json: "json"
        }
    }

    /// csv-detective's name for what a column holds; its own names for types where it has none for the meaning.
    package static func format(_ column: ColumnProfile) -> String {
        if let meaning = column.meaning, let format = formats[meaning] { return format }
        switch column.type {
        case .boolean: return "booleen"
        case .datetime: return column.isZoned == true ? "datetime_aware" : "datetime_naive"
        case .time: return "string"
        default: return pythonType(column.type)
        }
    }

    private static let formats: [SemanticType: String] = [
        .siren: "siren", .siret: "siret", .rna: "code_rna", .uai: "uai", .apeNAF: "insee_ape700",
        .codeCommune: "code_commune", .codeDepartement: "code_departement", .codeRegion: "code_region",
        .codeCanton: "insee_canton", .codePostal: "code_postal", .codeFantoir: "code_fantoir",
        .nameCommune: "commune", .nameDepartement: "departement", .nameRegion: "region", .nameCountry: "pays",
        .countryCode2: "iso_country_code_alpha2", .countryCode3: "iso_country_code_alpha3",
        .latitude: "latitude_wgs", .longitude: "longitude_wgs", .latLonPair: "latlon_wgs", .lonLatPair: "lonlat_wgs",
        .lambert93X: "longitude_l93", .lambert93Y: "latitude_l93", .address: "adresse", .geojson: "geojson",
        .csp: "csp_insee", .sex: "sexe", .phone: "tel_fr", .email: "email", .year: "year", .month: "mois_de_lannee",
        .weekday: "jour_de_la_semaine", .percent: "percent", .money: "money", .url: "url", .uuid: "uuid", .json: "json",
    ]
}
