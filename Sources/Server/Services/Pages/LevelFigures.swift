import Foundation
import HTTPTypes
import Hummingbird
import Indicators
import Localization
import NIOCore
import Services
import Territories

/// The values of an indicator for every territory of a level, or of all levels: what a spreadsheet or a program takes.
struct LevelFigures: Sendable {
    /// `?niveau=departement`, or ``all``.
    static let parameter = "niveau"
    /// Every level that has values.
    static let all = "tous"

    let reading: PageReading
    let definition: IndicatorDefinition
    let slice: Slice?
    let levels: [TerritoryLevel]
    /// Only the territories that this one holds.
    let holder: TerritoryID

    /// - Parameters:
    ///   - word: what the address says; nil for none.
    ///   - holder: the territory that the address names, France without one.
    /// - Returns: nil where the address names no level.
    /// - Throws: ``RequestError`` `request.service.level` for a level without values.
    init?(_ word: String?, in holder: TerritoryID, _ definition: IndicatorDefinition, slice: Slice?, _ reading: PageReading) throws {
        guard let word, !word.isEmpty else { return nil }
        let known = reading.figures.levels(definition.id)
        let wanted = known.filter { word == Self.all || $0.slug == word }
        guard !wanted.isEmpty else {
            throw RequestError("request.service.level", [
                "level": .text(word), "levels": .list((known.map(\.slug) + [Self.all]).map { .text($0) }),
            ])
        }
        self.reading = reading
        self.definition = definition
        self.slice = slice
        self.holder = holder
        levels = wanted
    }

    /// One day of one level: what is held in memory at once.
    private struct Step {
        let level: TerritoryLevel
        let day: CivilDate
    }

    /// The widest level first; of each the day of the address or the last before it, else all.
    private var steps: [Step] {
        levels.flatMap { level in
            let all = reading.figures.dates(definition.id, level, slice: slice)
            let days = reading.arguments.date.map { day in all.last { $0 <= day }.map { [$0] } ?? [] } ?? all
            return days.map { Step(level: level, day: $0) }
        }
    }

    private func points(_ step: Step) -> [(id: TerritoryID, point: Point)] {
        let values = reading.figures.values(definition.id, step.level, in: holder == .france ? nil : holder, on: step.day, slice: slice)
        return values.sorted { $0.key < $1.key }.map { (id: $0.key, point: $0.value) }
    }

    /// Level, code, name, day, value: RFC 4180, points in numbers.
    var csv: ResponseBody {
        let header = CSVText.line(["service.levelHeader", "service.code", "service.territoryHeader", "charts.date", "charts.value"].map { reading.text($0) })
        let figures = self
        return ResponseBody { writer in
            try await writer.write(ByteBuffer(string: header))
            for step in figures.steps {
                let lines = figures.points(step).map { id, point in
                    CSVText.line([
                        id.level.slug, id.code, figures.reading.name(id), point.date.description, point.value.map(FigureCSV.number) ?? "",
                    ])
                }
                try await writer.write(ByteBuffer(string: lines.joined()))
            }
            try await writer.finish(nil)
        }
    }

    /// The members of `head`, then `values`, one object a figure.
    func json(_ head: Document) -> ResponseBody {
        let figures = self
        return ResponseBody { writer in
            var start = head.json
            // The head's closing brace comes after the values.
            if start.last == UInt8(ascii: "}") { start.removeLast() }
            try await writer.write(ByteBuffer(bytes: start + Array(",\"values\":[".utf8)))
            var isFirst = true
            for step in figures.steps {
                let objects = figures.points(step).map { String(decoding: figures.document($0.id, $0.point).json, as: UTF8.self) }
                guard !objects.isEmpty else { continue }
                try await writer.write(ByteBuffer(string: (isFirst ? "" : ",") + objects.joined(separator: ",")))
                isFirst = false
            }
            try await writer.write(ByteBuffer(string: "]}"))
            try await writer.finish(nil)
        }
    }

    private func document(_ id: TerritoryID, _ point: Point) -> Document {
        [
            "territory": .string(id.description), "level": .string(id.level.slug), "code": .string(id.code),
            "territory_name": .string(reading.name(id)), "date": .string(point.date.description),
            "value": point.value.map { .number($0) } ?? .null, "numerator": point.numerator.map { .number($0) } ?? .null,
            "denominator": point.denominator.map { .number($0) } ?? .null, "coverage": .number(point.coverage),
            "absence": point.absence.map { .string("\($0)") } ?? .null,
        ]
    }

    /// What the answer depends on, for its tag.
    var state: String {
        ["\(reading.figures.release).\(reading.figures.edition)", "\(definition.id)", levels.map(\.slug).joined(separator: ","), "\(holder)",
            slice.map { $0.breakdown + ":" + $0.category } ?? "", reading.arguments.date?.description ?? "", "\(reading.gazetteer.date)", reading.localizer.language.rawValue]
            .joined(separator: "|")
    }
}
