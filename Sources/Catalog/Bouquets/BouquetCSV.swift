import Foundation
package import Localization
import Tables

/// The needs of a bouquet as a file that any spreadsheet opens: RFC 4180, UTF-8, one line a need.
package struct BouquetCSV: Sendable {
    /// Stable names, the same in every language: programs read them.
    package static let columns = [
        "section", "besoin", "raison", "reponse", "titre", "adresse", "organisation", "licence", "frequence", "mise_a_jour",
        "formats", "satisfait", "frais", "valide", "ouvert",
    ]

    private let detail: BouquetDetail
    private let localizer: Localizer
    private let address: @Sendable (BouquetElement.Answer) -> String

    /// - Parameter address: where what answers a need is to be found; empty for nowhere.
    package init(_ detail: BouquetDetail, localizer: Localizer, address: @escaping @Sendable (BouquetElement.Answer) -> String) {
        self.detail = detail
        self.localizer = localizer
        self.address = address
    }

    package var text: String {
        let lists = [("", detail.content.loose)] + detail.content.sections.map { ($0.title, $0.elements) }
        let lines = lists.flatMap { section, elements in elements.map { line($0, section) } }
        return ([Self.columns] + lines).map(CSVText.line).joined()
    }

    private func line(_ element: BouquetElement, _ section: String) -> [String] {
        var answer = element.answer.kind.label(localizer)
        if case .unmet(let gap) = element.answer { answer = gap.label(localizer) }
        return [section, element.title, element.reason, answer] + facts(element.answer) + marks(element.id)
    }

    private func facts(_ answer: BouquetElement.Answer) -> [String] {
        switch answer {
        case .dataset(let id):
            guard let found = detail.datasets[id] else { break }
            let formats = Set(found.resources.compactMap { $0.resource.format?.rawValue }).sorted()
            return [
                found.dataset.title, address(answer), found.organization?.name ?? "", found.dataset.licence.rawValue,
                found.dataset.frequency.rawValue, Self.day(found.dataset.modifiedAt), formats.joined(separator: " "),
            ]
        case .service(let id):
            guard let found = detail.services[id] else { break }
            return [found.metadata.title, address(answer), "", found.metadata.licence.rawValue, "", Self.day(found.modifiedAt), ""]
        case .link, .unmet: break
        }
        return ["", address(answer), "", "", "", "", ""]
    }

    /// Shares with a point, empty where they cannot be known.
    private func marks(_ element: UUID) -> [String] {
        let need = detail.score.needs.first { $0.id == element }
        return GapScore.Family.allCases.map { family in
            need?[family]?.share.map { String((100 * $0).rounded() / 100) } ?? ""
        }
    }

    private static func day(_ date: Date) -> String { date.formatted(.iso8601.year().month().day()) }
}
