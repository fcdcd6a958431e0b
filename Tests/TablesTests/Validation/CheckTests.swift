import Tables
import Testing

/// The checks beyond Table Schema, as validata defines them.
@Suite struct CheckTests {
    static let cellChecks: [(check: String, field: String, valid: [String], invalid: [String])] = [
        (#"{"name": "french-siren-value", "params": {"column": "a"}}"#, "", ["732829320", ""], ["732829321", "73282932", "732 829 320", "000000000", "ABCDEFGHI"]),
        (#"{"name": "french-siret-value", "params": {"column": "a"}}"#, "", ["73282932000074", "35600000000048", "35600000049837"], ["73282932000075", "732829320", "00000000000000"]),
        (#"{"name": "french-gps-coordinates", "params": {"column": "a"}}"#, #""type": "geopoint""#, ["2.35, 48.85", "55.45, -20.88", "-61.0, 14.6", "45.2, -12.8"], ["48.85, 2.35", "-0.12, 51.5", "0, 0"]),
        (
            #"{"name": "nomenclature-actes-value", "params": {"column": "a"}}"#, "",
            ["Finances locales/Subventions", "LIBERTES PUBLIQUES ET POUVOIRS DE POLICE/x", "domaines de compétences par thèmes/Environnement"],
            ["Finances locales", "Finances locales / Subventions", "Finances/Subventions", "Finances locales/ Subventions"]
        ),
        (
            #"{"name": "phone-number-value", "params": {"column": "a"}}"#, "",
            ["01 99 00 27 37", "0199002737", "+33 1 99 00 27 37", "+33199002737", "115", "3949", "118 218", "+262 262 12 34 56", "+32 2 123 45 67", "0033199002737", "06.12.34.56.78"],
            ["12", "019900273", "01990027370", "0099002737", "+33 01 99 00 27 37", "appelez-nous", "+999 123 456", "01 99 00 27 37 / 06 12 34 56 78"]
        ),
        (#"{"name": "year-interval-value", "params": {"column": "a"}}"#, "", ["2019/2020"], ["2019", "2020/2019", "2019/2019", "2019-2020", "19/20"]),
        (#"{"name": "year-interval-value", "params": {"column": "a", "allow-year-only": "yes"}}"#, "", ["2019/2020", "2019"], ["2020/2019", "20"]),
    ]

    @Test(arguments: cellChecks.indices)
    func cellsAreChecked(index: Int) throws {
        let item = Self.cellChecks[index]
        let validator = try Validating.field(item.field, schema: "\"custom_checks\": [\(item.check)]")
        for value in item.valid { #expect(Validating.rules(validator, value) == [], "\(value)") }
        for value in item.invalid { #expect(Validating.rules(validator, value).count == 1, "\(value)") }
        for value in item.invalid { #expect(Validating.rules(validator, value).allSatisfy { $0.hasPrefix("check.") }, "\(value)") }
    }

    static let rowChecks: [(check: String, fields: String, table: String, findings: [String])] = [
        (
            #"{"name": "cohesive-columns-value", "params": {"column": "a", "othercolumns": ["b", "c"]}}"#, "string string string",
            "a;b;c\n1;2;3\n;;x\n;;\n1;;3\n", ["3:0 check.cohesive-columns-value ", "5:0 check.cohesive-columns-value 1"]
        ),
        (
            #"{"name": "one-of-required", "params": {"column1": "a", "column2": "b"}}"#, "string string string", "a;b;c\n1;;x\n;2;x\n;;x\n1;2;x\n",
            ["4:0 check.one-of-required "]
        ),
        (
            #"{"name": "compare-columns-value", "params": {"column": "a", "op": ">=", "column2": "b"}}"#, "date date string",
            "a;b;c\n2024-01-02;2024-01-01;x\n2024-01-01;2024-01-02;x\n;2024-01-02;x\n2024-01-01;2024-01-01;x\n",
            ["3:0 check.compare-columns-value 2024-01-01"]
        ),
        (
            #"{"name": "compare-columns-value", "params": {"column": "a", "op": "<", "column2": "b"}}"#, "integer number string",
            "a;b;c\n9;10.5;x\n10;9;x\nx;9;x\n", ["3:0 check.compare-columns-value 10", "4:0 type.integer x"]
        ),
        (
            // Texts that are numbers are compared as numbers, others letter by letter.
            #"{"name": "compare-columns-value", "params": {"column": "a", "op": "<", "column2": "b"}}"#, "string string string",
            "a;b;c\n9;10;x\nabc;abd;x\nabd;abc;x\n", ["4:0 check.compare-columns-value abd"]
        ),
        (
            #"{"name": "compare-columns-value", "params": {"column": "a", "op": "==", "column2": "b"}}"#, "date string string",
            "a;b;c\n2024-01-01;x;x\n", ["2:0 check.compare-columns-value 2024-01-01"]
        ),
        (
            #"{"name": "sum-columns-value", "params": {"column": "a", "columns": ["b", "c"]}}"#, "number number number",
            "a;b;c\n3;1;2\n4;1;2\n0.3;0.1;0.2\n;1;2\n-1;1;-2\n3;1;\n", ["3:0 check.sum-columns-value 4"]
        ),
    ]

    @Test(arguments: rowChecks.indices)
    func rowsAreChecked(index: Int) throws {
        let item = Self.rowChecks[index]
        let types = item.fields.split(separator: " ")
        let fields = zip(["a", "b", "c"], types).map { "{\"name\": \"\($0)\", \"type\": \"\($1)\"}" }.joined(separator: ", ")
        let schema = "{\"fields\": [\(fields)], \"custom_checks\": [\(item.check)]}"
        #expect(try Validating.findings(item.table, schema).filter { !$0.contains("row.blank") } == item.findings)
        Validating.checkWords(try Validating.validate(item.table, Validating.schema(schema)))
    }

    /// Columns that a check needs and the file lacks are told of once, in the header.
    @Test func absentColumns() throws {
        let schema = #"{"fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "custom_checks": [{"name": "cohesive-columns-value", "params": {"column": "a", "othercolumns": ["b"]}}, {"name": "one-of-required", "params": {"column1": "b", "column2": "a"}}, {"name": "sum-columns-value", "params": {"column": "a", "columns": ["b"]}}]}"#
        #expect(try Validating.findings("a;c\n1;x\n;x\n", schema) == ["1:- check.cohesive-columns-value ", "3:- check.one-of-required "])
        #expect(try Validating.findings("c;d\n1;x\n", schema) == ["1:- check.one-of-required "])
    }

    static let hours: [(String, Bool)] = [
        ("24/7", true), ("Mo-Fr 08:00-19:00", true), ("Mo-Su 06:00-23:00", true), ("Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00", true),
        ("Mo,We,Fr 10:00-12:00", true), ("PH off", true), ("Mo-Sa 10:00-20:00; PH,Su off", true), ("Apr-Sep Mo-Fr 09:00-18:00", true),
        ("2024 Jan 01-2024 Mar 31: Mo-Fr 09:00-18:00", true), ("Dec 25 off", true), ("easter -2 days off", true), ("week 01-10 Mo 10:00-12:00", true),
        ("sunrise-sunset", true), ("(sunrise+00:30)-(sunset-00:30)", true), ("22:00-26:00", true), ("Mo[1] 10:00-12:00", true),
        ("Th[1-2,-1] 10:00-12:00", true), ("10:00+", true), ("Mo-Fr 10:00-18:00 open \"sur rendez-vous\"", true), ("\"sur rendez-vous\"", true),
        ("Mo-Fr 09:00-12:00 || \"sur appel\"", true), ("Mo-Fr off", true), ("open", true), ("Su,PH 10:00-12:00", true), ("SH Mo-Fr 10:00-12:00", true),
        ("Mo 10:00-16:00/90", true), ("Jan 01,May 01 off", true), ("Mo-Fr", true), ("2024-2026 Mo 10:00-12:00", true),
        ("lundi 8h-12h", false), ("Lu-Ve 08:00-12:00", false), ("Mo-Fr 8h00-19h00", false), ("Mo-Fr 08:00-25:61", false), ("Mo-", false), ("", false),
        ("Mo-Fr 08:00-", false), ("tous les jours", false), ("08:00 à 19:00", false), ("Mo--Fr", false), ("Mo-Fr 08:00-12:00 14:00-18:00", false),
        ("Mo[6] 10:00", false), ("week 60", false), ("Jan 32", false), ("off off", false), ("Mo-Fr 8:00-12:00", false), ("Mo Su", false), ("Mo-Fr 08:00-12:00;", false), ("PH Mo-Fr off", true), ("\"jamais fermé", false),
    ]

    @Test(arguments: hours)
    func openingHours(value: String, isValid: Bool) throws {
        let validator = try Validating.field("\"missingValues\": []", schema: #""custom_checks": [{"name": "opening-hours-value", "params": {"column": "a"}}]"#)
        #expect(validator.isValid(value) == isValid)
    }
}
