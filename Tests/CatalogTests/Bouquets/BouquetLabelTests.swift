import Catalog
import Localization
import Testing

@Suite("Words of bouquets") struct BouquetLabelTests {
    private static let gapReasons: [(GapScore.Family, [String])] = [
        (.met, ["dataset", "service", "link", "missing", "not_available", "gone", "vanished", "empty"]),
        (.fresh, ["kept", "late", "unpromised", "unknown", "unmet"]),
        (.valid, ["sound", "readable", "rejects", "duplicates", "codes", "unread", "unknown", "unmet"]),
        (.open, ["open", "closed", "silent", "format", "unknown", "unmet"]),
    ]

    @Test("Every answer, mark and deed has its words", arguments: [Language.french, .english])
    func words(language: Language) {
        let localizer = Localizer(language)
        var keys = BouquetElement.Gap.allCases.map(\.labelKey) + BouquetElement.Answer.Kind.allCases.map(\.labelKey)
        keys += GapScore.Family.allCases.map(\.labelKey) + ["sections", "elements"].map { "bouquets.part.\($0)" }
        keys += Self.gapReasons.flatMap { family, reasons in reasons.map { "gap.\(family.rawValue).\($0)" } }
        keys += Editor.Action.allCases.map { "identity.action.\($0.rawValue)" }
        for key in keys { #expect(localizer.contains(key), "\(key)") }
    }
}
