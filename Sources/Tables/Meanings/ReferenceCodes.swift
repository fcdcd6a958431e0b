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
        /// 0 for a code in force, else one more than the index of the date up to which it was.
        private let codes: WordTable<Int32>
        private let dates: [String]
        /// Folded names of what the codes stand for, former ones included.
        private let names: WordTable<Bool>

        init(vintage: String?, current: String) {
            let codes = current.split(separator: " ").map { (hash: String($0).withView { ByteHash.of($0) }, payload: Int32(0)) }
            self.vintage = vintage
            self.codes = WordTable(codes) { first, _ in first }
            dates = []
            names = WordTable([:])
        }

        /// - Parameter text: lines of a code, a name and, where it is no longer in force, the date up to which it was
        ///   (perhaps nothing), parted by tabs.
        init(vintage: String?, text: [UInt8]) {
            var codes: [(hash: UInt64, payload: Int32)] = []
            var names: [(hash: UInt64, payload: Bool)] = []
            var dates: [String] = []
            var known: [UInt64: Int32] = [:]
            text.withView { text in
                var start = 0
                while start < text.count {
                    let line = Self.cell(text, from: start, upTo: UInt8(ascii: "\n"))
                    start += line.count + 1
                    let code = Self.cell(line, from: 0, upTo: UInt8(ascii: "\t"))
                    if code.count == 0 { continue }
                    var payload: Int32 = 0
                    if code.count < line.count {
                        let name = Self.cell(line, from: code.count + 1, upTo: UInt8(ascii: "\t"))
                        if name.count > 0 { names.append((FoldedHash.of(name), true)) }
                        let until = code.count + name.count + 2
                        if until <= line.count {
                            let date = line.slice(from: until)
                            let hash = ByteHash.of(date)
                            if known[hash] == nil {
                                dates.append(date.text())
                                known[hash] = Int32(dates.count)
                            }
                            payload = known[hash] ?? 0
                        }
                    }
                    codes.append((ByteHash.of(code), payload))
                }
            }
            self.vintage = vintage
            // A code that came back is in force.
            self.codes = WordTable(codes) { $0 == 0 || $1 == 0 ? 0 : $1 }
            self.dates = dates
            self.names = WordTable(names) { first, _ in first }
        }

        /// What stands from there to the next such byte, or to the end.
        private static func cell(_ text: ByteView, from start: Int, upTo end: UInt8) -> ByteView {
            var at = start
            while at < text.count, text[at] != end { at += 1 }
            return text.slice(start, at)
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
        lists = [
            .apeNAF: List(vintage: nil, current: KnownCodes.naf),
            .csp: List(vintage: nil, current: KnownCodes.pcs),
            .countryCode2: List(vintage: nil, current: KnownNames.iso2),
            .countryCode3: List(vintage: nil, current: KnownNames.iso3),
            .countryNumber: List(vintage: nil, current: KnownCodes.countryNumbers),
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
            lists[meaning] = List(vintage: String(parts[1]), text: Array(text))
        }
    }

    /// The list of the codes with that meaning, where there is one.
    package func list(_ meaning: SemanticType) -> List? { lists[meaning] }
}

extension SupportFolder {
    /// The official lists that set-up has prepared.
    package var referenceCodes: URL { root.appending(path: "reference") }
}
