import Identity
import IdentityCard
import Testing
import VirtualCard

/// Whole sessions of the change terminal against the virtual card, which shares no code with it.
struct ChangeTerminalTests {
    @Test func addressIsChanged() throws {
        let bench = try Bench()
        let session = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
        let change = try session.change(to: Bench.after)
        let before = change.before
        #expect(before.address?.line == "HEIDESTRASSE 17, 51147 KÖLN")
        #expect(before.community == MunicipalityKey("05315000"))
        try session.write(change)
        #expect(bench.holds(Bench.after))
        #expect(try session.residence() == Bench.after)
        #expect(session.commandCount < 40)
        #expect(session.commandCount == bench.card.commandCount)
        #expect(bench.card.refusals == [])
    }

    @Test func everyStepIsTold() throws {
        let bench = try Bench()
        var steps: [CardStep] = []
        _ = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights
        ) { steps.append($0) }
        #expect(steps == [.access, .password, .terminal, .security, .chip, .select])
    }

    @Test func parametersSpeltOutAreAcceptedForAKnownCurve() throws {
        let bench = try Bench(hasExplicitParameters: true)
        _ = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
    }

    @Test func linkCertificateLeadsFromTheOldRoot() throws {
        let bench = try Bench()
        let (successor, link) = bench.terminals.successor()
        let own = successor.terminal()
        let key = try SoftwareTerminalKey(
            chain: link + own.chain.joined(), curve: "brainpoolP256r1", secret: own.key.scalar)
        let terminal = ChangeTerminal(
            key: key, trusted: try CountryCertificates([bench.documents.root]), today: Bench.today)
        let session = try terminal.open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
        #expect(try session.residence() == Bench.before)
    }

    @Test(arguments: [DataGroup.givenNames, .familyName, .birthPlace])
    func namesAreRead(group: DataGroup) throws {
        let bench = try Bench()
        let expected: [DataGroup: String] = [.givenNames: "ERIKA", .familyName: "MUSTERMANN"]
        let own = bench.terminals.terminal([.read(4, 5, 9), .canAllowed])
        let session = try bench.terminal(own).open(
            VirtualChannel(bench.card), with: Bench.can, wanting: [.read(group)])
        #expect(try session.text(group) == expected[group] ?? "BERLIN")
    }

    // MARK: - Refusals before a card is touched

    private func refused(
        _ bench: Bench, _ terminal: ChangeTerminal, wanting rights: [TerminalRight] = ChangeTerminal.addressRights,
        with password: CardPassword = Bench.can
    ) -> CardProblem? {
        do {
            _ = try terminal.open(VirtualChannel(bench.card), with: password, wanting: rights)
            return nil
        } catch {
            return error
        }
    }

    @Test func readOnlyTerminalIsRefusedBeforeTheCard() throws {
        let bench = try Bench()
        let terminal = try bench.terminal(bench.terminals.terminal([.read(17, 18), .canAllowed]))
        #expect(refused(bench, terminal) == .rightMissing(.write(.address)))
        #expect(bench.card.commandCount == 0)
    }

    @Test func rightsOfTheVerifierCount() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal(verifierRights: [.read(17, 18), .write(18), .canAllowed])
        #expect(refused(bench, try bench.terminal(own)) == .rightMissing(.write(.address)))
    }

    @Test func canNeedsItsOwnRight() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal([.read(17, 18), .write(17, 18)])
        let terminal = try bench.terminal(own)
        #expect(refused(bench, terminal) == .rightMissing(.canAllowed))
        let password = CardPassword.pin(try pin("123456"))
        #expect(refused(bench, terminal, with: password) == nil)
    }

    @Test func expiredTerminalIsRefusedBeforeTheCard() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal(until: Day(2026, 11, 22))
        #expect(
            refused(bench, try bench.terminal(own))
                == .certificateExpired(CivilDate(year: 2026, month: 11, day: 22)!))
        let verifier = bench.terminals.terminal(verifierUntil: Day(2026, 11, 20))
        #expect(
            refused(bench, try bench.terminal(verifier))
                == .certificateExpired(CivilDate(year: 2026, month: 11, day: 20)!))
        let later = bench.terminals.terminal(from: Day(2026, 11, 24))
        #expect(
            refused(bench, try bench.terminal(later))
                == .certificateNotYetGood(CivilDate(year: 2026, month: 11, day: 24)!))
        #expect(bench.card.commandCount == 0)
    }

    @Test func tamperedTerminalIsRefused() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal().tampered()
        #expect(refused(bench, try bench.terminal(own)) == .certificateForged)
        #expect(bench.card.commandCount == 0)
        // Without the root at hand the card itself says no.
        guard case .terminalRefused = refused(bench, try bench.terminal(own, withRoot: false)) else {
            Issue.record("the card took a tampered certificate")
            return
        }
    }

    @Test func terminalOfAnotherStateIsRefused() throws {
        let bench = try Bench()
        let stranger = TerminalAuthority(name: "XXFREMD00000001")
        let own = stranger.terminal()
        let key = try SoftwareTerminalKey(
            chain: stranger.root + own.chain.joined(), curve: "brainpoolP256r1", secret: own.key.scalar)
        let terminal = ChangeTerminal(
            key: key, trusted: try CountryCertificates([bench.documents.root]), today: Bench.today)
        #expect(refused(bench, terminal) == .certificateForeign)
    }

    // MARK: - Refusals at the card

    @Test func wrongCANIsSaidSo() throws {
        let bench = try Bench()
        let wrong = CardPassword.can(CardAccessNumber("123456")!)
        #expect(refused(bench, try bench.terminal(), with: wrong) == .passwordWrong(.can, triesLeft: nil))
    }

    @Test func foreignSignerOfCardSecurityIsRefused() throws {
        let bench = try Bench()
        #expect(
            refused(bench, try bench.terminal(trusting: DocumentAuthority(name: "Andere Wurzel")))
                == .securitySignerUnknown)
        #expect(bench.holds(Bench.before))
    }

    @Test func forgedCardSecurityIsRefused() throws {
        let bench = try Bench()
        let genuine = try #require(bench.card.file(0x011D))
        // The chip's key stands in the signed content: one bit of it is turned.
        let place = try #require(genuine.indices.first { genuine[$0...].starts(with: [0x03, 0x42, 0x00, 0x04]) })
        var forged = genuine
        forged[place + 10] ^= 1
        bench.card.replace(0x011D, with: forged)
        #expect(refused(bench, try bench.terminal()) == .securityForged)
    }

    /// Another genuine card's EF.CardSecurity: the signature holds, but the chip has not its key.
    @Test func clonedChipIsRefused() throws {
        let bench = try Bench()
        let other = try VirtualIdentityCard(.erika, terminals: bench.terminals, documents: bench.documents)
        bench.card.replace(0x011D, with: try #require(other.file(0x011D)))
        #expect(refused(bench, try bench.terminal()) == .chipForged)
    }

    @Test func emptyTrustRefusesEveryChip() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal()
        let key = try SoftwareTerminalKey(
            chain: Array(own.chain.joined()), curve: "brainpoolP256r1", secret: own.key.scalar)
        let terminal = ChangeTerminal(key: key, trusted: try CountryCertificates([]), today: Bench.today)
        #expect(refused(bench, terminal) == .securitySignerUnknown)
    }

    @Test func addressTooLongForItsFileIsRefused() throws {
        let bench = try Bench(sizes: [17: 60])
        let change = try bench.change()
        let session = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
        #expect(throws: CardProblem.dataTooLong(.address)) { try session.write(change) }
    }

    static let longAddress = ChipResidence(
        address: .german(
            street: String(repeating: "LUTHERSTRASSE 56, ", count: 15), postalCode: "06886",
            city: "LUTHERSTADT WITTENBERG"),
        community: MunicipalityKey("15091375")!)

    /// The card tells the size of its files: nothing is noted, nothing written.
    @Test func anAddressTheCardHasNoRoomForIsKnownBeforehand() throws {
        let bench = try Bench()
        let channel = VirtualChannel(bench.card)
        let session = try bench.terminal().open(channel, with: Bench.can, wanting: ChangeTerminal.addressRights)
        #expect(throws: CardProblem.dataTooLong(.address)) { _ = try session.change(to: Self.longAddress) }
        #expect(bench.holds(Bench.before))
        #expect(bench.card.refusals == [])
    }

    /// A card that does not tell takes the first piece and refuses the second: the old address stands there again.
    @Test func anAddressTheCardHasNoRoomForIsTakenBack() throws {
        let bench = try Bench()
        let mark = try bench.change().card
        let change = ChipChange(before: Bench.before, after: Self.longAddress, card: mark)
        func open() throws -> ChipSession {
            try bench.terminal().open(
                VirtualChannel(bench.card), with: Bench.can,
                wanting: ChangeTerminal.addressRights + (try bench.terminal().granted(CardMark.rights)))
        }
        #expect(throws: CardProblem.dataTooLong(.address)) { try open().write(change) }
        #expect(bench.holds(Bench.before))
        // Cut off within the first piece, and finished at the next contact.
        bench.card.resetPower()
        let session = try open()
        bench.card.arm(.tornWrite(write: 1, bytes: 100))
        #expect(throws: CardProblem.cardRemoved) { try session.write(change) }
        bench.card.disarm()
        bench.card.insert()
        #expect(!bench.holds(Bench.before))
        #expect(throws: CardProblem.dataTooLong(.address)) { _ = try open().settle(change, finishing: true) }
        #expect(bench.holds(Bench.before))
    }

    /// The checksum of any answer changed: the session ends there, nothing false is believed.
    @Test(arguments: 8...28)
    func wrongChecksumEndsTheSession(command: Int) throws {
        let bench = try Bench()
        let terminal = try bench.terminal()
        bench.card.arm(.wrongCode(command: command))
        do throws(CardProblem) {
            let session = try terminal.open(
                VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
            try session.write(try session.change(to: Bench.after))
            #expect(session.commandCount < command)
        } catch {
            guard case .answerForged = error else {
                Issue.record("command \(command): \(error)")
                return
            }
            #expect(bench.card.commandCount == command)
        }
    }
}
