package import Foundation
import Localization

extension URL {
    /// What stands for a secret wherever an address is shown; a form that sends it back means the secret that is kept.
    package static let hiddenSecret = "***"

    /// The address as people may see it: without a name and a password, and without the keys that some portals ask for in its parameters.
    package var withoutSecrets: URL {
        guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: true) else { return self }
        let items = parts.queryItems ?? []
        // As it is written, to the byte, where there is nothing to hide.
        guard parts.user != nil || parts.password != nil || items.contains(where: { SecretNames.contain($0.name) }) else { return self }
        (parts.user, parts.password) = (nil, nil)
        if !items.isEmpty { parts.queryItems = items.map { SecretNames.contain($0.name) ? URLQueryItem(name: $0.name, value: Self.hiddenSecret) : $0 } }
        return parts.url ?? URL(filePath: "/")
    }
}

/// Names of parameters that give access to whoever has their value.
enum SecretNames {
    private static let ends = ["key", "token", "secret", "password", "passwd", "pwd", "signature", "jeton", "motdepasse", "credential", "credentials"]
    private static let words: Set<String> = ["sig", "auth", "authorization", "cle", "pass"]

    static func contain(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
        return words.contains(word) || ends.contains { word.hasSuffix($0) }
    }
}

extension HarvestSourceDeclaration {
    /// The declaration as people, the journal and other programs may see it.
    package var withoutSecrets: HarvestSourceDeclaration {
        var shown = self
        shown.url = url.withoutSecrets
        for name in filters.query.keys where SecretNames.contain(name) { shown.filters.query[name] = URL.hiddenSecret }
        return shown
    }

    /// Puts back the secrets that a form was shown without.
    ///
    /// - Parameter former: what was declared until now.
    /// - Throws: `CatalogError` `source.secret` where the address was changed around a hidden key: what was given to one server is not
    ///   sent to another unless somebody writes it again.
    package func restoringSecrets(of former: HarvestSourceDeclaration?) throws -> HarvestSourceDeclaration {
        var whole = self
        if let former, url.absoluteString == former.url.withoutSecrets.absoluteString {
            whole.url = former.url
            for (name, value) in filters.query where value == URL.hiddenSecret { whole.filters.query[name] = former.filters.query[name] }
        }
        let items = URLComponents(url: whole.url, resolvingAgainstBaseURL: true)?.queryItems ?? []
        guard !items.contains(where: { $0.value == URL.hiddenSecret }), !whole.filters.query.values.contains(URL.hiddenSecret) else {
            throw CatalogError(.sourceSecret)
        }
        return whole
    }
}

extension HarvestFinding {
    /// The finding without the keys that the source's addresses carry, and without the folders of this machine.
    var withoutSecrets: HarvestFinding {
        func shown(_ text: String) -> String {
            guard text.contains("://"), let url = URL(string: text) else { return text }
            return url.isFileURL ? url.lastPathComponent : url.withoutSecrets.absoluteString
        }
        func shown(_ argument: MessageArgument) -> MessageArgument {
            switch argument {
            case .text(let text): .text(shown(text))
            case .list(let values): .list(values.map { shown($0) })
            default: argument
            }
        }
        var finding = self
        finding.page = page.map { shown($0) }
        finding.arguments = arguments.mapValues { shown($0) }
        return finding
    }
}
