/// Atoms put together again: elisions, decimals, codes, compounds.
extension Tokenizer {
    /// Makes words of the atoms.
    mutating func emitWords() {
        var index = 0
        while index < atoms.count {
            if let end = endOfSpacedCode(index) {
                emitJoined(index..<end, separator: nil, isWhole: false)
                index = end
                continue
            }
            var end = index + 1
            while end < atoms.count, atoms[end].glue != 0, atoms[end].glue != Self.space { end += 1 }
            if end == index + 1 {
                emitAtom(atoms[index])
            } else {
                emitCompound(index..<end)
            }
            index = end
        }
    }

    /// The end of a SIREN (3-3-3 digits) or a SIRET (3-3-3-5) written with spaces from atom `index`.
    private func endOfSpacedCode(_ index: Int) -> Int? {
        func isGroup(_ offset: Int, _ digits: Int) -> Bool {
            let place = index + offset
            guard place < atoms.count, atoms[place].isDigits, atoms[place].digits == digits else { return false }
            return offset == 0 || atoms[place].glue == Self.space
        }
        guard isGroup(0, 3), isGroup(1, 3), isGroup(2, 3) else { return nil }
        if isGroup(3, 5), hasValidKey(index..<index + 4) { return index + 4 }
        // A fourth group of three is a large number, not a SIREN.
        return !isGroup(3, 3) && hasValidKey(index..<index + 3) ? index + 3 : nil
    }

    /// Whether digits hold the check that SIREN and SIRET end with (Luhn; ISO/IEC 7812-1, annex B), which one large
    /// number in ten does.
    private func hasValidKey(_ range: Range<Int>) -> Bool {
        let digits = atoms[range].flatMap { forms[$0.form] }.map { Int($0) - 0x30 }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let doubled = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
            return sum + doubled / 10 + doubled % 10
        }
        return sum % 10 == 0
    }

    private mutating func emitCompound(_ range: Range<Int>) {
        let parts = atoms[range]
        let inner = parts.dropFirst()
        if parts.allSatisfy(\.isSingleLetter), inner.allSatisfy({ $0.glue == Self.dot }) {
            return emitJoined(range, separator: nil, isWhole: false)
        }
        if parts.allSatisfy(\.isSingleLetter), inner.allSatisfy({ $0.glue == Self.ampersand }) {
            return emitJoined(range, separator: Self.ampersand, isWhole: false)
        }
        let units = units(range)
        guard units.count > 1 else {
            if let unit = units.first { emitAtom(unit) }
            return
        }
        emitWhole(units)
        for unit in units where !(unit.isDigits && unit.digits < 3) || !isCode(units) { emitAtom(unit) }
    }

    /// The parts of a compound once elisions are dropped, other apostrophes closed up and decimals put together.
    private mutating func units(_ range: Range<Int>) -> [Atom] {
        var units: [Atom] = []
        var closes = false
        for index in range {
            var atom = atoms[index]
            if index == range.lowerBound { atom.glue = 0 }
            if closes, let last = units.last {
                units[units.count - 1] = merged(last, atom, separator: nil)
            } else if let last = units.last, isDecimal(last, atom) {
                units[units.count - 1] = merged(last, atom, separator: Self.dot)
            } else {
                units.append(atom)
            }
            closes = false
            if index + 1 < range.upperBound, atoms[index + 1].glue == Self.apostrophe {
                if lexicon.elisions.find(forms[atom.form].span) != nil, units.last?.source == atom.source {
                    let glue = units.removeLast().glue
                    atoms[index + 1].glue = glue
                } else {
                    closes = true
                }
            }
        }
        return units
    }

    private func isDecimal(_ left: Atom, _ right: Atom) -> Bool {
        guard right.isDigits, left.digits > 0, right.digits <= 4, let last = forms[left.form].last,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last)
        else { return false }
        if right.glue == Self.dot { return true }
        return right.glue == Self.comma && left.digits <= 3 && right.digits <= 2
    }

    private mutating func merged(_ left: Atom, _ right: Atom, separator: UInt8?) -> Atom {
        let start = forms.count
        forms += Array(forms[left.form])
        if let separator { forms.append(separator) }
        forms += Array(forms[right.form])
        return Atom(
            form: start..<forms.count, source: left.source.lowerBound..<right.source.upperBound, glue: left.glue,
            letters: left.letters + right.letters, digits: left.digits + right.digits,
            hasLower: left.hasLower || right.hasLower, hasUpper: left.hasUpper || right.hasUpper, hump: 0
        )
    }

    private func isCode(_ units: [Atom]) -> Bool {
        units.dropFirst().allSatisfy { $0.glue == Self.hyphen } && units.contains { $0.digits > 0 }
    }

    /// The compound itself, before its parts, where people also write or look for it in one word.
    private mutating func emitWhole(_ units: [Atom]) {
        let inner = units.dropFirst()
        if isCode(units) {
            emitJoined(units, separator: Self.hyphen)
            if units.count == 2, !units[0].isDigits { emitJoined(units, separator: nil) }
        } else if units.count == 2, inner.allSatisfy({ $0.glue == Self.hyphen }),
            lexicon.prefixes.find(forms[units[0].form].span) != nil {
            emitJoined(units, separator: nil)
        } else if inner.allSatisfy({ $0.glue == Self.dot }), !units.contains(where: \.hasUpper),
            units.allSatisfy({ $0.letters > 1 }) {
            emitJoined(units, separator: Self.dot)
        }
    }

    private mutating func emitJoined(_ range: Range<Int>, separator: UInt8?, isWhole: Bool) {
        emitJoined(Array(atoms[range]), separator: separator, isWhole: isWhole)
    }

    private mutating func emitJoined(_ parts: [Atom], separator: UInt8?, isWhole: Bool = true) {
        guard let first = parts.first else { return }
        let joined = parts.dropFirst().reduce(first) { merged($0, $1, separator: separator) }
        emit(joined.form, joined, isWhole: isWhole)
    }

    private mutating func emitAtom(_ atom: Atom) {
        if atom.hump > 0 {
            let left = atom.form.lowerBound..<atom.hump
            let right = atom.hump..<atom.form.upperBound
            if left.count > 1, right.count > 2 {
                emit(atom.form, atom, isWhole: true)
                emit(left, atom, isWhole: false)
                emit(right, atom, isWhole: false)
                return
            }
        }
        emit(atom.form, atom, isWhole: false)
    }

    private mutating func emit(_ form: Range<Int>, _ atom: Atom, isWhole: Bool) {
        guard form.count <= Self.longestWord else { return }
        words.append(Word(
            form: form, source: atom.source, isWhole: isWhole,
            isCapitals: atom.hasUpper && !atom.hasLower && atom.letters > 1, hasDigit: atom.digits > 0
        ))
    }
}
