import Declarations
import Foundation
import Indicators
import Localization
import Territories

/// Reads the names of figures, territories and parameters that stand in templates and conditions.
struct OperandReader {
    let reading: FieldReading
    /// Where the text stands, for what is reported.
    let place: DeclarationPlace

    /// `heures.target@france`, `territoire.of`, `level`, `date`, `$secteur`; nil, and a mistake reported, for anything else.
    func operand(_ text: String) -> Operand? {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let choice = parts.count == 2 ? reading.territory(parts[1], at: place) : TerritoryChoice.chosen
        guard let choice else { return nil }
        // Only the last dot parts a facet from a name.
        let dot = parts[0].lastIndex(of: ".")
        let name = dot.map { String(parts[0][..<$0]) } ?? parts[0]
        let facet = dot.map { String(parts[0][parts[0].index(after: $0)...]) }
        switch name {
        case ServiceParameter.territory: return territoryName(facet, choice)
        case ServiceParameter.date where facet == nil && parts.count == 1: return .date
        case "level" where facet == nil && parts.count == 1: return .level
        default: return name.hasPrefix("$") ? parameter(name, facet, choice, isBare: parts.count == 1) : figure(name, facet, choice)
        }
    }

    private func territoryName(_ facet: String?, _ choice: TerritoryChoice) -> Operand? {
        guard let facet else { return .name(choice, .plain) }
        if let form = Operand.NameForm(rawValue: facet) { return .name(choice, form) }
        report(facet, among: Operand.NameForm.allCases.map(\.rawValue))
        return nil
    }

    private func parameter(_ name: String, _ facet: String?, _ choice: TerritoryChoice, isBare: Bool) -> Operand? {
        if name == "$" + ServiceParameter.territory { return territoryName(facet, choice) }
        guard let found = reading.parameter(name, at: place, { facet == nil && isBare || $0 == .indicator }) else { return nil }
        guard let found else { return nil }
        if facet == nil, isBare { return .parameter(found) }
        return self.facet(facet).map { .figure(.parameter(found), $0, choice) }
    }

    private func figure(_ name: String, _ facet: String?, _ choice: TerritoryChoice) -> Operand? {
        guard let id = reading.vocabulary.indicator(name) else {
            if !reading.vocabulary.mayBeIndicator(name) { reading.reader.report(.operandUnknown, at: place, details(of: name)) }
            return nil
        }
        return self.facet(facet).map { .figure(.fixed(id), $0, choice) }
    }

    /// The indicators there are; what stands beside them is proposed where it is near, and named by the message.
    private func details(of name: String) -> [String: MessageArgument] {
        let indicators = reading.vocabulary.indicatorWords
        let others = [ServiceParameter.territory, ServiceParameter.date, "level"] + reading.vocabulary.parameterNames.map { "$" + $0 }
        var details = reading.reader.proposal(for: name, among: indicators + others, as: "name")
        details["valid"] = indicators.isEmpty ? nil : .text(indicators.joined(separator: ", "))
        return details
    }

    private func facet(_ word: String?) -> IndicatorFacet? {
        guard let word else { return .value }
        if let facet = IndicatorFacet(rawValue: word), facet != .trend { return facet }
        report(word, among: IndicatorFacet.allCases.filter { $0 != .trend }.map(\.rawValue))
        return nil
    }

    private func report(_ word: String, among words: [String]) {
        reading.reader.report(.valueUnknown, at: place, reading.reader.proposal(for: word, among: words, as: "value").merging(["key": "{{ }}"]) { $1 })
    }
}

extension FieldReading {
    /// The words with the operands between their double braces.
    func template(_ text: String, at start: DeclarationPlace) -> Template {
        var pieces: [Template.Piece] = []
        var rest = text[...]
        func place() -> DeclarationPlace {
            let before = text[..<rest.startIndex]
            let lines = before.count(where: \.isNewline)
            let column = before.lastIndex(where: \.isNewline).map { before.distance(from: $0, to: before.endIndex) }
            return DeclarationPlace(line: start.line + lines, column: column ?? start.column + before.count)
        }
        while let opening = rest.range(of: "{{") {
            if opening.lowerBound > rest.startIndex { pieces.append(.words(String(rest[..<opening.lowerBound]))) }
            rest = rest[opening.lowerBound...]
            let here = place()
            guard let closing = rest.range(of: "}}"), !rest[..<closing.lowerBound].contains(where: \.isNewline) else {
                reader.report(.templateInvalid, at: here, [:])
                return Template(pieces)
            }
            let word = rest[opening.upperBound..<closing.lowerBound].trimmingCharacters(in: .whitespaces)
            if let operand = OperandReader(reading: self, place: here).operand(word) { pieces.append(.operand(operand)) }
            rest = rest[closing.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        return Template(pieces)
    }
}

extension Notation<Template> {
    /// Words in which figures stand between double braces.
    static let template = Notation(.text) { node, key, reading in
        reading.reader.text(node, named: key).map { reading.template($0, at: node.place) }
    }
}
