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
        #expect(throws: CardProblem.answerUnreadable(.password)) { _ = try pad.establish(.pin, rights: rights) }
        #expect(asked.map(\.0) == [0x4200_0D48, 0x4233_0020])
        #expect(asked[1].1.hex == "021A00" + "03" + "15" + rights.hex + "00" + "0000")
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
        CardProblem.serviceMissing, .readerMissing, .cardMissing, .cardRemoved, .readerBusy, .padFailed, .padAbandoned,
        .answerForged(.read), .refused(.write, StatusWord(rawValue: 0x6982)), .passwordWrong(.can, triesLeft: nil),
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
