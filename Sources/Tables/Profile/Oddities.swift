import Foundation
import Localization

/// What a person should look at in a column, from what was gathered about it.
struct Oddities {
    private(set) var notices: [Notice] = []
    private let profile: ColumnProfile
    private let analysis: ColumnAnalysis
    private let dictionary: ValueDictionary?

    init(_ profile: ColumnProfile, _ analysis: ColumnAnalysis, _ dictionary: ValueDictionary?, decided: TypeDecision, isImposed: Bool) {
        self.profile = profile
        self.analysis = analysis
        self.dictionary = dictionary
        if profile.count > 0 && profile.missing == profile.count {
            note("column.empty")
            return
        }
        if analysis.present == 0 { return }
        noteTypes(decided, isImposed: isImposed)
        noteText()
        noteValues()
        noteMeaning()
    }

    private mutating func note(_ code: String, _ arguments: [String: MessageArgument] = [:], line: Int64? = nil) {
        notices.append(Notice(code, arguments, line: line, column: profile.header))
    }

    /// With how many cells show it, and the first three of them.
    private mutating func note(_ code: String, _ arguments: [String: MessageArgument] = [:], where condition: (TraitTally.Entry) -> Bool) {
        let count = analysis.tally.count(where: condition)
        if count == 0 { return }
        let samples = analysis.tally.samples(where: condition)
        var all = arguments
        all["count"] = .integer(Int(count))
        all["values"] = .list(samples.map { .text($0.value) })
        note(code, all, line: samples.first?.line)
    }

    private mutating func noteTypes(_ decided: TypeDecision, isImposed: Bool) {
        if decided.isAmbiguousDay, profile.type == .date || profile.type == .datetime { note("date.ambiguous", ["example": .text(profile.examples.first ?? "")]) }
        if decided.isAmbiguousMark, profile.type == .number { note("number.ambiguous", ["example": .text(profile.examples.first ?? "")]) }
        if profile.dateFormat?.hasShortYear == true { note("date.shortYear", ["example": .text(profile.examples.first ?? "")]) }
        for marker in analysis.markers {
            note("missing.marker", ["value": .text(String(decoding: marker.value, as: UTF8.self)), "count": .integer(Int(marker.count))], line: marker.line)
        }
        // A column that is all but one type: the cells that spoil it are what a person can repair.
        guard profile.type == .text, profile.meaning?.isCode != true, !isImposed, let best = decided.shares.first,
            best.share >= 0.95, best.share < 1, best.type != .json, best.type != .boolean || profile.distinct <= 6,
            profile.meaning != .list, profile.meaning != .latLonPair, profile.meaning != .lonLatPair
        else { return }
        note("type.almost", ["type": .message("type." + best.type.rawValue), "share": .percent(best.share)]) { !$0.types.isSuperset(of: best.form) }
    }

    private mutating func noteText() {
        note("text.padded") { $0.types.contains(.padded) }
        note("text.replacement") { $0.types.contains(.replacementCharacter) }
        note("text.mojibake") { $0.types.contains(.mojibake) }
        note("text.control") { $0.types.contains(.controlCharacter) }
        noteVariants()
    }

    /// Values that differ by case, accents or spaces alone: `Paris`, `PARIS `.
    private mutating func noteVariants() {
        guard let dictionary, profile.type == .text, profile.distinct <= 5_000, profile.meanLength <= 60,
            profile.meaning != .identifier, profile.meaning != .uuid, profile.meaning != .url, profile.meaning != .list, profile.meaning?.isPlace != true,
            !HeaderWords(profile.header).looksLikeIdentifier
        else { return }
        var groups: [[UInt8]: [Int]] = [:]
        for index in dictionary.entries.indices {
            let folded = dictionary.withBytes(of: index) { unsafe FoldedText.bytes(UnsafeBufferPointer(start: $0.start, count: $0.count)) }
            if folded.count >= 2 && folded.contains(where: { $0 >= 0x61 }) { groups[folded, default: []].append(index) }
        }
        // Padding has its own notice.
        let variants = groups.values.filter { group in
            group.count > 1 && Set(group.map { dictionary.withBytes(of: $0) { $0.trimmed.array } }).count > 1
        }
        guard let first = variants.min(by: { ($0.map { dictionary.firstLine($0) }.max() ?? 0) < ($1.map { dictionary.firstLine($0) }.max() ?? 0) })
        else { return }
        let ordered = first.sorted { a, b in
            let counts = (dictionary.entries[a].count, dictionary.entries[b].count)
            return counts.0 != counts.1 ? counts.0 > counts.1 : dictionary.withBytes(of: a) { one in dictionary.withBytes(of: b) { one.precedes($0) } }
        }
        let values = ordered.prefix(3).map { index in MessageArgument.text(dictionary.withBytes(of: index) { $0.text(limit: 80) }) }
        note("text.variants", ["count": .integer(variants.count), "values": .list(values)], line: first.map { dictionary.firstLine($0) }.max())
    }

    private mutating func noteValues() {
        if profile.distinct == 1 && analysis.present > 1 && profile.distinctIsExact {
            note("value.constant", ["value": .text(profile.topValues.first?.value ?? "")])
        }
        noteAlmostUnique()
        noteSentinels()
        noteUnlikelyDates()
    }

    /// An identifier by its header that a few rows repeat.
    private mutating func noteAlmostUnique() {
        guard profile.distinctIsExact, profile.type == .text || profile.type == .integer, profile.distinct < analysis.present,
            profile.meaning == .uuid || profile.meaning == .siret || profile.meaning == nil && HeaderWords(profile.header).looksLikeIdentifier,
            profile.distinct * 100 >= analysis.present * 99, analysis.present >= 100, let top = profile.topValues.first, top.count > 1
        else { return }
        note("identifier.repeated", ["count": .integer(Int(analysis.present - profile.distinct)), "value": .text(top.value)])
    }

    /// Values that programs write for “unknown”.
    private mutating func noteSentinels() {
        let suspects: Set<String>
        switch profile.type {
        case .date, .datetime: suspects = ["1900-01-01", "1899-12-30", "1970-01-01", "9999-12-31", "2999-12-31", "0001-01-01", "1901-01-01"]
        case .integer, .number: suspects = ["-1", "-9", "-99", "-999", "-9999", "99999", "999999", "9999999", "99999999", "9999"]
        default: return
        }
        guard let low = profile.min, let high = profile.max, let dictionary else { return }
        for bound in [low, high] where suspects.contains(String(bound.prefix(10))) {
            // Far from the others, or it is only a value like them.
            if profile.type.isNumeric, !isFar(bound) { continue }
            let found = profile.type.isNumeric ? dictionary.entries.indices.first { index in dictionary.withBytes(of: index) { $0.trimmed.text() == bound } } : nil
            let count = found.map { Int(dictionary.entries[$0].count) }
            note("value.sentinel", ["value": .text(String(bound.prefix(10))), "count": .integer(count ?? 1)], line: found.map { dictionary.firstLine($0) })
            if low == high { break }
        }
    }

    /// Days before anybody alive or after any plan: `1072-05-03`.
    private mutating func noteUnlikelyDates() {
        guard profile.type == .date || profile.type == .datetime, let dictionary, let low = profile.min, let high = profile.max else { return }
        let earliest = profile.meaning == .birthDate ? "1900" : "1600"
        guard low < earliest || high > "2200" else { return }
        let converter = CellConverter(profile)
        var count: Int64 = 0
        var first: (value: String, line: Int64)?
        dictionary.forEach { value, _, cells, line in
            let cell = unsafe Cell(start: value.start, count: UInt32(value.count))
            let days = profile.type == .date ? converter.date(cell).map(Int64.init) : converter.timestamp(cell).map { $0 / 86_400_000_000 }
            guard let days else { return }
            let year = CivilCalendar.day(Int(days)).year
            guard year < Int(earliest) ?? 0 || year > 2200, year != 9999, year != 2999, year != 1 else { return }
            count += cells
            if first == nil || line < first!.line { first = (value.text(limit: 40), line) }
        }
        if let first { note("date.unlikely", ["value": .text(first.value), "count": .integer(Int(count))], line: first.line) }
    }

    private func isFar(_ bound: String) -> Bool {
        guard let value = Double(bound), profile.quantiles.count == ColumnProfile.quantileLevels.count else { return false }
        if value < 0 { return profile.quantiles[2] >= 0 }
        return value > profile.quantiles[5] * 5 && value > 1_000
    }

    private mutating func noteMeaning() {
        guard let meaning = profile.meaning else { return }
        if meaning.isPersonal {
            note("personal", ["meaning": .message("meaning." + meaning.rawValue)])
        }
        noteReference()
        let shortPostals = meaning == .codePostal || meaning == .codeCommune
        if shortPostals {
            note("code.shortened", ["meaning": .message("meaning." + meaning.rawValue)]) {
                $0.meanings.contains(.shortPostal) && $0.meanings.isDisjoint(with: [.codePostal, .codeCommune])
            }
        } else if meaning == .siret {
            note("code.shortened", ["meaning": .message("meaning.siret")]) { $0.meanings.contains(.shortSiret) && !$0.meanings.contains(.siret) }
        }
        noteRefutations(meaning)
    }

    /// An ISO date at midnight UTC.
    private static func date(_ text: String) -> Date? {
        let reading = text.withView { DateSyntax.read($0, mask: ByteClass.table.scan($0)) }
        return reading.traits.contains(.dayOnly) ? Date(timeIntervalSince1970: Double(reading.days) * 86_400) : nil
    }

    /// Codes that their official list does not know, or no longer.
    private mutating func noteReference() {
        guard let check = profile.reference, check.distinct > 0 else { return }
        func values(_ counts: [ColumnProfile.ValueCount]) -> MessageArgument { .list(counts.map { .text($0.value) }) }
        var shared: [String: MessageArgument] = ["meaning": .message("meaning." + check.meaning.rawValue), "total": .integer(check.distinct)]
        if let date = check.vintage.flatMap(Self.date) { shared["date"] = .date(date) }
        let suffix = check.vintage == nil ? ".fixed" : ""
        // Where most are unknown the list is another one than thought, not the codes wrong.
        if check.unknown > 0, check.unknown * 2 <= check.distinct {
            note(
                "code.unknown" + suffix,
                shared.merging(["count": .integer(check.unknown), "known": .integer(check.current), "values": values(check.unknownValues)]) { $1 },
                line: check.unknownLine)
        }
        if check.former > 0, check.former < check.distinct {
            var arguments = shared.merging(["count": .integer(check.former), "values": values(check.formerValues)]) { $1 }
            if let date = check.formerUntil.flatMap(Self.date) { arguments["until"] = .date(date) }
            note(check.formerUntil == nil ? "code.former" : "code.former.until", arguments, line: check.formerLine)
        }
    }

    /// The cells that a checked meaning refuses: a SIRET with a wrong key, a longitude of 363 degrees.
    private mutating func noteRefutations(_ meaning: SemanticType) {
        switch meaning {
        case .category, .list, .freeText, .identifier, .json, .address, .nameCommune, .nameDepartement, .nameRegion, .nameCountry, .firstName,
            .lastName, .birthDate, .percent, .money, .streetType: return
        default: break
        }
        guard profile.meaningShare < 1, profile.meaningShare >= 0.5, !notices.contains(where: { $0.code == "type.almost" || $0.code == "code.shortened" }),
            let chosen = profile.explanation.meanings.first(where: \.isChosen), !chosen.refutations.isEmpty
        else { return }
        let count = Double(analysis.present) * (1 - profile.meaningShare)
        note(
            "meaning.almost",
            [
                "meaning": .message("meaning." + meaning.rawValue), "share": .percent(profile.meaningShare), "count": .integer(Int(count.rounded())),
                "values": .list(chosen.refutations.map { .text($0.value) }),
            ], line: chosen.refutations.first?.line)
    }
}
