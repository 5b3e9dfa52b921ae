import Testing

@testable import Identity

@Suite struct RegisterExtractTests {
    private static let header =
        "0101a Familienname;0201a;0301 Vornamen;0401;0601;0602;0701;1001;Straße;Hausnummer;PLZ;Ort;Ortsteil;1801;1802;0001"
    private static let erika =
        "Mustermann;Gabler;Erika;Dr.;12.08.1964;Berlin;w;000;Heidestraße;17;06889;Lutherstadt Wittenberg;Straach;;;x"

    private func read(_ lines: String..., districts: [String] = ["Straach", "Grabo"]) throws -> RegisterExtract {
        try RegisterExtract(reading: lines.joined(separator: "\r\n"), districts: districts)
    }

    /// A person with this family name, and what else the test is about.
    private func line(
        _ family: String, birth: String = "1964-08-12", district: String = "Straach", lock: String = "",
        conditional: String = ""
    ) -> String {
        "\(family);;Erika;;\(birth);;;;;;;;\(district);\(lock);\(conditional);"
    }

    @Test func onePersonWithEverything() throws {
        let extract = try read(Self.header, Self.erika, "")
        let person = try #require(extract.people.first)
        #expect(extract.people.count == 1 && extract.unreadable.isEmpty)
        #expect(person[.familyName] == "Mustermann" && person[.birthName] == "Gabler" && person[.doctorate] == "Dr.")
        #expect(person.birthDate == ZoneBirthDate(year: 1964, month: 8, day: 12))
        #expect(person[.street] == "Heidestraße" && person[.postCode] == "06889" && person[.district] == "Straach")
        #expect(person[.lock].isEmpty && person.cells.count == RegisterColumn.allCases.count - 2)
        #expect(person.row(record: 7).record == 7 && person.row(record: 7).birthName == "Gabler")
    }

    /// §§ 51, 52 BMG and every code nobody knows; locks on other transmissions keep nobody out.
    @Test(
        arguments: [
            ("", "", true), ("5", "", true), ("02", "", true), ("7,10 13", "", true), ("3", "", false),
            ("1", "", false),
            ("6", "", false), ("11", "", false), ("12", "", false), ("03", "", false), ("5,3", "", false),
            ("4", "", false), ("ja", "", false), ("", "1", false), ("5", "x", false),
        ])
    func locks(_ lock: String, _ conditional: String, _ isKept: Bool) throws {
        let extract = try read(Self.header, line("Muster", lock: lock, conditional: conditional))
        #expect(extract.people.count == (isKept ? 1 : 0) && extract.locked == (isKept ? 0 : 1))
    }

    @Test(
        arguments: [
            ("Straach", true), ("STRAACH", true), (" Grabo ", true), ("Boßdorf", false), ("", false),
        ])
    func districts(_ district: String, _ isKept: Bool) throws {
        let extract = try read(Self.header, line("Muster", district: district))
        #expect(extract.people.count == (isKept ? 1 : 0) && extract.elsewhere == (isKept ? 0 : 1))
    }

    @Test(
        arguments: [
            ("1964-08-12", 1964, 8, 12), ("12.08.1964", 1964, 8, 12), ("19640812", 1964, 8, 12),
            ("00.00.1964", 1964, nil, nil), ("1964", 1964, nil, nil), ("", nil, nil, nil),
            ("0000-00-00", nil, nil, nil),
        ] as [(String, Int?, Int?, Int?)])
    func birthDates(_ text: String, _ year: Int?, _ month: Int?, _ day: Int?) throws {
        let extract = try read(Self.header, line("Muster", birth: text))
        #expect(extract.people.first?.birthDate == ZoneBirthDate(year: year, month: month, day: day))
    }

    @Test func whatCannotBeIsNamedByItsPlace() throws {
        let extract = try read(
            Self.header, line("M3ster"), line("Muster", birth: "31.02.1964"), "", line(""),
            line("Muster", birth: "bald"))
        #expect(extract.people.isEmpty)
        #expect(extract.unreadable.map(\.line) == [2, 3, 5, 6])
        #expect(extract.unreadable.map(\.column) == [.familyName, .birthDate, .familyName, .birthDate])
    }

    @Test func quotedCellsHoldSemicolonsQuotesAndLineEnds() throws {
        let extract = try read(
            "\u{FEFF}" + Self.header,
            "Mustermann;;Erika;;1964;\"Bad; \"\"Muster\"\"\r\nStadt\";;;;;;;Straach;;;", line("Muster"))
        #expect(extract.people.map { $0[.birthPlace] } == ["Bad; \"Muster\"\r\nStadt", ""])
    }

    @Test func noExtract() {
        #expect(throws: RegisterExtractFault.empty) { try read("", "") }
        #expect(throws: RegisterExtractFault.missingColumns([.district, .lock, .conditionalLock])) {
            try read("0101a;0301;0601")
        }
        #expect(throws: RegisterExtractFault.columnTwice(.familyName)) { try read(Self.header + ";0101a") }
        #expect(throws: RegisterExtractFault.cells(line: 3, found: 2, expected: 16)) {
            try read(Self.header, Self.erika, "a;b")
        }
        #expect(throws: RegisterExtractFault.openQuote) {
            try read(Self.header, "Muster;;;;;;;;;;;;Straach;;;\"offen")
        }
    }

    /// Whatever a file holds, the reader comes to an end.
    @Test func randomFilesAreReadOrRefused() {
        var numbers = SeededNumbers(seed: 1801)
        let pieces = Array(";;;\"\n\r0123aSt.-ü").map(String.init) + [Self.header, Self.erika, "\r\n", "\u{FEFF}"]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...40, using: &numbers)).compactMap { _ in
                pieces.randomElement(using: &numbers)
            }.joined()
            _ = try? RegisterExtract(reading: text, districts: ["Straach"])
        }
    }
}
