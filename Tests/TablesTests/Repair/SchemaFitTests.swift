import Tables
import Testing

/// Which schema a file was made for, told by its headers.
@Suite("Fit of a file to a schema")
struct SchemaFitTests {
    private static func schema(_ names: [String], required: Set<String> = []) -> TableSchema {
        TableSchema(fields: names.map { name in
            var field = SchemaField(name: name)
            field.constraints.isRequired = required.contains(name)
            return field
        })
    }

    private static let places = schema(["id_lieu", "nom_lieu", "ad_lieu", "com_lieu", "insee", "type"], required: ["id_lieu", "nom_lieu", "insee"])

    @Test("A file with the schema's columns fits it wholly, however it spells them", arguments: [
        ["id_lieu", "nom_lieu", "ad_lieu", "com_lieu", "insee", "type"], ["ID Lieu", "Nom-lieu", "INSEE"],
    ])
    func whole(headers: [String]) {
        let fit = SchemaFit(headers: headers, schema: Self.places)
        #expect(fit.score == 1)
        #expect(fit.isProbable)
    }

    @Test("Columns that the schema does not know, and required ones that are missing, count against it")
    func part() {
        #expect(SchemaFit(headers: ["id_lieu", "nom_lieu", "insee", "autre"], schema: Self.places).score == 0.75)
        #expect(SchemaFit(headers: ["id_lieu", "nom_lieu", "type"], schema: Self.places).score == 0.75)
    }

    @Test("Words shared by chance make no fit", arguments: [
        ["nom", "prenom", "type"], ["type"], [], ["", "", ""], ["id_lieu", "a", "b", "c", "d", "e"],
    ])
    func chance(headers: [String]) {
        #expect(!SchemaFit(headers: headers, schema: Self.places).isProbable)
    }

    @Test("Of two schemas the better fit wins, and the more exact of equals")
    func order() {
        let headers = ["id_lieu", "nom_lieu", "insee"]
        let exact = Self.schema(headers)
        #expect(SchemaFit(headers: headers, schema: Self.places) < SchemaFit(headers: headers, schema: exact))
        #expect(SchemaFit(headers: headers + ["x"], schema: Self.places) < SchemaFit(headers: headers, schema: Self.places))
    }
}
