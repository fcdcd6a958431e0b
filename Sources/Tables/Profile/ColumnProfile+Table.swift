import Localization

extension ColumnProfile {
    /// Lets the columns of one table speak for each other, once all are profiled.
    ///
    /// A decimal comma that one column proves holds for those that could also be read with thousands; two halves of a
    /// pair of coordinates that were exchanged are told; “nom” is a person's where persons are spoken of, a
    /// commune's where communes are listed.
    package static func reconcile(_ columns: inout [ColumnProfile]) {
        settleDecimalMarks(&columns)
        noteExchangedPairs(&columns)
        settleProjections(&columns)
        settleNames(&columns)
    }

    private static func settleDecimalMarks(_ columns: inout [ColumnProfile]) {
        func isProven(_ marks: NumberFormat.Marks) -> Bool {
            columns.contains { column in
                column.type == .number && column.numberFormat?.marks == marks && !column.notices.contains { $0.code == "number.ambiguous" }
            }
        }
        for marks in NumberFormat.Marks.allCases where isProven(marks) {
            for index in columns.indices where columns[index].numberFormat?.marks == marks {
                columns[index].notices.removeAll { $0.code == "number.ambiguous" }
            }
        }
    }

    private static func noteExchangedPairs(_ columns: inout [ColumnProfile]) {
        guard let latitude = columns.firstIndex(where: { $0.meaning == .latitude }),
            let longitude = columns.firstIndex(where: { $0.meaning == .longitude }),
            let north = columns[latitude].median, let east = columns[longitude].median,
            !Recognizer.isFrench(latitude: north, longitude: east), Recognizer.isFrench(latitude: east, longitude: north)
        else { return }
        for index in [latitude, longitude] where !columns[index].notices.contains(where: { $0.code == "place.swapped" }) {
            columns[index].notices.append(Notice("place.swapped", column: columns[index].header))
        }
    }

    /// The easting is in the system of the northing, which alone tells the projections apart; the two halves may also be
    /// exchanged under their headers.
    private static func settleProjections(_ columns: inout [ColumnProfile]) {
        settleExchangedProjection(&columns)
        if let north = columns.first(where: { $0.meaning == .utmY }), let east = columns.firstIndex(where: { $0.meaning == .lambert93X }),
            !columns.contains(where: { $0.meaning == .lambert93Y })
        {
            columns[east].settle(.utmX, columns[east].meaningShare)
            columns[east].coordinateSystem = north.coordinateSystem
        }
    }

    private static func settleExchangedProjection(_ columns: inout [ColumnProfile]) {
        func index(_ meaning: SemanticType) -> Int? {
            columns.firstIndex { column in
                // Eastings of the mainland could be northings of Guyane, if the other half were no northing of the mainland.
                (column.meaning == nil || column.meaning == .utmY) && column.type.isNumeric && column.median != nil
                    && !HeaderWords(column.header).matches(meaning).isEmpty
            }
        }
        guard let x = index(.lambert93X), let y = index(.lambert93Y), x != y, let east = columns[x].median, let north = columns[y].median,
            (6_000_000...7_200_000).contains(east), (50_000...1_300_000).contains(north)
        else { return }
        for (column, meaning) in [(x, SemanticType.lambert93Y), (y, .lambert93X)] {
            columns[column].settle(meaning, 1)
            columns[column].coordinateSystem = "EPSG:2154"
            columns[column].notices.append(Notice("place.swapped", column: columns[column].header))
        }
    }

    /// “nom” heads the names of places and bodies as often as those of people: it is a family name only where the table
    /// says something else of persons, and a commune's where it gives communes their code.
    private static func settleNames(_ columns: inout [ColumnProfile]) {
        let speaksOfPersons = columns.contains { column in
            switch column.meaning {
            case .firstName, .birthDate, .nir: true
            default: false
            }
        }
        // Where persons are, their address is theirs.
        for index in columns.indices where speaksOfPersons && columns[index].meaning == .address {
            columns[index].notices.append(
                Notice("personal", ["meaning": .message("meaning.address")], column: columns[index].header))
        }
        let listsCommunes = columns.contains { $0.meaning == .codeCommune && $0.isKey }
        for index in columns.indices where columns[index].type == .text {
            let header = FoldedText.of(columns[index].header)
            if columns[index].isUnsettled, ["nom", "name", "noms"].contains(header) {
                let share = columns[index].share(of: .lastName)
                if speaksOfPersons && share >= 0.8 {
                    columns[index].settle(.lastName, share)
                    columns[index].notices.append(
                        Notice("personal", ["meaning": .message("meaning.lastName")], column: columns[index].header))
                } else if listsCommunes && share >= 0.8 {
                    columns[index].settle(.nameCommune, share)
                }
            } else if columns[index].isUnsettled, let code = columns.first(where: { FoldedText.of($0.header) == "code " + header }), code.meaning == .codeCommune {
                // `chef_lieu` beside `code_chef_lieu`.
                columns[index].settle(.nameCommune, 1)
            }
        }
    }

    private var isUnsettled: Bool { meaning == nil || meaning == .category || meaning == .identifier || meaning == .freeText }

    private var isKey: Bool { distinct * 100 >= (count - missing) * 98 && distinct > 1 }

    private func share(of meaning: SemanticType) -> Double {
        explanation.meanings.first { $0.key == "meaning." + meaning.rawValue }?.share ?? 0
    }

    mutating func settle(_ meaning: SemanticType, _ share: Double) {
        self.meaning = meaning
        meaningShare = share
        let key = "meaning." + meaning.rawValue
        var chosen = explanation.meanings.first { $0.key == key } ?? .init(key: key, share: share)
        chosen.isChosen = true
        explanation.meanings.removeAll { $0.key == key || $0.isChosen }
        explanation.meanings.insert(chosen, at: 0)
    }

    private var median: Double? {
        Self.quantileLevels.firstIndex(of: 0.5).flatMap { $0 < quantiles.count ? quantiles[$0] : nil }
    }
}
