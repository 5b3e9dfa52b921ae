import Identity

/// People nobody is: names drawn from common German names and from parts of names, as unevenly as in a register, and
/// what a clerk types who heard one of them.
struct GeneratedRegister {
    private(set) var rows: [NameIndex.Row] = []
    private let today: CivilDate

    /// - Parameters:
    ///   - people: how many.
    ///   - today: nobody is born later or is older than a hundred.
    init(people: Int, today: CivilDate, using numbers: inout some RandomNumberGenerator) {
        self.today = today
        rows.reserveCapacity(people)
        for record in 0..<people {
            let family = Self.familyName(using: &numbers)
            let given = Self.givenNames(using: &numbers)
            let isMarried = Int.random(in: 0..<100, using: &numbers) < 18
            let year = today.year - 1 - Int(Double.random(in: 0..<1, using: &numbers).squareRoot() * 95)
            let month = Int.random(in: 1...12, using: &numbers)
            let date = ZoneBirthDate(year: year, month: month, day: Int.random(in: 1...28, using: &numbers))
            rows.append(
                NameIndex.Row(
                    familyName: family, birthName: isMarried ? Self.familyName(using: &numbers) : nil,
                    givenNames: given, birthDate: date ?? ZoneBirthDate(today), record: UInt32(record)))
        }
    }

    /// A name by its rank: the n-th is about 1/n as frequent as the first, as names are.
    private static func ranked(_ names: [String], using numbers: inout some RandomNumberGenerator) -> String {
        let place = Double(names.count + 6)
        let drawn = 6 * (place / 6).power(Double.random(in: 0..<1, using: &numbers)) - 6
        return names[min(Int(drawn), names.count - 1)]
    }

    private static func familyName(using numbers: inout some RandomNumberGenerator) -> String {
        func simple() -> String {
            switch Int.random(in: 0..<100, using: &numbers) {
            case 0..<52: return ranked(NameParts.family, using: &numbers)
            case 52..<82:
                return ranked(NameParts.beginnings, using: &numbers) + ranked(NameParts.endings, using: &numbers)
            case 82..<92:
                let stem =
                    ranked(NameParts.stems, using: &numbers) + ranked(NameParts.stems, using: &numbers).lowercased()
                return stem + ranked(NameParts.foreignEndings, using: &numbers)
            default: return ranked(NameParts.stems, using: &numbers) + ranked(NameParts.foreignEndings, using: &numbers)
            }
        }
        switch Int.random(in: 0..<100, using: &numbers) {
        case 0..<5: return simple() + "-" + simple()
        case 5: return ["von ", "von der ", "zu ", "van "][Int.random(in: 0..<4, using: &numbers)] + simple()
        default: return simple()
        }
    }

    private static func givenNames(using numbers: inout some RandomNumberGenerator) -> String {
        let names = Bool.random(using: &numbers) ? NameParts.female : NameParts.male
        let first = ranked(names, using: &numbers)
        switch Int.random(in: 0..<100, using: &numbers) {
        case 0..<30: return first + " " + ranked(names, using: &numbers)
        case 30..<36: return first + "-" + ranked(names, using: &numbers)
        default: return first
        }
    }
}

// MARK: - What is heard and typed

extension GeneratedRegister {
    /// Kinds of mistakes; each makes one of them where the name allows it.
    enum Mistake: String, CaseIterable {
        case dropped, doubled, swapped, wrong, umlaut, soundAlike
    }

    /// A name with a mistake.
    static func misspelt(_ name: String, _ mistake: Mistake, using numbers: inout some RandomNumberGenerator) -> String
    {
        var letters = Array(name)
        // The first letter is heard right.
        let places = letters.indices.dropFirst().filter { letters[$0].isLetter }
        guard letters.count > 3, let place = places.randomElement(using: &numbers) else { return name }
        switch mistake {
        case .dropped: letters.remove(at: place)
        case .doubled: letters.insert(letters[place], at: place)
        case .swapped: if place + 1 < letters.count { letters.swapAt(place, place + 1) }
        case .wrong: letters[place] = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &numbers) ?? "e"
        case .umlaut: return replaced(name, [("ü", "u"), ("ö", "o"), ("ä", "a"), ("ß", "s"), ("ue", "u"), ("ae", "ä")])
        case .soundAlike:
            let sounds = NameParts.soundsAlike.shuffled(using: &numbers)
            return replaced(name, sounds)
        }
        return String(letters)
    }

    /// The first replacement that there is something to replace for.
    private static func replaced(_ name: String, _ pairs: [(String, String)]) -> String {
        for (old, new) in pairs where name.contains(old) { return name.replacing(old, with: new, maxReplacements: 1) }
        return name
    }

    /// What a clerk types for a person: the family name with one mistake or two, the first given name, in three of ten
    /// cases with a mistake too, and the year of birth.
    func query(for row: NameIndex.Row, mistakes: [Mistake], using numbers: inout some RandomNumberGenerator) -> (
        family: String, given: String, year: Int
    ) {
        var family = row.familyName
        for mistake in mistakes { family = Self.misspelt(family, mistake, using: &numbers) }
        var given = row.givenNames.split(separator: " ").first.map(String.init) ?? ""
        if Int.random(in: 0..<10, using: &numbers) < 3, let mistake = Mistake.allCases.randomElement(using: &numbers) {
            given = Self.misspelt(given, mistake, using: &numbers)
        }
        return (family, given, row.birthDate.year ?? today.year)
    }
}

extension Double {
    /// This number to a power, without a library: by halves of the exponent, exact enough for drawing names.
    fileprivate func power(_ exponent: Double) -> Double {
        var (result, root, rest) = (1.0, self, exponent)
        for _ in 0..<30 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }
}
