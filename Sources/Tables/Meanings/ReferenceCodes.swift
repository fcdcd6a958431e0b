package import DuckDB
package import Foundation

/// Official lists of codes, against which the codes of a column are checked.
///
/// What a law or a standard fixes is part of the program (NAF, PCS, ISO 3166-1). What changes every year (communes, EPCI,
/// cantons…) is read from the folder that set-up prepares; without it such codes are known by their form alone.
package struct ReferenceCodes: Sendable {
    /// Whether a code is on a list.
    package enum Standing: Sendable, Hashable {
        case current
        /// Once on the list, up to the ISO date where it is known.
        case former(until: String?)
        case unknown
    }

    /// One official list.
    package struct List: Sendable {
        /// The ISO date at which the list is what it says; `nil` for a nomenclature that does not move.
        package let vintage: String?
        /// How many codes are in force.
        package let count: Int
        /// 0 for a code in force, else one more than the index of the date up to which it was.
        private let codes: WordTable<Int32>
        private let dates: [String]
        /// Folded names of what the codes stand for, former ones included.
        private let names: WordTable<Bool>

        init(vintage: String?, current: some Sequence<String>) {
            self.init(vintage: vintage, lines: current.map { ($0, nil, "") })
        }

        /// - Parameter lines: each code with `nil` while in force, else the date up to which it was (empty when unknown);
        ///   and its name.
        init(vintage: String?, lines: [(code: String, until: String?, name: String)]) {
            self.vintage = vintage
            var dates: [String] = []
            var known: [String: Int32] = [:]
            var codes: [UInt64: Int32] = [:]
            var names: [UInt64: Bool] = [:]
            for (code, until, name) in lines {
                let hash = code.withView { ByteHash.of($0) }
                if !name.isEmpty { names[name.withView { FoldedHash.of($0) }] = true }
                guard let until else {
                    codes[hash] = 0
                    continue
                }
                // A code that came back is in force.
                if codes[hash] == 0 { continue }
                if known[until] == nil {
                    dates.append(until)
                    known[until] = Int32(dates.count)
                }
                codes[hash] = known[until]
            }
            count = codes.values.count { $0 == 0 }
            self.codes = WordTable(codes)
            self.dates = dates
            self.names = WordTable(names)
        }

        /// Whether the list names something so, without regard to case, accents and hyphens.
        func names(_ text: ByteView) -> Bool { text.count <= 60 && names[FoldedHash.of(text)] != nil }

        func standing(_ code: ByteView) -> Standing {
            guard let found = codes[ByteHash.of(code)] else { return .unknown }
            if found == 0 { return .current }
            let date = dates[Int(found) - 1]
            return .former(until: date.isEmpty ? nil : date)
        }
    }

    private var lists: [SemanticType: List]

    /// The lists that are part of the program.
    package init() {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        lists = [
            .apeNAF: List(vintage: nil, current: words(KnownCodes.naf)),
            .csp: List(vintage: nil, current: words(KnownCodes.pcs)),
            .countryCode2: List(vintage: nil, current: words(KnownNames.iso2)),
            .countryCode3: List(vintage: nil, current: words(KnownNames.iso3)),
            .countryNumber: List(vintage: nil, current: words(KnownCodes.countryNumbers)),
        ]
    }

    /// Those and the lists of a folder: files named `MEANING.DATE.tsv`, of lines `code`, `name`, `until`, parted by tabs.
    ///
    /// A folder or a file that cannot be read leaves recognition to forms: it is not an error.
    package init(folder: URL) {
        self.init()
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) where file.pathExtension == "tsv" {
            let parts = file.deletingPathExtension().lastPathComponent.split(separator: ".")
            guard parts.count == 2, let meaning = SemanticType(rawValue: String(parts[0])), let text = try? Data(contentsOf: file) else { continue }
            lists[meaning] = List(vintage: String(parts[1]), lines: Self.lines(text))
        }
    }

    private static func lines(_ data: Data) -> [(code: String, until: String?, name: String)] {
        data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            guard let code = cells.first, !code.isEmpty else { return nil }
            // Two cells: in force. A third one, even empty: it no longer is.
            return (code, cells.count > 2 ? cells[2] : nil, cells.count > 1 ? cells[1] : "")
        }
    }

    /// The list of the codes with that meaning, where there is one.
    package func list(_ meaning: SemanticType) -> List? { lists[meaning] }
}

extension SupportFolder {
    /// The official lists that set-up has prepared.
    package var referenceCodes: URL { root.appending(path: "reference") }
}
