import Foundation

/// Bodies, people and contacts of a DCAT graph.
enum DCATAgentReader {
    /// Who publishes a dataset: the publisher, else who makes it, else who hands it out.
    static func publisher(_ node: GraphNode) -> Agent? {
        let predicates = [
            Vocabulary.dct("publisher"), Vocabulary.schema("publisher"), Vocabulary.dct("creator"),
            Vocabulary.schema("creator"), Vocabulary.geodcatap("custodian"), Vocabulary.geodcatap("resourceProvider"),
            Vocabulary.geodcatap("owner"), Vocabulary.geodcatap("distributor"),
        ]
        return predicates.lazy.flatMap { node.all($0) }.compactMap { agent($0) }.first
    }

    static func agent(_ node: GraphNode) -> Agent? {
        if node.term.isLiteral {
            let name = RichText.line(node.term.value)
            return name.isEmpty ? nil : Agent(name: name)
        }
        let name = node.text(
            Vocabulary.foaf("name"), Vocabulary.vcard("organization-name"), Vocabulary.vcard("fn"), Vocabulary.schema("name"),
            Vocabulary.rdfs("label"), Vocabulary.skos("prefLabel"), Vocabulary.dct("title")
        ) ?? node.iri.flatMap { nameInAddress($0) }
        guard let name else { return nil }
        return Agent(
            name: RichText.line(name), uri: RelativeNames.address(node.iri), email: email(node),
            homepage: node.link(Vocabulary.foaf("homepage"), Vocabulary.foaf("workplaceHomepage"), Vocabulary.vcard("hasURL")),
            siren: node.text(Vocabulary.dct("identifier"), "http://www.w3.org/ns/regorg#legalIdentifier").flatMap { siren($0) })
    }

    /// A body that nothing describes still has a name in its address, where portals make addresses from names.
    private static func nameInAddress(_ iri: String) -> String? {
        guard let last = iri.split(separator: "/").last?.removingPercentEncoding, iri.contains("/organi") else { return nil }
        let isCode = last.allSatisfy { $0.isHexDigit || $0 == "-" }
        return isCode || last.count < 2 ? nil : last
    }

    static func siren(_ text: String) -> String? {
        let digits = text.filter { $0.isNumber }
        return [9, 14].contains(digits.count) && text.filter({ $0.isLetter }).isEmpty ? digits : nil
    }

    static func contacts(_ node: GraphNode) -> [ContactPoint] {
        var contacts: [ContactPoint] = []
        let predicates = [
            Vocabulary.dcat("contactPoint"), Vocabulary.adms("contactPoint"), Vocabulary.schema("contactPoint"),
            Vocabulary.geodcatap("resourceProvider"),
        ]
        for contact in node.all(predicates) {
            if contact.term.isLiteral {
                let text = contact.term.value.trimmingWhitespace()
                if !text.isEmpty { contacts.append(text.contains("@") ? ContactPoint(email: text) : ContactPoint(name: text)) }
                continue
            }
            let organization = contact.text(Vocabulary.vcard("organization-name"), Vocabulary.vcard("organisation-name"))
                ?? contact.first(Vocabulary.vcard("org"))?.text(
                    Vocabulary.vcard("organisation-name"), Vocabulary.vcard("organization-name"))
            let found = ContactPoint(
                name: contact.text(Vocabulary.vcard("fn"), Vocabulary.foaf("name"), Vocabulary.schema("name")),
                organization: organization, email: email(contact),
                url: contact.link(Vocabulary.vcard("hasURL"), Vocabulary.vcard("hasUrl"), Vocabulary.schema("url")),
                telephone: telephone(contact))
            if !found.isEmpty, !contacts.contains(found) { contacts.append(found) }
        }
        return contacts
    }

    private static func email(_ node: GraphNode) -> String? {
        let written = node.link(Vocabulary.vcard("hasEmail"), Vocabulary.foaf("mbox"), Vocabulary.vcard("email"), Vocabulary.schema("email"))
            ?? node.first(Vocabulary.vcard("hasEmail"))?.link(Vocabulary.vcard("hasValue"))
        return written.flatMap { emailAddress($0) }
    }

    /// Without `mailto:`; `nil` for what is no address.
    static func emailAddress(_ written: String) -> String? {
        var text = written.trimmingWhitespace()
        if text.lowercased().hasPrefix("mailto:") { text = String(text.dropFirst(7)).trimmingWhitespace() }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(where: \.isWhitespace) else { return nil }
        return text
    }

    private static func telephone(_ node: GraphNode) -> String? {
        let written = node.link(Vocabulary.vcard("hasTelephone"), Vocabulary.vcard("tel"), Vocabulary.schema("telephone"))
            ?? node.first(Vocabulary.vcard("hasTelephone"))?.link(Vocabulary.vcard("hasValue"))
        return written.map { $0.hasPrefix("tel:") ? String($0.dropFirst(4)) : $0 }
    }

    /// Texts, addresses and labels that arcs lead to.
    static func labels(_ node: GraphNode, _ predicates: [String]) -> [String] {
        node.all(predicates).flatMap { value -> [String] in
            if value.term.isLiteral { return [value.term.value.trimmingWhitespace()] }
            let label = value.text(
                Vocabulary.rdfs("label"), Vocabulary.skos("prefLabel"), Vocabulary.dct("title"), Vocabulary.foaf("name"),
                Vocabulary.dct("description"))
            return [value.iri, label].compactMap { $0 }
        }.filter { !$0.isEmpty }
    }
}
