import Catalog
import Foundation
import Localization

/// What somebody wrote of a source, as they wrote it.
struct SourceText {
    /// What the choice of a type says where the address is to tell.
    static let recognised = "auto"
    private static let longestName = 200
    private static let longestAddress = 2_000

    var slug = "", name = "", address = "", backend = SourceText.recognised, organization = ""
    var schedule = HarvestSchedule.daily.rawValue
    /// One a line.
    var publishers = "", keywords = "", query = ""
    var followsRobots = true, readsTables = false
    /// Whether it is declared though its address does not answer.
    var isInsistent = false

    init() {}

    init(_ form: SubmittedForm) {
        func line(_ name: String) -> String { form[name].trimmingCharacters(in: .whitespacesAndNewlines) }
        // Browsers send lines as CR LF (WHATWG HTML, form submission).
        func text(_ name: String) -> String { form[name].replacing("\r\n", with: "\n") }
        (slug, name, address) = (line("identifiant"), line("nom"), line("adresse"))
        (backend, organization, schedule) = (form["type"], form["organisation"], form["rythme"])
        (publishers, keywords, query) = (text("producteurs"), text("motscles"), text("parametres"))
        (followsRobots, readsTables, isInsistent) = (form["robots"] != "non", form["tables"] == "oui", form["quandmeme"] == "oui")
    }

    /// A source as its form shows it: without its secrets.
    init(_ source: HarvestSource) {
        let said = source.declaration.withoutSecrets
        (slug, name, address) = (source.slug, said.name, said.url.absoluteString)
        (backend, organization, schedule) = (said.backend.rawValue, said.organization ?? "", said.schedule.rawValue)
        publishers = said.filters.organizations.joined(separator: "\n")
        keywords = said.filters.keywords.joined(separator: "\n")
        query = said.filters.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
        (followsRobots, readsTables) = (said.followsRobots, said.readsTables)
    }

    /// Whether something beside the usual is said, so that the form shows it open.
    var hasFilters: Bool { !(publishers + keywords + query).allSatisfy(\.isWhitespace) }

    /// What is declared so, or what is wrong with each field. What the form does not ask stays as it was.
    ///
    /// - Returns: a declaration whose type is only a stand-in where it is to be ``recognised``.
    func declaration(_ former: HarvestSourceDeclaration?) -> (declaration: HarvestSourceDeclaration?, problems: [FormProblem]) {
        var problems: [FormProblem] = []
        if name.isEmpty { problems.append(("name", CatalogError(.textMissing))) }
        if name.count > Self.longestName {
            problems.append(("name", CatalogError(.textTooLong, ["count": .integer(name.count), "most": .integer(Self.longestName)])))
        }
        let slug = former?.slug ?? (slug.isEmpty ? Slug.make(from: name) : slug)
        if former == nil, !name.isEmpty || !self.slug.isEmpty {
            if !Slug.isValid(slug) {
                problems.append(("slug", CatalogError(.slugInvalid, ["slug": .text(slug), "proposal": .text(Slug.make(from: slug))])))
            } else if HarvestAddress.reserved.contains(slug) {
                problems.append(("slug", CatalogError(.sourceTaken, ["source": .text(slug)])))
            }
        }
        // People copy names of hosts as often as addresses.
        let url = address.utf8.count > Self.longestAddress
            ? nil : HarvestSourceDeclaration.webAddress(address.contains("://") || address.isEmpty ? address : "https://" + address)
        if url == nil { problems.append(("address", CatalogError(.sourceAddress))) }
        // A folder is one of the server's machine: only whoever has a hand on it declares one.
        let kind = HarvestBackendName(rawValue: backend == Self.recognised ? HarvestBackendName.dcat.rawValue : backend)
            .flatMap { $0 == .folder ? nil : $0 }
        if kind == nil { problems.append(("backend", CatalogError(.textMissing))) }
        let (parameters, unfit) = parameters
        if let unfit { problems.append(("query", CatalogError(.sourceQuery, ["line": .text(unfit)]))) }
        guard problems.isEmpty, let url, let kind, let schedule = HarvestSchedule(rawValue: schedule) else { return (nil, problems) }
        var made = former ?? HarvestSourceDeclaration(slug: slug, name: name, backend: kind, url: url)
        (made.name, made.backend, made.url, made.schedule) = (name, kind, url, schedule)
        made.organization = organization.isEmpty ? nil : organization
        (made.filters.organizations, made.filters.keywords, made.filters.query) = (Self.lines(publishers), Self.lines(keywords), parameters)
        (made.followsRobots, made.readsTables) = (followsRobots, readsTables)
        do {
            return (try made.restoringSecrets(of: former), [])
        } catch {
            return (nil, [("address", error as? CatalogError ?? CatalogError(.sourceSecret))])
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The parameters, and the first line that is none.
    private var parameters: (parameters: [String: String], unfit: String?) {
        var found: [String: String] = [:]
        for line in Self.lines(query) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else { return (found, line) }
            found[parts[0]] = parts[1]
        }
        return (found, nil)
    }
}

/// What is wrong with a field, by the name that its template gives it.
typealias FormProblem = (field: String, error: any LocalizedFailure)
