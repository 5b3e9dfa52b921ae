import Testing

@testable import Identity

@Suite struct ZoneRefusalTests {
    private func refusalOf(_ text: String) -> ZoneRefusal? {
        #expect(throws: ZoneRefusal.self) { try MachineReadableZone.read(text, today: specimenDay) }
    }

    /// Zones that circulate as examples with wrong digits.
    @Test func wrongSpecimensNameTheirDigits() throws {
        let card = try #require(
            refusalOf("IDD<<L01X00T479<<<<<<<<<<<<<<< 6408125<2010315D<<<<<<<<<<<<<4 MUSTERMANN<<ERIKA<<<<<<<<<<<<<"))
        #expect(card.checks.first { $0.guarded == .number }?.expected != "9")
        #expect(card.problems.contains { if case .digit(let check) = $0 { check.guarded == .number } else { false } })
        #expect(card.message.hasPrefix("Die Prüfziffer der Dokumentennummer stimmt nicht: gelesen 9, erwartet "))
        let passport = try #require(
            refusalOf("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X00T478D<<8510126F3101013<<<<<<<<<<<<<<<8"))
        let wrong = passport.checks.filter { !$0.isRight }
        #expect(!wrong.isEmpty)
        #expect(passport.problems == wrong.map(ZoneProblem.digit))
    }

    @Test func wrongBirthDigitIsNamedWithWhatItShouldBe() throws {
        let text = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X00T478D<<6408128F2702283<<<<<<<<<<<<<<<4"
        let refusal = try #require(refusalOf(text))
        #expect(refusal.format == .td3)
        #expect(
            refusal.message == "Die Prüfziffer des Geburtsdatums stimmt nicht: gelesen 8, erwartet 5. "
                + "Halten Sie den Ausweis noch einmal vor den Leser.")
        #expect(refusal.problems.count == 2, "the digit of the whole zone guards it too")
    }

    @Test(
        arguments: [
            ("", [ZoneProblem.empty]), (" \r\n\t", [.empty]), ("IDD<<T22000", [.length(found: 11)]),
            (String(repeating: "A", count: 3_000), [.length(found: 3_000)]),
            ("X" + String(repeating: "<", count: 89), [.documentCode("X<")]),
        ])
    func noZoneAtAll(_ text: String, _ problems: [ZoneProblem]) { #expect(refusalOf(text)?.problems == problems) }

    @Test func foreignCharactersAreNamedWithTheirPlace() {
        let text = Specimen.card2010.replacing("MUSTERMANN", with: "MÜSTERM!NN")
        #expect(
            refusalOf(text)?.problems == [
                .character(ForeignCharacter(scalar: "Ü", position: 2), line: 3),
                .character(ForeignCharacter(scalar: "!", position: 8), line: 3),
            ])
    }

    @Test func aDigitInANameThatIsNoConfusionIsNamed() {
        let text = Specimen.card2010.replacing("ERIKA", with: "ER3KA")
        #expect(refusalOf(text)?.problems == [.misplaced("3", field: .names, line: 3, column: 15)])
    }

    /// In a name no digit decides between I and L, nor between O, Q and D: the place is named, nothing is taken.
    @Test(
        arguments: [
            ("ERIKA", "ER1KA", "1", "IL", 15), ("ERIKA", "0ERIKA", "0", "OQD", 13),
            ("MUSTERMANN", "A1BERT<<<<", "1", "IL", 2),
            ("MUSTERMANN", "EN0UIST<<<", "0", "OQD", 3),
        ] as [(String, String, Character, String, Int)])
    func aDigitThatSeveralLettersExplainIsNamed(
        _ right: String, _ wrong: String, _ read: Character, _ letters: String, _ column: Int
    ) {
        let text = String(Specimen.card2010.replacing(right, with: wrong).prefix(92))
        let refusal = refusalOf(text)
        #expect(
            refusal?.problems == [
                .undecided(read, couldBe: Array(letters), field: .names, line: 3, column: column)
            ])
        let places = letters.map(String.init).joined(separator: " oder ")
        #expect(refusal?.message.contains("Zeile 3, Stelle \(column)") == true)
        #expect(refusal?.message.contains("dort kann \(places) stehen") == true)
    }

    /// GBO and GBD are both codes; no state is LT, so 1TA is Italy; a sex is never a digit's neighbour.
    @Test func aStateIsRepairedOnlyWhereOneCodeFits() throws {
        func issued(by state: String) -> String {
            "P<" + state + "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10"
        }
        let italian = try MachineReadableZone.read(issued(by: "1TA"), today: specimenDay)
        #expect(italian.issuer == "ITA" && italian.repairs.count == 1)
        let romanian = try MachineReadableZone.read(issued(by: "R0U"), today: specimenDay)
        #expect(romanian.issuer == "ROU")
        #expect(
            refusalOf(issued(by: "GB0"))?.problems == [
                .undecided("0", couldBe: ["O", "D"], field: .issuer, line: 1, column: 5)
            ])
        #expect(
            refusalOf(Specimen.utopianCard.replacing("2F12", with: "2012"))?.problems == [
                .misplaced("0", field: .sex, line: 2, column: 8)
            ])
    }

    @Test func missingNameNumberAndSexAreNamed() {
        let name = Specimen.utopianCard.replacing("ERIKSSON<<ANNA<MARIA", with: "<<<<<<<<<<<<<<<<<<<<")
        #expect(refusalOf(name)?.problems == [.nameMissing])
        let sex = Specimen.utopianCard.replacing("2F12", with: "2Y12")
        #expect(refusalOf(sex)?.problems == [.sex("Y")])
    }

    @Test func everyMessageSaysWhatToDo() {
        let check = ZoneCheck(guarded: .expiry, found: "1", expected: "2", isRight: false)
        let problems: [ZoneProblem] = [
            .empty, .length(found: 3), .documentCode("X<"),
            .character(ForeignCharacter(scalar: "!", position: 1), line: 2),
            .misplaced("3", field: .names, line: 1, column: 2),
            .undecided("1", couldBe: ["I", "L"], field: .names, line: 1, column: 2), .digit(check),
            .date(.expiry, "991399"), .sex("Y"),
            .numberMissing, .nameMissing,
        ]
        for problem in problems {
            #expect(problem.finding.hasSuffix(".") && problem.advice.hasSuffix("."))
            #expect(!(problem.finding + problem.advice).lowercased().contains("ungültig"))
        }
    }
}

@Suite struct ZoneRepairTests {
    /// One confused character each, and what it is put right to.
    @Test(
        arguments: [
            (Specimen.card2010, "T220001293", "T22OOO1293", 3), (Specimen.card2010, "6408125", "64O8125", 1),
            (Specimen.card2010, "6408125", "6408I2S", 2), (Specimen.passport2017, "C01X00T47", "CO1XOOT47", 3),
            (Specimen.passport2017, "2702283", "27O2Z83", 2), (Specimen.utopianPassport, "L898902C3", "L8989O2C3", 1),
            (Specimen.utopianCard, "D231458907", "D2314589O7", 1),
            (Specimen.utopianPassport, "ERIKSSON", "ERIK5SON", 1),
            (Specimen.utopianCard, "I<UTO", "1<UTO", 1), (Specimen.passport2003, "P<D<<", "P<0<<", 1),
            (Specimen.card2021, "IDD", "10D", 2), (Specimen.utopianCard, "UTO<<<<<<<<<<<6", "UT0<<<<<<<<<<<6", 1),
        ])
    func oneRepairFits(_ specimen: String, _ right: String, _ wrong: String, _ changes: Int) throws {
        let expected = try MachineReadableZone.read(specimen, today: specimenDay)
        let zone = try MachineReadableZone.read(
            specimen.replacing(right, with: wrong, maxReplacements: 1), today: specimenDay)
        #expect(zone.lines == expected.lines)
        #expect(zone.repairs.count == changes)
        #expect(zone.repairs.allSatisfy { $0.message.contains("Gelesen wurde \($0.read)") })
    }

    @Test func aRepairSaysWhereItIs() throws {
        let text = Specimen.passport2017.replacing("C01X", with: "CO1X")
        let zone = try MachineReadableZone.read(text, today: specimenDay)
        #expect(zone.repairs == [ZoneRepair(field: .number, line: 2, column: 2, read: "O", repaired: "0")])
    }

    /// B for the first 8 is as good as 8 for B at the second one: the digits allow both, so neither is taken.
    @Test func aConfusionThatTwoPlacesExplainIsRefused() {
        let text = Specimen.utopianPassport.replacing("L898902C3", with: "LB98902C3")
        let refusal = #expect(throws: ZoneRefusal.self) { try MachineReadableZone.read(text, today: specimenDay) }
        #expect(refusal?.problems.count == 2)
    }

    /// Digits computed over the zone as it stands: two zeros at places of equal weight are both candidates for the one
    /// that was an O, so nothing is changed and the digits are named.
    @Test func twoRepairsAreNone() throws {
        let written = try MachineReadableZone.write(
            format: .mrvB, documentCode: "V", issuer: "UTO", number: "0AA0AA1AA", nationality: "UTO",
            birthDate: try #require(ZoneBirthDate(year: 1980, month: 1, day: 2)), sex: .male,
            expiry: CivilDate(year: 2030, month: 1, day: 1), name: ZoneName(primary: "MUSTER", secondary: ""))
        // An O in the place of the first zero has the same weight as one in the place of the second.
        var zone = written.text
        zone.bytes[45] = CheckDigit.digit(over: Array("OAA0AA1AA".utf8))
        let text = zone.lines.joined()
        let refusal = #expect(throws: ZoneRefusal.self) { try MachineReadableZone.read(text, today: specimenDay) }
        #expect(refusal?.problems.count == 1)
        if case .digit(let check) = refusal?.problems.first {
            #expect(check.guarded == .number)
        } else {
            Issue.record("the wrong digit is not named")
        }
    }

    /// Whatever is read of a damaged zone, it is never something else than what was printed without saying so.
    @Test func damageIsNeverReadSilently() throws {
        var numbers = SeededNumbers(seed: 731)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<".utf8)
        for specimen in Specimen.all {
            let right = try MachineReadableZone.read(specimen, today: specimenDay)
            for _ in 0..<300 {
                var text = right.text
                let ranges = [ZoneField.number, .birthDate, .expiry, .numberCheck, .birthDateCheck, .expiryCheck]
                    .compactMap { text.format.range(of: $0) }
                guard let index = ranges.joined().randomElement(using: &numbers),
                    let other = alphabet.randomElement(using: &numbers), other != text.bytes[index]
                else { continue }
                text.bytes[index] = other
                guard !text.checks.allSatisfy(\.isRight) else { continue }
                guard let read = try? MachineReadableZone.read(text.lines.joined(), today: specimenDay) else {
                    continue
                }
                #expect(!read.repairs.isEmpty)
            }
        }
    }

    /// The digit of the whole zone alone: nothing else can be named.
    @Test func theWholeZonesDigitIsNamedWhenItIsTheOnlyOne() throws {
        let text = Specimen.passport2017.dropLast() + "5"
        let refusal = #expect(throws: ZoneRefusal.self) {
            try MachineReadableZone.read(String(text), today: specimenDay)
        }
        #expect(
            refusal?.message.hasPrefix("Die Prüfziffer der ganzen Zone stimmt nicht: gelesen 5, erwartet 4. ") == true)
    }
}

/// Input nobody meant: it is refused with a message, whatever it holds.
@Suite struct ZoneFuzzTests {
    @Test func randomTextIsRefusedOrRead() {
        var numbers = SeededNumbers(seed: 9303_2021)
        let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<<<<<<«‹ \t\r\näß中\u{301}\u{0}😀")
        let lengths = [0, 1, 71, 72, 73, 88, 89, 90, 400]
        for _ in 0..<4_000 {
            let length = lengths.randomElement(using: &numbers) ?? 0
            let opening = ["", "I", "P<", "V", "1"].randomElement(using: &numbers) ?? ""
            let rest = (0..<max(0, length - opening.count)).compactMap { _ in
                characters.prefix(Bool.random(using: &numbers) ? 42 : characters.count).randomElement(using: &numbers)
            }
            expectAnAnswer(opening + String(rest))
        }
    }

    @Test func mutatedSpecimensAreRefusedOrRead() {
        var numbers = SeededNumbers(seed: 9303_2022)
        let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<<<<< «é\n")
        for round in 0..<4_000 {
            var letters = Array(Specimen.all[round % Specimen.all.count])
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                let index = Int.random(in: letters.indices, using: &numbers)
                switch Int.random(in: 0...3, using: &numbers) {
                case 0: letters.remove(at: index)
                case 1: letters.insert(letters[index], at: index)
                default: letters[index] = characters.randomElement(using: &numbers) ?? "<"
                }
            }
            expectAnAnswer(String(letters))
        }
    }

    private func expectAnAnswer(_ text: String) {
        do {
            let zone = try MachineReadableZone.read(text, today: specimenDay)
            #expect(zone.checks.allSatisfy { $0.isRight })
            #expect(!ProposedPerson(zone, on: specimenDay).familyName.spellings.isEmpty)
        } catch {
            #expect(!error.problems.isEmpty && !error.message.isEmpty)
        }
    }
}
