import Testing

@testable import IdentityCard

struct ReaderTests {
    @Test func missingLibraryIsSaidSo() {
        #expect(throws: CardProblem.serviceMissing) { _ = try CardService(library: "libgibtesnicht.so.1") }
    }

    @Test(arguments: [
        (0x8010_001D, CardProblem.serviceMissing), (0x8010_002E, .readerMissing), (0x8010_000C, .cardMissing),
        (0x8010_0069, .cardRemoved), (0x8010_0016, .cardRemoved), (0x8010_000B, .readerBusy),
        (0x8010_0004, .readerFailed(code: 0x8010_0004)),
    ])
    func errorsOfTheServiceHaveNames(code: Int, problem: CardProblem) {
        #expect(CardService.problem(code) == problem)
        // As 32 bits with a sign, too.
        #expect(CardService.problem(Int(Int32(truncatingIfNeeded: code))) == problem || code == 0x8010_0004)
    }

    /// The layout of PC/SC part 10, amendment 1.
    @Test func padIsAskedForPACE() throws {
        var asked: [(UInt32, [UInt8])] = []
        let pad = try #require(
            ReaderPad { code, input in
                asked.append((code, input))
                return code == 0x4200_0D48
                    ? bytes("0604 42330006 2004 42330020")
                    : bytes("00000000 1A00 9000")
            })
        let rights = TerminalRights([.pinManagement]).request.encoded
        #expect(throws: CardProblem.answerUnreadable(.password)) {
            _ = try pad.establish(.pin, printed: nil, rights: rights)
        }
        #expect(asked.map(\.0) == [0x4200_0D48, 0x4233_0020])
        #expect(asked[1].1.hex == "021A00" + "03" + "15" + rights.hex + "00" + "0000")
    }

    /// The CAN is no secret: the reader is told it, behind no rights.
    @Test func printedDigitsAreHandedToThePad() throws {
        let request = ReaderPad.request(.can, printed: CardAccessNumber("500540"), rights: nil)
        #expect(request.hex == "020B00" + "02" + "00" + "06353030353430" + "0000")
    }

    /// PIN_MODIFY of PC/SC part 10, 2.5.3, with RESET RETRY COUNTER: twice six digits in ASCII behind its header.
    @Test(arguments: [
        ("9000", nil), ("6983", nil), ("6400", CardProblem.padAbandoned), ("6401", .padAbandoned),
        ("6402", .padTypedTwo), ("6403", .padTypedTwo), ("", .answerUnreadable(.pin)),
    ])
    func newPINIsAskedOfThePad(answer: String, problem: CardProblem?) throws {
        var asked: [(UInt32, [UInt8])] = []
        let pad = try #require(
            ReaderPad { code, input in
                asked.append((code, input))
                return code == 0x4200_0D48 ? bytes("0704 42330007 2004 42330020") : bytes(answer)
            })
        #expect(pad.offer == PadOffer(takesSecrets: true, takesNewPIN: true))
        if let problem {
            #expect(throws: problem) { _ = try pad.setPIN() }
        } else {
            #expect(try pad.setPIN().text == answer)
        }
        #expect(asked[1].0 == 0x4233_0007)
        #expect(asked[1].1.hex == "1E1E820000000006060102020704000102000000" + "04000000" + "002C0203")
    }

    @Test func outcomeOfThePadIsRead() throws {
        let outcome = try ReaderPad.outcome(
            bytes("00000000 1400 9000 0300 313030 03 414141 02 4242 0400 01020304"), password: .pin)
        #expect(outcome.chipIdentifier == [1, 2, 3, 4])
        #expect(outcome.authorities == [Array("AAA".utf8), Array("BB".utf8)])
    }

    @Test(arguments: [
        (0xF006_63C2 as UInt32, CardProblem.passwordWrong(.pin, triesLeft: 2)),
        (0xF002_63C1, .pinSuspended), (0xF002_63C0, .passwordBlocked(.pin)), (0xF002_6283, .pinDeactivated),
        (0xF020_0001, .padAbandoned), (0xF020_0002, .padAbandoned), (0xF010_0002, .cardMissing),
        (0xF003_6985, .pinSuspended),
        (0xD000_0001, .padFailed),
    ])
    func resultsOfThePadHaveNames(result: UInt32, problem: CardProblem) {
        #expect(ReaderPad.problem(result, password: .pin) == problem)
    }

    /// A reader without PACE has no pad, whatever else it offers.
    @Test func readerWithoutPACEHasNoPad() {
        #expect(ReaderPad { _, _ in nil } == nil)
        #expect(ReaderPad { _, _ in bytes("0604 42330006") } == nil)
    }

    /// Every problem says what to do next, and blames nobody.
    @Test(arguments: [
        CardProblem.serviceMissing, .readerMissing, .cardMissing, .cardRemoved, .readerBusy, .readerSilent, .padFailed,
        .padAbandoned,
        .padTypedTwo, .answerForged(.read), .refused(.write, StatusWord(rawValue: 0x6982)),
        .passwordWrong(.can, triesLeft: nil),
        .passwordWrong(.pin, triesLeft: 2), .passwordWrong(.pin, triesLeft: 1), .passwordWrong(.pin, triesLeft: 0),
        .pinSuspended, .passwordBlocked(.pin), .pinDeactivated, .rightMissing(.write(.address)), .certificateForeign,
        .securityForged, .securitySignerUnknown, .chipForged, .dataTooLong(.address), .changedElsewhere,
    ])
    func problemsSayWhatToDo(problem: CardProblem) {
        let text = problem.germanText
        #expect(!text.lowercased().contains("ungültig") && !text.lowercased().contains("bitte"))
        #expect(text.hasSuffix(".") && text.split(separator: " ").count > 6)
    }
}
