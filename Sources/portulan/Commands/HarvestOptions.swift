import ArgumentParser
import Catalog

/// The kinds of portal, by the names that `HarvestBackendName` has.
struct BackendName: RawRepresentable, ExpressibleByArgument, CaseIterable {
    let value: HarvestBackendName
    var rawValue: String { value.rawValue }

    init?(rawValue: String) {
        guard let value = HarvestBackendName(rawValue: rawValue) else { return nil }
        self.value = value
    }

    static var allCases: [BackendName] { HarvestBackendName.allCases.compactMap { BackendName(rawValue: $0.rawValue) } }
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

/// The rhythms, by the names that `HarvestSchedule` has.
struct ScheduleName: RawRepresentable, ExpressibleByArgument, CaseIterable {
    let value: HarvestSchedule
    var rawValue: String { value.rawValue }

    static let manual = ScheduleName(.manual)

    private init(_ value: HarvestSchedule) { self.value = value }

    init?(rawValue: String) {
        guard let value = HarvestSchedule(rawValue: rawValue) else { return nil }
        self.value = value
    }

    static var allCases: [ScheduleName] { HarvestSchedule.allCases.map { ScheduleName($0) } }
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
