import Foundation
import Tables
import Testing

/// Rows, keys, and where findings say that they are.
@Suite struct RowTests {
    private static let schema = #"{"fields": [{"name": "a", "type": "integer", "constraints": {"required": true}}, {"name": "b", "constraints": {"required": true}}, {"name": "c"}]}"#

    static let cases: [(text: String, findings: [String])] = [
        ("a;b;c\n1;x;\n2;;y\n", ["3:1 required "]),
        // A short row is told of once; what it lacks is not asked for again.
        ("a;b;c\n1;x;\n2\n;y\n", ["3:- row.tooFewCells ", "4:- row.tooFewCells ", "4:0 required "]),
        ("a;b;c\n1;x;\n2;y;z;w\n3;y;z;\n", ["3:- row.tooManyCells 2;y;z;w"]),
        ("a;b;c\n1;x;\n;;\n2;y;\n", ["3:- row.blank "]),
        // Lines are those of a text editor: blank lines, comments of several lines and line ends in cells count.
        ("titre\n\na;b;c\n1;x;\n\nz;\"deux\nlignes\";\ny;x;\n", ["6:0 type.integer z", "8:0 type.integer y"]),
        ("a;b;c\r\n1;x;\r\nz;x;\r\n", ["3:0 type.integer z"]),
        ("a;b;c\n1;\"x \"\"y\"\"\nz\";\nq;x;\n", ["4:0 type.integer q"]),
    ]

    @Test(arguments: cases.indices)
    func rowsAreTold(index: Int) throws {
        #expect(try Validating.findings(Self.cases[index].text, Self.schema) == Self.cases[index].findings)
        Validating.checkWords(try Validating.validate(Self.cases[index].text, Validating.schema(Self.schema)))
    }

    static let keys: [(schema: String, text: String, findings: [String])] = [
        (#"{"fields": [{"name": "a", "constraints": {"unique": true}}, {"name": "b"}]}"#, "a;b\nx;1\ny;1\nx;1\n;1\n;1\nx;2\n", ["4:0 unique x", "7:0 unique x"]),
        // One number however it is written.
        (#"{"fields": [{"name": "a", "type": "number", "constraints": {"unique": true}}, {"name": "b"}]}"#, "a;b\n1.5;1\n1.50;1\n15e-1;1\n2;1\n", ["3:0 unique 1.50", "4:0 unique 15e-1"]),
        (#"{"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}"#, "a;b\nx;1\nx;2\ny;1\nx;2\nz;\n", ["5:0 primaryKey x · 2", "6:0 primaryKey.missing "]),
        (#"{"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": "a"}"#, "a;b\nx;1\n;2\nx;3\n", ["3:0 required ", "4:0 primaryKey x"]),
        // Parts of a key are not run together.
        (#"{"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}"#, "a;b\nxy;z\nx;yz\n", []),
        (
            #"{"fields": [{"name": "id"}, {"name": "parent"}], "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}]}"#,
            "id;parent\n1;\n2;1\n3;9\n4;3\n", ["4:1 foreignKey 9"]
        ),
    ]

    @Test(arguments: keys.indices)
    func keysAreChecked(index: Int) throws {
        #expect(try Validating.findings(Self.keys[index].text, Self.keys[index].schema) == Self.keys[index].findings)
        Validating.checkWords(try Validating.validate(Self.keys[index].text, Validating.schema(Self.keys[index].schema)))
    }

    @Test func otherTablesAreNotChecked() throws {
        let schema = #"{"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": {"resource": "communes", "fields": "code"}}]}"#
        let validation = try Validating.validate("a\nx\n", Validating.schema(schema))
        #expect(validation.isValid)
        #expect(validation.findings.map(\.rule) == [.foreignKeyUnchecked])
    }

    /// The same findings whatever the threads, in a file cut into many stretches, with keys that meet across them.
    @Test func threadsDoNotChangeTheFindings() throws {
        var numbers = SeededNumbers(seed: 7)
        var text = "id;n;mois;texte\n"
        var rows = 0
        while text.utf8.count < 13 << 20 {
            rows += 1
            let id = numbers.next() % 100 == 0 ? rows / 2 : rows
            let n = numbers.next() % 997 == 0 ? "douze" : String(numbers.next() % 1000)
            let month = numbers.next() % 1009 == 0 ? "brumaire" : ["janvier", "mars", "août"][Int(numbers.next() % 3)]
            text += "\(id);\(n);\(month);\"ligne\n\(String(repeating: "x", count: Int(numbers.next() % 200)))\"\n"
        }
        let schema = try Validating.schema(#"{"fields": [{"name": "id", "type": "integer"}, {"name": "n", "type": "integer", "constraints": {"maximum": 990}}, {"name": "mois", "constraints": {"enum": ["janvier", "mars", "août"]}}, {"name": "texte", "constraints": {"maxLength": 204}}], "primaryKey": "id"}"#)
        let files = try FileReading()
        let path = try files.write(text.utf8)
        var all: [[Finding]] = []
        for threads in [1, 2, 5] {
            var options = ValidationOptions()
            options.reading.threads = threads
            let validation = try TableFile.validate(
                path, name: "t.csv", schema: schema, options: options, support: FileReading.support(), scratch: files.folder)
            all.append(Array(validation.findings))
            #expect(validation.groups.reduce(0) { $0 + $1.count } == validation.findings.count)
        }
        #expect(all[0].count > 1_000)
        #expect(all[0] == all[1])
        #expect(all[0] == all[2])
        #expect(Set(all[0].map(\.rule)) == [.typeInteger, .maximum, .enumeration, .maxLength, .primaryKey])
        #expect(all[0].allSatisfy { $0.line == $0.row * 2 })
    }

    /// Counts stay exact where not every finding is kept.
    @Test func boundsKeepTheFirstFindings() throws {
        let schema = try Validating.schema(#"{"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]}"#)
        var options = ValidationOptions()
        options.mostPerGroup = 10
        options.mostFindings = 15
        let text = "a;b\n" + String(repeating: "x;y\n", count: 1_000)
        let validation = try Validating.validate(text, schema, options)
        #expect(validation.errorCount == 2_000)
        #expect(validation.groups.filter { $0.count > 0 }.map(\.count) == [1_000, 1_000])
        #expect(validation.findings.count == 15)
        #expect(validation.findings.filter { $0.column == 0 }.map(\.row) == (1...10).map { $0 })
    }

    /// A validation can be kept and told later.
    @Test func validationsAreStored() throws {
        let validation = try Validating.validate("a;b;c\n1;x;\nz;;\n", Validating.schema(Self.schema))
        let again = try JSONDecoder().decode(Validation.self, from: JSONEncoder().encode(validation))
        #expect(Array(again.findings) == Array(validation.findings))
        #expect(again.groups == validation.groups)
    }
}
