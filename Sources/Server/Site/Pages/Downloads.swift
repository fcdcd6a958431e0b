import Catalog
import Lake
import Localization
import Tables

/// The ways to take a table away.
struct Downloads {
    let resource: Resource
    let version: Version
    let table: StoredTable
    let localizer: Localizer

    /// The API's address of a resource, with a final slash.
    static func api(_ slug: String) -> String { "/api/resources/\(RequestTarget.encode(slug))/" }

    /// The whole: the original first, then what was made of it.
    var all: [Download] {
        let original = Download(
            label: text("original"), href: Self.api(resource.slug) + "original/",
            detail: text("originalDetail", [
                "format": .message(version.inspection.format.labelKey), "bytes": .bytes(version.originalBytes),
            ]))
        return [original] + exports("", detail: nil)
    }

    /// - Parameters:
    ///   - query: filters and columns, encoded, empty for every row.
    ///   - detail: replaces what is said of each format.
    func exports(_ query: String, detail: String?) -> [Download] {
        var formats = ["csv", "parquet", "json", "xlsx"]
        if GeoColumns(table) != nil { formats.append("geojson") }
        return formats.map { format in
            Download(
                label: text(format), href: Self.api(resource.slug) + "data/\(format)/" + (query.isEmpty ? "" : "?" + query),
                detail: detail ?? text("\(format)Detail"))
        }
    }

    private func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text("site.download.\(key)", arguments)
    }
}

/// Programs ready to paste, which read the rows of one resource.
struct Snippets {
    /// Absolute, with a final slash.
    let api: String
    let table: StoredTable

    var all: [Snippet] {
        [
            Snippet(language: "curl", code: curl, id: "programme-curl", isFirst: true),
            Snippet(language: "Python", code: python, id: "programme-python"),
            Snippet(language: "R", code: r, id: "programme-r"),
            Snippet(language: "JavaScript", code: javaScript, id: "programme-javascript"),
        ]
    }

    /// A column of text to sort by, so that the program shows how; quotes are those of an address.
    private var order: String {
        table.columns.first { $0.type == .text && $0.meaning != .wkb }
            .map { "&" + RequestTarget.encode("\($0.name)__sort") + "=asc" } ?? ""
    }

    private var curl: String {
        """
        curl --compressed '\(api)data/?page_size=20\(order)'
        curl --compressed --output rows.csv '\(api)data/csv/'
        """
    }

    private var python: String {
        """
        import pandas as pd

        rows = pd.read_csv("\(api)data/csv/", dtype_backend="pyarrow")
        print(rows.head())
        """
    }

    private var r: String {
        """
        rows <- read.csv("\(api)data/csv/", check.names = FALSE)
        head(rows)
        """
    }

    private var javaScript: String {
        """
        const answer = await fetch("\(api)data/?page_size=20\(order)");
        const { data, meta } = await answer.json();
        console.log(meta.total, data);
        """
    }
}
