import Testing

@testable import VirtualCard

private let terminals = TerminalAuthority()
private let documents = DocumentAuthority()

private func erika(today: Day = Day(2026, 11, 1), sizes: [Int: Int] = [:]) throws -> VirtualIdentityCard {
    try VirtualIdentityCard(.erika, terminals: terminals, documents: documents, today: today, sizes: sizes)
}

private let newAddress =
    hex("71") + [0x25] + hex("3023") + hex("AA0A0C08") + Array("DOMPL. 1".utf8) + hex("AB070C05")
    + Array("KOELN".utf8) + hex("AD03130144") + hex("AE07") + hex("1305") + Array("50667".utf8)

@Suite("The virtual identity card, as it should be used")
struct IdentityCardTests {
    @Test func wholeSession() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        #expect(try reader.read(short: 4) == hex("64070C05") + Array("ERIKA".utf8))
        #expect(try reader.read(short: 18) == hex("7209040702760503150000"))
        #expect(try reader.read(short: 17) == card.group(17))
        #expect(newAddress.count == 39)
        try reader.must([0, 0xD6, 0x91, 0], newAddress)
        let read = try reader.read(short: 17)
        #expect(read.starts(with: newAddress))
        #expect(read.count > newAddress.count, "a shorter value leaves old bytes behind it")
        try reader.must([0, 0xD6, 0x92, 0], hex("7209040702760503340002"))
        #expect(card.group(18) == hex("7209040702760503340002"))
        #expect(card.refusals == [])
        #expect(card.commandCount < 40)
        #expect(card.ownTime > .zero)
    }

    @Test(arguments: [(Password.can, "500540"), (.pin, "123456"), (.puk, "9876543210")])
    func everyPasswordOpens(password: Password, text: String) throws {
        let card = try erika()
        try TestReader(card).pace(password, text)
        let wrong = TestReader(card)
        try wrong.announce(password)
        let status: UInt16 = password == .pin ? 0x63C2 : 0x6300
        #expect(throws: TestReader.Refused(status: status)) { try wrong.pace(Array("000000".utf8)) }
    }

    @Test func zoneOpens() throws {
        let reader = TestReader(try erika())
        try reader.announce(.zone)
        try reader.pace(Digest.of(Array("LO1XPVMEJ2830812631080111".utf8.prefix(24)), "SHA1"))
    }

    @Test func directoryAndAccessAreOpenTheRestIsNot() throws {
        let reader = TestReader(try erika())
        #expect(try reader.read(short: 0x1C).starts(with: [0x31]))
        #expect(try reader.read(short: 0x1E).starts(with: [0x61]))
        #expect(try reader.send([0, 0xB0, 0x9D, 0], expected: 256).status == 0x6982)
        try reader.select(application: VirtualIdentityCard.application)
        for group in 1...22 {
            let exists = [1...10, 13...13, 17...19].contains { $0.contains(group) }
            #expect(
                try reader.send([0, 0xB0, 0x80 | UInt8(group), 0], expected: 256).status == (exists ? 0x6982 : 0x6A82))
        }
    }

    @Test func longFilesAreReadInOneLongAnswer() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.pace(.can, "500540", rights: .changeTerminal)
        try reader.authenticate(terminals.terminal())
        try reader.must([0, 0xA4, 2, 0x0C], [0x01, 0x1D])
        #expect(try reader.must([0, 0xB0, 0, 0], expected: 65536) == card.file(0x011D))
        #expect(try reader.read(short: 0x1D) == card.file(0x011D))
    }

    @Test func cardsDayAdvancesWithCertificatesOfTheState() throws {
        let card = try erika(today: Day(2026, 10, 1))
        try TestReader(card).open(terminals.terminal(from: Day(2026, 11, 20), verifierFrom: Day(2026, 11, 5)))
        #expect(card.today == Day(2026, 11, 20))
        let other = try erika(today: Day(2026, 10, 1))
        try TestReader(other).open(
            terminals.terminal(from: Day(2026, 11, 20), verifierFrom: Day(2026, 11, 5), isDomestic: false))
        #expect(other.today == Day(2026, 11, 5))
    }

    @Test func newRootIsTakenIn() throws {
        let card = try erika()
        let (next, link) = terminals.successor()
        let reader = TestReader(card)
        try reader.pace(.can, "500540", rights: .changeTerminal)
        #expect(reader.rootNames == [Array("DEVIRTUELL00001".utf8)])
        try reader.authenticate(next.terminal(), links: [link])
        let again = TestReader(card)
        card.insert()
        try again.pace(.can, "500540", rights: .changeTerminal)
        #expect(again.rootNames == [Array("DEVIRTUELL00002".utf8), Array("DEVIRTUELL00001".utf8)])
        try again.authenticate(next.terminal())
    }
}

@Suite("The virtual identity card refuses")
struct RefusalTests {
    enum Wrong: CaseIterable {
        case tampered, foreignRoot, expired, verifierExpired, noVerifier, canWithoutRight, nothingAnnounced
    }

    @Test(arguments: Wrong.allCases)
    func wrongTerminal(wrong: Wrong) throws {
        let card = try erika(today: Day(2026, 11, 22))
        let reader = TestReader(card)
        var terminal = terminals.terminal()
        var wanted: TerminalRights? = .changeTerminal
        var status: UInt16 = 0x6300
        switch wrong {
        case .tampered: terminal = terminal.tampered()
        case .foreignRoot: terminal = TerminalAuthority().terminal()
        case .expired: terminal = terminals.terminal(until: Day(2026, 11, 21))
        case .verifierExpired: terminal = terminals.terminal(verifierUntil: Day(2026, 11, 21))
        case .noVerifier:
            terminal.chain.removeFirst()
            status = 0x6A88
        case .canWithoutRight:
            terminal = terminals.terminal([.read(4), .write(17)])
            status = 0x6982
        case .nothingAnnounced:
            wanted = nil
            status = 0x6982
        }
        try reader.pace(.can, "500540", rights: wanted)
        #expect(throws: TestReader.Refused(status: status)) { try reader.authenticate(terminal) }
        #expect(card.refusals.count == 1)
        try? reader.select(application: VirtualIdentityCard.application)
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6982)
    }

    /// The terminal's certificate, its verifier's and what was announced at PACE each can narrow the rights.
    @Test(arguments: [0, 1, 2])
    func writingWithoutTheRight(where place: Int) throws {
        let narrow: TerminalRights = [.read(17), .canAllowed]
        let card = try erika()
        let terminal = terminals.terminal(
            place == 0 ? narrow : .changeTerminal, verifierRights: place == 1 ? narrow : .everything)
        let reader = TestReader(card)
        try reader.open(terminal, wanted: place == 2 ? narrow : .changeTerminal)
        let before = card.group(17)
        #expect(try reader.read(short: 17) == before)
        #expect(try reader.send([0, 0xD6, 0x91, 0], newAddress).status == 0x6982)
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6982)
        #expect(try reader.send([0, 0x2C, 2, 3], Array("654321".utf8)).status == 0x6982)
        #expect(try reader.send([0, 0x04, 0x10, 3]).status == 0x6982)
        #expect(card.group(17) == before && card.hasPIN("123456") && card.isActive)
    }

    @Test func withoutChipAuthentication() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.pace(.can, "500540", rights: .changeTerminal)
        try reader.authenticate(terminals.terminal())
        try reader.select(application: VirtualIdentityCard.application)
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6982)
        #expect(try reader.send([0, 0xD6, 0x91, 0], newAddress).status == 0x6982)
    }

    @Test func tooLongOrWithAGap() throws {
        let card = try erika(sizes: [17: 80])
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        let long = [UInt8](repeating: 0x20, count: 81)
        #expect(try reader.send([0, 0xD6, 0x91, 0], long).status == 0x6A84)
        #expect(try reader.send([0, 0xD6, 0x91, 0], Array(long.prefix(80))).status == 0x9000)
        #expect(try reader.send([0, 0xD6, 0x92, 12], [0]).status == 0x6B00)
        #expect(try reader.send([0, 0xD6, 0x84, 0], [0]).status == 0x6982)
        card.arm(.shortMemory(bytes: 20))
        #expect(try reader.send([0, 0xD6, 0x91, 0], Array(long.prefix(21))).status == 0x6A84)
    }

    @Test func changedCommandEndsTheSession() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        let answer = try reader.send([0, 0xD6, 0x91, 0], newAddress) { $0[10] ^= 1 }
        #expect(answer.status == 0x6988)
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6987)
        reader.drop()
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6982)
    }

    @Test func plainCommandEndsTheSession() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        #expect(try card.transmit([0, 0xB0, 0x84, 0, 0]) == [0x69, 0x82])
        #expect(try reader.send([0, 0xB0, 0x84, 0], expected: 256).status == 0x6987)
    }
}

@Suite("The virtual identity card's PIN")
struct PINTests {
    private func wrong(_ card: VirtualIdentityCard, with reader: TestReader? = nil) throws -> UInt16 {
        let reader = reader ?? TestReader(card)
        try reader.announce(.pin)
        do { try reader.pace(Array("111111".utf8)) } catch let refused as TestReader.Refused { return refused.status }
        return 0x9000
    }

    @Test func countsSuspendsResumesBlocksUnblocks() throws {
        let card = try erika()
        #expect(try wrong(card) == 0x63C2)
        #expect(try wrong(card) == 0x63C1)
        #expect(try wrong(card) == 0x6985)
        #expect(card.triesLeft == 1)
        // With the CAN first the last try may be used; right, and all is as before.
        let reader = TestReader(card)
        try reader.pace(.can, "500540")
        #expect(try reader.announce(.pin) == 0x63C1)
        try reader.pace(Array("123456".utf8))
        #expect(card.triesLeft == 3)
        card.setState(tries: 1)
        let unlucky = TestReader(card)
        try unlucky.pace(.can, "500540")
        #expect(try wrong(card, with: unlucky) == 0x63C0)
        #expect(try wrong(card) == 0x6983)
        let helped = TestReader(card)
        #expect(try helped.announce(.pin) == 0x63C0)
        try helped.pace(.puk, "9876543210")
        try helped.must([0, 0x2C, 3, 3])
        #expect(card.triesLeft == 3 && card.unblocksLeft == 9)
        card.setState(tries: 0, unblocks: 0)
        #expect(try helped.send([0, 0x2C, 3, 3]).status == 0x6983)
    }

    @Test func rightPINRefillsTheTries() throws {
        let card = try erika()
        #expect(try wrong(card) == 0x63C2)
        try TestReader(card).pace(.pin, "123456")
        #expect(card.triesLeft == 3)
    }

    @Test func holderChangesIt() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.pace(.pin, "123456")
        #expect(try reader.send([0, 0x2C, 2, 3], Array("12345".utf8)).status == 0x6A80)
        #expect(try reader.send([0, 0x2C, 2, 3], Array("12345A".utf8)).status == 0x6A80)
        try reader.must([0, 0x2C, 2, 3], Array("654321".utf8))
        #expect(card.hasPIN("654321"))
        let other = TestReader(card)
        try other.pace(.can, "500540")
        #expect(try other.send([0, 0x2C, 2, 3], Array("111111".utf8)).status == 0x6982)
        #expect(try other.send([0, 0x2C, 3, 3]).status == 0x6982)
    }

    @Test func terminalSetsSwitchesAndUnblocks() throws {
        let card = try erika()
        card.setState(tries: 0, isActive: false)
        let reader = TestReader(card)
        #expect(try reader.announce(.pin) == 0x6283)
        #expect(throws: TestReader.Refused(status: 0x6984)) { try reader.pace(Array("123456".utf8)) }
        try reader.open(terminals.terminal())
        try reader.must([0, 0x44, 0x10, 3])
        try reader.must([0, 0x2C, 2, 3], Array("246810".utf8))
        #expect(card.isActive && card.hasPIN("246810") && card.triesLeft == 3)
        try reader.must([0, 0x04, 0x10, 3])
        #expect(!card.isActive)
    }
}

@Suite("Faults of the virtual card")
struct FaultTests {
    @Test func tornWriteStaysHalfWritten() throws {
        let card = try erika()
        let before = try #require(card.group(17))
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        card.arm(.tornWrite(write: 2, bytes: 10))
        try reader.must([0, 0xD6, 0x92, 0], hex("7209040702760503340002"))
        #expect(throws: CardGone()) { try reader.must([0, 0xD6, 0x91, 0], newAddress) }
        #expect(throws: CardGone()) { try card.transmit([0, 0xA4, 0, 0x0C]) }
        #expect(card.group(17) == Array(newAddress[..<10] + before[10...]))
        card.insert()
        let again = TestReader(card)
        #expect(try again.send([0, 0xB0, 0x9D, 0], expected: 256).status == 0x6982)
        try again.open(terminals.terminal())
        try again.must([0, 0xD6, 0x91, 0], newAddress)
        #expect(card.group(17)?.starts(with: newAddress) == true)
    }

    /// Gone at each command of a whole session: before it or after it; the next session always goes through.
    @Test(arguments: [false, true])
    func goneAtEveryCommand(after: Bool) throws {
        let card = try erika()
        let terminal = terminals.terminal()
        func session() throws {
            let reader = TestReader(card)
            try reader.open(terminal)
            try reader.must([0, 0xD6, 0x91, 0], newAddress)
        }
        let start = card.commandCount
        try session()
        let whole = card.commandCount - start
        for command in 1...whole {
            card.insert()
            card.disarm()
            card.arm(after ? .goneAfter(command: command) : .goneBefore(command: command))
            #expect(throws: CardGone()) { try session() }
            #expect(!card.isInserted)
        }
        card.insert()
        try session()
        #expect(whole < 40)
    }

    @Test func wrongCodeIsSeen() throws {
        let card = try erika()
        let reader = TestReader(card)
        try reader.open(terminals.terminal())
        card.arm(.wrongCode(command: 2))
        try reader.must([0, 0xB0, 0x84, 0], expected: 256)
        #expect(throws: TestReader.WrongCode.self) { try reader.must([0, 0xB0, 0x85, 0], expected: 256) }
    }

    @Test func slowIsSlow() throws {
        let card = try erika()
        card.arm(.slow(.milliseconds(30)))
        let took = try ContinuousClock().measure { _ = try card.transmit([0, 0xA4, 0, 0x0C]) }
        #expect(took >= .milliseconds(30))
    }
}
