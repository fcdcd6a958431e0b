package import Declarations

extension DeclarationProblem.Kind {
    package static let organizationUnknown = Self("catalog.declaration.organization_unknown")
    package static let sourceMissing = Self("catalog.declaration.source_missing")
    package static let sourceTwice = Self("catalog.declaration.source_twice")
    package static let ownFileMissing = Self("catalog.declaration.own_file_missing")

    /// What a catalogue's meaning adds to the mistakes of its YAML.
    package static let catalogue: [Self] = [organizationUnknown, sourceMissing, sourceTwice, ownFileMissing]
}
