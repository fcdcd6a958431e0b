extension ColumnAccumulator {
    /// Decides the column's type, formats and meaning, and computes its figures.
    ///
    /// - Parameters:
    ///   - rows: of the table; those never added count as missing.
    ///   - type: a type that the source file imposes (Parquet, a workbook), or `nil` to decide from the values.
    ///   - reference: the official lists that codes are checked against.
    ///   - line: turns what `add` was given into a line of the file, counted from 1.
    package func profile(
        header: String, name: String, rows: Int64, type imposed: ColumnType? = nil, reference: ReferenceCodes = ReferenceCodes(),
        line: (_ firstLinePlusRow: Int64) -> Int64 = { $0 }
    ) -> ColumnProfile {
        var (analysis, dictionary) = self.analysis()
        let decided = decideType(analysis, dictionary, header: header, imposed: imposed)
        var decision = decided
        // `1272,5481` in a list of codes is two codes, not a decimal.
        if decision.type == .number, decision.numberFormat?.marks == .commaDecimal, imposed == nil, !HeaderWords(header).matches(.list).isEmpty {
            decision.makeText()
        }
        // Without a type to prove, `NA` and its like are text as any other.
        if decision.type == .text { analysis.takeMarkersAsText() }

        let hasLeadingZeros = analysis.tally.entries.contains { $0.types.contains(.leadingZero) }
        var profile = ColumnProfile(
            name: name, header: header, position: position, type: decision.type, count: rows,
            missing: rows - count + empty + analysis.nulls + analysis.markers.reduce(0) { $0 + $1.count }
                + analysis.declaredMissing.reduce(0) { $0 + $1.count })
        count(distinct: analysis, dictionary, into: &profile)
        setLengths(analysis, into: &profile)
        let meaning = MeaningDecision(
            analysis.tally,
            .init(
                type: decision.type, numberFormat: decision.numberFormat, present: analysis.present, distinct: profile.distinct,
                distinctIsExact: profile.distinctIsExact, position: position, minLength: profile.minLength,
                maxLength: profile.maxLength, meanLength: profile.meanLength,
                numberShare: decision.shares.first { $0.type == .number }?.share ?? 0, hasLeadingZeros: hasLeadingZeros),
            header: header)
        if let found = meaning.meaning, found.isCode, imposed == nil, decision.type != .text {
            decision.makeText()
            analysis.takeMarkersAsText()
            profile.missing = rows - count + empty + analysis.nulls + analysis.declaredMissing.reduce(0) { $0 + $1.count }
            count(distinct: analysis, dictionary, into: &profile)
            setLengths(analysis, into: &profile)
        }
        profile.type = decision.type
        profile.numberFormat = decision.numberFormat
        profile.dateFormat = decision.dateFormat
        profile.isZoned = decision.isZoned
        profile.meaning = meaning.meaning
        profile.meaningShare = meaning.share
        profile.coordinateSystem = meaning.system
        profile.missingMarkers = (analysis.markers + analysis.declaredMissing)
            .sorted { $0.count > $1.count }.map { String(decoding: $0.value, as: UTF8.self) }
        profile.patterns = analysis.patterns.top(10)
        profile.examples = analysis.examples.texts
        if analysis.present > 0 {
            Figures(decision, analysis, dictionary, CellConverter(profile)).fill(&profile)
        }
        profile.explanation = explain(analysis, decided: decided, final: decision, meaning)
        if let dictionary, analysis.present > 0 { check(dictionary, reference, &profile) }
        profile.notices = Oddities(
            profile, analysis, dictionary, decided: decided, isImposed: imposed != nil
        ).notices
        translateLines(&profile, line)
        return profile
    }

    /// Sets the column's codes against their list, and its names of communes against theirs.
    private func check(_ dictionary: ValueDictionary, _ reference: ReferenceCodes, _ profile: inout ColumnProfile) {
        let converter = CellConverter(profile)
        func isMissing(_ value: ByteView) -> Bool { unsafe converter.isMissing(Cell(start: value.start, count: UInt32(value.count))) }
        if let meaning = profile.meaning { profile.reference = ReferenceCheck(dictionary, meaning, reference, isMissing: isMissing) }
        // An EPCI has a SIREN, which its form alone does not tell from others.
        if profile.meaning == .siren, profile.distinct >= 5, let check = ReferenceCheck(dictionary, .codeEPCI, reference, isMissing: isMissing),
            check.current * 10 >= check.distinct * 9
        {
            profile.settle(.codeEPCI, Double(check.current) / Double(check.distinct))
            profile.reference = check
        }
        // A list of communes is told from one of persons by the names themselves.
        guard profile.type == .text, profile.distinct >= 10, profile.meaning.map({ [.lastName, .category, .identifier, .freeText].contains($0) }) ?? true,
            let communes = reference.list(.codeCommune)
        else { return }
        var known: Int64 = 0
        dictionary.forEach { value, _, _, _ in if !isMissing(value), communes.names(value.trimmed) { known += 1 } }
        let share = Double(known) / Double(profile.distinct)
        if share >= 0.9 { profile.settle(.nameCommune, share) }
    }

    private func decideType(
        _ analysis: ColumnAnalysis, _ dictionary: ValueDictionary?, header: String, imposed: ColumnType?
    ) -> TypeDecision {
        var sides = (yes: false, no: false)
        if let dictionary, !analysis.remaining.isDisjoint(with: .booleans) {
            dictionary.forEach { value, _, _, _ in
                guard let word = BooleanWords.read(value.trimmed) else { return }
                if word.value { sides.yes = true } else { sides.no = true }
            }
        }
        // A random number of eight digits is a valid day about once in 1,500 times.
        let distinct = dictionary.map { $0.entries.count } ?? Int.max
        let acceptsCompactDates = distinct >= 5 || HeaderWords(header).looksLikeDate
        var decision = TypeDecision(
            analysis.tally, present: analysis.present, booleanSides: sides, acceptsCompactDates: acceptsCompactDates)
        if let imposed { decision.impose(imposed) }
        return decision
    }

    private func count(distinct analysis: ColumnAnalysis, _ dictionary: ValueDictionary?, into profile: inout ColumnProfile) {
        if let dictionary {
            // Blanks, `\N` and markers are in the dictionary as the texts they are.
            var missing: Int64 = 0
            let words = analysis.markers + analysis.declaredMissing
            dictionary.forEach { raw, _, _, _ in
                let value = raw.trimmed
                if value.count == 0 || MissingMarkers.isNull(value) || words.contains(where: { word in word.value.withView { $0.equals(value) || $0.equals(raw) } }) {
                    missing += 1
                }
            }
            profile.distinct = Int64(dictionary.entries.count) - missing
            profile.distinctIsExact = true
        } else if let sketches = analysis.sketches {
            profile.distinct = Swift.min(sketches.distinct.estimate, analysis.present)
            profile.distinctIsExact = false
        }
    }

    private func setLengths(_ analysis: ColumnAnalysis, into profile: inout ColumnProfile) {
        if analysis.present == 0 { return }
        profile.minLength = analysis.minLength
        profile.maxLength = analysis.maxLength
        profile.meanLength = Double(analysis.totalLength) / Double(analysis.present)
    }

    private func explain(
        _ analysis: ColumnAnalysis, decided: TypeDecision, final: TypeDecision, _ meaning: MeaningDecision
    ) -> Explanation {
        var types = decided.shares.map { candidate in
            Explanation.Candidate(
                key: "type." + candidate.type.rawValue, share: candidate.share,
                refutations: analysis.tally.samples { !$0.types.isSuperset(of: candidate.form) },
                isChosen: candidate.type == final.type)
        }
        if final.type == .text { types.insert(.init(key: "type.text", share: 1, isChosen: true), at: 0) }
        types = types.filter(\.isChosen) + types.filter { !$0.isChosen }
        return Explanation(types: types, meanings: meaning.candidates)
    }

    private func translateLines(_ profile: inout ColumnProfile, _ line: (Int64) -> Int64) {
        for index in profile.notices.indices { profile.notices[index].line = profile.notices[index].line.map(line) }
        for candidate in profile.explanation.types.indices {
            for sample in profile.explanation.types[candidate].refutations.indices {
                profile.explanation.types[candidate].refutations[sample].line = line(profile.explanation.types[candidate].refutations[sample].line)
            }
        }
        if var check = profile.reference {
            check.formerLine = check.formerLine.map(line)
            check.unknownLine = check.unknownLine.map(line)
            profile.reference = check
        }
        for candidate in profile.explanation.meanings.indices {
            for sample in profile.explanation.meanings[candidate].refutations.indices {
                profile.explanation.meanings[candidate].refutations[sample].line = line(profile.explanation.meanings[candidate].refutations[sample].line)
            }
        }
    }
}
