import Charts
import Localization

/// Charts of every kind, with what makes charts hard: long names, gaps, close lines, negative and missing values.
enum Samples {
    static let french = Localizer(.french)

    static func day(_ year: Int, _ month: Int = 1, _ day: Int = 1) -> Int {
        CivilCalendar.dayNumber(year, month, day)
    }

    private static func yearly(_ first: Int, _ values: [Double?]) -> [ChartPoint] {
        values.enumerated().map { ChartPoint(day: day(first + $0, 12, 31), value: $1, note: $1 == nil ? "secret statistique" : nil) }
    }

    private static func monthly(_ year: Int, _ month: Int, _ value: Double) -> ChartPoint {
        ChartPoint(day: day(year + month / 12, month % 12 + 1), value: value)
    }

    private static func quarterly(_ year: Int, _ quarter: Int, _ index: Int) -> ChartPoint {
        let value = 8 + Double(index) * 0.4 - Double(quarter) * 0.05 + (index == 3 ? 8 : 0)
        return ChartPoint(day: day(year + quarter / 4, quarter % 4 * 3 + 1), value: value)
    }

    private static func month(_ number: Int) -> StackedChart.Whole {
        let millions = [200 + number * 30, 900 - number * 40, number * number * 3]
        return .init("", millions.map { Double($0) * 1_000_000 }, day: day(2020 + number / 12, number % 12 + 1))
    }

    private static func panel(_ index: Int, _ name: String) -> SmallMultiples.Panel {
        let values = (0..<8).map { year -> Double? in index == 4 && year < 4 ? nil : Double(40 + index * 6 + year * 3) }
        return .init(name, yearly(2016, values), isHighlighted: index == 2)
    }

    private static func year(_ year: Int) -> BarChart.Bar {
        .init("\(year)", Double((year - 2007) * (year % 5 + 1)) * 31_000_000, isHighlighted: year == 2024)
    }

    private static func departement(_ index: Int) -> DistributionChart.Item {
        .init("Département \(index)", 38 + Double(index * 37 % 101) / 9, isHighlighted: index == 44)
    }

    private static func commune(_ index: Int) -> DistributionChart.Item {
        .init("Commune \(index)", Double(40 + index * index % 997 * (index % 13)), isHighlighted: index == 77)
    }

    private static func demand(_ index: Int) -> ChartPoint {
        ChartPoint(day: day(2025, 3, 3) + index, value: Double(120 + index * 13 % 37))
    }

    private static func heading(_ title: String, _ unit: String, _ digits: Int, _ name: String) -> ChartHeading {
        ChartHeading(title, unit: MeasureUnit(other: unit), digits: digits, source: "Source : service statistique, 2025", identifier: name)
    }

    static let charts: [(name: String, chart: any Chart)] = [
        ("line-one", lineOne),
        ("line-target", lineTarget),
        ("line-many", lineMany),
        ("line-negative", lineNegative),
        ("line-days", lineDays),
        ("bar-departements", barDepartements),
        ("bar-negative", barNegative),
        ("bar-columns", barColumns),
        ("bar-fallback", barFallback),
        ("stacked-bars", stackedBars),
        ("stacked-shares", stackedShares),
        ("stacked-areas", stackedAreas),
        ("distribution-strip", distributionStrip),
        ("distribution-histogram", distributionHistogram),
        ("multiples", multiples),
        ("progress", progress),
        ("progress-none", progressNone),
        ("empty", empty),
    ]

    private static let lineOne: any Chart = LineChart(
        heading("Part des mairies accessibles", "%", 1, "un"), series: [ChartSeries("Paris", yearly(2012, [41.2, 43, 47.7, nil, nil, 52.1, nil, 55, 58.4, 61, 63.3, 66.1]))])
    private static let lineTarget: any Chart = LineChart(
        heading("Délai moyen de traitement", "jours", 0, "cible"),
        series: [
            ChartSeries("Loire-Atlantique", (0..<40).map { monthly(2021, $0, 92 - Double($0) * 0.9 + Double($0 * 7 % 5)) }),
            ChartSeries("Cible", [ChartPoint(day: day(2022, 12), value: 80), ChartPoint(day: day(2024, 12), value: 60), ChartPoint(day: day(2026, 12), value: 45)], role: .target),
            ChartSeries("France", (0..<40).map { monthly(2021, $0, 88 - Double($0) * 0.5) }, role: .context),
        ], references: [ReferenceLine("Seuil d'alerte", 70)], events: [ChartEvent("Réforme", day: day(2022, 7)), ChartEvent("Nouveau barème", day: day(2022, 10))])
    private static let lineMany: any Chart = LineChart(
        heading("Taux de chômage localisé", "%", 1, "beaucoup"),
        series: ["Provence-Alpes-Côte d'Azur", "Auvergne-Rhône-Alpes", "Bretagne", "La Réunion", "Bourgogne-Franche-Comté", "Hauts-de-France", "Île-de-France"].enumerated().map { index, name in
            ChartSeries(name, (0..<24).map { quarterly(2019, $0, index) })
        })
    private static let lineNegative: any Chart = LineChart(
        heading("Solde des créations nettes", "emplois", 0, "solde"),
        series: [ChartSeries("Créations", yearly(2015, [12_000, -4_500, 3_100, 25_000, -18_000, 8_000, 1_250_000]))], startsAtZero: true)
    private static let lineDays: any Chart = LineChart(
        heading("Demandes reçues", "", 0, "jours"),
        series: [ChartSeries("Demandes", (0..<75).map(demand))])
    private static let barDepartements: any Chart = BarChart(
        heading("Heures d'ouverture hebdomadaires des mairies", "h", 1, "barres"), category: "Département",
        bars: [
            .init("Territoire de Belfort", 21.4), .init("Seine-Saint-Denis", 38.2), .init("Communauté d'agglomération de Cergy-Pontoise et des communes associées du Vexin", 30.1),
            .init("Paris", 44, isHighlighted: true), .init("Lozère", 9.8), .init("Mayotte", nil), .init("Saint-Pierre-et-Miquelon", nil, note: "secret statistique"), .init("Ariège", 0),
        ], order: .descending, reference: ReferenceLine("France", 24.6))
    private static let barNegative: any Chart = BarChart(
        heading("Évolution depuis 2019", "%", 1, "negatif"), category: "Région",
        bars: [.init("Bretagne", 12.4), .init("Corse", -3.1), .init("Centre-Val de Loire", -14.8), .init("Occitanie", 1.2), .init("Normandie", -0.4)])
    private static let barColumns: any Chart = BarChart(
        heading("Montants versés", "€", 0, "colonnes"), category: "Année",
        bars: (2008...2024).map(year), direction: .vertical, isSequence: true)
    private static let barFallback: any Chart = BarChart(
        heading("Élus par catégorie", "élus", 0, "repli"), category: "Catégorie",
        bars: [.init("Agriculteurs exploitants", 41_233), .init("Cadres et professions intellectuelles supérieures", 120_311), .init("Employés", 77_900)], direction: .vertical)
    private static let stackedBars: any Chart = StackedChart(
        heading("Âge des élus", "élus", 0, "piles"), category: "Territoire", parts: ["Moins de 40 ans", "De 40 à 59 ans", "60 ans et plus"],
        wholes: [.init("Loire-Atlantique", [1_204, 2_410, 1_988]), .init("Vendée", [410, 1_311, 2_020]), .init("Mayenne", [nil, nil, nil])])
    private static let stackedShares: any Chart = StackedChart(
        heading("Aides par section", "€", 0, "parts"), category: "Région",
        parts: ["Agriculture", "Industrie", "Construction", "Commerce", "Hébergement et restauration", "Information", "Finance", "Santé", "Autres services"],
        wholes: [.init("Bretagne", [12, 30, 14, 22, 31, 4, 3, 9, 2]), .init("Île-de-France", [1, 12, 18, 33, 52, 44, 30, 12, 9])], asShares: true)
    private static let stackedAreas: any Chart = StackedChart(
        heading("Montants par dispositif", "€", 0, "aires"), category: "Date", parts: ["Fonds de solidarité", "Prêts garantis", "Activité partielle"],
        wholes: (0..<18).map(month), form: .areas)
    private static let distributionStrip: any Chart = DistributionChart(
        heading("Part de femmes parmi les élus", "%", 1, "bande"), category: "Département",
        items: (0..<101).map(departement), references: [ReferenceLine("France", 43.1)])
    private static let distributionHistogram: any Chart = DistributionChart(
        heading("Population des communes", "habitants", 0, "histogramme"), category: "Communes",
        items: (0..<900).map(commune))
    private static let multiples: any Chart = SmallMultiples(
        heading("Taux d'équipement", "%", 0, "multiples"),
        panels: ["Bretagne", "Normandie", "Provence-Alpes-Côte d'Azur", "Corse", "Guyane"].enumerated().map { panel($0, $1) }, context: ChartSeries("France", yearly(2016, [44, 46, 49, 52, 55, 58, 60, 63]), role: .context))
    private static let progress: any Chart = ProgressBar(
        heading("Maisons France Services", "", 0, "avancement"), initial: .init(460, day: day(2019, 12, 31)), current: .init(2_840, day: day(2025, 9, 30)),
        target: .init(3_000, day: day(2026, 12, 31)), rate: 93.7)
    private static let progressNone: any Chart = ProgressBar(
        heading("Délai", "jours", 0, "inconnu"), initial: .init(90, day: day(2019, 12, 31)), current: .init(nil), target: .init(60, day: day(2026, 12, 31)), rate: nil,
        reason: "La valeur actuelle manque.")
    private static let empty: any Chart = LineChart(heading("Rien", "", 0, "rien"), series: [ChartSeries("Rien", [ChartPoint(day: day(2020), value: nil)])])
}
