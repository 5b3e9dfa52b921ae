import Testing

@testable import Identity

private let today = CivilDate(year: 2026, month: 11, day: 23)!

private func row(_ family: String, _ given: String, _ year: Int?, birthName: String? = nil) -> NameIndex.Row {
    NameIndex.Row(
        familyName: family, birthName: birthName, givenNames: given,
        birthDate: ZoneBirthDate(year: year, month: year == nil ? nil : 8, day: year == nil ? nil : 12)!, record: 0)
}

/// Few people, chosen so that each stands for a rule.
@Suite struct NameSearchRulesTests {
    private static let people = [
        row("Müller", "Erika", 1964), row("Mueller", "Hans-Peter", 1950), row("Muller", "Anna Maria", 1980),
        row("von der Heide", "Karl", 1931), row("Schmidt-Müller", "Änne", 1990), row("Meyer", "Erika", 1964),
        row("Maier", "Ute", 1975, birthName: "Gröblinghoff"), row("Özdemir", "Elif", nil), row("Peter", "Walter", 1971),
        row("Walter", "Peter", 1971), row("Krzyżanowski", "Łukasz", 1999), row("Xi", "", 2001),
    ]
    private static let index = NameIndex(
        people.enumerated().map { number, person in
            NameIndex.Row(
                familyName: person.familyName, birthName: person.birthName, givenNames: person.givenNames,
                birthDate: person.birthDate, record: UInt32(number))
        })

    /// What is typed, and who comes first; what is only like it may follow.
    @Test(
        arguments: [
            ("Müller", ["Müller", "Mueller", "Muller", "Schmidt-Müller"]), ("mueller erika", ["Müller"]),
            ("Muller", ["Muller", "Müller", "Mueller", "Schmidt-Müller"]),
            ("müll", ["Müller", "Mueller", "Muller", "Schmidt-Müller"]), ("Erika Müller", ["Müller"]),
            ("Erika 1964", ["Müller", "Meyer"]), ("Meyer", ["Meyer", "Maier"]), ("Heide", ["von der Heide"]),
            ("vonderheide", ["von der Heide"]), ("von der Heide Karl", ["von der Heide"]),
            ("Hanspeter Mueller", ["Mueller"]), ("Hans Peter Müller", ["Mueller"]), ("Müller Maria", ["Muller"]),
            ("Gröblinghof", ["Maier"]), ("Maier Gröblinghoff", ["Maier"]), ("Oezdemir", ["Özdemir"]),
            ("Ozdemir 1980", ["Özdemir"]), ("Walter, Peter", ["Walter"]), ("Peter, Walter", ["Peter"]),
            ("Krzyzanowski", ["Krzyżanowski"]), ("Kschizanowski", ["Krzyżanowski"]), ("Xi", ["Xi"]),
            ("Muellre Erika", ["Müller"]), ("Smith 1931", []), ("Qqq", []), ("", []),
            ("Müller Annne Schmidt", ["Schmidt-Müller"]), ("Müller 1946", ["Müller"]),
            ("Heide 13.8.1931", ["von der Heide"]), ("Heide 1932", ["von der Heide"]),
        ])
    func found(_ typed: String, _ expected: [String]) {
        let hits = Self.index.search(NameQuery(typed, today: today))
        let names = hits.map { Self.people[Int($0.record)].familyName }
        #expect(Array(names.prefix(expected.count)) == expected)
        #expect(names.isEmpty == expected.isEmpty)
        #expect(hits.map(\.cost) == hits.map(\.cost).sorted())
    }

    /// A day alone finds those born on it, whatever the year.
    @Test func aDayAlone() {
        #expect(Self.index.search(NameQuery("12.8.", today: today), limit: 99).filter { $0.cost == 0 }.count == 11)
    }

    @Test func noMoreThanAskedFor() {
        #expect(Self.index.search(NameQuery("Müller", today: today), limit: 2).count == 2)
        #expect(Self.index.search(NameQuery("Müller", today: today), limit: 0).isEmpty)
        #expect(NameIndex([]).search(NameQuery("Müller 1964", today: today)).isEmpty)
    }
}

/// Two thousand generated people: each rule for everybody.
@Suite struct NameSearchPropertyTests {
    private static let register: GeneratedRegister = {
        var numbers = SeededNumbers(seed: 51)
        return GeneratedRegister(people: 2_000, today: today, using: &numbers)
    }()
    private static let index = NameIndex(register.rows)

    /// The person, or one who cannot be told from her by what was typed.
    private func isFound(_ row: NameIndex.Row, by typed: String) -> Bool {
        Self.index.search(NameQuery(typed, today: today)).contains { hit in
            let found = Self.register.rows[Int(hit.record)]
            return found.familyName == row.familyName && found.birthDate.year == row.birthDate.year
                && found.givenNames.split(separator: " ").first == row.givenNames.split(separator: " ").first
        }
    }

    private func typed(_ row: NameIndex.Row, family: String? = nil) -> String {
        "\(family ?? row.familyName), \(row.givenNames.split(separator: " ")[0]) \(row.birthDate.year ?? 0)"
    }

    @Test func everybodyIsFoundByHerName() {
        for row in Self.register.rows {
            #expect(isFound(row, by: typed(row)), "\(typed(row))")
            if let birthName = row.birthName { #expect(isFound(row, by: typed(row, family: birthName))) }
        }
    }

    @Test func everybodyIsFoundByTheBeginningOfHerName() {
        for row in Self.register.rows.prefix(600) {
            let family = row.familyName.split(separator: " ").last.map(String.init) ?? ""
            for length in Set([3, 4, family.count / 2, family.count - 1]) where (3..<family.count).contains(length) {
                #expect(isFound(row, by: typed(row, family: String(family.prefix(length)))), "\(typed(row)) \(length)")
            }
        }
    }

    @Test(arguments: GeneratedRegister.Mistake.allCases)
    func everybodyIsFoundWithOneMistake(_ mistake: GeneratedRegister.Mistake) {
        var numbers = SeededNumbers(seed: 52)
        for row in Self.register.rows.prefix(500) {
            let wrong = GeneratedRegister.misspelt(row.familyName, mistake, using: &numbers)
            #expect(isFound(row, by: typed(row, family: wrong)), "\(typed(row)) as \(wrong)")
        }
    }

    /// Two mistakes, and one in the given name for every third: 99 of 100.
    @Test func nearlyEverybodyIsFoundWithTwoMistakes() {
        var numbers = SeededNumbers(seed: 53)
        let rows = Self.register.rows.prefix(1_000)
        let found = rows.count { row in
            let mistakes = (0..<2).compactMap { _ in GeneratedRegister.Mistake.allCases.randomElement(using: &numbers) }
            let query = Self.register.query(for: row, mistakes: mistakes, using: &numbers)
            return isFound(row, by: "\(query.family) \(query.given) \(query.year)")
        }
        #expect(found >= 990)
    }

    @Test func theOrderOfTheRowsDoesNotMatter() {
        var numbers = SeededNumbers(seed: 54)
        #expect(NameIndex(Self.register.rows.shuffled(using: &numbers)).bytes == Self.index.bytes)
    }

    @Test func theIndexIsSmall() {
        #expect(Self.index.footprint <= 200 * Self.index.count && Self.index.bytes.count <= 200 * Self.index.count)
    }

    @Test func whatIsReadAgainFindsTheSame() throws {
        let bytes = Self.index.bytes
        let again = try NameIndex(bytes: bytes)
        #expect(again.bytes == bytes && again.count == 2_000)
        for row in Self.register.rows.prefix(50) {
            let query = NameQuery(typed(row), today: today)
            #expect(again.search(query) == Self.index.search(query))
        }
    }
}

@Suite struct DamagedNameIndexTests {
    private static let bytes = NameIndex([
        row("Müller", "Erika", 1964), row("Özdemir", "Elif", nil), row("von der Heide", "Karl-Heinz", 1931),
    ]).bytes

    @Test func everyChangedByteIsSeen() {
        for index in Self.bytes.indices {
            for change: UInt8 in [1, 0x80, 0xFF] {
                var bytes = Self.bytes
                bytes[index] ^= change
                #expect(throws: index < 5 ? NameIndexFault.unknownFormat : .damaged) { try NameIndex(bytes: bytes) }
            }
        }
    }

    @Test func everyCutIsSeen() {
        for length in Self.bytes.indices {
            #expect(throws: length < 5 ? NameIndexFault.unknownFormat : .damaged) {
                try NameIndex(bytes: Array(Self.bytes.prefix(length)))
            }
        }
        #expect(throws: NameIndexFault.damaged) { try NameIndex(bytes: Self.bytes + [0]) }
    }

    /// With a sum that fits, what was changed is refused or harmless.
    @Test func forgedBytesDoNotBreakTheSearch() {
        var numbers = SeededNumbers(seed: 55)
        var taken = 0
        for _ in 0..<4_000 {
            var body = Array(Self.bytes.dropLast(8))
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let index = Int.random(in: 5..<body.count, using: &numbers)
                body[index] =
                    [0, 1, 0x41, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &numbers)][
                        Int.random(in: 0..<6, using: &numbers)]
            }
            let sum = withUnsafeBytes(of: NameIndex.sum(of: body).littleEndian) { Array($0) }
            guard let index = try? NameIndex(bytes: body + sum) else { continue }
            taken += 1
            for typed in ["Müller Erika 1964", "12.8.", "Karl Heide"] {
                #expect(index.search(NameQuery(typed, today: today)).count <= 3)
            }
        }
        #expect(taken > 0)
    }
}
