import Foundation

/// A path in which `*` stands for any part of a name and `**` for any folders: `/data/**/*.json`.
struct FilePattern: Sendable, Hashable {
    /// The folders before the first star, under which everything is looked for.
    let base: URL
    private let parts: [String]

    /// - Parameter path: an absolute path.
    init(_ path: String) {
        let names = path.split(separator: "/").map(String.init)
        let fixed = names.prefix { !$0.contains("*") }
        // Without a star the last name is the file's.
        let folders = fixed.count == names.count ? fixed.dropLast() : fixed
        base = URL(fileURLWithPath: "/" + folders.joined(separator: "/"), isDirectory: true)
        parts = Array(names.dropFirst(folders.count))
    }

    /// The files that fit, by their path from ``base``, in order. Hidden ones and links out of the base do not.
    func files() -> [(path: String, url: URL)] {
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        else { return [] }
        var found: [(String, URL)] = []
        let start = base.standardizedFileURL.path
        for case let url as URL in walk {
            guard (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { continue }
            let path = String(url.standardizedFileURL.path.dropFirst(start.count).drop { $0 == "/" })
            if Self.fits(path.split(separator: "/").map(String.init)[...], parts[...]) { found.append((path, url)) }
        }
        return found.sorted { $0.0 < $1.0 }
    }

    private static func fits(_ names: ArraySlice<String>, _ parts: ArraySlice<String>) -> Bool {
        guard let part = parts.first else { return names.isEmpty }
        if part == "**" {
            return fits(names, parts.dropFirst()) || (!names.isEmpty && fits(names.dropFirst(), parts))
        }
        guard let name = names.first, fits(Array(name)[...], Array(part)[...]) else { return false }
        return fits(names.dropFirst(), parts.dropFirst())
    }

    private static func fits(_ name: ArraySlice<Character>, _ part: ArraySlice<Character>) -> Bool {
        guard let sign = part.first else { return name.isEmpty }
        if sign == "*" { return fits(name, part.dropFirst()) || (!name.isEmpty && fits(name.dropFirst(), part)) }
        return name.first == sign && fits(name.dropFirst(), part.dropFirst())
    }
}
