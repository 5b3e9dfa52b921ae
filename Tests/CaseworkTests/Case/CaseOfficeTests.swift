import Testing

@testable import Casework

@Suite("A case at the office") struct CaseOfficeTests {
    static let today = CaseDesk.day

    @Test("the way from new to handed out") func wholeWay() throws {
        var desk = try CaseDesk.atOffice()
        #expect(desk.case.state == .new)
        try desk.perform(.take(fileNumber: "32-7/26"), by: "krueger")
        #expect(desk.case.state == .inWork && desk.case.fileNumber == "32-7/26")
        try desk.perform(
            .askBack(question: "Welche Hausnummer?", due: Self.today, telling: .callList, today: Self.today))
        #expect(desk.case.state == .askedBack && desk.case.openQuestion?.text == "Welche Hausnummer?")
        try desk.perform(.tell(note: "angerufen, niemand da"))
        try desk.perform(.receiveAnswer(follower: "W01A-0002-V", day: Self.today))
        #expect(desk.case.state == .inWork)
        #expect(desk.case.questions.map(\.answeredBy) == ["W01A-0002-V"])
        #expect(desk.case.questions.first?.told.map(\.text) == ["angerufen, niemand da"])
        try desk.perform(.forward(to: "standesamt", reason: "zuständig"))
        #expect(desk.case.state == .forwarded && desk.case.unit == "standesamt")
        try desk.perform(.makeReady(place: "Straach, 04.01.2027"))
        #expect(!desk.case.isOverdue(on: CalendarDate(year: 2030, month: 1, day: 1)!))
        try desk.perform(.handOut(to: "Inhaberin"))
        #expect(desk.case.state == .handedOut && desk.case.endedOn == CaseDesk.day)
        #expect(desk.case.retentionEnd?.iso == "2036-12-07")
        #expect(desk.case.irregular.isEmpty)
        #expect(
            desk.case.history.map(\.german) == [
                "Aufgenommen in Straach", "Vollständig abgegeben", "In der Zentrale angekommen",
                "In Arbeit genommen, Aktenzeichen 32-7/26", "Rückfrage, Antwort bis 07.12.2026: Welche Hausnummer?",
                "Rückfrage mitgeteilt: angerufen, niemand da", "Antwort eingegangen am 07.12.2026: Vorgang W01A-0002-V",
                "Weitergeleitet: zuständig", "Abholbereit: Straach, 04.01.2027", "Ausgehändigt an: Inhaberin",
            ])
    }

    @Test("an answer puts the case back where the question found it") func backToNew() throws {
        var desk = try CaseDesk.atOffice()
        try desk.perform(.askBack(question: "Wo?", due: Self.today, telling: .letter, today: Self.today))
        #expect(throws: CaseRefusal.questionOpen(due: Self.today)) { try desk.perform(.take(fileNumber: "1")) }
        #expect(throws: CaseRefusal.questionOpen(due: Self.today)) { try desk.perform(.finish(note: nil)) }
        try desk.perform(.receiveAnswer(follower: "F", day: Self.today))
        #expect(desk.case.state == .new)
        #expect(try desk.perform(.receiveAnswer(follower: "F", day: Self.today)) == [])
    }

    @Test("an answer that comes after the end is kept") func lateAnswer() throws {
        var desk = try CaseDesk.atOffice()
        try desk.perform(.askBack(question: "Wo?", due: Self.today, telling: .letter, today: Self.today))
        try desk.perform(.reject(reason: "keine Antwort"))
        try desk.perform(.receiveAnswer(follower: "F", day: Self.today))
        #expect(desk.case.state == .rejected && desk.case.followers == ["F"])
    }

    static let wordless: [(act: CaseCommand.Act, refusal: CaseRefusal)] = [
        (.take(fileNumber: " "), .missing(.fileNumber)),
        (.askBack(question: "", due: today, telling: .letter, today: today), .missing(.question)),
        (.askBack(question: "Wo?", due: today, telling: .letter, today: today.adding(days: 1)!), .dueInPast),
        (.forward(to: "standesamt", reason: ""), .missing(.reason)),
        (.forward(to: "buergerbuero", reason: "zuständig"), .sameUnit),
        (.makeReady(place: ""), .missing(.place)),
        (.withdraw(reason: " "), .missing(.reason)),
        (.reject(reason: ""), .missing(.reason)),
        (.note(" "), .missing(.note)),
        (.handOut(to: "Inhaberin"), .notReadyToCollect),
        (.tell(note: "angerufen"), .noQuestionOpen),
        (.answer("a", label: "A", value: .text("1"), shown: "1", source: .typed), .transferred(on: today)),
    ]

    @Test("what lacks a word or has no place is refused", arguments: wordless)
    func refused(act: CaseCommand.Act, refusal: CaseRefusal) throws {
        var desk = try CaseDesk.atOffice()
        let before = desk.case
        #expect(throws: refusal) { try desk.perform(act) }
        #expect(desk.case == before)
        #expect(!refusal.message.isEmpty)
    }

    @Test("what has ended stays ended", arguments: [CaseState.handedOut, .withdrawn, .rejected, .done])
    func ended(state: CaseState) throws {
        var desk = try CaseDesk.atOffice()
        switch state {
        case .handedOut:
            try desk.perform(.makeReady(place: "Straach"))
            try desk.perform(.handOut(to: "Inhaberin"))
        case .withdrawn: try desk.perform(.withdraw(reason: "will nicht"))
        case .rejected: try desk.perform(.reject(reason: "nicht zuständig"))
        default: try desk.perform(.finish(note: nil))
        }
        #expect(desk.case.state == state)
        let expected = CaseRefusal.ended(state, on: CaseDesk.day)
        #expect(throws: expected) { try desk.perform(.take(fileNumber: "1")) }
        #expect(throws: expected) { try desk.perform(.reject(reason: "doch")) }
        #expect(throws: expected) { try desk.perform(.makeReady(place: "hier")) }
        #expect(expected.message.contains(state.german))
    }

    @Test("received twice is once; finished at the desk is done on arrival") func receive() throws {
        var desk = CaseDesk()
        try desk.perform(CaseDesk.transfer(finished: true))
        let moment = Moment(milliseconds: CaseDesk.morning + 864_000_000)
        try desk.perform(.receive(at: moment))
        #expect(try desk.perform(.receive(at: moment)) == [])
        #expect(desk.case.state == .done && desk.case.endedOn == CaseDesk.day)
    }

    @Test(
        "overdue follows the service's own deadline from the transfer on",
        arguments: [
            (30, "2027-01-06", false), (30, "2027-01-07", true), (0, "2026-12-08", true), (nil, "2036-01-01", false),
            (.max, "2036-01-01", false), (-1, "2036-01-01", false),
        ])
    func overdue(days: Int?, on day: String, isOverdue: Bool) throws {
        var desk = CaseDesk(deadlineDays: days)
        let day = try #require(CalendarDate(iso: day))
        try desk.perform(CaseDesk.transfer())
        #expect(!desk.case.isOverdue(on: day))
        try desk.perform(.receive(at: Moment(milliseconds: CaseDesk.morning)))
        #expect(desk.case.isOverdue(on: day) == isOverdue)
    }

    @Test("looks are recorded each time, by whom") func looks() throws {
        var desk = try CaseDesk.atOffice()
        try desk.perform(.look, by: "a")
        try desk.perform(.look, by: "b")
        #expect(desk.case.history.filter(\.isLook).map(\.clerk) == ["a", "b"])
    }
}
