import Testing

@testable import Casework

/// What is done at a chip: begun, ended, interrupted; in the history, and never lost.
@Suite struct CaseChipTests {
    private static let begin = CaseCommand.Act.beginChipChange("30", isSimulated: false)

    @Test func aChangeHasABeginningAndOneEnd() throws {
        var desk = CaseDesk()
        try desk.perform(Self.begin)
        #expect(desk.case.openChipChange?.change == "30")
        #expect(throws: CaseRefusal.chipUnsettled) { try desk.perform(Self.begin) }
        #expect(try desk.perform(.endChipChange(.written, isSimulated: false)).count == 1)
        #expect(desk.case.openChipChange == nil)
        #expect(desk.case.chipEnd?.outcome == .written)
        // The other desk settled it, too.
        #expect(try desk.perform(.endChipChange(.finished, isSimulated: false)).isEmpty)
        #expect(try desk.perform(.endChipChange(.same, isSimulated: false)).count == 1)
        let lines = desk.case.history.map(\.german)
        #expect(lines.contains("Chip: Änderung der Anschrift begonnen"))
        #expect(lines.contains("Chip: Anschrift geschrieben und gegengelesen"))
        #expect(desk.case.history.last?.clerk == "mueller")
    }

    @Test func anInterruptedChangeKeepsTheCaseHere() throws {
        var desk = CaseDesk()
        try desk.perform(Self.begin)
        #expect(throws: CaseRefusal.chipUnsettled) { try desk.perform(CaseDesk.transfer()) }
        #expect(throws: CaseRefusal.chipUnsettled) { try desk.perform(.cancel(reason: "Irrtum")) }
        try desk.perform(.endChipChange(.unknown, isSimulated: false))
        try desk.perform(CaseDesk.transfer())
        #expect(desk.case.state == .transferred)
        #expect(throws: CaseRefusal.self) { try desk.perform(Self.begin) }
    }

    @Test(arguments: ChipChangeEnded.Outcome.allCases)
    func onlyWhatWasReadBackIsDone(_ outcome: ChipChangeEnded.Outcome) {
        #expect(outcome.isDone == [.written, .same, .finished, .complete].contains(outcome))
        #expect(!outcome.german.isEmpty)
    }

    @Test func aSimulatedReaderIsSaidInTheHistory() throws {
        var desk = CaseDesk()
        try desk.perform(.servePIN(.set, isSimulated: true))
        #expect(desk.case.pinServed?.act == .set)
        #expect(desk.case.history.last?.german.contains("kein echtes Dokument") == true)
    }

    /// Begun and cut off stays known until a PIN is set, or the old one is known to stay.
    @Test func aPINThatWasBegunHasAnEnd() throws {
        var desk = CaseDesk()
        try desk.perform(.beginPIN(isSimulated: false))
        #expect(desk.case.openPIN != nil)
        #expect(desk.case.history.last?.german == "Chip: Setzen einer neuen PIN begonnen")
        try desk.perform(.servePIN(.unblocked, isSimulated: false))
        #expect(desk.case.openPIN != nil)
        try desk.perform(.servePIN(.unchanged, isSimulated: false))
        #expect(desk.case.openPIN == nil)
        #expect(desk.case.pinServed?.act == .unblocked)
        try desk.perform(.beginPIN(isSimulated: false))
        try desk.perform(.servePIN(.set, isSimulated: false))
        #expect(desk.case.openPIN == nil)
        #expect(desk.case.pinServed?.act == .set)
    }

    /// What is left for another stop is missing, in words.
    @Test func postponedIsAnOpenPoint() {
        let field = Field.make(
            "chip", .choice([.init(key: "changed", title: "geändert"), .init(key: "later", title: "folgt")]))
        let rule = ChipRule(act: .address, result: "chip", done: "changed", later: "later")
        let service = Service.make(fields: [field], chip: rule)
        func missing(_ choice: String) -> [String] {
            let record = CaseRecord(answers: ["chip": .choice(choice)])
            return CaseReview(of: record, service: service, devices: [], on: day("2026-12-07")).missing.map(\.name)
        }
        #expect(missing("changed") == [])
        #expect(missing("later").count == 1)
        #expect(missing("later").first?.hasSuffix("(folgt)") == true)
    }
}
