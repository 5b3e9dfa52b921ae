import Testing

@testable import Identity

@Suite struct LatinNameTests {
    @Test(
        arguments: [
            ("Müller", LatinName.DataType.a), ("Karl-Bröger Straße 17", .b), ("d’Angelo", .a), ("Łuczak-Ståhl", .a),
            ("C̨̆irić", .a), ("K͟hān", .a), ("Zeile 1\nZeile 2", .c), ("3½ Räder", .c), ("Αθήνα GmbH ™", .d),
            ("Київ".replacingOccurrences("ї", "и"), .e), ("ē̍", .a), ("5′ 3″", .d),
        ])
    func allowed(_ text: String, _ type: LatinName.DataType) throws {
        #expect(try LatinName(text, type: type).text.isEmpty == false)
    }

    @Test func textIsNormalisedToNFC() throws {
        let name = try LatinName("Mu\u{308}ller", type: .a)
        #expect(name.text.unicodeScalars.elementsEqual("M\u{FC}ller".unicodeScalars))
    }

    /// The sequence is kept as the table writes it, not split or joined.
    @Test func sequenceOfThreeScalarsCountsAsOneLetter() {
        let error = #expect(throws: LatinNameError.self) { try LatinName("C\u{328}\u{306}1", type: .a) }
        #expect(error == .foreign([ForeignCharacter(scalar: "1", position: 2)]))
    }

    @Test func everyForeignCharacterIsNamed() {
        let error = #expect(throws: LatinNameError.self) { try LatinName("Ma中x 7\u{7}q\u{308}", type: .a) }
        #expect(
            error
                == .foreign([
                    ForeignCharacter(scalar: "中", position: 3), ForeignCharacter(scalar: "7", position: 6),
                    ForeignCharacter(scalar: "\u{7}", position: 7), ForeignCharacter(scalar: "\u{308}", position: 9),
                ]))
        #expect(error?.message.contains("„中“ (U+4E2D) an Stelle 3") == true)
        #expect(error?.message.contains("U+0007 an Stelle 7") == true)
        #expect(error?.message.contains("„◌\u{308}“ (U+0308) an Stelle 9") == true)
    }

    @Test(arguments: ["", "   ", "\n"])
    func emptyIsRefused(_ text: String) {
        #expect(throws: LatinNameError.empty) { try LatinName(text, type: .c) }
    }

    /// Which type allows which group: one character of each group, and the types that take it.
    @Test(
        arguments: [
            ("ß", "ABCDE"), ("’", "ABCDE"), ("7", "BCDE"), ("½", "CDE"), ("\t", "CE"), ("‰", "DE"), ("Ω", "DE"),
            ("Ж", "E"),
            ("中", ""), ("\u{301}", ""), ("😀", ""), ("Ђ", ""),
        ])
    func groupsOfTypes(_ character: String, _ types: String) {
        // A letter before it, so that white space alone is not refused as empty.
        let taking = LatinName.DataType.allCases.filter { (try? LatinName("ab" + character, type: $0)) != nil }
        #expect(taking.map(\.rawValue).joined() == types)
    }

    @Test(
        arguments: [
            ("Nœl Schmidt-Strauß", "NOEL SCHMIDT-STRAUSS"), ("Karl-Bröger Straße 17", "KARL-BROEGER STRASSE 17"),
            ("René Müller", "RENE MUELLER"), ("Mu\u{308}ller", "MUELLER"), ("d’Angelo", "D’ANGELO"),
        ])
    func searchForm(_ text: String, _ expected: String) throws {
        #expect(try LatinName(text, type: .b).searchForm == expected)
    }

    @Test func everyPartOfAPersonsNameIsChecked() throws {
        let error = #expect(throws: PersonNameError.self) { try PersonName(familyName: "M3", givenNames: "Ж") }
        #expect(error?.familyName == .foreign([ForeignCharacter(scalar: "3", position: 2)]))
        #expect(error?.givenNames == .foreign([ForeignCharacter(scalar: "Ж", position: 1)]))
        #expect(try PersonName(familyName: "Suharto", givenNames: " ").givenNames == nil)
        let zone = try PersonName(familyName: "Groß-Müller", givenNames: "Jürgen").zoneName
        #expect(zone == ZoneName(primary: "GROSS<MUELLER", secondary: "JUERGEN"))
    }
}

extension String {
    /// Only for building test texts.
    fileprivate func replacingOccurrences(_ old: Character, _ new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}
