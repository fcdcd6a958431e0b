package import Indicators

/// Words of an author in which figures stand between double braces: “La mairie ouvre {{heures}} en {{territoire}}”.
package struct Template: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case words(String)
        case operand(Operand)
    }

    package let pieces: [Piece]

    package init(_ pieces: [Piece]) { self.pieces = pieces }

    /// Words alone.
    package init(_ words: String) { pieces = words.isEmpty ? [] : [.words(words)] }

    package var isEmpty: Bool { pieces.isEmpty }

    /// The words alone, with braces where a figure stands.
    var source: String { pieces.map { if case .words(let words) = $0 { words } else { "{{}}" } }.joined() }

    /// The words with what their operands stand for.
    ///
    /// - Parameter write: how an operand is written here; it escapes what the page's language would misread.
    package func filled(_ write: (Operand) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .operand(let operand): write(operand)
            }
        }.joined()
    }

    package var operands: [Operand] {
        pieces.compactMap { if case .operand(let operand) = $0 { operand } else { nil } }
    }
}

/// What a template shows and a condition compares.
package indirect enum Operand: Sendable, Hashable {
    /// `heures`, `heures.target`, `heures@france`, `heures.progress@region`: a figure of an indicator, on the page's day.
    case figure(BlockArgument<IndicatorID>, IndicatorFacet, TerritoryChoice)
    /// `territoire`, `territoire.of`, `territoire@region`: the name of a territory.
    case name(TerritoryChoice, NameForm)
    /// `level`: the level of the page's territory.
    case level
    /// `date`: the page's day, or the last for which there are values.
    case date
    /// `$secteur`: the label of a parameter's value in a template, the value itself in a condition.
    case parameter(String)
    /// A number, in conditions alone.
    case number(Double)
    /// A word between quotes, in conditions alone.
    case word(String)

    /// How the name of a territory is written.
    package enum NameForm: String, Sendable, Hashable, CaseIterable {
        /// “Gironde”.
        case plain
        /// “de la Gironde”.
        case of
        /// The identifier, “departement:33”, as conditions compare it.
        case identifier
        /// The code, “33”.
        case code
    }
}

/// What may be said of an indicator in a territory.
package enum IndicatorFacet: String, Sendable, Hashable, CaseIterable {
    /// The latest value up to the page's day.
    case value
    /// The day of that value.
    case date
    /// From where the objective starts.
    case initial
    /// What is to be reached.
    case target
    /// The day by which it is to be reached.
    case targetDate = "target-date"
    /// How much of the way is done, in per cent.
    case progress
    /// The same for the target of the year.
    case yearProgress = "year-progress"
    /// The difference from the value before.
    case change
    /// A small line of the values over time.
    case trend
    /// The place among the territories of the same level, by the indicator's direction.
    case rank
    /// How those in charge see the way ahead.
    case weather
}
