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

    @Test func otherPrintedZoneIsFound() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        // Another name over the same number and dates: the printed page was changed, the chip was not.
        let printed = try MachineReadableZone.read(
            "P<UTOMUSTERFRAU<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n" + VirtualPassport.specimenZone[1], today: Self.today)
        let verdict = try reader(documents).read(VirtualChannel(passport), with: .zone(printed)).verdict
        #expect(verdict == .changed(.zone))
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
