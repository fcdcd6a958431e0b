package import Foundation
import Localization

/// What is wrong with one field of what a person wrote, so that a page can say it beside the field.
package struct FieldProblem: Sendable, Hashable {
    /// The fields of bouquets, elements and discussions.
    package enum Field: String, Sendable, CaseIterable {
        case title, description, organization, keywords, territory, reason, answer, section, body
    }

    package let field: Field
    package let error: CatalogError

    package init(_ field: Field, _ error: CatalogError) {
        self.field = field
        self.error = error
    }

    static func text(_ text: String, _ field: Field, most: Int, isNeeded: Bool = false) -> FieldProblem? {
        if isNeeded, text.allSatisfy(\.isWhitespace) { return FieldProblem(field, CatalogError(.textMissing)) }
        // PostgreSQL cannot keep it.
        if text.unicodeScalars.contains("\0") { return FieldProblem(field, CatalogError(.textUnfit)) }
        // Bytes too: a letter may carry any number of accents.
        guard text.count > most || text.utf8.count > 4 * most else { return nil }
        return FieldProblem(field, CatalogError(.textTooLong, ["count": .integer(text.count), "most": .integer(most)]))
    }
}

extension BouquetMetadata {
    /// Longest keyword, in characters.
    package static let longestKeyword = 80

    /// What must be mended before it can be kept; the organisation's existence is the store's to tell.
    package var problems: [FieldProblem] {
        var problems = [
            FieldProblem.text(title, .title, most: Self.longestTitle, isNeeded: true),
            FieldProblem.text(description, .description, most: Self.longestText),
        ].compactMap(\.self)
        if keywords.count > Self.mostKeywords {
            problems.append(FieldProblem(.keywords, CatalogError(.keywordsTooMany, ["most": .integer(Self.mostKeywords)])))
        } else if let problem = keywords.lazy.compactMap({ FieldProblem.text($0, .keywords, most: Self.longestKeyword) }).first {
            problems.append(problem)
        }
        if let territory, let problem = FieldProblem.text(territory.name, .territory, most: Self.longestTitle, isNeeded: true) {
            problems.append(problem)
        }
        return problems
    }
}

extension BouquetElement {
    /// What must be mended before it can be kept; whether what it names exists is the store's to tell.
    package var problems: [FieldProblem] {
        var problems = [
            FieldProblem.text(title, .title, most: BouquetMetadata.longestTitle, isNeeded: true),
            FieldProblem.text(reason, .reason, most: BouquetMetadata.longestText),
        ].compactMap(\.self)
        if case .link(let url) = answer, !Self.isWebAddress(url) { problems.append(FieldProblem(.answer, CatalogError(.linkInvalid))) }
        return problems
    }

    /// Whether a browser may be sent there: `http` or `https`, with a host, without a name and a password.
    package static func isWebAddress(_ url: URL) -> Bool {
        ["http", "https"].contains(url.scheme?.lowercased()) && url.host()?.isEmpty == false && url.user() == nil
            && url.absoluteString.utf8.count <= 2_000
    }
}

extension BouquetContent.Section {
    /// What must be mended before it can be kept.
    package var problems: [FieldProblem] {
        [FieldProblem.text(title, .title, most: BouquetMetadata.longestTitle, isNeeded: true)].compactMap(\.self)
    }
}
