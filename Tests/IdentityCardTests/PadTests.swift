import Identity
import IdentityCard
import Testing
import VirtualCard

/// PINs typed on a reader's own keys: the machine never sees a digit of them.
struct PadTests {
    private let can = CardAccessNumber("500540")!

    private func expectUnseen(_ pins: [String], _ channel: PadChannel) {
        for pin in pins {
            let digits = Array(pin.utf8)
            for bytes in channel.seen {
                #expect(!bytes.indices.contains { bytes[$0...].starts(with: digits) })
            }
        }
    }

    @Test func holderChangesThePINOnTheKeys() throws {
        let bench = try Bench()
        let reader = PadReader(bench.card)
        reader.type("123456", "654321", "654321")
        let channel = PadChannel(reader)
        try HolderPIN(channel).change(from: nil, to: nil)
        #expect(bench.card.hasPIN("654321"))
        #expect(reader.shown == ["pin", "Neue PIN", "Neue PIN wiederholen"])
        expectUnseen(["123456", "654321"], channel)
        #expect(bench.card.refusals == [])
    }

    /// The last try: the CAN opens the reader's channel, the PIN follows in it.
    @Test func lastTryIsResumedOnTheKeys() throws {
        let bench = try Bench()
        bench.card.setState(tries: 1)
        let reader = PadReader(bench.card)
        reader.type("123456", "654321", "654321")
        #expect(throws: CardProblem.pinSuspended) { try HolderPIN(PadChannel(reader)).change(from: nil, to: nil) }
        let again = PadReader(bench.card)
        again.type("123456", "654321", "654321")
        try HolderPIN(PadChannel(again)).change(from: nil, to: nil, can: can)
        #expect(bench.card.hasPIN("654321"))
        #expect(bench.card.triesLeft == 3)
    }

    @Test(arguments: [
        (["111111"], CardProblem.passwordWrong(.pin, triesLeft: 2)), ([], .padAbandoned),
        (["123456"], .padAbandoned), (["123456", "654321", "654322"], .padTypedTwo),
        (["123456", "6543", "6543"], .padTypedTwo),
    ])
    func whatIsTypedWrongOnTheKeysIsSaid(typed: [String], problem: CardProblem) throws {
        let bench = try Bench()
        let reader = PadReader(bench.card)
        for entry in typed { reader.type(entry) }
        #expect(throws: problem) { try HolderPIN(PadChannel(reader)).change(from: nil, to: nil) }
        #expect(bench.card.hasPIN("123456"))
    }

    /// Keys for the old PIN only: the new one comes from the screen, protected by the reader on its way to the card.
    @Test func readerWithoutEntryOfANewPINTakesItMasked() throws {
        let bench = try Bench()
        let reader = PadReader(bench.card, takesNewPIN: false)
        let channel = PadChannel(reader)
        #expect(channel.pad?.offer == PadOffer(takesSecrets: true, takesNewPIN: false))
        #expect(throws: CardProblem.padFailed) { try HolderPIN(channel).change(from: nil, to: nil) }
        reader.type("123456")
        try HolderPIN(channel).change(from: nil, to: try pin("654321"))
        #expect(bench.card.hasPIN("654321"))
        expectUnseen(["123456"], channel)
    }

    @Test func pukIsTypedOnTheKeys() throws {
        let bench = try Bench()
        bench.card.setState(tries: 0)
        let reader = PadReader(bench.card)
        reader.type("9876543210")
        try HolderPIN(PadChannel(reader)).unblock(puk: nil)
        #expect(bench.card.triesLeft == 3)
    }

    /// The terminal opens the card with the holder's PIN from the keys; behind chip authentication it holds the keys itself.
    @Test func addressIsChangedWithThePINFromTheKeys() throws {
        let bench = try Bench()
        let reader = PadReader(bench.card)
        reader.type("123456")
        let session = try bench.terminal().open(
            PadChannel(reader), with: .onPad(.pin), wanting: ChangeTerminal.addressRights)
        try session.write(try session.change(to: Bench.after))
        #expect(bench.holds(Bench.after))
    }

    /// The chip is proved first; then the same card again, in the reader's own channel, and the new PIN on its keys.
    @Test func terminalHasANewPINTypedOnTheKeys() throws {
        let bench = try Bench()
        bench.card.setState(tries: 0, isActive: false)
        let reader = PadReader(bench.card)
        let channel = PadChannel(reader)
        let terminal = try bench.terminal()
        _ = try terminal.open(channel, with: Bench.can, wanting: ChangeTerminal.pinRights)
        reader.type("271828", "271828")
        try terminal.setPINOnPad(channel, can: can)
        #expect(bench.card.hasPIN("271828"))
        #expect(bench.card.isActive)
        #expect(bench.card.triesLeft == 3)
        #expect(reader.shown == ["Neue PIN", "Neue PIN wiederholen"])
        expectUnseen(["271828"], channel)
        #expect(bench.card.refusals == [])
    }

    @Test func terminalWithoutTheRightSetsNoneOnTheKeys() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal([.read(17, 18), .write(17, 18), .canAllowed])
        let reader = PadReader(bench.card)
        #expect(throws: CardProblem.rightMissing(.pinManagement)) {
            try bench.terminal(own).setPINOnPad(PadChannel(reader), can: can)
        }
        #expect(reader.shown == [])
        #expect(throws: CardProblem.padFailed) {
            try bench.terminal().setPINOnPad(VirtualChannel(bench.card), can: can)
        }
    }
}
