import Declarations
import Foundation
import Indicators
import Localization
import Territories

/// The files of `indicators`.
struct IndicatorFiles {
    let folder: ServiceFolder
    let prefix: String
    /// Slugs of the resources and of the datasets that the service knows.
    let resources: Set<String>
    /// Whether a faulty file may declare others.
    let resourcesAreOpen: Bool
    /// The indicators of other services, which formulas may name.
    let others: [IndicatorDefinition]
    /// Other services whose indicators are not all known.
    let unreadServices: Set<String>
    let knows: (@Sendable (TerritoryID) -> Bool)?

    /// What they declare, and the names of all, faulty ones among them; and whether a faulty file may declare others.
    func read(
        _ problems: inout [DeclarationProblem]
    ) -> (definitions: [IndicatorDefinition], names: [IndicatorID: IndicatorDefinition?], isOpen: Bool) {
        var isOpen = false
        var definitions: [IndicatorDefinition] = []
        var names: [IndicatorID: IndicatorDefinition?] = [:]
        for url in folder.files(.indicators) where ["yaml", "yml"].contains(url.pathExtension.lowercased()) {
            let name = "\(prefix)indicators/\(url.lastPathComponent)"
            let file = IndicatorFile(contentsOf: url, service: folder.name, name: name)
            let reader = DeclarationReader(file: name)
            for slug in file.slugs {
                let id = IndicatorID(service: folder.name, slug: slug)
                if names.keys.contains(id) { reader.report(.slugDuplicate, at: .start, ["slug": .text(slug)]) }
                names.updateValue(file.definitions.first { $0.id == id }, forKey: id)
            }
            if let root = try? DeclarationReader(file: name).compose(contentsOf: url) {
                for definition in file.definitions { check(definition, root, reader) }
            }
            problems += file.problems + reader.problems
            definitions += file.definitions
            isOpen = isOpen || file.isOpen
        }
        // Indicators whose own files are faulty are no reason to call the formulas that name them wrong.
        let faulty = names.compactMap { $0.value == nil ? $0.key.description : nil }
        problems += IndicatorDeclaration.problems(across: definitions + others).filter { problem in
            guard problem.file.hasPrefix("\(prefix)indicators/") else { return false }
            guard problem.kind.name == "indicator_unknown", case .text(let name)? = problem.details["indicator"] else { return true }
            return !faulty.contains(name) && !mayBe(name, isOpen)
        }
        return (definitions, names, isOpen)
    }

    /// Whether a name may be one that a faulty file declares.
    private func mayBe(_ name: String, _ isOpen: Bool) -> Bool {
        let service = IndicatorID(name)?.service ?? folder.name
        return service == folder.name ? isOpen : unreadServices.contains(service)
    }

    /// What only the service knows: the source's resource, and the territories of targets.
    private func check(_ definition: IndicatorDefinition, _ root: DeclarationNode, _ reader: DeclarationReader) {
        if let table = definition.source.table {
            let (key, word) = table.resource.map { ("resource", $0) } ?? ("dataset", table.dataset)
            if !resources.contains(word), !resourcesAreOpen {
                // Indicators of one file may share a source, and a mistake in it.
                let place = root.place(under: key) { $0 == word }
                if !reader.problems.contains(where: { $0.place == place }) {
                    reader.report(.resourceUnknown, at: place, reader.proposal(for: word, among: resources.sorted(), as: "name"))
                }
            }
        }
        guard let knows else { return }
        for target in definition.targets.all {
            guard case .territory(let id) = target.scope, !knows(id) else { continue }
            reader.report(.zoneUnknown, at: root.place(under: "territory") { TerritoryID($0) == id }, ["zone": .text(id.description)])
        }
    }
}
