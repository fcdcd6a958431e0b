import Foundation
import Logging
import Server
import Testing

@Suite("Templates while they are written")
struct TemplateShelfTests {
    @Test("A template that changed is read again where templates are watched; one that cannot be parsed leaves those of before", arguments: [true, false])
    func watching(isWatched: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("portulan-templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("parts"), withIntermediateDirectories: true)
        func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        try write("{{> parts/head}}", to: "page.mustache")
        try write("<h1>{{title}}</h1>", to: "parts/head.mustache")
        let shelf = try TemplateShelf(folder: folder, isWatched: isWatched)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        #expect(!shelf.readIfChanged(logger))
        try write("<h1>{{title}}</h1><p>Autre</p>", to: "parts/head.mustache")
        #expect(shelf.readIfChanged(logger) == isWatched)
        #expect(!shelf.readIfChanged(logger), "nothing changed since")
        try write("{{#a}}", to: "page.mustache")
        #expect(!shelf.readIfChanged(logger), "it cannot be parsed")
        try write("{{> parts/head}} .", to: "page.mustache")
        #expect(shelf.readIfChanged(logger) == isWatched)
        try write("<p>", to: "neuf.mustache")
        #expect(shelf.readIfChanged(logger) == isWatched)
    }
}
