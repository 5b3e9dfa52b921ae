import Identity
import IdentityCard
import Testing
import VirtualCard

struct PINTests {
    @Test func terminalSetsAPINAndSwitchesOn() throws {
        let bench = try Bench()
        bench.card.setState(tries: 0, isActive: false)
        let session = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.pinRights)
        try session.setPIN(try pin("654321"))
        try session.switchElectronicIdentity(on: true)
        #expect(bench.card.hasPIN("654321"))
        #expect(bench.card.isActive)
        #expect(bench.card.triesLeft == 3)
        try session.switchElectronicIdentity(on: false)
        #expect(!bench.card.isActive)
        try session.unblockPIN()
    }

    /// Cut off around the two commands that set a PIN and switch it on: never said to be the old one still.
    @Test(arguments: [
        Fault.goneBefore(command: 1), .goneAfter(command: 1), .goneBefore(command: 2), .goneAfter(command: 2),
        .wrongCode(command: 1), .wrongCode(command: 2),
    ])
    func aPINCutOffMayBeSet(fault: Fault) throws {
        let bench = try Bench()
        let session = try bench.terminal().open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.pinRights)
        let new = try pin("654321")
        bench.card.arm(fault)
        #expect(throws: CardProblem.pinUnsettled) { try session.setPINAndSwitchOn(new) }
        #expect(
            CardProblem.pinUnsettled.germanText.contains("Die neue PIN kann schon gelten. Setzen Sie sie noch einmal."))
    }

    @Test func aHoldersPINCutOffMayBeSet() throws {
        let whole = try Bench()
        try HolderPIN(VirtualChannel(whole.card)).change(from: try pin("123456"), to: try pin("654321"))
        let bench = try Bench()
        bench.card.arm(.goneAfter(command: whole.card.commandCount))
        let (old, new) = (try pin("123456"), try pin("654321"))
        #expect(throws: CardProblem.pinUnsettled) {
            try HolderPIN(VirtualChannel(bench.card)).change(from: old, to: new)
        }
        #expect(bench.card.hasPIN("654321"))
        // Before the PIN was sent it is only a card drawn away; what was not begun is not promised to be finished.
        let early = try Bench()
        early.card.arm(.goneBefore(command: 3))
        #expect(throws: CardProblem.cardRemoved) {
            try HolderPIN(VirtualChannel(early.card)).change(from: old, to: new)
        }
        #expect(!CardProblem.cardRemoved.germanText.contains("zu Ende"))
    }

    @Test func terminalWithoutTheRightSetsNoPIN() throws {
        let bench = try Bench()
        let own = bench.terminals.terminal([.read(17, 18), .write(17, 18), .canAllowed])
        let terminal = try bench.terminal(own)
        #expect(throws: CardProblem.rightMissing(.pinManagement)) {
            _ = try terminal.open(VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.pinRights)
        }
        let session = try terminal.open(
            VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
        let new = try pin("654321")
        #expect(throws: CardProblem.rightMissing(.pinManagement)) { try session.setPIN(new) }
        #expect(bench.card.hasPIN("123456"))
    }

    @Test func holderChangesThePIN() throws {
        let bench = try Bench()
        try HolderPIN(VirtualChannel(bench.card)).change(from: try pin("123456"), to: try pin("654321"))
        #expect(bench.card.hasPIN("654321"))
    }

    /// Three wrong tries: two are counted, the last wants the CAN first, then the PUK.
    @Test func retryCounterRunsItsCourse() throws {
        let bench = try Bench()
        let holder = HolderPIN(VirtualChannel(bench.card))
        let can = CardAccessNumber("500540")
        let (right, wrong, new) = (try pin("123456"), try pin("111111"), try pin("654321"))
        #expect(throws: CardProblem.passwordWrong(.pin, triesLeft: 2)) { try holder.change(from: wrong, to: new) }
        #expect(throws: CardProblem.passwordWrong(.pin, triesLeft: 1)) { try holder.change(from: wrong, to: new) }
        #expect(throws: CardProblem.pinSuspended) { try holder.change(from: right, to: new) }
        #expect(bench.card.triesLeft == 1)
        #expect(throws: CardProblem.passwordWrong(.pin, triesLeft: 0)) {
            try holder.change(from: wrong, to: new, can: can)
        }
        #expect(throws: CardProblem.passwordBlocked(.pin)) { try holder.change(from: right, to: new, can: can) }
        let wrongPUK = try pin("0000000000")
        #expect(throws: CardProblem.passwordWrong(.puk, triesLeft: nil)) { try holder.unblock(puk: wrongPUK) }
        try holder.unblock(puk: try pin("9876543210"))
        #expect(bench.card.triesLeft == 3)
        #expect(bench.card.unblocksLeft == 9)
        try holder.change(from: right, to: new)
        #expect(bench.card.hasPIN("654321"))
    }

    @Test func lastTryIsResumedWithTheCAN() throws {
        let bench = try Bench()
        bench.card.setState(tries: 1)
        try HolderPIN(VirtualChannel(bench.card)).change(
            from: try pin("123456"), to: try pin("654321"), can: CardAccessNumber("500540"))
        #expect(bench.card.triesLeft == 3)
        #expect(bench.card.hasPIN("654321"))
    }

    @Test func switchedOffPINIsSaidSo() throws {
        let bench = try Bench()
        bench.card.setState(isActive: false)
        let (old, new) = (try pin("123456"), try pin("654321"))
        #expect(throws: CardProblem.pinDeactivated) {
            try HolderPIN(VirtualChannel(bench.card)).change(from: old, to: new)
        }
    }

    /// Neither the old nor the new PIN crosses to the card in the clear.
    @Test func noPINCrossesInTheClear() throws {
        let bench = try Bench()
        let channel = VirtualChannel(bench.card)
        try HolderPIN(channel).change(from: try pin("123456"), to: try pin("654321"))
        for command in channel.sent {
            for digits in ["123456", "654321"] {
                let sequence = Array(digits.utf8)
                #expect(!command.indices.contains { command[$0...].starts(with: sequence) })
            }
        }
    }
}
