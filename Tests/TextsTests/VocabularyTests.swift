import Foundation
import Testing
import Texts

@Suite("The vocabulary of the administration")
struct VocabularyTests {
    private func concepts(_ text: String) -> Set<String> {
        Set(TextAnalyzer().words(text).filter(\.isConcept).map(\.form))
    }

    @Test("Expressions that say the same thing are one concept", arguments: [
        ("IRVE", "bornes de recharge"), ("irve", "infrastructure de recharge pour véhicules électriques"),
        ("PLU", "plans locaux d’urbanisme"), ("plu", "Plan Local d'Urbanisme"), ("Sirene", "répertoire des entreprises"),
        ("DECP", "données essentielles de la commande publique"), ("marchés publics", "commande publique"),
        ("DVF", "demandes de valeurs foncières"), ("DPE", "diagnostics de performance énergétique"),
        ("QPV", "quartier prioritaire de la politique de la ville"), ("EPCI", "intercommunalité"),
        ("RNA", "répertoire national des associations"), ("HLM", "logement social"), ("EHPAD", "maison de retraite"),
        ("CPAM", "caisse primaire d'assurance maladie"), ("INSEE", "Institut national de la statistique et des études économiques"),
        ("UAI", "annuaire de l'éducation"), ("déchèterie", "déchetteries"), ("GTFS", "horaires théoriques"),
        ("co-voiturage", "aires de covoiturage"), ("PM2,5", "particules fines"), ("S.N.C.F.", "chemins de fer"),
        ("R&D", "recherche et développement"), ("gaz à effet de serre", "émissions de CO2"),
        ("chômeurs", "demandeurs d'emploi"), ("bibliothèque", "médiathèques"), ("opendata", "données ouvertes"),
        ("Natura 2000", "zone Natura 2000"), ("pistes cyclables", "aménagement cyclable"), ("Pôle emploi", "France Travail"),
        ("piézométrie", "nappes phréatiques"), ("covid-19", "coronavirus"), ("start-up", "startup"),
        ("permis de construire", "autorisation d'urbanisme"), ("AASQA", "qualité de l'air"),
        ("OCSGE", "occupation du sol"), ("TMJA", "comptages routiers"), ("ICPE", "installations classées"),
    ])
    func synonyms(left: String, right: String) {
        #expect(!concepts(left).isDisjoint(with: concepts(right)))
    }

    @Test("Acronyms that are also words must be in capitals in a document", arguments: [
        ("Publication de la BAL de Guéret", true), ("Le bal des pompiers", false), ("Zones ZAN et friches", true),
        ("Zone REP de Lille", true), ("Le rep de la ville", false), ("Soutien des CAF aux crèches", true),
        ("BAL", true), ("BASE DES BAL ET AUTRES LIEUX DE LA VILLE", false),
    ])
    func strict(text: String, isFound: Bool) {
        #expect(concepts(text).isEmpty != isFound || concepts(text).contains { ["bal", "rep"].contains($0) } == isFound)
    }

    @Test("Homonyms are concepts of their own")
    func homonyms() {
        #expect(concepts("Réseau d'éducation prioritaire").isDisjoint(with: concepts("responsabilité élargie du producteur")))
        #expect(concepts("écoles REP").count >= 2)
    }

    @Test("The vocabulary that ships is read whole, and is large")
    func shipped() throws {
        let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Sources/Texts/Resources").standardized
        let words = try String(contentsOf: folder.appendingPathComponent("lexicon.txt"), encoding: .utf8)
        let synonyms = try String(contentsOf: folder.appendingPathComponent("synonyms.txt"), encoding: .utf8)
        let lexicon = try Lexicon(words: words, synonyms: synonyms)
        #expect(lexicon.fingerprint == Lexicon.shipped.fingerprint)
        #expect(synonyms.split(separator: "\n").count { $0.contains("|") && !$0.hasPrefix("#") } >= 250)
    }

    @Test("A line that cannot be read is named", arguments: [
        ("[stop]\nle la", "seul", 1), ("[stop]\nle la", "PLU | plan local\n\nA | la", 3),
        ("[stop]\nle la", "PLU | plan local\nPLU > inconnu", 2), ("[stop]\nle la", "A > B > C", 1),
        ("[other]\nle", "", 1), ("[stem]\nmot", "", 0),
    ])
    func malformed(words: String, synonyms: String, line: Int) {
        #expect { try Lexicon(words: words, synonyms: synonyms) } throws: { error in
            (error as? LexiconError)?.line == line
        }
    }
}
