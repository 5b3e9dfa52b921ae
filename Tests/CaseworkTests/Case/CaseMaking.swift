@testable import Casework

/// A case of the tests with short ways to do things to it.
struct CaseDesk {
    var `case`: Case
    var clock = 0
    /// Every event so far with its moment, to be folded again.
    var journal: [(event: CaseEvent, at: Moment)] = []

    static let day = CalendarDate(year: 2026, month: 12, day: 7)!
    /// 7 December 2026, 9:00 in Germany.
    static let morning: Int64 = 1_796_630_400_000

    init(deadlineDays: Int? = 30, retentionMonths: Int = 120) {
        let opened = CaseOpened(
            number: "W01A-0001-X", service: "personalausweis", title: "Personalausweis", unit: "buergerbuero",
            catalogue: "00", outing: "outing1", venue: "straach", venueTitle: "Straach", visit: "visit1",
            clerk: "mueller", day: Self.day, retentionMonths: retentionMonths, deadlineDays: deadlineDays)
        `case` = Case(number: opened.number)
        append(.opened(opened))
    }

    mutating func append(_ event: CaseEvent) {
        clock += 1
        let moment = Moment(milliseconds: Self.morning + Int64(clock) * 1000)
        journal.append((event, moment))
        `case`.apply(event, at: moment)
    }

    @discardableResult
    mutating func perform(_ act: CaseCommand.Act, by clerk: ClerkID = "mueller", seen: Int? = nil, token: String? = nil)
        throws(CaseRefusal) -> [CaseEvent]
    {
        let events = try `case`.decide(CaseCommand(by: clerk, seen: seen, token: token, act))
        for event in events { append(event) }
        return events
    }

    mutating func answer(_ field: FieldKey, _ text: String?, seen: Int? = nil) throws(CaseRefusal) {
        try perform(
            .answer(field, label: "Feld \(field)", value: text.map { .text($0) }, shown: text, source: .typed),
            seen: seen)
    }

    static func transfer(
        missing: [String] = [], hindrances: [String] = [], asIncomplete: Bool = false, followsAt: String? = nil,
        finished: Bool = false
    ) -> CaseCommand.Act {
        .transfer(
            .init(
                on: day, code: "CFGH2346", hindrances: hindrances, missing: missing, asIncomplete: asIncomplete,
                followsAt: followsAt, finished: finished))
    }

    /// A case that the office has.
    static func atOffice() throws -> CaseDesk {
        var desk = CaseDesk()
        try desk.perform(transfer())
        try desk.perform(.receive(at: Moment(milliseconds: morning + 60_000)))
        return desk
    }

    static func attachment(_ id: AttachmentID, bytes: Int = 20_000) -> Attachment {
        Attachment(id: id, keyID: "k", bytes: bytes, cipherSHA256: "00", mediaType: "application/pdf")
    }

    static func fee(_ cents: Int?) -> FeePosition {
        let amount = cents.map(Money.init(cents:))
        return FeePosition(
            fee: "gebuehr", title: "Personalausweis", law: "PAuswGebV § 1", reason: "ab 24", amount: amount,
            accounts: amount.map { [AccountShare(account: "431100", amount: $0)] } ?? [])
    }
}
