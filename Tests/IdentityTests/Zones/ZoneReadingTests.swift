import Testing

@testable import Identity

let specimenDay = CivilDate(year: 2026, month: 11, day: 22)!

/// The published specimens: lines parted by blanks.
enum Specimen {
    static let card2010 =
        "IDD<<T220001293<<<<<<<<<<<<<<< 6408125<2010315D<<<<<<<<<<<<<4 MUSTERMANN<<ERIKA<<<<<<<<<<<<<"
    static let card2021 =
        "IDD<<LO1XPVMEJ2<<<<<<<<<<<<<<< 8308126<3108011D<<2108<<<<<<<5 MUSTERMANN<<ERIKA<<<<<<<<<<<<<"
    static let passport2017 =
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"
    static let passport2003 =
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C11T002JM4D<<9608122F1310317<<<<<<<<<<<<<<<6"
    static let provisional = "ITD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<< C<00000004D<<6408125F0404011<<<<<<<4"
    static let utopianCard =
        "I<UTOD231458907<<<<<<<<<<<<<<< 7408122F1204159UTO<<<<<<<<<<<6 ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    static let utopianPassport =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    static let all = [card2010, card2021, passport2017, passport2003, provisional, utopianCard, utopianPassport]
}

@Suite struct ZoneReadingTests {
    private struct Facts: Sendable {
        let zone: String
        let document: ZoneDocument
        let issuer, number, nationality, primary, secondary: String
        let birth, expiry: (Int, Int, Int)
        let sex: ZoneSex?
        let version: String?
    }

    private static let facts: [Facts] = [
        Facts(
            zone: Specimen.card2010, document: .identityCard, issuer: "D", number: "T22000129", nationality: "D",
            primary: "MUSTERMANN", secondary: "ERIKA", birth: (1964, 8, 12), expiry: (2020, 10, 31), sex: nil,
            version: nil),
        Facts(
            zone: Specimen.card2021, document: .identityCard, issuer: "D", number: "LO1XPVMEJ", nationality: "D",
            primary: "MUSTERMANN", secondary: "ERIKA", birth: (1983, 8, 12), expiry: (2031, 8, 1), sex: nil,
            version: "2108"),
        Facts(
            zone: Specimen.passport2017, document: .passport, issuer: "D", number: "C01X00T47", nationality: "D",
            primary: "MUSTERMANN", secondary: "ERIKA", birth: (1964, 8, 12), expiry: (2027, 2, 28), sex: .female,
            version: nil),
        Facts(
            zone: Specimen.passport2003, document: .passport, issuer: "D", number: "C11T002JM", nationality: "D",
            primary: "MUSTERMANN", secondary: "ERIKA", birth: (1996, 8, 12), expiry: (2013, 10, 31), sex: .female,
            version: nil),
        Facts(
            zone: Specimen.provisional, document: .provisionalIdentityCard, issuer: "D", number: "C<0000000",
            nationality: "D", primary: "MUSTERMANN", secondary: "ERIKA", birth: (1964, 8, 12), expiry: (2004, 4, 1),
            sex: .female, version: nil),
        Facts(
            zone: Specimen.utopianCard, document: .identityCard, issuer: "UTO", number: "D23145890", nationality: "UTO",
            primary: "ERIKSSON", secondary: "ANNA<MARIA", birth: (1974, 8, 12), expiry: (2012, 4, 15), sex: .female,
            version: nil),
        Facts(
            zone: Specimen.utopianPassport, document: .passport, issuer: "UTO", number: "L898902C3",
            nationality: "UTO", primary: "ERIKSSON", secondary: "ANNA<MARIA", birth: (1974, 8, 12),
            expiry: (2012, 4, 15), sex: .female, version: nil),
    ]

    @Test(arguments: Self.facts.indices)
    func specimens(_ index: Int) throws {
        let facts = Self.facts[index]
        let zone = try MachineReadableZone.read(facts.zone, today: specimenDay)
        #expect(zone.document == facts.document)
        #expect(zone.issuer == facts.issuer && zone.nationality == facts.nationality)
        #expect(zone.number == facts.number)
        #expect(zone.name == ZoneName(primary: facts.primary, secondary: facts.secondary))
        #expect(zone.birthDate.date == CivilDate(year: facts.birth.0, month: facts.birth.1, day: facts.birth.2))
        #expect(zone.expiry == CivilDate(year: facts.expiry.0, month: facts.expiry.1, day: facts.expiry.2))
        #expect(zone.sex == facts.sex)
        #expect(zone.cardVersion == facts.version)
        #expect(zone.repairs.isEmpty)
        #expect(zone.checks.allSatisfy { $0.isRight })
        #expect(zone.lines == facts.zone.split(separator: " ").map(String.init))
    }

    /// Only the card of 2021 carries a letter that German numbers leave out; other states number as they like.
    @Test(arguments: Specimen.all)
    func warnings(_ specimen: String) throws {
        let zone = try MachineReadableZone.read(specimen, today: specimenDay)
        let expected: [ZoneWarning] =
            specimen == Specimen.card2021 ? [.serialNumber(.character("O", position: 2))] : []
        #expect(zone.warnings == expected)
        for warning in zone.warnings {
            #expect(
                warning.message == "Dokumentennummer, Stelle 2: „O“ kommt in deutschen Seriennummern nicht vor. "
                    + "Vergleichen Sie die Nummer mit dem Ausweis.")
        }
    }

    /// Letters outside the alphabet and numbers that are too short, on every document with such a number.
    @Test(
        arguments: [
            ("ID", "LABCDEFGH", 1), ("ID", "L01X00T47", 0), ("ID", "L01X", 1), ("IT", "LABCDEFGH", 0),
            ("AR", "LABCDEFGH", 0),
        ])
    func warningsOfGermanDocuments(_ code: String, _ number: String, _ count: Int) throws {
        let zone = try MachineReadableZone.write(
            format: .td1, documentCode: code, issuer: "D", number: number, nationality: "D",
            birthDate: try #require(ZoneBirthDate(year: 1964, month: 8, day: 12)), sex: code == "ID" ? nil : .female,
            expiry: CivilDate(year: 2030, month: 1, day: 1),
            name: ZoneName(primary: "MUSTERMANN", secondary: "ERIKA"))
        let read = try MachineReadableZone.read(zone.lines.joined(separator: "\n"), today: specimenDay)
        #expect(read.warnings.count == count)
    }

    @Test func optionalDataIsKept() throws {
        #expect(try MachineReadableZone.read(Specimen.utopianPassport, today: specimenDay).optional == "ZE184226B")
    }

    /// The ways scanners send the same zone.
    @Test(arguments: Specimen.all)
    func scannersSendItDifferently(_ specimen: String) throws {
        let expected = try MachineReadableZone.read(specimen, today: specimenDay)
        let lines = specimen.split(separator: " ").map(String.init)
        let quoted = String(specimen.map { $0 == "<" ? "«" : $0 })
        let spaced = lines.map { line in line.map { String($0) }.joined(separator: " ") }
        let sent: [String] = [
            lines.joined(separator: "\r"), lines.joined(separator: "\n"), lines.joined(separator: "\r\n") + "\r\n",
            lines.joined(), "\t" + lines.joined(separator: " \n\n ") + " ", specimen.lowercased(),
            quoted, "\u{2}" + specimen + "\u{3}", spaced.joined(separator: "\n"),
        ]
        for text in sent {
            #expect(try MachineReadableZone.read(text, today: specimenDay) == expected, "\(text)")
            #expect(MachineReadableZone.couldBeZone(text), "\(text)")
        }
    }

    /// A keyboard that makes one `«` of two `<`.
    @Test func oneQuoteForTwoFillers() throws {
        let text = "P<D<<MUSTERMANN«ERIKA««««««««««« C01X00T478D<<6408125F2702283«««««««<4"
        #expect(
            try MachineReadableZone.read(text, today: specimenDay).lines.joined(separator: " ") == Specimen.passport2017
        )
    }

    @Test(arguments: [
        "", "Mustermann", "IDD<<T22000", "a<b", String(repeating: "<", count: 90), String(repeating: "x", count: 90),
    ])
    func couldNotBeZone(_ text: String) { #expect(!MachineReadableZone.couldBeZone(text)) }

    @Test func longDocumentNumber() throws {
        // ICAO 9303-5, the example for numbers of more than nine characters.
        let text = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
        let zone = try MachineReadableZone.read(text, today: specimenDay)
        #expect(zone.number == "D23145890734")
        #expect(zone.optional == "")
        #expect(zone.birthDate.date == CivilDate(year: 1934, month: 7, day: 12))
        #expect(zone.expiry == CivilDate(year: 1995, month: 7, day: 12))
    }

    /// The century of a birth date: the day itself is still this century, the day after is the last one.
    @Test(arguments: [
        ("261122", 2026), ("261123", 1926), ("2612<<", 1926), ("26<<<<", 2026), ("27<<<<", 1927), ("000229", 2000),
    ])
    func centuryOfBirth(_ field: String, _ year: Int) {
        #expect(ZoneBirthDate(field: field, today: specimenDay)?.year == year)
    }

    @Test func unknownPartsOfABirthDate() throws {
        let unknown = try #require(ZoneBirthDate(field: "<<<<<<", today: specimenDay))
        #expect(unknown.year == nil && unknown.month == nil && unknown.day == nil && unknown.date == nil)
        let yearOnly = try #require(ZoneBirthDate(field: "640000", today: specimenDay))
        #expect(yearOnly.year == 1964 && yearOnly.month == nil && yearOnly.day == nil)
    }

    @Test(arguments: ["641312", "640832", "650229", "64081<", "<<<<<1", "00022A"])
    func impossibleBirthDates(_ field: String) { #expect(ZoneBirthDate(field: field, today: specimenDay) == nil) }

    @Test func impossibleDateIsNamed() throws {
        let name = ZoneName(primary: "MUSTERMANN", secondary: "ERIKA")
        let written = try MachineReadableZone.write(
            format: .td3, documentCode: "P", issuer: "UTO", number: "A1", nationality: "UTO",
            birthDate: try #require(ZoneBirthDate(year: 1964, month: 2, day: 28)), sex: .male,
            expiry: CivilDate(year: 2030, month: 1, day: 1), name: name)
        var zone = written.text
        zone.bytes.replaceSubrange(57..<63, with: Array("640230".utf8))
        zone.bytes[63] = CheckDigit.digit(over: zone.bytes[57..<63])
        zone.bytes[87] = CheckDigit.digit(over: (zone.format.compositeRanges ?? []).flatMap { zone.bytes[$0] })
        let text = zone.lines.joined()
        let refusal = #expect(throws: ZoneRefusal.self) { try MachineReadableZone.read(text, today: specimenDay) }
        #expect(refusal?.problems == [.date(.birthDate, "640230")])
        #expect(refusal?.message.contains("das Geburtsdatum") == true)
    }
}
