import Casework
import Foundation
import Journal
import Kit
import Town

/// Makes days at a desk: outings, visits, cases, by the decisions of the real rules.
struct Filling {
    let desk: Desk
    /// Entries written so far.
    private(set) var entries = 0
    private var visits = 0
    private(set) var outing: OutingID = "outing-0"

    init(_ desk: Desk) { self.desk = desk }

    /// Opens an outing; the one before is closed.
    mutating func openOuting() async throws {
        let last = outing
        let id = OutingID("outing-\(visits)-\(entries)")
        var made = 0
        try await desk.commit { view, _ in
            guard let venue = view.town.venues.first(where: { $0.kind == .room }) else { throw DeskFault.noOuting }
            var draft = DeskDraft(view)
            if view.state.outings[last]?.isOpen == true {
                try draft.decide(
                    OutingCommand(by: Bed.clerk, .close(untransferred: [], leavingOpen: true)), in: last)
            }
            let opened = OutingOpened(
                outing: id, day: view.today, venue: venue.key, venueTitle: venue.title, catalogue: view.catalogue.hash,
                clerk: Bed.clerk, offRota: true)
            let events = draft.events + [.ofOuting(id, .opened(opened))]
            made = events.count
            return events
        }
        outing = id
        entries += made
    }

    /// Begins a visit with a case.
    mutating func openCase(of service: ServiceKey = "personalausweis") async throws -> (
        visit: VisitID, number: CaseNumber
    ) {
        visits += 1
        let (visit, outing, person) = (VisitID("visit-\(visits)"), outing, PersonID("person-\(visits)"))
        var made = 0
        var number: CaseNumber?
        try await desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(OutingCommand(by: Bed.clerk, .startVisit(visit, ticket: nil)), in: outing)
            try draft.decide(OutingCommand(by: Bed.clerk, .addPerson(visit, person, as: .applicant)), in: outing)
            for (attribute, value) in Self.attributes {
                try draft.decide(
                    OutingCommand(
                        by: Bed.clerk,
                        .setAttribute(visit, person, attribute, label: attribute.rawValue, value, source: .zone)),
                    in: outing)
            }
            number = try draft.open(
                CaseWish(service: service, person: person), in: visit, at: outing, by: Bed.clerk, token: nil)
            made = draft.events.count
            return draft.events
        }
        entries += made
        guard let number else { throw DeskFault.noSuchService }
        return (visit, number)
    }

    private static let attributes: [(PersonAttribute, FieldValue)] = [
        (.familyName, .text("Mustermann")), (.givenNames, .text("Erika")),
        (.birthDate, .date(CalendarDate(year: 1983, month: 8, day: 12)!)), (.nationality, .choice("000")),
    ]

    /// A case that is taken in, given away, and its visit ended.
    /// - Parameters:
    ///   - entries: how many entries the case has in the end.
    ///   - text: characters of each answer.
    ///   - scan: bytes of a scan that belongs to it.
    mutating func takeIn(entries wanted: Int, text: Int, scan: Int? = nil) async throws {
        let (visit, number) = try await openCase()
        let outing = outing
        var stored: (attachment: Casework.Attachment, ref: AttachmentRef)?
        if let scan {
            let bytes = Data((0..<scan).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
            stored = try await desk.store(bytes, mediaType: "image/png", for: number, pages: 1)
        }
        let file = stored
        var made = 0
        try await desk.commit { view, names in
            let item = try view.openCase(number)
            let service = try view.service(of: item)
            var draft = DeskDraft(view)
            if let file {
                draft.add(.attachmentAdded(number, file.ref))
                try draft.decide(
                    CaseCommand(by: Bed.clerk, .scanEvidence("oldCard", title: "Bisheriger Ausweis", file.attachment)),
                    on: number)
            }
            let fields = service.fields
            // What the case has already, the file's two entries, and the last two: checked, transferred.
            var missing = wanted - item.revision - (file == nil ? 0 : 2) - 2
            var round = 0
            while missing > 0 {
                for field in fields.prefix(missing) {
                    let value = String(
                        "\(round) Auskunft \(String(repeating: "Straach ", count: text / 8 + 1))".prefix(text))
                    try draft.decide(
                        CaseCommand(
                            by: Bed.clerk,
                            .answer(
                                field.key, label: field.label.de, value: .text(value), shown: value, source: .typed)),
                        on: number)
                    missing -= 1
                }
                round += 1
            }
            try draft.decide(CaseCommand(by: Bed.clerk, .check(readByCitizen: true)), on: number)
            try draft.decide(
                CaseCommand(
                    by: Bed.clerk,
                    .transfer(
                        .init(
                            on: view.today, code: names.citizenCode(), hindrances: [], missing: [], asIncomplete: false,
                            followsAt: nil, finished: false))), on: number)
            try draft.decide(OutingCommand(by: Bed.clerk, .endVisit(visit)), in: outing)
            made = draft.events.count
            return draft.events
        }
        entries += made
    }
}
