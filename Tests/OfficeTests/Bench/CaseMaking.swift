import Casework
import Foundation
import Journal

/// Makes the entries of one case at a desk, by the decisions of the real rules.
struct CaseMaking {
    private(set) var item: Case
    private(set) var events: [CaseEvent]
    private let at: Moment

    init(
        _ number: CaseNumber, service: ServiceKey = "personalausweis", title: String = "Personalausweis beantragen",
        unit: UnitKey = "buergerbuero", partner: PartnerKey? = nil, follows: CaseNumber? = nil,
        at moment: Moment = Moment(milliseconds: OfficeBench.start.milliseconds)
    ) {
        at = moment
        let opened = CaseOpened(
            number: number, service: service, title: title, unit: unit, partner: partner, catalogue: "c",
            venueTitle: "Straach", clerk: "mueller-platz", day: moment.germanDay!, follows: follows,
            retentionMonths: 12, deadlineDays: 28)
        events = [.opened(opened)]
        item = Case(opened: opened, at: moment)
    }

    mutating func act(_ act: CaseCommand.Act) throws {
        for event in try item.decide(CaseCommand(by: "mueller-platz", seen: item.revision, act)) {
            item.apply(event, at: at)
            events.append(event)
        }
    }

    mutating func answer(_ field: FieldKey, _ label: String, _ text: String) throws {
        try act(.answer(field, label: label, value: .text(text), shown: text, source: .typed))
    }

    /// Erika Mustermann with a few answers.
    mutating func erika() throws {
        try act(
            .join(
                "p1", as: .applicant,
                attributes: [
                    .familyName: .text("Mustermann"), .givenNames: .text("Erika"),
                    .birthDate: .date(CalendarDate(iso: "1983-08-12")!), .phone: .text("03491 1234"),
                ]))
        try answer("familyName", "Familienname", "Mustermann")
        try answer("givenNames", "Vornamen", "Erika")
        try answer("eyeColour", "Augenfarbe", "grün <b>")
    }

    mutating func transfer(
        missing: [String] = [], finished: Bool = false, code: String = "CFGH2346", follows: CaseNumber? = nil
    ) throws {
        try act(.check(readByCitizen: true))
        try act(
            .transfer(
                .init(
                    on: at.germanDay!, code: code, hindrances: [], missing: missing, asIncomplete: !missing.isEmpty,
                    followsAt: missing.isEmpty ? nil : "Straach am 4. Januar", finished: finished,
                    follows: follows)))
    }
}

extension TestKit {
    /// A case of Erika Mustermann, transferred; returns its number.
    @discardableResult
    func takeIn(
        _ change: (inout CaseMaking) throws -> Void = { _ in }, unit: UnitKey = "buergerbuero",
        partner: PartnerKey? = nil, follows: CaseNumber? = nil, scan: Data? = nil
    ) throws -> CaseNumber {
        let number = nextNumber()
        var making = CaseMaking(number, unit: unit, partner: partner, follows: follows)
        try making.erika()
        // The opening has to be there before anything hangs on the case.
        try append(number, making.events)
        let before = making.events.count
        if let scan {
            let attachment = try attach(scan, to: number)
            try making.act(.scanEvidence("oldCard", title: "Bisheriger Ausweis", attachment))
        }
        try change(&making)
        if making.item.state == .open { try making.transfer() }
        try append(number, Array(making.events.dropFirst(before)))
        return number
    }
}
