import Testing

@testable import Casework

@Test func anErasedCaseKeepsWhereItStandsAndNothingThatWasSaid() throws {
    let moment = Moment(milliseconds: 1_796_640_000_000)
    let day = try #require(CalendarDate(iso: "2026-12-07"))
    let number: CaseNumber = "W01A-0001-B"
    var item = Case(number: number)
    item.apply(
        .opened(
            CaseOpened(
                number: number, service: "personalausweis", title: "Personalausweis beantragen", leika: nil,
                unit: "buergerbuero", partner: nil, catalogue: "c", outing: nil, venue: nil, venueTitle: nil,
                visit: nil,
                clerk: "a", day: day, follows: nil, question: nil, waitsFor: nil, retentionMonths: 12, deadlineDays: 28)
        ),
        at: moment)
    item.apply(
        .answered(
            CaseAnswered(
                field: "familyName", label: "Familienname", value: .text("Specimen"), shown: "Specimen", source: .typed,
                clerk: "a")), at: moment)
    item.apply(
        .transferred(
            CaseTransferred(
                on: day, code: "CFGH2346", missing: [], followsAt: nil, finished: false, attachments: [], clerk: "a")),
        at: moment)
    item.erase()
    #expect(item.access == .erased)
    #expect(item.state == .transferred)
    #expect(item.transfer?.on == day)
    #expect(!"\(item)".contains("Specimen"))
}
