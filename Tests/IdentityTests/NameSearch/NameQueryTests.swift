import Testing

@testable import Identity

private let today = CivilDate(year: 2026, month: 11, day: 23)!

@Suite struct NameQueryTests {
    @Test(
        arguments: [
            ("Müller Erika 1964", ["MUELLER", "ERIKA"], [1964], nil, nil),
            ("erika  müller 12.8.64", ["ERIKA", "MUELLER"], [1964], 8, 12),
            ("Müller, Erika", ["MUELLER", "ERIKA"], [], nil, nil),
            ("12. 08. 1964 Müller", ["MUELLER"], [1964], 8, 12),
            ("1964-08-12", [], [1964], 8, 12), ("12081964", [], [1964], 8, 12), ("19640813", [], [1964], 8, 13),
            ("120864", [], [1964], 8, 12), ("8.1964", [], [1964], 8, nil), ("12.8.", [], [], 8, 12),
            ("Müller 64", ["MUELLER"], [1964], nil, nil), ("Müller 12", ["MUELLER"], [2012, 1912], nil, nil),
            ("von der Heide", ["HEIDE"], [], nil, nil), ("von", ["VON"], [], nil, nil),
            ("Groß-Müller", ["GROSSMUELLER"], [], nil, nil), ("O'Connor", ["OCONNOR"], [], nil, nil),
            ("…–", [], [], nil, nil), ("", [], [], nil, nil),
        ] as [(String, [String], [Int], Int?, Int?)])
    func read(_ typed: String, _ words: [String], _ years: [Int], _ month: Int?, _ day: Int?) {
        let query = NameQuery(typed, today: today)
        #expect(query.words.map { String(decoding: $0.letters, as: UTF8.self) } == words)
        #expect(query.birth?.years ?? [] == years)
        #expect(query.birth?.month == month && query.birth?.day == day)
        #expect(query.unread.isEmpty)
        #expect(query.isEmpty == (words.isEmpty && years.isEmpty && day == nil))
    }

    /// What is no date is said, not guessed.
    @Test(arguments: [
        "Müller 31.2.1964", "Müller 2064", "Müller 1.2.3.4", "Müller 123", "Müller 99999", "Müller 13.1964",
    ])
    func noDate(_ typed: String) {
        let query = NameQuery(typed, today: today)
        #expect(query.birth == nil && !query.unread.isEmpty && query.words.count == 1)
    }
}

@Suite struct ColognePhoneticsTests {
    /// Compared with PyPI's cologne-phonetics 2.0; the first three are the examples of the German Wikipedia.
    @Test(
        arguments: [
            ("Müller-Lüdenscheidt", "65752682"), ("Breschnew", "17863"), ("Wikipedia", "3412"), ("Müller", "657"),
            ("Mueller", "657"), ("Schmidt", "862"), ("Schmitt", "862"), ("Meyer", "67"), ("Maier", "67"),
            ("Fischer", "387"), ("Weber", "317"), ("Wagner", "3467"), ("Becker", "147"), ("Hoffmann", "0366"),
            ("Philipp", "351"), ("Xaver", "4837"), ("Christoph", "47823"), ("Claus", "458"), ("Klaus", "458"),
            ("Czerny", "876"), ("Änne", "06"), ("Acker", "047"), ("Strauß", "8278"), ("H", ""), ("", ""), ("–", ""),
        ])
    func codes(_ name: String, _ code: String) {
        #expect(ColognePhonetics.code(of: name) == code)
    }
}

@Suite struct NameFormTests {
    @Test(
        arguments: [
            (["MUELLER", "MULLER", "MULER"], "MULER"), (["SCHMIDT", "SCHMITT", "SCHMIT"], "SCHMIT"),
            (["MAIER", "MEIER", "MAYER", "MEYER"], "MEIER"), (["SCHMIED", "SCHMID"], "SCHMID"),
            (["KAHL", "KAL"], "KAL"), (["PHILIPP", "FILIP"], "FILIP"),
            (["GROSS", "GROS"], "GROS"), (["SCHULTZ", "SCHULZ"], "SCHULZ"), (["BAECKER", "BAKER", "BACKER"], "BAKER"),
        ])
    func folds(_ words: [String], _ fold: String) {
        for word in words { #expect(String(decoding: NameForm.fold(Array(word.utf8)), as: UTF8.self) == fold) }
    }
}
