import DuckDB
import Localization

/// The layers of a geographic file, as GDAL tells them.
struct Layers {
    struct Layer {
        let name: String
        let rows: Int64
        let hasShapes: Bool
        /// `EPSG:2154`, or the definition in WKT where it has no number.
        let coordinateSystem: String?
    }

    let all: [Layer]
    /// Name and type of each column of the first layer.
    let firstColumns: [(String, String)]

    init(_ file: String, on connection: borrowing Connection) throws {
        // `st_read_meta` takes the whole process down where GDAL cannot open a file (spatial 1.5.5), `st_read` says so.
        firstColumns = try EngineTable.columns("SELECT * FROM st_read(\(file))", on: connection)
        all = try connection.rows(
            """
            SELECT layer.name, layer.feature_count, shape.crs.auth_name, shape.crs.auth_code, shape.crs.wkt,
                   shape IS NOT NULL
            FROM (SELECT layer, layer.geometry_fields[1] AS shape
                  FROM (SELECT unnest(layers) AS layer FROM st_read_meta(\(file))))
            """
        ).map { row in
            var system: String?
            if let authority = row[2].textValue, let code = row[3].textValue, !code.isEmpty {
                system = "\(authority):\(code)"
            } else if let definition = row[4].textValue, !definition.isEmpty {
                system = definition
            }
            return Layer(name: row[0].textValue ?? "", rows: row[1].intValue ?? 0, hasShapes: row[5].boolValue ?? false, coordinateSystem: system)
        }
    }

    /// - Throws: `tables.sheet.none`, `tables.sheet.unknown`.
    func choose(_ wanted: String?) throws -> Layer {
        if let wanted {
            if let layer = all.first(where: { $0.name == wanted }) { return layer }
            throw TablesError("sheet.unknown", ["sheet": .text(wanted), "sheets": .list(all.prefix(20).map { .text($0.name) })])
        }
        guard let layer = all.first(where: { $0.rows > 0 }) ?? all.first else { throw TablesError("sheet.none") }
        return layer
    }
}
