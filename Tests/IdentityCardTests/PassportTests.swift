import Identity
import IdentityCard
import Testing
import VirtualCard

/// Passports read from the virtual one: every way in, and every verdict.
struct PassportTests {
    static let today = CivilDate(year: 2026, month: 11, day: 23)!

    static func zone() throws -> MachineReadableZone {
        try MachineReadableZone.read(VirtualPassport.specimenZone.joined(separator: "\n"), today: today)
    }

    private func reader(_ trusted: DocumentAuthority?, today: CivilDate = today) throws -> PassportReader {
        PassportReader(trusted: try CountryCertificates(trusted.map { [$0.root] } ?? []), today: today)
    }

    @Test(arguments: [
        VirtualPassport.Access.basic, .pace(.aes128, parameters: 13), .pace(.aes128, parameters: 12),
        .pace(.aes192, parameters: 16), .pace(.aes256, parameters: 17), .pace(.aes256, parameters: 15),
        .pace(.tripleDES, parameters: 13), .both(.aes128, parameters: 13),
    ])
    func passportIsRead(access: VirtualPassport.Access) throws {
        let documents = DocumentAuthority(country: "UT")
        let passport = try VirtualPassport(access: access, documents: documents)
        let reading = try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        #expect(reading.zone == (try Self.zone()))
        #expect(reading.photo?.format == .jpeg)
        guard case .genuine = reading.verdict else {
            Issue.record("\(reading.verdict)")
            return
        }
        if case .basic = access { #expect(!reading.usedPACE) } else { #expect(reading.usedPACE) }
        #expect(passport.refusals == [])
    }

    @Test func canOpensAPassportWithPACE() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(can: "123456", documents: documents)
        let can = try #require(CardAccessNumber("123 456"))
        let reading = try reader(documents).read(VirtualChannel(passport), with: .can(can))
        #expect(reading.zone?.name == (try Self.zone()).name)
    }

    @Test func canDoesNotOpenAnOldPassport() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(access: .basic, documents: documents)
        let can = try #require(CardAccessNumber("123456"))
        #expect(throws: CardProblem.protocolUnknown(.password)) {
            _ = try reader(documents).read(VirtualChannel(passport), with: .can(can))
        }
    }

    @Test(arguments: [VirtualPassport.Access.basic, .pace(.aes128, parameters: 13)])
    func anotherDocumentsZoneDoesNotOpen(access: VirtualPassport.Access) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(access: access, documents: documents)
        let other = try MachineReadableZone.read(BasicAccessTests.zoneText, today: BasicAccessTests.today)
        #expect(throws: CardProblem.passwordWrong(.zone, triesLeft: nil)) {
            _ = try reader(documents).read(VirtualChannel(passport), with: .zone(other))
        }
    }

    private func verdict(
        _ documents: DocumentAuthority, trusting trusted: DocumentAuthority?, today: CivilDate = today,
        with password: CardPassword? = nil,
        change: (VirtualPassport) throws -> Void = { _ in }
    ) throws -> PassportVerdict {
        let passport = try VirtualPassport(can: "123456", documents: documents)
        try change(passport)
        return try reader(trusted, today: today)
            .read(VirtualChannel(passport), with: password ?? .zone(try Self.zone())).verdict
    }

    @Test func signerIsJudgedByTheTrustedStates() throws {
        let documents = DocumentAuthority()
        #expect(try verdict(documents, trusting: DocumentAuthority(name: "Andere")) == .signerUnknown(.foreign))
        // The same name with another key is another state.
        #expect(try verdict(documents, trusting: DocumentAuthority()) == .signerUnknown(.foreign))
        #expect(try verdict(documents, trusting: nil) == .signerUnknown(.foreign))
        let late = DocumentAuthority(signerUntil: Day(2026, 11, 1))
        #expect(try verdict(late, trusting: late) == .signerUnknown(.expired))
    }

    @Test func parametersSpeltOutAreAcceptedForAKnownCurve() throws {
        let documents = DocumentAuthority(hasExplicitParameters: true)
        guard case .genuine(let signer, _) = try verdict(documents, trusting: documents) else {
            Issue.record("explicit parameters of a known curve were refused")
            return
        }
        #expect(signer.contains("/C=DE"))
    }

    /// A trusted state signs a passport that says it is another's.
    @Test(arguments: [("SE", true), ("se", true), ("DE", false), ("SV", false)])
    func signerBelongsToTheIssuer(country: String, isGenuine: Bool) throws {
        let documents = DocumentAuthority(country: country)
        let lines = ["P<SWESVENSSON<<SVEN<<<<<<<<<<<<<<<<<<<<<<<<<", "L898902C36SWE7408122F1204159ZE184226B<<<<<10"]
        let passport = try VirtualPassport(zone: lines, documents: documents)
        let zone = try MachineReadableZone.read(lines.joined(separator: "\n"), today: Self.today)
        let verdict = try reader(documents).read(VirtualChannel(passport), with: .zone(zone)).verdict
        guard isGenuine else {
            #expect(verdict == .signerUnknown(.otherState))
            return
        }
        guard case .genuine = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test(arguments: [1, 2])
    func changedGroupIsFound(number: Int) throws {
        let documents = DocumentAuthority()
        // Opened with the CAN, so that the printed zone does not give the change away first.
        let result = try verdict(documents, trusting: documents, with: .can(CardAccessNumber("123456")!)) { passport in
            let file = 0x0100 + UInt16(number)
            var bytes = try #require(passport.file(file, in: VirtualPassport.application))
            // A letter of the name, a byte of the photo.
            bytes[bytes.count / 2] ^= 1
            passport.replace(file, in: VirtualPassport.application, with: bytes)
        }
        #expect(result == .changed(.group(number)))
    }

    @Test func changedSignatureIsFound() throws {
        let documents = DocumentAuthority()
        let result = try verdict(documents, trusting: documents) { passport in
            var bytes = try #require(passport.file(0x011D, in: VirtualPassport.application))
            bytes[bytes.count - 5] ^= 1
            passport.replace(0x011D, in: VirtualPassport.application, with: bytes)
        }
        #expect(result == .changed(.signature))
    }

    /// A letter no check digit guards may be misread, or the printed page was changed: the signature judges the chip, the clerk compares.
    @Test(arguments: [true, false])
    func aNameThatReadsOtherwiseIsCompared(isGenuine: Bool) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        let misread = VirtualPassport.specimenZone[0].replacing("ERIKSSON", with: "ERIKSSQN")
        let printed = try MachineReadableZone.read(
            misread + "\n" + VirtualPassport.specimenZone[1], today: Self.today)
        let reading = try reader(isGenuine ? documents : nil).read(VirtualChannel(passport), with: .zone(printed))
        if case .genuine = reading.verdict { #expect(isGenuine) } else { #expect(!isGenuine) }
        let text = try #require(reading.difference?.germanText)
        #expect(text.hasPrefix("Name auf Chip und Druck vergleichen"))
        #expect(text.contains("„ERIKSSON<<ANNA<MARIA“") && text.contains("„ERIKSSQN<<ANNA<MARIA“"))
        #expect(reading.zone == (try Self.zone()))
    }

    @Test func theSameZoneNeedsNoComparing() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        #expect(try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone())).difference == nil)
    }

    /// What check digits guard cannot be misread without notice: another optional field is another document.
    @Test func otherGuardedFieldsAreFound() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        let printed = try MachineReadableZone.read(
            VirtualPassport.specimenZone[0] + "\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<08", today: Self.today)
        let reading = try reader(documents).read(VirtualChannel(passport), with: .zone(printed))
        #expect(reading.verdict == .changed(.zone))
        #expect(reading.difference == nil)
        #expect(reading.photo == nil)
    }

    /// The state signed a photo: without it the chip is not as it was.
    @Test func aPhotoLeftOutIsFound() throws {
        let documents = DocumentAuthority()
        let result = try verdict(documents, trusting: documents) { passport in
            passport.omit(0x0102, in: VirtualPassport.application)
        }
        #expect(result == .changed(.group(2)))
    }

    /// EF.COM is not signed: what it leaves out is read where the signature has it.
    @Test(arguments: [true, false])
    func aPhotoLeftOutOfTheListIsReadAllTheSame(isThere: Bool) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        var list = try #require(passport.file(0x011E, in: VirtualPassport.application))
        let place = try #require(list.lastIndex(of: 0x75))
        list[place] = 0x61
        passport.replace(0x011E, in: VirtualPassport.application, with: list)
        if !isThere { passport.omit(0x0102, in: VirtualPassport.application) }
        let reading = try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        if isThere {
            #expect(reading.photo?.format == .jpeg)
        } else {
            #expect(reading.verdict == .changed(.group(2)))
        }
    }

    /// Longer than short commands reach: said so, and the rest is given.
    @Test func aPhotoTooLongIsLeftOut() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(
            photo: [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0x55, count: 40_000), documents: documents)
        let reading = try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        guard case .genuine = reading.verdict else {
            Issue.record("\(reading.verdict)")
            return
        }
        #expect(reading.photo == nil)
        #expect(reading.photoProblem == .tooLong)
        #expect(reading.zone == (try Self.zone()))
    }

    @Test func aSignatureTooLongIsSaidSo() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        passport.replace(
            0x011D, in: VirtualPassport.application,
            with: [0x77, 0x82, 0x9C, 0x40] + [UInt8](repeating: 0, count: 40_000))
        let reading = try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        #expect(reading.verdict == .signerUnknown(.signatureTooLong))
        #expect(reading.zone == (try Self.zone()))
        #expect(reading.photoProblem == .unproved)
    }

    /// Signed or not: what is no zone, or would be one only after a scanner's repairs, proves nobody's document.
    @Test(arguments: [("L898902C36UTO", "L898902C38UTO"), ("ZE184226B<<<<<10", "ZE184226B<<<<<1O")])
    func aChipWithoutAReadableZoneIsNeverGenuine(right: String, wrong: String) throws {
        let documents = DocumentAuthority()
        var lines = VirtualPassport.specimenZone
        lines[1] = lines[1].replacing(right, with: wrong)
        #expect(lines != VirtualPassport.specimenZone)
        let passport = try VirtualPassport(zone: lines, can: "123456", documents: documents)
        let can = try #require(CardAccessNumber("123456"))
        let reading = try reader(documents).read(VirtualChannel(passport), with: .can(can))
        #expect(reading.verdict == .signerUnknown(.zoneUnreadable))
        #expect(reading.zone == nil)
        #expect(reading.photo == nil)
    }

    /// No decoder gets to see what no trusted state has signed.
    @Test func aPhotoOfUnknownOriginIsNotGivenAway() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        let reading = try reader(nil).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        #expect(reading.photo == nil)
        #expect(reading.photoProblem == .unproved)
    }

    @Test(arguments: [1, 3, 6, 8, 12, 20])
    func passportTakenAwayIsSaidSo(command: Int) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        passport.arm(.goneBefore(command: command))
        #expect(throws: CardProblem.cardRemoved) {
            _ = try reader(documents).read(VirtualChannel(passport), with: .zone(try Self.zone()))
        }
    }
}
