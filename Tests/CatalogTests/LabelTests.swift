import Catalog
import Declarations
import Foundation
import Localization
import Tables
import Testing

@Suite("Labels of codes")
struct LabelTests {
    private static var keys: [String] {
        var keys = Licence.allCases.map(\.labelKey) + Frequency.allCases.map(\.labelKey)
        keys += Theme.allCases.map(\.labelKey) + Granularity.allCases.map(\.labelKey)
        keys += Reuse.Kind.allCases.map(\.labelKey) + Facet.Key.allCases.map(\.labelKey) + DatasetSort.allCases.map(\.labelKey)
        keys += FileFormat.allCases.map(\.labelKey) + Quality.Key.allCases.flatMap { [$0.titleKey, $0.mendKey] }
        keys += CatalogError.Code.allCases.flatMap { ["errors.catalog.\($0.rawValue)", "errors.catalog.\($0.rawValue).hint"] }
        keys += DeclarationProblem.Kind.catalogue.flatMap { ["errors.\($0.code)", "errors.\($0.code).hint"] }
        keys += HarvestBackendName.allCases.map(\.labelKey) + HarvestSchedule.allCases.map(\.labelKey)
        keys += Conformity.Origin.allCases.map(\.labelKey)
        keys += HarvestState.allCases.map(\.labelKey) + ResourceCheck.State.allCases.map(\.labelKey)
        keys += ReferenceBase.allCases.flatMap { [$0.labelKey, $0.producerKey] } + ReferenceDuty.State.allCases.map(\.labelKey)
        keys += ReferenceDuty.Information.allCases.map(\.labelKey)
        keys += ReferenceDuty.Kind.allCases.flatMap { kind in
            [kind.labelKey] + ReferenceDuty.State.allCases.map { "reference.found.\(kind.rawValue).\($0.rawValue)" }
        }
        keys += HarvestFinding.Kind.allCases.flatMap { ["harvest.finding.\($0.rawValue)", "harvest.finding.\($0.rawValue).mend"] }
        keys += DocumentProblem.Kind.allCases.flatMap {
            ["errors.catalog.document.\($0.rawValue)", "errors.catalog.document.\($0.rawValue).hint"]
        }
        return keys + ["harvest", "check", "fetch", "copy", "inspect", "convert", "validate", "publish"].map { "jobs.phase.\($0)" }
    }

    @Test("Every code and every error has its words", arguments: [Language.french, .english])
    func words(language: Language) {
        let localizer = Localizer(language)
        for key in Self.keys { #expect(localizer.contains(key), "\(key)") }
    }

    @Test("Codes are those that portals exchange")
    func codes() {
        #expect(Licence(rawValue: "odc-odbl") == .odbl)
        #expect(Licence(rawValue: "notspecified")?.isOpen == false)
        #expect(Theme.government.url?.absoluteString.hasSuffix("/GOVE") == true)
    }
}
