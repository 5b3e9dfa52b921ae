import Testing

@testable import Casework

@Suite struct DueErasureTests {
    private static let morning = Moment(milliseconds: CaseDesk.morning)

    private static let service = Service(
        key: "personalausweis", leika: nil, title: "Personalausweis", hint: nil, search: [], law: [],
        responsible: .unit("amt"), end: .unit, withoutNetwork: .takenIn, withoutNetworkText: "Aufnahme", rules: [],
        roles: [], steps: [], evidence: [],
        captures: [capture("photo", .photo, 96), capture("fingers", .fingerprints, 336)],
        fees: [], waiver: nil, papers: [], deadlineDays: nil,
        retention: Retention(caseMonths: 6, evidenceDays: ["oldCard": 30]), next: "Danach", signature: nil)

    private static func capture(_ key: CaptureKey, _ kind: CaptureRule.Kind, _ hours: Int) -> CaptureRule {
        CaptureRule(
            key: key, title: "Aufnahme", kind: kind, ways: [.device], when: .always, fallback: "Später",
            retentionHours: hours, law: nil)
    }

    private static func file(_ name: String) -> Casework.Attachment {
        Casework.Attachment(
            id: AttachmentID(name), keyID: "k" + name, bytes: 9, cipherSHA256: "00", mediaType: "image/png")
    }

    /// A case that ended in a state on the first day, with everything that can have a retention of its own.
    private static func desk(_ acts: [CaseCommand.Act], months: Int = 6) throws -> CaseDesk {
        var desk = CaseDesk(retentionMonths: months)
        try desk.perform(.seeEvidence("oldCard", title: "Alter Ausweis", note: "Kratzer"))
        try desk.perform(.scanEvidence("oldCard", title: "Alter Ausweis", file("scan")))
        try desk.perform(.takeCapture("photo", title: "Lichtbild", file("photo"), device: "Kamera", place: "Straach"))
        try desk.perform(.takeCapture("fingers", title: "Finger", file("fingers"), device: "Leser", place: "Straach"))
        for act in acts { try desk.perform(act) }
        return desk
    }

    private static let given: [CaseCommand.Act] = [
        .check(readByCitizen: true),
        .transfer(
            .init(
                on: CaseDesk.day, code: "CFGH2346", hindrances: [], missing: [], asIncomplete: false, followsAt: nil,
                finished: false)), .receive(at: morning),
    ]
    private static let handedOut =
        given + [.take(fileNumber: "1"), .makeReady(place: "Amt"), .handOut(to: "Inhaberin")]
    private static let hour: Int64 = 3_600_000

    /// Hours after the captures, and what of the case is due then.
    struct Row: Sendable {
        let acts: [CaseCommand.Act]
        let hours: Int64
        let due: [DueErasure]

        init(_ acts: [CaseCommand.Act], _ hours: Int64, _ due: DueErasure...) {
            self.acts = acts
            self.hours = hours
            self.due = due
        }
    }

    private static let photo = DueErasure.part(.capture("photo"))
    private static let fingers = DueErasure.part(.capture("fingers"))
    private static let oldCard = DueErasure.part(.evidence("oldCard"))

    static let rows: [Row] = [
        Row(given, 95),
        Row(given, 97, photo),
        Row(given, 335, photo),
        Row(given, 337, photo, fingers),
        // At the desk nothing is due: it is the kit's.
        Row([], 999),
        // Fingerprints go with the document.
        Row(handedOut, 1, fingers),
        // The 30th day is the last one of the evidence: 6 January. The case's is 7 June.
        Row(handedOut, 30 * 24, photo, fingers),
        Row(handedOut, 31 * 24, photo, fingers, oldCard),
        Row(handedOut, 182 * 24, photo, fingers, oldCard),
        Row(handedOut, 183 * 24, .wholeCase),
        // A case that did not end is kept, however long.
        Row(given, 90_000, photo, fingers),
        Row([.cancel(reason: "will nicht mehr")], 0, .wholeCase),
    ]

    @Test(arguments: rows)
    func `each part goes in its own time`(row: Row) throws {
        let item = try Self.desk(row.acts).case
        let now = Moment(milliseconds: CaseDesk.morning + row.hours * Self.hour)
        #expect(item.dueErasures(at: now, service: Self.service) == row.due)
    }

    @Test func `what left the catalogue goes with the case`() throws {
        let item = try Self.desk(Self.handedOut).case
        #expect(
            item.dueErasures(at: Moment(milliseconds: CaseDesk.morning + 100 * 24 * Self.hour), service: nil).isEmpty)
        let late = Moment(milliseconds: CaseDesk.morning + 200 * 24 * Self.hour)
        #expect(item.dueErasures(at: late, service: nil) == [.wholeCase])
    }

    @Test func `an earlier capture goes, too, when another way was taken after it`() throws {
        var desk = CaseDesk()
        try desk.perform(.takeCapture("photo", title: "Bild", Self.file("first"), device: "Kamera", place: "Straach"))
        try desk.perform(.giveUpCapture("photo", title: "Bild", reason: "unscharf"))
        for act in Self.given { try desk.perform(act) }
        let late = Moment(milliseconds: CaseDesk.morning + 100 * Self.hour)
        #expect(desk.case.dueErasures(at: late, service: Self.service) == [.part(.capture("photo"))])
        desk.append(.partErased(try #require(CasePartErased(.capture("photo"), title: "Bild"))))
        #expect(desk.case.dueErasures(at: late, service: Self.service).isEmpty)
        #expect(desk.case.captures["photo"]?.outcome == .impossible(reason: "unscharf"))
    }

    @Test func `an erased part says so and is not due again; the form stays`() throws {
        var desk = try Self.desk(Self.handedOut)
        try #require(desk.case.attachments.count == 3)
        for part in [Case.Part.capture("photo"), .capture("fingers"), .evidence("oldCard")] {
            desk.append(.partErased(try #require(CasePartErased(part, title: "Titel"))))
        }
        let item = desk.case
        #expect(item.captures["photo"]?.outcome == .erased && item.record.captures["photo"] == .erased)
        #expect(item.evidence["oldCard"]?.isErased == true && item.evidence["oldCard"]?.note == nil)
        #expect(item.attachments.isEmpty && item.access == .readable && item.state == .handedOut)
        let late = Moment(milliseconds: CaseDesk.morning + 40 * 24 * Self.hour)
        #expect(item.dueErasures(at: late, service: Self.service).isEmpty)
        #expect(item.history.last?.german == "Gelöscht, weil die Aufbewahrung abgelaufen ist: Titel")
    }

    @Test func `an erased case keeps where it stood, however it was folded`() throws {
        var desk = try Self.desk(Self.handedOut)
        desk.append(.erased(CaseErased(because: .retention, state: .handedOut)))
        var without = Case(number: desk.case.number)
        for (event, at) in desk.journal {
            if case .erased = event {
                without.apply(event, at: at)
            } else {
                let type = try CaseEvent.codec.encode(event).type
                without.applyWithoutBody(type: type, version: 1, at: at, because: .erased)
            }
        }
        for item in [desk.case, without] {
            #expect(item.access == .erased && item.state == .handedOut)
            #expect(item.history.last?.german == "Inhalt gelöscht: Aufbewahrung abgelaufen")
            #expect(item.partFiles.isEmpty && item.answers.isEmpty)
        }
    }

    @Test func `an entry without its words leaves the case readable`() throws {
        var item = Case(number: "W01A-0001-X")
        let desk = try Self.desk([])
        for (event, at) in desk.journal {
            if case .evidenceSeen = event {
                item.applyForgotten(type: CaseEvidenceSeen.type, version: 1, at: at)
            } else {
                item.apply(event, at: at)
            }
        }
        #expect(item.access == .readable && item.revision == desk.case.revision)
        #expect(item.evidence["oldCard"]?.note == nil && item.captures.count == 2)
    }
}
