@testable import Casework

/// Any event with any content, sensible or not: what a fold must bear and the codec must carry.
extension CaseEvent {
    static let kinds = 40

    static func wild(_ lot: inout Lot, number: CaseNumber = "W01A-0001-X", kind: Int? = nil) -> CaseEvent {
        let clerk: ClerkID = lot.name("clerk")
        let title = "Titel"
        switch kind ?? lot.number(0...kinds - 1) {
        case 0: return .opened(opening(&lot, number: number))
        case 1, 2, 3:
            return .answered(
                CaseAnswered(
                    field: lot.name("field"), label: title, value: lot.maybe(lot.value()), shown: lot.maybe(lot.text()),
                    source: lot.one([.typed, .zone, .visit, .card, .register]), clerk: clerk))
        case 4:
            return .personJoined(
                CasePersonJoined(
                    person: lot.name("person"), role: lot.role(), attributes: lot.attributes(), clerk: clerk))
        case 5: return .personLeft(CasePersonLeft(person: lot.name("person"), role: lot.role(), clerk: clerk))
        case 6:
            return .evidenceSeen(
                CaseEvidenceSeen(evidence: lot.name("evidence"), title: title, note: lot.maybe("alt"), clerk: clerk))
        case 7:
            return .evidenceScanned(
                CaseEvidenceScanned(
                    evidence: lot.name("evidence"), title: title, attachment: lot.attachment(), clerk: clerk,
                    token: lot.token()))
        case 8:
            return .evidenceWithdrawn(
                CaseEvidenceWithdrawn(
                    evidence: lot.name("evidence"), attachment: lot.maybe(lot.name("attachment", 6)), clerk: clerk))
        case 9:
            return .captureCoded(CaptureCoded(capture: lot.name("capture"), title: title, code: "QR", clerk: clerk))
        case 10:
            return .captureTaken(
                CaptureTaken(
                    capture: lot.name("capture"), title: title, attachment: lot.attachment(), device: "Kamera",
                    place: "Straach", clerk: clerk, token: lot.token()))
        case 11:
            return .captureImpossible(
                CaptureImpossible(capture: lot.name("capture"), title: title, reason: "kein Gerät", clerk: clerk))
        case 12:
            return .signed(
                CaseSigned(
                    attachment: lot.attachment(), statement: title, signer: lot.maybe(lot.name("person")), clerk: clerk,
                    token: lot.token()))
        case 13: return .signatureAbsent(CaseSignatureAbsent(reason: "Hand", witness: "Zeugin", clerk: clerk))
        case 14:
            return .feesDecided(
                CaseFeesDecided(
                    positions: (0..<lot.number(0...3)).map { _ in lot.position() }, catalogue: "00", clerk: clerk))
        case 15:
            return .waiverDecided(
                CaseWaiverDecided(reducedTo: lot.maybe(lot.money()), reason: "Not", law: "§ 1", clerk: clerk))
        case 16: return .paid(CasePaid(receipt: lot.receiptNumber(), amount: lot.money()))
        case 17: return .checked(CaseChecked(readByCitizen: lot.chance(2), clerk: clerk))
        case 18: return .noteAdded(CaseNoteAdded(text: lot.text(), clerk: clerk, token: lot.token()))
        case 19:
            return .transferred(
                CaseTransferred(
                    on: lot.day(), code: "CFGH2346", missing: lot.chance(2) ? [] : ["Foto"],
                    followsAt: lot.maybe("Straach"),
                    finished: lot.chance(3), attachments: [lot.name("attachment")], clerk: clerk, token: lot.token()))
        case 20: return .cancelled(CaseCancelled(reason: "Irrtum", clerk: clerk))
        case 21: return .received(CaseReceived(at: lot.moment()))
        case 22: return .looked(CaseLooked(clerk: clerk))
        case 23: return .taken(CaseTaken(fileNumber: "32-\(lot.number(1...9))", clerk: clerk))
        case 24:
            return .askedBack(
                CaseAskedBack(
                    question: "Welche?", due: lot.day(), telling: lot.one([.callList, .letter]), clerk: clerk,
                    token: lot.token()))
        case 25: return .askedBackTold(CaseAskedBackTold(note: "angerufen", clerk: clerk, token: lot.token()))
        case 26: return .answerReceived(CaseAnswerReceived(follower: lot.name("case"), day: lot.day()))
        case 27:
            return .forwarded(
                CaseForwarded(unit: lot.name("unit"), reason: "zuständig", clerk: clerk, token: lot.token()))
        case 28: return .readyToCollect(CaseReadyToCollect(place: "Straach", clerk: clerk))
        case 29: return .handedOut(CaseHandedOut(to: "Inhaberin", clerk: clerk))
        case 30: return .withdrawn(CaseWithdrawn(reason: "will nicht mehr", clerk: clerk))
        case 31: return .rejected(CaseRejected(reason: "nicht zuständig", clerk: clerk))
        case 32:
            return .partErased(CasePartErased(.evidence(lot.name("evidence")), title: title)!)
        case 33: return .partErased(CasePartErased(.capture(lot.name("capture")), title: title)!)
        case 34:
            return .erased(
                CaseErased(
                    because: lot.one([.retention, .cancelled, .repeated]),
                    state: lot.one([nil, .done, .cancelled, .new])))
        case 35:
            return .chipChangeBegun(ChipChangeBegun(change: "30", isSimulated: lot.chance(2), clerk: clerk))
        case 36:
            return .chipChangeEnded(
                ChipChangeEnded(
                    outcome: lot.one(ChipChangeEnded.Outcome.allCases), isSimulated: lot.chance(2), clerk: clerk))
        case 37:
            return .chipPINServed(
                ChipPINServed(act: lot.one(ChipPINServed.Act.allCases), isSimulated: lot.chance(2), clerk: clerk))
        case 38: return .chipPINBegun(ChipPINBegun(isSimulated: lot.chance(2), clerk: clerk))
        default: return .done(CaseDone(note: lot.maybe("fertig"), clerk: clerk))
        }
    }

    static func opening(_ lot: inout Lot, number: CaseNumber) -> CaseOpened {
        CaseOpened(
            number: number, service: lot.name("service"), title: "Personalausweis", leika: lot.maybe("99008004012000"),
            unit: lot.name("unit"), partner: lot.maybe(lot.name("partner")), catalogue: "00", outing: "outing1",
            venue: "straach", venueTitle: lot.maybe("Straach"), visit: lot.maybe(lot.name("visit")),
            clerk: lot.name("clerk"),
            day: lot.day(), follows: lot.maybe(lot.name("case")), question: lot.maybe("Welche?"), waitsFor: nil,
            retentionMonths: lot.one([0, 60, 120, .max, -1]), deadlineDays: lot.one([nil, 0, 30, .max, .min]),
            token: lot.token())
    }
}

extension OutingEvent {
    static let kinds = 19

    static func wild(_ lot: inout Lot, kind: Int? = nil) -> OutingEvent {
        let clerk: ClerkID = lot.name("clerk", 3)
        let ticket = TicketNumber(running: lot.number(1...5))
        let visit: VisitID = lot.name("visit")
        let person: PersonID = lot.name("person")
        switch kind ?? lot.number(0...kinds - 1) {
        case 0:
            return .opened(
                OutingOpened(
                    outing: lot.one(["outing1", "outing2"]), day: lot.day(), venue: "straach", venueTitle: "Straach",
                    district: lot.maybe("Straach"), catalogue: "00", clerk: clerk, offRota: lot.chance(2)))
        case 1: return .closed(OutingClosed(outing: "outing1", clerk: clerk, leftOpen: []))
        case 2:
            return .ticketTaken(
                TicketTaken(
                    ticket: ticket, wish: lot.maybe("Ausweis"), clerk: clerk, token: lot.token(),
                    booking: lot.maybe(lot.name("booking", 3)), start: lot.maybe(lot.number(0...1440))))
        case 3:
            return .ticketCalled(
                TicketCalled(ticket: ticket, attempt: lot.number(0...4), clerk: clerk, token: lot.token()))
        case 4: return .ticketParked(TicketParked(ticket: ticket, reason: lot.maybe("holt Foto"), clerk: clerk))
        case 5: return .ticketReturned(TicketReturned(ticket: ticket, clerk: clerk))
        case 6: return .ticketNoShow(TicketNoShow(ticket: ticket, clerk: clerk))
        case 7: return .ticketForwarded(TicketForwarded(ticket: ticket, to: lot.name("clerk", 3), clerk: clerk))
        case 8:
            return .visitStarted(
                VisitStarted(visit: visit, ticket: lot.maybe(ticket), clerk: clerk, token: lot.token()))
        case 9:
            return .personAdded(
                PersonAdded(visit: visit, person: person, role: lot.role(), clerk: clerk, token: lot.token()))
        case 10:
            return .personAttributeSet(
                PersonAttributeSet(
                    visit: visit, person: person, attribute: lot.one(PersonAttribute.allCases),
                    value: lot.maybe(lot.value()), source: .zone, clerk: clerk))
        case 11: return .personRoleSet(PersonRoleSet(visit: visit, person: person, role: lot.role(), clerk: clerk))
        case 12:
            return .documentRead(
                DocumentRead(visit: visit, person: person, zone: ["IDD<<"], repaired: lot.chance(2), clerk: clerk))
        case 13:
            return .caseAdded(VisitCaseAdded(visit: visit, number: lot.name("case"), clerk: clerk, token: lot.token()))
        case 14: return .personRemoved(PersonRemoved(visit: visit, person: person, clerk: clerk))
        case 15: return .visitForwarded(VisitForwarded(visit: visit, to: lot.name("clerk", 3), clerk: clerk))
        case 16:
            return .chipRead(
                DocumentChipRead(
                    visit: visit, document: lot.one(DocumentChipRead.Document.allCases),
                    verdict: lot.one(DocumentChipRead.Verdict.allCases), isSimulated: lot.chance(2), clerk: clerk))
        case 17: return .appointmentMissed(AppointmentMissed(booking: lot.name("booking", 3), clerk: clerk))
        default: return .visitEnded(VisitEnded(visit: visit, clerk: clerk))
        }
    }
}

extension BookEvent {
    static let kinds = 16

    static func wild(_ lot: inout Lot, kind: Int? = nil) -> BookEvent {
        let clerk: ClerkID = lot.name("clerk", 3)
        switch kind ?? lot.number(0...kinds - 1) {
        case 0:
            return .dayOpened(
                CashDayOpened(
                    day: lot.day(), count: lot.count(), clerk: clerk, lastReceipt: lot.maybe(lot.receiptNumber())))
        case 1:
            return .receiptIssued(
                ReceiptIssued(
                    receipt: lot.receiptNumber(), day: lot.day(), place: "Straach", outing: lot.maybe("outing1"),
                    visit: lot.maybe(lot.name("visit")), payer: lot.maybe("Mustermann"), payerAddress: nil,
                    positions: (0..<lot.number(0...3)).map { _ in lot.receiptPosition() }, total: lot.money(),
                    way: lot.one([.cash, .card, .invoice]), given: lot.maybe(lot.money()), due: lot.maybe(lot.day()),
                    cardReference: lot.maybe("0815"), clerk: clerk, token: lot.token()))
        case 2:
            return .receiptReversed(
                ReceiptReversed(
                    receipt: lot.receiptNumber(), reverses: lot.receiptNumber(), day: lot.day(), total: lot.money(),
                    way: lot.one([.cash, .card, .invoice]), reason: "Irrtum", clerk: clerk,
                    positions: lot.maybe([lot.receiptPosition()]), token: lot.token()))
        case 3: return .receiptPrinted(ReceiptPrinted(receipt: lot.receiptNumber(), clerk: clerk))
        case 4:
            return .counted(
                CashCounted(
                    count: lot.count(), expected: lot.money(), explanation: lot.maybe("Wechselgeld"), from: clerk,
                    to: lot.name("clerk", 3), token: lot.token()))
        case 5:
            return .dayClosed(
                CashDayClosed(
                    day: lot.day(), count: lot.count(), expected: lot.money(), difference: lot.money(),
                    explanation: lot.maybe("verzählt"), clerk: clerk))
        case 6: return .loggedIn(ClerkLoggedIn(clerk: clerk))
        case 7: return .loggedOut(ClerkLoggedOut(clerk: clerk))
        case 8:
            return .matterSettled(
                MatterSettled(matter: "held.W01", what: "zurückgehalten", reason: "neu erfasst", clerk: clerk))
        case 9:
            return .substituteAdmitted(SubstituteAdmitted(clerk: clerk, name: "Mustermann", until: lot.day()))
        case 10:
            return .registerLooked(
                RegisterLooked(
                    clerk: clerk, visit: lot.name("visit", 3), extract: "2026-12-07", shown: lot.number(0...10),
                    took: lot.maybe(lot.name("person", 3))))
        case 11:
            return .stickersCounted(
                StickersCounted(first: lot.number(-1...5), last: lot.number(0...9), clerk: clerk, token: lot.token()))
        case 12:
            return .stickerUsed(
                StickerUsed(sticker: lot.number(0...9), number: lot.name("case"), clerk: clerk, token: lot.token()))
        case 13: return .stickerSpoiled(StickerSpoiled(sticker: lot.number(0...9), reason: "zerrissen", clerk: clerk))
        case 14:
            return .stickersCountedBack(
                StickersCountedBack(
                    count: lot.number(0...9), expected: lot.number(0...9), explanation: lot.maybe("verzählt"),
                    clerk: clerk, token: lot.token()))
        default: return .clockChecked(ClockChecked(shown: lot.moment(), confirmed: lot.moment(), clerk: clerk))
        }
    }
}

extension StatisticsEvent {
    static let kinds = 4

    static func wild(_ lot: inout Lot, kind: Int? = nil) -> StatisticsEvent {
        let outing: OutingID = lot.name("outing", 3)
        switch kind ?? lot.number(0...kinds - 1) {
        case 0:
            return .outing(
                OutingCounted(
                    outing: outing, day: lot.day(), venue: "straach", venueTitle: "Straach", closed: lot.chance(2)))
        case 1:
            return .visitEnded(
                VisitCounted(
                    outing: outing, persons: lot.number(1...4), cases: lot.number(0...3),
                    waitedMinutes: lot.maybe(lot.number(0...60)), servedMinutes: lot.number(1...40)))
        case 2:
            return .caseTransferred(
                CaseCounted(outing: outing, service: lot.name("service"), complete: lot.chance(2)))
        default: return .taken(TakingsCounted(outing: lot.maybe(outing), amount: lot.money(), way: .cash))
        }
    }
}
