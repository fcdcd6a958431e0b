import DuckDB
import Foundation
import Tables
import Terminal

/// A reading of a whole file at a terminal: scratch folder, support folder, progress, interruption.
struct TableRun {
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// - Parameter label: what the progress is called.
    func read<R>(
        _ path: URL, label: String, _ body: (_ scratch: URL, _ support: SupportFolder, _ progress: @escaping ProgressObserver) throws -> R
    ) throws -> R {
        // Delimited text is read without DuckDB: a folder that is missing matters only once it is needed.
        let support = (try? SupportFolder.locate(environment: session.environment, executable: session.executable))
            ?? SupportFolder(root: session.executable.deletingLastPathComponent().appending(path: ".portulan"))
        let progress = session.progress(isQuiet: !session.errors.isInteractive)
        defer { progress.clear() }
        return try ScratchFolder.with { scratch in
            try body(scratch, support) { [session] step in
                try session.interruption.check()
                progress.update(0, label: label, ProgressReport(step, session))
            }
        }
    }
}
