/// Names that are facts of the official geographic code (INSEE) and of ISO 3166-1, folded and hashed once.
enum KnownNames {
    /// The meanings that a value has as a whole, compared without case, accents or hyphens.
    @inline(__always)
    static func traits(_ bytes: ByteView) -> MeaningTraits {
        bytes.count > 48 ? [] : table[FoldedHash.of(bytes)] ?? []
    }

    /// Whether the word between two positions opens an address: `rue`, `avenue`, `bd`…
    @inline(__always)
    static func isStreetType(_ bytes: ByteView, _ from: Int, _ to: Int) -> Bool {
        if to - from < 2 || to - from > 12 { return false }
        return table[FoldedHash.of(bytes, from, to)]?.contains(.streetType) ?? false
    }

    private static let table: WordTable<MeaningTraits> = {
        var table: [UInt64: MeaningTraits] = [:]
        func add(_ names: some Sequence<Substring>, _ traits: MeaningTraits) {
            for name in names { table[String(name).withView { FoldedHash.of($0) }, default: []].formUnion(traits) }
        }
        add(departements.split(separator: "|"), .departementName)
        add(regions.split(separator: "|"), .regionName)
        add(countries.split(separator: "|"), .countryName)
        add(streetTypes.split(separator: " "), .streetType)
        add("homme femme masculin féminin hommes femmes monsieur madame male female".split(separator: " "), [.sex, .sexWord])
        add("M F H M. Mme Mlle 1 2 I".split(separator: " "), .sex)
        add(iso2.split(separator: " "), .countryCode2)
        add(iso3.split(separator: " "), .countryCode3)
        add(months.split(separator: " "), [.month, .monthName])
        add(weekdays.split(separator: " "), .weekday)
        return WordTable(table)
    }()

    private static let months = """
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre january february march april \
        may june july august september october november december janv févr avr juil sept oct nov déc
        """

    private static let weekdays = """
        lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
        """

    private static let departements = """
        Ain|Aisne|Allier|Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardèche|Ardennes|Ariège|Aube|Aude|Aveyron|\
        Bouches-du-Rhône|Calvados|Cantal|Charente|Charente-Maritime|Cher|Corrèze|Côte-d'Or|Côtes-d'Armor|Creuse|Dordogne|\
        Doubs|Drôme|Eure|Eure-et-Loir|Finistère|Corse-du-Sud|Haute-Corse|Gard|Haute-Garonne|Gers|Gironde|Hérault|\
        Ille-et-Vilaine|Indre|Indre-et-Loire|Isère|Jura|Landes|Loir-et-Cher|Loire|Haute-Loire|Loire-Atlantique|Loiret|Lot|\
        Lot-et-Garonne|Lozère|Maine-et-Loire|Manche|Marne|Haute-Marne|Mayenne|Meurthe-et-Moselle|Meuse|Morbihan|Moselle|\
        Nièvre|Nord|Oise|Orne|Pas-de-Calais|Puy-de-Dôme|Pyrénées-Atlantiques|Hautes-Pyrénées|Pyrénées-Orientales|Bas-Rhin|\
        Haut-Rhin|Rhône|Haute-Saône|Saône-et-Loire|Sarthe|Savoie|Haute-Savoie|Paris|Seine-Maritime|Seine-et-Marne|Yvelines|\
        Deux-Sèvres|Somme|Tarn|Tarn-et-Garonne|Var|Vaucluse|Vendée|Vienne|Haute-Vienne|Vosges|Yonne|Territoire de Belfort|\
        Essonne|Hauts-de-Seine|Seine-Saint-Denis|Val-de-Marne|Val-d'Oise|Guadeloupe|Martinique|Guyane|La Réunion|Mayotte|\
        Réunion|Saint-Pierre-et-Miquelon|Saint-Barthélemy|Saint-Martin|Wallis-et-Futuna|Polynésie française|\
        Nouvelle-Calédonie|Collectivité européenne d'Alsace|Alsace|Corse|Métropole de Lyon|Guyane française
        """

    private static let regions = """
        Guadeloupe|Martinique|Guyane|La Réunion|Réunion|Mayotte|Île-de-France|Centre-Val de Loire|Bourgogne-Franche-Comté|\
        Normandie|Hauts-de-France|Grand Est|Pays de la Loire|Bretagne|Nouvelle-Aquitaine|Occitanie|Auvergne-Rhône-Alpes|\
        Provence-Alpes-Côte d'Azur|PACA|Corse|Alsace|Aquitaine|Auvergne|Basse-Normandie|Bourgogne|Centre|\
        Champagne-Ardenne|Franche-Comté|Haute-Normandie|Languedoc-Roussillon|Limousin|Lorraine|Midi-Pyrénées|\
        Nord-Pas-de-Calais|Picardie|Poitou-Charentes|Rhône-Alpes
        """

    static let streetTypes = """
        rue avenue av ave boulevard bd bld boul chemin che chem ch impasse imp allée allées all place pl route rte square \
        sq quai cours passage pas pass ruelle montée mte sentier sente lotissement lot résidence res hameau ham lieu-dit \
        faubourg fbg fg esplanade esp promenade prom rond-point rpt parvis villa cité venelle voie traverse tra côte \
        descente galerie mail rocade zone za zac zi parc domaine dom clos cour porte pont port chaussée chs carrefour car \
        rampe levée jardin cavée coursive degré escalier drève
        """

    private static let countries = """
        Afghanistan|Afrique du Sud|Albanie|Algérie|Allemagne|Andorre|Angola|Antigua-et-Barbuda|Arabie saoudite|Argentine|\
        Arménie|Aruba|Australie|Autriche|Azerbaïdjan|Bahamas|Bahreïn|Bangladesh|Barbade|Belgique|Belize|Bénin|Bermudes|\
        Bhoutan|Biélorussie|Bélarus|Birmanie|Myanmar|Bolivie|Bosnie-Herzégovine|Botswana|Brésil|Brunei|Bulgarie|\
        Burkina Faso|Burundi|Cambodge|Cameroun|Canada|Cap-Vert|Chili|Chine|Chypre|Colombie|Comores|Congo|\
        République démocratique du Congo|République du Congo|Corée du Nord|Corée du Sud|Costa Rica|Côte d'Ivoire|Croatie|\
        Cuba|Danemark|Djibouti|Dominique|Égypte|Émirats arabes unis|Équateur|Érythrée|Espagne|Estonie|Eswatini|États-Unis|\
        États-Unis d'Amérique|Éthiopie|Fidji|Finlande|France|Gabon|Gambie|Géorgie|Ghana|Gibraltar|Grèce|Grenade|Groenland|\
        Guatemala|Guernesey|Guinée|Guinée-Bissau|Guinée équatoriale|Guyana|Haïti|Honduras|Hong Kong|Hongrie|Inde|Indonésie|\
        Irak|Iran|Irlande|Islande|Israël|Italie|Jamaïque|Japon|Jersey|Jordanie|Kazakhstan|Kenya|Kirghizistan|Kiribati|\
        Kosovo|Koweït|Laos|Lesotho|Lettonie|Liban|Liberia|Libye|Liechtenstein|Lituanie|Luxembourg|Macao|Macédoine du Nord|\
        Macédoine|Madagascar|Malaisie|Malawi|Maldives|Mali|Malte|Maroc|Maurice|Île Maurice|Mauritanie|Mexique|Micronésie|\
        Moldavie|Monaco|Mongolie|Monténégro|Mozambique|Namibie|Nauru|Népal|Nicaragua|Niger|Nigeria|Norvège|\
        Nouvelle-Zélande|Oman|Ouganda|Ouzbékistan|Pakistan|Palaos|Palestine|Panama|Papouasie-Nouvelle-Guinée|Paraguay|\
        Pays-Bas|Pérou|Philippines|Pologne|Porto Rico|Portugal|Qatar|République centrafricaine|Centrafrique|\
        République dominicaine|République tchèque|Tchéquie|Roumanie|Royaume-Uni|Russie|Fédération de Russie|Rwanda|\
        Sainte-Lucie|Saint-Marin|Salvador|Samoa|Sao Tomé-et-Principe|Sénégal|Serbie|Seychelles|Sierra Leone|Singapour|\
        Slovaquie|Slovénie|Somalie|Soudan|Soudan du Sud|Sri Lanka|Suède|Suisse|Suriname|Syrie|Tadjikistan|Taïwan|Tanzanie|\
        Tchad|Thaïlande|Timor oriental|Togo|Tonga|Trinité-et-Tobago|Tunisie|Turkménistan|Turquie|Tuvalu|Ukraine|Uruguay|\
        Vanuatu|Vatican|Venezuela|Viêt Nam|Vietnam|Yémen|Zambie|Zimbabwe|Germany|Spain|Italy|United Kingdom|\
        United States|Belgium|Netherlands|Switzerland|Sweden|Norway|Finland|Denmark|Poland|Greece|Ireland|Austria|Hungary|\
        Czech Republic|Romania|Bulgaria|Croatia|Slovenia|Slovakia|Estonia|Latvia|Lithuania|China|Japan|India|Brazil|Mexico|\
        Morocco|Algeria|Tunisia|Turkey|Russia|Australia|New Zealand
        """

    static let iso2 = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC \
        CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD \
        GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
        KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW \
        MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC \
        SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY \
        UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """

    static let iso3 = """
        ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR \
        BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP \
        CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB \
        GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN \
        KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD \
        MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN \
        PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM \
        SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR \
        UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
        """
}
