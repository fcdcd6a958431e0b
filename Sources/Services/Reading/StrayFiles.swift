import Declarations
import Foundation

/// Files and folders of a service that nothing reads, which are most often ones whose name was mistaken.
struct StrayFiles {
    let folder: ServiceFolder
    /// Put before the names of files in messages.
    let prefix: String

    func problems() -> [DeclarationProblem] {
        var problems: [DeclarationProblem] = []
        let parts = ServiceFolder.Part.allCases.map(\.rawValue)
        for name in folder.entries where !parts.contains(name) && !ServiceFolder.loose.contains(name) {
            problems.append(stray(name, in: "", among: parts + ["service.yaml"]))
        }
        for part in ServiceFolder.Part.allCases {
            guard let endings = part.endings else { continue }
            for file in folder.files(part) where !endings.contains(file.pathExtension.lowercased()) {
                let stem = file.deletingPathExtension().lastPathComponent
                problems.append(stray(file.lastPathComponent, in: part.rawValue + "/", among: endings.map { "\(stem).\($0)" }))
            }
        }
        return problems
    }

    private func stray(_ name: String, in part: String, among words: [String]) -> DeclarationProblem {
        let reader = DeclarationReader(file: prefix + part + name)
        reader.report(.entryUnknown, at: .start, reader.proposal(for: name, among: words, as: "name"))
        return reader.problems[0]
    }
}
