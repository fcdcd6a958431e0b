package import Declarations
package import Foundation
internal import Localization
internal import Territories

/// Reads an indicator's declaration, a YAML file as `docs/indicateurs.md` describes it.
package enum IndicatorDeclaration {
    /// The definition that a file holds.
    ///
    /// - Parameters:
    ///   - service: the service that it belongs to.
    ///   - name: what messages call the file; its own name where nil.
    /// - Throws: `DeclarationError` with every mistake, each with its place.
    package static func read(_ url: URL, service: String, name: String? = nil) throws -> IndicatorDefinition {
        let reader = DeclarationReader(file: name ?? url.lastPathComponent)
        let root = try reader.compose(contentsOf: url)
        return try sound(root, reader, service: service, slug: url.deletingPathExtension().lastPathComponent)
    }

    /// The definition that a text holds.
    ///
    /// - Parameter slug: the indicator's slug where the text gives none: the name of the file.
    package static func read(yaml: String, file: String, service: String, slug: String) throws -> IndicatorDefinition {
        let reader = DeclarationReader(file: file)
        return try sound(try reader.compose(yaml), reader, service: service, slug: slug)
    }

    /// What is wrong between indicators: formulas that name indicators that do not exist, or that go in a circle.
    ///
    /// - Parameter definitions: of all services, each with its file.
    package static func problems(across definitions: [IndicatorDefinition]) -> [DeclarationProblem] {
        let formulas = FormulaGraph(definitions)
        var problems: [DeclarationProblem] = []
        for definition in definitions {
            guard case .formula(let expression) = definition.source, let formula = try? Formula(expression, service: definition.id.service) else { continue }
            for reference in formula.references where formulas.definitions[reference.id] == nil {
                let names = definitions.map(\.id).map { $0.service == definition.id.service ? $0.slug : "\($0)" }
                problems.append(DeclarationProblem(
                    .indicatorUnknown, file: definition.file ?? "\(definition.id)", at: expression.place(at: reference.span.start),
                    ["indicator": .text("\(reference.id)")].proposing(reference.id.slug, among: names, as: "valid")))
            }
            if let circle = formulas.circle(from: definition.id) {
                problems.append(DeclarationProblem(
                    .indicatorCyclic, file: definition.file ?? "\(definition.id)", at: expression.place(at: 0),
                    ["circle": .text(circle.map { "\($0)" }.joined(separator: " → "))]))
            }
        }
        return problems
    }

    /// A definition's expressions that a table shows to be wrong, as mistakes of its file.
    ///
    /// - Parameter columns: of the table.
    package static func problems(_ mistakes: [ExpressionMistake], in definition: IndicatorDefinition) -> [DeclarationProblem] {
        mistakes.map { mistake in
            DeclarationProblem(
                .init(mistake.code), file: definition.file ?? "\(definition.id)", at: mistake.place ?? .start, mistake.arguments)
        }
    }

    /// What one mapping declares; nil, or with its mistakes reported, where it is wrong.
    static func definition(_ root: DeclarationNode, _ reader: DeclarationReader, service: String, slug: String) -> IndicatorDefinition? {
        var content = IndicatorContent(reader: reader, service: service, slug: slug)
        let definition = content.read(root)
        if let definition {
            for problem in problems(definition.mistakes(columns: nil), in: definition) { reader.report(problem.kind, at: problem.place, problem.details) }
        }
        return definition
    }

    private static func sound(_ root: DeclarationNode, _ reader: DeclarationReader, service: String, slug: String) throws -> IndicatorDefinition {
        let definition = definition(root, reader, service: service, slug: slug)
        try reader.finish()
        guard let definition else { throw DeclarationError([DeclarationProblem(.mappingExpected, file: reader.file, at: .start, ["key": .text(reader.file)])]) }
        return definition
    }
}

extension DeclarationProblem.Kind {
    /// A territory that is none.
    package static let zoneUnknown = Self("indicators.declaration.zone_unknown")
    /// A target for no territory and no level, or for both.
    package static let targetScope = Self("indicators.declaration.target_scope")
    /// A formula names an indicator that does not exist.
    package static let indicatorUnknown = Self("indicators.declaration.indicator_unknown")
    /// An indicator is computed from itself.
    package static let indicatorCyclic = Self("indicators.declaration.indicator_cyclic")
    /// What the nature of the indicator needs is not there, or is there and not used.
    package static let natureIncomplete = Self("indicators.declaration.nature_incomplete")
    package static let natureUnused = Self("indicators.declaration.nature_unused")
    /// A number out of its range.
    package static let outOfRange = Self("indicators.declaration.out_of_range")
    /// Neither a source nor a formula, or both.
    package static let sourceMissing = Self("indicators.declaration.source_missing")

    /// The kinds that this room adds.
    package static let ofIndicators = [
        zoneUnknown, targetScope, indicatorUnknown, indicatorCyclic, natureIncomplete, natureUnused, outOfRange, sourceMissing,
    ]
}

extension IndicatorExpression {
    /// The place of one of its characters, from 0.
    func place(at character: Int) -> DeclarationPlace {
        place.map { DeclarationPlace(line: $0.line, column: $0.column + character) } ?? .start
    }
}

/// Which indicators are computed from which.
struct FormulaGraph {
    let definitions: [IndicatorID: IndicatorDefinition]
    private let edges: [IndicatorID: [IndicatorID]]

    init(_ definitions: [IndicatorDefinition]) {
        self.definitions = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        edges = self.definitions.mapValues { definition in
            guard case .formula(let expression) = definition.source, let formula = try? Formula(expression, service: definition.id.service) else { return [] }
            return formula.references.map(\.id)
        }
    }

    /// The way from an indicator back to itself; nil where there is none.
    func circle(from start: IndicatorID) -> [IndicatorID]? {
        var seen: Set<IndicatorID> = []
        func search(_ way: [IndicatorID]) -> [IndicatorID]? {
            for next in edges[way[way.count - 1]] ?? [] {
                if next == start { return way + [start] }
                if seen.insert(next).inserted, let found = search(way + [next]) { return found }
            }
            return nil
        }
        return search([start])
    }

    /// Formulas, each after those that it needs; those in a circle are left out.
    var order: [IndicatorDefinition] {
        var done: [IndicatorDefinition] = [], seen: Set<IndicatorID> = []
        func visit(_ id: IndicatorID) {
            guard let definition = definitions[id], case .formula = definition.source, seen.insert(id).inserted, circle(from: id) == nil else { return }
            for next in edges[id] ?? [] { visit(next) }
            done.append(definition)
        }
        for id in definitions.keys.sorted() { visit(id) }
        return done
    }
}
