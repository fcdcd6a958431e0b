import Localization

extension ColumnProfile {
    /// Lets the columns of one table speak for each other, once all are profiled.
    ///
    /// A decimal comma that one column proves holds for those that could also be read with thousands; two halves of a
    /// pair of coordinates that were exchanged are told.
    package static func reconcile(_ columns: inout [ColumnProfile]) {
        settleDecimalMarks(&columns)
        noteExchangedPairs(&columns)
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

    private var median: Double? {
        quantileLevelsIndex(of: 0.5).flatMap { $0 < quantiles.count ? quantiles[$0] : nil }
    }

    private func quantileLevelsIndex(of probability: Double) -> Int? { Self.quantileLevels.firstIndex(of: probability) }
}
