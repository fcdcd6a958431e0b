import Declarations
import DuckDB
import Foundation
import Localization
import Tables

/// The checks of a service's queries, schemas and demonstrations, each file for itself.
struct OwnFiles {
    let folder: ServiceFolder
    let prefix: String
    /// With what queries are tried; nil leaves them unchecked.
    let support: SupportFolder?

    func problems() -> [DeclarationProblem] { queries() + schemas() + demonstrations() }

    private func queries() -> [DeclarationProblem] {
        guard let support else { return [] }
        return folder.files(.sources).filter { $0.pathExtension == "sql" }.flatMap { url -> [DeclarationProblem] in
            do {
                let query = try SourceQuery(contentsOf: url, file: "\(prefix)sources/\(url.lastPathComponent)")
                return try query.problem(support).map { [$0] } ?? []
            } catch let error as DeclarationError {
                return error.problems
            } catch {
                // Without DuckDB nothing can be tried here; the doctor says so.
                return []
            }
        }
    }

    private func schemas() -> [DeclarationProblem] {
        folder.files(.schemas).filter { $0.pathExtension == "json" }.compactMap { url in
            let name = "\(prefix)schemas/\(url.lastPathComponent)"
            do {
                _ = try TableSchema(json: Data(contentsOf: url))
                return nil
            } catch {
                // The sentence of the schema's own mistake, in the reader's language.
                guard let failure = error as? any LocalizedFailure else {
                    return DeclarationProblem(.unreadable, file: name, at: .start, ["path": .text(name)])
                }
                let detail = ["detail": MessageArgument.message("errors.\(failure.code)")]
                return DeclarationProblem(.schemaInvalid, file: name, at: .start, failure.arguments.merging(detail) { $1 })
            }
        }
    }

    private func demonstrations() -> [DeclarationProblem] {
        folder.files(.demo).flatMap { url -> [DeclarationProblem] in
            do {
                _ = try DemonstrationTable(contentsOf: url, file: "\(prefix)demo/\(url.lastPathComponent)")
                return []
            } catch let error as DeclarationError {
                return error.problems
            } catch {
                return [DeclarationProblem(.unreadable, file: "\(prefix)demo/\(url.lastPathComponent)", at: .start, ["path": .text(url.path)])]
            }
        }
    }
}
