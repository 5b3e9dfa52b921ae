import Testing

@testable import Identity

@Suite struct TransliterationTests {
    /// 646 letters of the published table and the three of the edition of 2022.
    @Test func allLettersAreInTheTable() {
        let letters = LatinAlphabet.standard.letters
        #expect(letters.count == 649)
        #expect(letters.count { $0.scalars.count == 1 } == 499 + 1)
        #expect(letters.count { $0.scalars.count == 2 } == 136 + 2)
        #expect(letters.count { $0.scalars.count == 3 } == 11)
        #expect(Set(letters.map(\.scalars)).count == 649)
    }

    /// Each letter between two others gives exactly its own transliteration, and is allowed in a person's name.
    @Test func everyLetterStandsInAName() throws {
        for letter in LatinAlphabet.standard.letters {
            let text = "x" + letter.text + "x"
            #expect(Transliteration.zoneForm(text) == "X" + letter.zoneForm + "X", "\(letter.scalars)")
            #expect(try LatinName(text, type: .a).text.unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    /// Any row of letters gives the row of their transliterations: no letter swallows its neighbour.
    @Test func rowsOfLetters() {
        var numbers = SeededNumbers(seed: 91379)
        let letters = LatinAlphabet.standard.letters
        for _ in 0..<2_000 {
            let row = (0..<12).compactMap { _ in letters.randomElement(using: &numbers) }
            // K followed by an underlined H is a letter of its own, made of three scalars; so rows are parted.
            #expect(
                Transliteration.zoneForm(row.map(\.text).joined(separator: " "))
                    == row.map(\.zoneForm).joined(separator: "<"))
        }
    }

    @Test(
        arguments: [
            ("Groß-Müller", "GROSS<MUELLER"), ("d’Artagnan", "DARTAGNAN"), ("O'Connor, Jr.", "OCONNOR<JR"),
            ("von der Heide", "VON<DER<HEIDE"), ("Åse Þórðr", "AASE<THORDR"), ("  Ærø  ", "AEROE"), ("Ĳssel", "IJSSEL"),
            ("K͟hān", "KHAN"), ("ẞ", "SS"), ("ŉ", "N"),
        ])
    func zoneForm(_ text: String, _ expected: String) {
        #expect(Transliteration.zoneForm(text) == expected)
    }

    @Test func paletteHoldsWhatAKeyboardLacks() throws {
        let groups = LetterPalette.groups
        #expect(groups.map(\.base) == groups.map(\.base).sorted())
        let all = groups.flatMap(\.letters)
        // Without the 52 plain letters and ä ö ü Ä Ö Ü ß.
        #expect(all.count == 649 - 59)
        #expect(Set(all).count == all.count)
        #expect(!all.contains("ü") && all.contains("ẞ"))
        let s = try #require(groups.first { $0.base == "S" })
        #expect(s.letters.contains("š") && s.letters.contains("ș") && !s.letters.contains("s"))
        let a = try #require(groups.first { $0.base == "A" })
        #expect(a.letters.first == "À")
    }
}
