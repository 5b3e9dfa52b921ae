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

    /// A state's own letters stand behind the plain form; what no rule covers is not guessed.
    @Test(
        arguments: [
            ("NUNEZ", "ESP", ["Nunez", "Núñez", "Nuñez"]), ("MUNOZ", "CHL", ["Munoz", "Muñoz"]),
            ("MARTINEZ", "MEX", ["Martinez", "Martínez"]),
            ("RODRIGUEZ", "COL", ["Rodriguez", "Rodríguez", "Rodrigüz"]),
            ("GARCIA", "ESP", ["Garcia", "García"]), ("RUIZ", "ESP", ["Ruiz"]), ("NUNEZ", "D", ["Nunez"]),
            ("YILDIZ", "TUR", ["Yildiz", "Yıldız"]), ("KILIC", "TUR", ["Kilic", "Kılıç"]), ("DEMIR", "TUR", ["Demir"]),
            ("KAROGLU", "TUR", ["Karoglu", "Karoğlu"]), ("INCE", "TUR", ["Ince", "İnce"]),
            ("THORSDOTTIR", "ISL", ["Thorsdottir", "Þórsdóttir", "Þorsdottir"]),
            ("SIGURDARDOTTIR", "ISL", ["Sigurdardottir", "Sigurðardóttir", "Sigurðardottir"]),
            ("THORVALDUR", "ISL", ["Thorvaldur", "Þorvaldur"]),
            ("WISNIEWSKI", "POL", ["Wisniewski"]), ("ZIELINSKA", "POL", ["Zielinska", "Zielińska"]),
            ("NOVAKOVA", "CZE", ["Novakova", "Novaková"]), ("PETROVIC", "SRB", ["Petrovic", "Petrović"]),
            ("GONCALVES", "PRT", ["Goncalves", "Gonçalves"]), ("DANGELO", "ITA", ["Dangelo", "D'Angelo"]),
            ("ONEILL", "IRL", ["O'Neill", "Oneill"]), ("ONEILL", "D", ["Oneill", "O'Neill"]),
            ("OLIVER", "GBR", ["Oliver"]),
        ])
    func lettersOfAState(_ zone: String, _ state: String, _ expected: [String]) {
        let spellings = SpellingProposal(zone, part: .familyName, state: state).spellings
        #expect(spellings == expected)
        #expect(spellings.allSatisfy { Transliteration.zoneForm($0) == zone })
    }

    /// Each component for itself, the plain forms first.
    @Test func lettersOfAStateInSeveralComponents() {
        let spellings = SpellingProposal("NUNEZ<GARCIA", part: .familyName, state: "ESP").spellings
        #expect(spellings.first == "Nunez Garcia" && spellings.count == 12)
        #expect(spellings.contains("Núñez García") && spellings.contains("Núñez-García"))
    }

    /// Whatever the state and the word, each spelling gives the zone's name again and may stand in a register.
    @Test(arguments: ["ESP", "BRA", "TUR", "ISL", "POL", "CZE", "SVN", "SRB", "ITA", "IRL", "D"])
    func everySpellingGivesTheZoneAgain(_ state: String) throws {
        var numbers = SeededNumbers(seed: 1_4407)
        let syllables = [
            "TH", "OR", "DOTTIR", "NU", "NEZ", "GUEZ", "I", "IC", "OGLU", "SKI", "NSKA", "OVA", "AO", "ENCO", "D",
            "ANGELO",
            "ONEIL", "AE", "SS", "Q", "E",
        ]
        for _ in 0..<200 {
            let zone = (0..<Int.random(in: 1...4, using: &numbers)).compactMap { _ in
                syllables.randomElement(using: &numbers)
            }.joined()
            for part in [SpellingProposal.Part.familyName, .givenNames] {
                for spelling in SpellingProposal(zone, part: part, state: state).spellings {
                    #expect(Transliteration.zoneForm(spelling) == zone, "\(spelling)")
                    #expect(throws: Never.self) { try LatinName(spelling, type: .a) }
                }
            }
        }
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
