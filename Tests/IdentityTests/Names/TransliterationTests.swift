import Foundation
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

    /// The table against the published rows, letter by letter: nothing missing, nothing more than the three of 2022.
    @Test func theTableIsThePublishedOne() {
        let published = PublishedLetter.all
        #expect(published.count == 646)
        let ours = Dictionary(uniqueKeysWithValues: LatinAlphabet.standard.letters.map { ($0.scalars, $0.zoneForm) })
        for letter in published {
            #expect(ours[letter.scalars] == letter.zoneForm, "\(letter.scalars)")
        }
        let added = Set(ours.keys).subtracting(published.map(\.scalars))
        #expect(added == [["\u{113}", "\u{30D}"], ["\u{14D}", "\u{30D}"], ["\u{1E17}"]])
    }

    /// Each letter and sequence as the published row has it, alone and between two others, in both forms; and it is
    /// allowed in a person's name.
    @Test func everyLetterStandsInAName() throws {
        for letter in PublishedLetter.all {
            #expect(Transliteration.zoneForm(letter.text) == letter.zoneForm, "\(letter.scalars)")
            #expect(Transliteration.searchForm(letter.text) == letter.zoneForm, "\(letter.scalars)")
            let text = "x" + letter.text + "x"
            #expect(Transliteration.zoneForm(text) == "X" + letter.zoneForm + "X", "\(letter.scalars)")
            #expect(Transliteration.searchForm(text) == "X" + letter.zoneForm + "X", "\(letter.scalars)")
            #expect(try LatinName(text, type: .a).searchForm == "X" + letter.zoneForm + "X", "\(letter.scalars)")
        }
    }

    /// As a text that is not normalised comes in: every letter taken apart into its base and its marks.
    @Test func everyLetterTakenApartIsTheSame() {
        for letter in PublishedLetter.all {
            let apart = letter.text.decomposedStringWithCanonicalMapping
            #expect(Transliteration.zoneForm(apart) == letter.zoneForm, "\(letter.scalars)")
        }
    }

    /// Any row of letters gives the row of their published transliterations: no letter swallows its neighbour.
    @Test func rowsOfLetters() {
        var numbers = SeededNumbers(seed: 91379)
        let letters = PublishedLetter.all
        for _ in 0..<2_000 {
            let row = (0..<12).compactMap { _ in letters.randomElement(using: &numbers) }
            // K followed by an underlined H is a letter of its own, made of three scalars; so rows are parted.
            let text = row.map(\.text).joined(separator: " ")
            #expect(Transliteration.zoneForm(text) == row.map(\.zoneForm).joined(separator: "<"))
            #expect(Transliteration.searchForm(text) == row.map(\.zoneForm).joined(separator: " "))
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

/// One row of the published table of transliterations: `Tests/Fixtures/README.md` says how the file was made.
private struct PublishedLetter {
    let scalars: [Unicode.Scalar]
    /// An A to Z without a target of its own stands for itself.
    let zoneForm: String

    var text: String { String(String.UnicodeScalarView(scalars)) }

    static let all: [PublishedLetter] = {
        let file = URL(filePath: #filePath).appending(path: "../../../Fixtures/names/transliteration.txt")
        let rows = (try? String(contentsOf: file.standardizedFileURL, encoding: .utf8)) ?? ""
        return rows.split(separator: "\n").map { row in
            let cells = row.split(separator: " ")
            let scalars = cells[0].split(separator: "+").compactMap {
                UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
            }
            return PublishedLetter(
                scalars: scalars,
                zoneForm: cells[1] == "-" ? String(String.UnicodeScalarView(scalars)) : String(cells[1]))
        }
    }()
}
