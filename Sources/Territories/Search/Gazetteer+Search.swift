internal import Foundation

/// A territory that answers a question, and how well.
package struct TerritoryMatch: Sendable, Hashable {
    package let territory: Territory
    /// Postal codes of the question that the territory has.
    package let postalCodes: [String]
    /// To compare within one answer only.
    package let score: Double
}

extension Gazetteer {
    /// Territories whose name, postal code or official code is like `text`, the best first; of equals, the most
    /// inhabited.
    ///
    /// Every word must be met, by a word of the name, the beginning of one, or one within a slip or two where
    /// nothing else is found. Time: about a millisecond for the whole of France.
    ///
    /// - Parameter levels: those that may be found; all where empty.
    package func search(_ text: String, levels: Set<TerritoryLevel> = [], limit: Int = 20) -> [TerritoryMatch] {
        let words = WordList.words(String(text.prefix(200))).prefix(12)
        // Single letters are left of articles (l', d'), and say nothing beside other words.
        let long = words.filter { $0.utf8.count > 1 || $0.utf8.first.map { $0 < 0x61 } == true }
        let telling = long.isEmpty ? Array(words) : Array(WordList.telling(long))
        guard !telling.isEmpty, limit > 0 else { return [] }
        let first = candidates(telling, levels, allowsSlips: false, limit: limit)
        let found = first.isEmpty ? candidates(telling, levels, allowsSlips: true, limit: limit) : first
        let asked = telling.filter(Self.isPostalCode)
        return found.compactMap { candidate in
            guard let territory = territory(at: candidate.place) else { return nil }
            let codes = asked.isEmpty ? [] : postalCodes(of: territory.id).filter { code in asked.contains { code.hasPrefix($0) } }
            return TerritoryMatch(territory: territory, postalCodes: codes, score: candidate.score)
        }
    }

    private static func isPostalCode(_ word: String) -> Bool {
        (3...5).contains(word.utf8.count) && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private func candidates(
        _ words: [String], _ levels: Set<TerritoryLevel>, allowsSlips: Bool, limit: Int
    ) -> [(place: Int, score: Double)] {
        var totals = [Int32](repeating: 0, count: count)
        for (index, word) in words.enumerated() {
            var qualities = names.qualities(of: word, count: count, allowsSlips: allowsSlips)
            addCodes(word, to: &qualities)
            for place in totals.indices {
                totals[place] = qualities[place] == 0 || index > 0 && totals[place] == 0 ? 0 : totals[place] + Int32(qualities[place])
            }
        }
        var best: [(place: Int, score: Double)] = []
        for place in totals.indices where totals[place] > 0 {
            let level = level(at: place)
            guard levels.isEmpty || levels.contains(level) else { continue }
            var score = Double(totals[place]) / Double(words.count)
            let inhabitants = Double(max(0, populations[place]))
            score += log2(inhabitants + 1) / 2 - Double(Self.rank(level))
            // A name that is just what is asked for goes before those that only begin with it.
            if Int(totals[place]) >= words.count * Int(NameSearch.Quality.exact), wordCount(at: place) == words.count { score += 12 }
            guard best.count < limit || score > best[best.count - 1].score else { continue }
            let spot = best.partitioningIndex { $0.score < score }
            best.insert((place, score), at: spot)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    private func wordCount(at place: Int) -> Int { WordList.telling(WordList.words(name(at: place)).filter { $0.utf8.count > 1 }).count }

    /// Of territories of one name, people mostly mean the commune.
    private static func rank(_ level: TerritoryLevel) -> Int {
        switch level {
        case .commune: 0
        case .departement, .region, .france: 1
        case .overseasCollectivity: 2
        case .epci, .municipalArrondissement: 4
        case .arrondissement, .canton, .livingArea: 6
        case .delegatedCommune, .associatedCommune: 7
        }
    }

    private func addCodes(_ word: String, to qualities: inout [UInt8]) {
        guard word.utf8.contains(where: { $0 < 0x61 }) else { return }
        for level in TerritoryLevel.allCases {
            guard let id = TerritoryID(level, word), id.code.count == word.count, let place = place(of: id) else { continue }
            qualities[place] = 64
        }
        guard Self.isPostalCode(word), let number = UInt32(word) else { return }
        let scale = [3: 100, 4: 10, 5: 1][word.utf8.count].map(UInt32.init) ?? 1
        for place in communes(postalCodesFrom: number * scale, through: number * scale + scale - 1) {
            qualities[place] = max(qualities[place], scale == 1 ? 60 : 30)
        }
    }
}
