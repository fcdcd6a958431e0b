package import Localization

extension [String: MessageArgument] {
    /// The same with, under `nearest`, the word that was likely meant, and under `list` the words that there are; each is left
    /// out where there is none.
    package func proposing(_ word: String, among words: [String], as list: String) -> [String: MessageArgument] {
        var details = self
        details["nearest"] = words.meant(by: word, words: WordsForWords.all).map { .text($0) }
        if !words.isEmpty { details[list] = .text(words.prefix(100).joined(separator: ", ") + (words.count > 100 ? "…" : "")) }
        return details
    }
}

/// Words that people write for those of declarations and expressions: French ones, and those of other tools.
///
/// They are only ever proposed, and only where the word that they stand for is possible.
package enum WordsForWords {
    /// Folded, without what parts words; what each may stand for, the likeliest first.
    package static let all: [String: [String]] = [
        // Keys.
        "titre": ["title"], "nom": ["name"], "intitule": ["title", "name"], "libelle": ["label", "labels"], "etiquette": ["label"],
        "unite": ["unit"], "decimales": ["digits"], "chiffres": ["digits", "figure"], "niveau": ["level", "levels"], "niveaux": ["levels", "level"],
        "maille": ["level", "levels"], "sens": ["direction"], "frequence": ["frequency"], "delai": ["delay"], "formule": ["formula"],
        "echelle": ["scale"], "ventilation": ["breakdown", "breakdowns"], "ventilations": ["breakdowns"], "categorie": ["category"],
        "cible": ["target", "targets"], "cibles": ["targets"], "objectif": ["target", "targets"], "objectifs": ["targets"], "seuil": ["targets", "threshold"],
        "seuils": ["targets", "bounds"], "poids": ["weight"], "ponderation": ["weight"], "bornes": ["bounds"], "secret": ["secrecy"],
        "alerte": ["alerts"], "alertes": ["alerts"], "responsable": ["owner"], "methode": ["method"], "licence": ["licence", "license"],
        "license": ["licence"], "jeu": ["dataset", "datasets"], "jeux": ["datasets"], "ressource": ["resource", "resources"], "ressources": ["resources"],
        "fichier": ["file"], "fichiers": ["files"], "requete": ["sql"], "valeur": ["value", "values"], "valeurs": ["values", "value"],
        "numerateur": ["numerator"], "denominateur": ["denominator"], "filtrer": ["where", "filter"], "ou": ["where"], "quand": ["when"], "si": ["if", "when"],
        "organisation": ["organization"], "organisations": ["organizations"], "politique": ["policies", "policy"], "politiques": ["policies"],
        "parametre": ["parameter", "parameters"], "parametres": ["parameters"], "defaut": ["default", "defaults"], "defauts": ["defaults"],
        "pilotage": ["steering"], "debut": ["start", "from"], "depart": ["start", "initial"], "fin": ["until", "end"], "jusque": ["until"], "depuis": ["from"],
        "largeur": ["width"], "couleurs": ["colours"], "couleur": ["colours"], "colors": ["colours"], "color": ["colours"], "classe": ["classes"],
        "tri": ["sort", "order"], "trier": ["sort"], "ordre": ["order"], "limite": ["limit"], "lien": ["link"], "colonnes": ["columns"], "lignes": ["rows"],
        "montrer": ["show"], "afficher": ["show"], "blocs": ["blocks"], "parmi": ["within"], "dans": ["within"],
        // Blocks.
        "indicateur": ["indicator", "indicators"], "indicateurs": ["indicators", "indicator"], "graphique": ["chart"], "courbe": ["chart", "line"], "carte": ["map"],
        "tableau": ["table"], "chiffre": ["figure"], "avancement": ["progress"], "progression": ["progress"], "comparer": ["compare"], "comparaison": ["compare"],
        "comparison": ["compare"], "filtre": ["filter"], "telecharger": ["download"], "telechargement": ["download"], "texte": ["text"],
        "territoire": ["territory", "territory-picker", "territoire"], "choix": ["choice", "territory-picker"], "barres": ["bar"], "histogramme": ["bar", "distribution"],
        "lignebrisee": ["line"], "empile": ["stacked"],
        // Words of values.
        "pays": ["france"], "national": ["france"], "nation": ["france"], "ville": ["commune"], "mairie": ["commune"], "intercommunalite": ["epci"],
        "somme": ["sum"], "moyenne": ["mean"], "average": ["mean"], "taux": ["ratio"], "rapport": ["ratio"], "pourcentage": ["ratio"], "part": ["ratio"],
        "publie": ["published"], "hausse": ["up"], "baisse": ["down"], "annuel": ["annual"], "annuelle": ["annual"], "yearly": ["annual"], "mensuel": ["monthly"],
        "mensuelle": ["monthly"], "trimestriel": ["quarterly"], "trimestrielle": ["quarterly"], "quotidien": ["daily"], "hebdomadaire": ["weekly"],
        "bleu": ["blue"], "vert": ["green"], "violet": ["purple"], "voisins": ["neighbours"], "neighbors": ["neighbours"], "semblables": ["similar"], "similaires": ["similar"],
        "moitie": ["half"], "tiers": ["third"], "plein": ["full"], "rang": ["rank"], "tendance": ["trend"], "meteo": ["weather"],
        // Functions of expressions.
        "avg": ["mean"], "nombre": ["count", "number"], "compter": ["count"], "compte": ["count"], "nb": ["count"], "mediane": ["median"],
        "minimum": ["min", "minimum"], "maximum": ["max", "maximum"], "arrondi": ["round"], "arrondir": ["round"], "concatener": ["concat"], "minuscule": ["lower"],
        "minuscules": ["lower"], "majuscule": ["upper"], "majuscules": ["upper"], "gauche": ["left"], "droite": ["right"], "longueur": ["length"],
        "len": ["length"], "contient": ["contains"], "annee": ["year"], "mois": ["month"], "trimestre": ["quarter"], "absolue": ["abs"], "sinon": ["coalesce"],
        "ifnull": ["coalesce"], "nvl": ["coalesce"], "isnull": ["missing"], "absent": ["missing"], "manquant": ["missing"], "substring": ["left", "right"],
        "substr": ["left", "right"], "case": ["if"], "distinct": ["count_distinct"],
    ]
}
