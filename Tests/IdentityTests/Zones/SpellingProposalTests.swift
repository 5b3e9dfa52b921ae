import Testing

@testable import Identity

@Suite struct SpellingProposalTests {
    @Test(
        arguments: [
            ("MUELLER", "D", ["Müller", "Mueller"]), ("GROSS", "D", ["Groß", "Gross"]),
            ("GROSS", "CHE", ["Gross", "Groß"]),
            ("MUSTERMANN", "D", ["Mustermann"]), ("BAUER", "D", ["Bauer", "Baür"]),
            ("STRAUSS", "D", ["Strauß", "Strauss"]),
            ("HESSE", "D", ["Hesse", "Heße"]), ("OEZDEMIR", "D", ["Özdemir", "Oezdemir"]),
            ("VON<DER<HEIDE", "D", ["von der Heide"]),
            ("SOERENSEN", "DNK", ["Sørensen", "Soerensen"]), ("MCDONALD", "GBR", ["McDonald"]),
            ("MUELLER", "USA", ["Mueller", "Müller"]),
            ("KOWALSKA", "POL", ["Kowalska"]), ("WEISS", "D", ["Weiß", "Weiss"]),
        ])
    func familyNames(_ zone: String, _ state: String, _ expected: [String]) {
        #expect(SpellingProposal(zone, part: .familyName, state: state).spellings == expected)
    }

    @Test(arguments: [
        ("ERIKA<MARIA", ["Erika Maria", "Erika-Maria"]), ("MICHAEL", ["Michael", "Michäl"]),
        ("JUERGEN", ["Jürgen", "Juergen"]),
    ])
    func givenNames(_ zone: String, _ expected: [String]) {
        #expect(SpellingProposal(zone, part: .givenNames, state: "D").spellings == expected)
    }

    @Test func grossMueller() {
        let spellings = SpellingProposal("GROSS<MUELLER", part: .familyName, state: "D").spellings
        #expect(spellings.first == "Groß-Müller")
        #expect(spellings.count == 8)
        #expect(spellings.contains("Gross Mueller") && spellings.contains("Groß Müller"))
    }

    /// What a zone makes of a name is proposed back, for every name made of German syllables.
    @Test func theTrueSpellingIsAmongThem() {
        var numbers = SeededNumbers(seed: 42)
        let syllables = [
            "mü", "mue", "ler", "groß", "gross", "bäck", "baeck", "kö", "koe", "nig", "süß", "ßer", "tau", "er",
        ]
        for _ in 0..<500 {
            let length = Int.random(in: 1...2, using: &numbers)
            let parts = (0..<length).map { _ in
                (0..<2).compactMap { _ in
                    syllables.filter { !$0.hasPrefix("ß") || length > 2 }.randomElement(using: &numbers)
                }
                .joined()
            }
            let name = parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
            let proposal = SpellingProposal(Transliteration.zoneForm(name), part: .familyName, state: "D")
            #expect(proposal.spellings.count <= SpellingProposal.limit)
            #expect(Set(proposal.spellings).count == proposal.spellings.count)
            #expect(proposal.spellings.allSatisfy { Transliteration.zoneForm($0) == Transliteration.zoneForm(name) })
            if proposal.spellings.count < SpellingProposal.limit {
                #expect(proposal.spellings.contains(name), "\(name)")
            }
        }
    }

    @Test func manyChoicesAreCapped() {
        let zone = Array(repeating: "MUELLERSS", count: 8).joined(separator: "<")
        #expect(SpellingProposal(zone, part: .familyName, state: "D").spellings.count == 16)
    }
}

@Suite struct ProposedPersonTests {
    @Test func germanCard() throws {
        let person = ProposedPerson(
            try MachineReadableZone.read(Specimen.card2021, today: specimenDay), on: specimenDay)
        #expect(person.familyName.spellings == ["Mustermann"] && person.familyName.isCertain)
        #expect(person.givenNames?.spellings == ["Erika"])
        #expect(person.sexCode == nil)
        #expect(person.missing == [.birthName, .birthPlace, .address, .sex])
        #expect(person.nationalityCode == "000")
        #expect(person.documentKey == "09")
        #expect(person.birthDate.date == CivilDate(year: 1983, month: 8, day: 12))
    }

    @Test func foreignPassport() throws {
        let person = ProposedPerson(
            try MachineReadableZone.read(Specimen.utopianPassport, today: specimenDay), on: specimenDay)
        #expect(person.givenNames?.spellings.first == "Anna Maria")
        #expect(person.sexCode == "w")
        #expect(person.nationalityCode == nil && person.nationality == "UTO")
        #expect(person.documentKey == nil)
        #expect(!person.missing.contains(.sex))
    }

    @Test func cutNameIsMarked() throws {
        let zone = try MachineReadableZone.write(
            format: .td1, documentCode: "ID", issuer: "D", number: "T22000129", nationality: "D",
            birthDate: try #require(ZoneBirthDate(year: 1964, month: 8, day: nil)), sex: nil, expiry: nil,
            name: ZoneName(primary: "LEUTHEUSSER<SCHNARRENBERGER", secondary: "SABINE"))
        let person = ProposedPerson(zone, on: specimenDay)
        #expect(zone.lines[2] == "LEUTHEUSSER<SCHNARRENBERGER<<S")
        #expect(person.nameWasCut && person.givenNames?.isCut == true && person.givenNames?.isCertain == false)
        #expect(person.missing.contains(.completeBirthDate))
    }
}
