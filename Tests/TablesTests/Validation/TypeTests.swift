import Tables
import Testing

/// The types and formats of Table Schema: what each takes and refuses.
@Suite struct TypeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let field: String
        let valid: [String]
        let invalid: [String]
        let rule: String
        var testDescription: String { field }

        init(_ field: String, _ rule: String, valid: [String], invalid: [String]) {
            self.field = field
            self.rule = rule
            self.valid = valid
            self.invalid = invalid
        }
    }

    static let cases: [Case] = [
        Case("", "type.string", valid: ["x", " ", "é", "12"], invalid: []),
        Case(#""type": "any""#, "type.any", valid: ["x", "1,2", "{"], invalid: []),
        Case(
            #""type": "integer""#, "type.integer", valid: ["0", "-5", "+7", "007", " 12 ", "123456789012345678901234567890"],
            invalid: ["1.0", "1,0", "1 000", "12a", "-", "", "1e3", "½"].filter { !$0.isEmpty }),
        Case(#""type": "integer", "bareNumber": false"#, "type.integer", valid: ["12 €", "€12", "-5%", "12"], invalid: ["1.5 €", "euros"]),
        Case(
            #""type": "number""#, "type.number", valid: ["0", "1.5", "-1.5e10", "+.5", "5.", "1E-3", "NaN", "INF", "-INF", " 1.5 "],
            invalid: ["1,5", "1 000", "1.5.2", ".", "-", "e5", "1e", "inf", "0x1F", "1_000", "--1"]),
        Case(
            #""type": "number", "decimalChar": ",", "groupChar": " ""#, "type.number", valid: ["1 234,5", "1,5", "12"],
            invalid: ["1.5", "1,5,2"]),
        Case(#""type": "number", "bareNumber": false, "decimalChar": ",""#, "type.number", valid: ["12,5 €", "95%", "€ -3,2"], invalid: ["douze"]),
        Case(
            #""type": "boolean""#, "type.boolean", valid: ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"],
            invalid: ["oui", "non", "yes", "T", "vrai", " true"]),
        Case(
            #""type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]"#, "type.boolean", valid: ["oui", "non"],
            invalid: ["true", "Oui", "o"]),
        Case(#""type": "object""#, "type.object", valid: [#"{"a": 1}"#, "{}", #" {"a": [1, {"b": null}]} "#], invalid: ["[]", "a", "{a: 1}", #"{"a": 1"#]),
        Case(#""type": "array""#, "type.array", valid: ["[]", #"["a", 1]"#], invalid: ["{}", "a,b", "[a]", "[1,]"]),
        Case(
            #""type": "date""#, "type.date", valid: ["2024-02-29", "1789-07-14"],
            invalid: ["2023-02-29", "2024-2-9", "29/02/2024", "2024-13-01", "2024-02-29T00:00:00", "20240229", "hier", "2024-02-29 "]),
        Case(
            #""type": "date", "format": "%d/%m/%Y""#, "type.date", valid: ["29/02/2024", "1/2/2024"],
            invalid: ["2024-02-29", "31/02/2024", "29/02/24", "29/02/2024 ", "00/01/2024"]),
        Case(#""type": "date", "format": "%Y""#, "type.date", valid: ["2024"], invalid: ["24", "2024-01", "20245"]),
        Case(
            #""type": "date", "format": "%d %B %Y""#, "type.date", valid: ["3 mars 2024", "14 July 1789", "25 décembre 2023"],
            invalid: ["3 brumaire 2024", "mars 2024"]),
        Case(#""type": "date", "format": "%d%m%Y""#, "type.date", valid: ["01022024", "1122024"], invalid: ["1-2-2024"]),
        Case(#""type": "date", "format": "fmt:%Y/%m/%d""#, "type.date", valid: ["2024/02/29"], invalid: ["2024-02-29"]),
        Case(#""type": "date", "format": "any""#, "type.date", valid: ["2024-02-29", "29/02/2024", "3 mars 2024"], invalid: ["bientôt", "31/02/2024"]),
        Case(#""type": "date", "format": "%j %Y""#, "type.date", valid: ["366 2024", "1 2023"], invalid: ["366 2023", "0 2024"]),
        Case(
            #""type": "time""#, "type.time", valid: ["12:30:00", "23:59:59.5", "00:00:00Z", "12:30:00+02:00"],
            invalid: ["12:30", "24:00:00", "12:60:00", "12h30", "1:30:00"]),
        Case(#""type": "time", "format": "%H:%M""#, "type.time", valid: ["12:30", "7:05"], invalid: ["25:00", "12:30:00"]),
        Case(#""type": "time", "format": "%I:%M %p""#, "type.time", valid: ["12:30 PM", "7:05 am"], invalid: ["13:00 PM", "7:05"]),
        Case(
            #""type": "datetime""#, "type.datetime",
            valid: ["2024-02-29T12:30:00Z", "2024-02-29T12:30:00", "2024-02-29 12:30:00", "2024-02-29T12:30:00.123+02:00"],
            invalid: ["2024-02-29", "2024-02-30T12:30:00Z", "2024-02-29T25:30:00Z", "29/02/2024 12:30", "2024-02-29T12:30"]),
        Case(
            #""type": "datetime", "format": "%d/%m/%Y %H:%M""#, "type.datetime", valid: ["29/02/2024 12:30", "29/02/2024  12:30"],
            invalid: ["29/02/2024", "29/02/2024T12:30"]),
        Case(#""type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z""#, "type.datetime", valid: ["2024-02-29T12:30:00+0200", "2024-02-29T12:30:00Z"], invalid: ["2024-02-29T12:30:00"]),
        Case(#""type": "year""#, "type.year", valid: ["2024", "0001"], invalid: ["24", "20245", "MMXX", "-024"]),
        Case(#""type": "yearmonth""#, "type.yearmonth", valid: ["2024-03"], invalid: ["2024-13", "2024-3", "03/2024", "2024-00"]),
        Case(
            #""type": "duration""#, "type.duration", valid: ["P1Y2M10DT2H30M", "PT45M", "P3W", "-P1D", "PT0.5S"],
            invalid: ["P", "PT", "1Y", "P1H", "P1DT", "PT1M2H", "P1.5DT1H"]),
        Case(
            #""type": "geopoint""#, "type.geopoint", valid: ["2.35, 48.85", "2.35,48.85", "-180, 90"],
            invalid: ["48.85", "2.35; 48.85", "200, 48", "2, 91", "[2.35, 48.85]", "a, b", "1,2,3"]),
        Case(#""type": "geopoint", "format": "array""#, "type.geopoint", valid: ["[2.35, 48.85]", #"["2.35", "48.85"]"#], invalid: ["2.35, 48.85", "[2.35]", "[1,2,3]", "[200, 1]"]),
        Case(
            #""type": "geopoint", "format": "object""#, "type.geopoint", valid: [#"{"lon": 2.35, "lat": 48.85}"#],
            invalid: [#"{"lat": 48.85}"#, #"{"x": 1, "y": 2}"#, "[2, 48]"]),
        Case(
            #""type": "geojson""#, "type.geojson",
            valid: [
                #"{"type": "Point", "coordinates": [2, 48]}"#, #"{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]}"#,
                #"{"type": "Feature", "geometry": null, "properties": {}}"#, #"{"type": "FeatureCollection", "features": []}"#,
                #"{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[0,0],[1,1]]}]}"#,
            ],
            invalid: [
                "[2, 48]", #"{"type": "Point"}"#, #"{"type": "Point", "coordinates": ["2", "48"]}"#, #"{"type": "Cercle", "coordinates": []}"#,
                #"{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,1]]]}"#, #"{"type": "LineString", "coordinates": [[0,0]]}"#,
            ]),
        Case(
            #""type": "geojson", "format": "topojson""#, "type.geojson",
            valid: [#"{"type": "Topology", "objects": {"a": {"type": "Point", "coordinates": [0, 0]}}, "arcs": [[[0,0],[1,1]]]}"#],
            invalid: [#"{"type": "Point", "coordinates": [2, 48]}"#, #"{"type": "Topology", "objects": {}}"#]),
        Case(
            #""format": "email""#, "format.email", valid: ["a@b.fr", "prenom.nom+x@sous.domaine.gouv.fr", "é@exemple.fr", #""a b"@c.fr"#],
            invalid: ["a", "a@b", "@b.fr", "a b@c.fr", "a@b..fr", "a@-b.fr", ".a@b.fr", "a@b.fr, c@d.fr", "a@b.12", "mailto:a@b.fr"]),
        Case(
            #""format": "uri""#, "format.uri", valid: ["https://a.fr/b?c=d#e", "mailto:a@b.fr", "urn:isbn:0451450523", "https://é.fr/à"],
            invalid: ["www.a.fr", "https://", "http:///a", "https://a b.fr", "1http://a", "://a", "https://a.fr/<b>"]),
        Case(
            #""format": "uuid""#, "format.uuid", valid: ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
            invalid: ["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g", "x"]),
        Case(#""format": "binary""#, "format.binary", valid: ["TWFu", "TWE=", "TQ=="], invalid: ["TWF", "TW=u", "é", "===="]),
    ]

    @Test(arguments: cases)
    func typesTakeAndRefuse(_ item: Case) throws {
        let validator = try Validating.field(item.field)
        for value in item.valid { #expect(Validating.rules(validator, value) == [], "\(value)") }
        for value in item.invalid { #expect(Validating.rules(validator, value) == [item.rule], "\(value)") }
    }

    /// What the engine takes quickly and what it looks at closely are the same: a table of one column says so.
    @Test(arguments: cases)
    func tablesAreJudgedAsValuesAre(_ item: Case) throws {
        let values = (item.valid + item.invalid).filter { !$0.isEmpty }
        let schema = try Validating.schema("{\"fields\": [{\"name\": \"a\"\(item.field.isEmpty ? "" : ", ")\(item.field)}, {\"name\": \"b\"}]}")
        // Often enough that the profile's dictionary, the stream behind it and the last value seen all come into play.
        var text = "a,b\n"
        for turn in 0..<3 { for value in values { text += "\"\(value.replacing("\"", with: "\"\""))\",\(turn)\n" } }
        let validation = try Validating.validate(text, schema)
        let wrong = validation.findings.map { Int($0.row) - 1 }
        let expected = (0..<3).flatMap { turn in item.invalid.filter { !$0.isEmpty }.indices.map { turn * values.count + item.valid.count + $0 } }
        #expect(wrong == expected)
        #expect(validation.findings.allSatisfy { $0.rule.rawValue == item.rule && $0.column == 0 && $0.line == $0.row + 1 })
        Validating.checkWords(validation)
    }
}
