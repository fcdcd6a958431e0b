/// What a column's header says about its meaning. Words only tip the balance: values decide.
struct HeaderWords {
    /// Folded, one space between words and at both ends, `camelCase` split.
    private let text: String

    init(_ header: String) {
        var split = ""
        var previous: Character = " "
        for character in header {
            if character.isUppercase && previous.isLowercase || character.isNumber != previous.isNumber && previous.isLetter && character.isNumber {
                split.append(" ")
            }
            split.append(character)
            previous = character
        }
        text = " " + FoldedText.of(split) + " "
    }

    /// The words among these that the header holds. A word that begins with `*` may be part of another, one that begins
    /// with `=` is the whole header, all others stand alone.
    func matches(_ words: [String]) -> [String] {
        words.compactMap { word in
            if word.hasPrefix("=") { return text == " " + word.dropFirst() + " " ? String(word.dropFirst()) : nil }
            if word.hasPrefix("*") {
                let part = String(word.dropFirst())
                return text.contains(part) || text.replacingOccurrences(of: " ", with: "").contains(part) ? part : nil
            }
            return text.contains(" " + word + " ") ? word : nil
        }
    }

    func matches(_ meaning: SemanticType) -> [String] { matches(Self.words[meaning] ?? []) }

    var looksLikeDate: Bool { !matches(["*date", "jour", "day", "debut", "fin", "maj", "*naissance", "*creation", "*modif"]).isEmpty }
    var looksLikeIdentifier: Bool {
        !matches(["id", "*identifi", "uid", "uuid", "code", "ref", "*reference", "cle", "key", "matricule", "numero", "num", "no", "n", "gid", "fid", "objectid", "ids"]).isEmpty
    }

    private static let words: [SemanticType: [String]] = [
        .siren: ["*siren"],
        .siret: ["*siret"],
        .rna: ["*rna", "waldec", "num waldec"],
        .uai: ["*uai", "rne", "code etablissement", "numero uai"],
        .finess: ["*finess"],
        .apeNAF: ["ape", "naf", "*codeape", "*codenaf", "*activiteprincipale"],
        .codeCommune: [
            "*insee", "*codecommune", "*codegeo", "code com", "codcom", "depcom", "*codecom ", "cog", "com", "code commune", "citycode",
            "commune insee", "*insee_com", "chef lieu", "cheflieu", "*codeville",
        ],
        .codeDepartement: [
            "dep", "dept", "dpt", "*departement", "*coddep", "*codedep", "num dep", "department", "dep epci", "dep com", "departments",
        ],
        .codeRegion: ["reg", "region", "*coderegion", "*codereg", "regions"],
        .codeCanton: ["canton", "*codecanton", "can", "*codcan"],
        .codeEPCI: ["*epci", "interco", "*intercommunal", "groupement"],
        .codeIRIS: ["iris", "*codeiris", "dcomiris"],
        .codePostal: ["*postal", "cp", "*codepost", "zip", "*postcode", "zipcode", "codpost"],
        .codeFantoir: ["*fantoir", "*rivoli", "majic"],
        .nameCommune: [
            "commune", "communes", "ville", "city", "com", "*nomcommune", "nomcom", "nom com", "*libellecommune", "libcom", "*nomdelacommune", "*acheminement",
            "localite", "town", "municipalite", "libgeo", "commune nom", "nccenr", "ncc", "*libcommune",
        ],
        .nameDepartement: ["*departement", "dep", "dept", "department", "libdep"],
        .nameRegion: ["*region", "reg", "libreg"],
        .nameCountry: ["*pays", "country", "countries", "nationalite"],
        .countryCode2: ["pays", "country", "iso", "iso2", "*codepays", "nationalite", "countrycode"],
        .countryCode3: ["pays", "country", "iso", "iso3", "*codepays", "nationalite", "countrycode"],
        .countryNumber: ["pays", "country", "*iso num", "*isonum", "m49", "*codepays", "*iso3166", "countrycode"],
        .latitude: ["*latitude", "lat", "ylat", "y", "coord y", "wgs84 y", "y wgs84"],
        .longitude: ["*longitude", "lon", "lng", "long", "xlong", "x", "coord x", "x wgs84"],
        .latLonPair: ["*geopoint", "geo point 2d", "*coordon", "*latlon", "geo", "*geoloc", "position", "gps", "coordinates", "*coordonneesxy"],
        .lonLatPair: ["*geopoint", "*coordon", "*lonlat", "geo", "*geoloc", "position", "gps", "coordinates", "*coordonneesxy"],
        .lambert93X: ["x", "*lambert", "coord x", "*coordx", "x l93", "x93", "abscisse", "*xlambert", "longitude", "xl93"],
        .lambert93Y: ["y", "*lambert", "coord y", "*coordy", "y l93", "y93", "ordonnee", "*ylambert", "latitude", "yl93"],
        .utmX: ["x", "*utm", "*rgaf", "*rgfg", "*rgr92", "*rgm04", "coord x", "*coordx", "abscisse", "east", "easting"],
        .utmY: ["y", "*utm", "*rgaf", "*rgfg", "*rgr92", "*rgm04", "coord y", "*coordy", "ordonnee", "north", "northing"],
        .address: ["*adresse", "*address", "adr", "ad", "voie", "*nomvoie", "rue", "street", "lieu"],
        .streetType: ["*typevoie", "type de voie", "type voie"],
        .nir: ["nir", "*securitesociale", "*secusociale", "*numsecu", "insee individu"],
        .csp: ["csp", "pcs", "*socioprof", "*categoriesocio", "profession"],
        .sex: ["sexe", "sex", "genre", "gender", "*civilite", "civ"],
        .firstName: ["*prenom", "*firstname", "given name", "first name", "pnom"],
        .lastName: [
            "=nom", "=noms", "=name", "*nomdefamille", "*nomdusage", "*nomusage", "*nomdenaissance", "*nomnaissance", "*lastname", "surname", "*patronyme", "family name",
            "nom usuel", "nom patronymique", "nom elu", "nom de l elu", "nom candidat", "nom du candidat", "nom agent", "nom responsable", "nom president",
            "nom du maire", "nom maire", "nom contact", "nom du contact", "nom representant", "nom dirigeant", "nom prenom", "nom et prenom",
        ],
        .birthDate: ["*naissance", "*birth", "date naiss", "*datenaiss", "dnais", "ddn", "ne le"],
        .phone: ["*telephone", "tel", "*phone", "fax", "portable", "mobile", "gsm", "numtel"],
        .email: ["*mail", "*courriel", "mel", "contact"],
        .url: ["*url", "*site", "lien", "link", "web", "*website", "*http", "uri", "homepage"],
        .uuid: ["*uuid", "guid"],
        .year: ["*annee", "an", "year", "*millesime", "exercice", "annees", "campagne", "rentree"],
        .month: ["mois", "month"],
        .weekday: ["jour", "*joursemaine", "weekday", "day", "*jourdelasemaine"],
        .percent: ["*pourcent", "taux", "pct", "part", "*percent", "ratio", "proportion", "rate", "tx"],
        .money: [
            "*montant", "prix", "cout", "tarif", "*budget", "*depense", "*recette", "*salaire", "euro", "euros", "eur", "*subvention", "amount",
            "price", "valeur fonciere", "loyer", "aide", "*credit",
        ],
        .geojson: ["*geojson", "geo shape", "*geom", "geometry", "shape"],
        .wkt: ["*wkt", "*geom", "geometry", "shape"],
        .wkb: ["*wkb", "*geom", "geometry", "shape"],
        .list: ["*list", "liste", "tags", "themes", "topics", "*motscles", "keywords", "types"],
    ]
}

private extension String {
    /// Foundation is not needed for this much.
    func replacingOccurrences(of character: Character, with empty: String) -> String { filter { $0 != character } }
}
