/// What somebody wants to do at an outing: who, having seen which revision, with which form, and the act itself.
package struct OutingCommand: Hashable, Sendable {
    package enum Act: Hashable, Sendable {
        case takeTicket(wish: String?)
        /// Somebody with an appointment is there: she gets a number.
        /// - start: minute of the day for which it was made.
        case checkIn(BookingID, start: Int, wish: String)
        /// Somebody with an appointment did not come.
        case missAppointment(BookingID)
        /// The first who waits for this clerk.
        case callNext
        /// A certain number, or the called one once more.
        case call(TicketNumber)
        case park(TicketNumber, reason: String?)
        /// A parked or missed citizen is there again.
        case returnTicket(TicketNumber)
        case markNoShow(TicketNumber)
        case forwardTicket(TicketNumber, to: ClerkID)
        /// The identifier is given in, random.
        case startVisit(VisitID, ticket: TicketNumber?)
        case addPerson(VisitID, PersonID, as: Role)
        case setAttribute(
            VisitID, PersonID, PersonAttribute, label: String, FieldValue?, source: CaseAnswered.Source)
        case setRole(VisitID, PersonID, Role)
        /// - cases: those of the visit in which the person takes part and that were not cancelled.
        case removePerson(VisitID, PersonID, cases: [CaseNumber])
        case readDocument(VisitID, PersonID, zone: [String], repaired: Bool)
        case readChip(VisitID, DocumentChipRead.Document, DocumentChipRead.Verdict, isSimulated: Bool)
        case addCase(VisitID, CaseNumber)
        case forwardVisit(VisitID, to: ClerkID)
        case endVisit(VisitID)
        /// - untransferred: the cases of the outing that were not given away.
        /// - leavingOpen: the clerk was told what is open and goes on.
        case close(untransferred: [CaseNumber], leavingOpen: Bool)
    }

    package let by: ClerkID
    package let seen: Int?
    /// The form's token; the same form sent twice does it once.
    package let token: String?
    package let act: Act

    package init(by clerk: ClerkID, seen: Int? = nil, token: String? = nil, _ act: Act) {
        by = clerk
        self.seen = seen
        self.token = token
        self.act = act
    }
}

/// Why a command at an outing was not carried out. Nothing was changed.
package enum OutingRefusal: Error, Hashable, Sendable {
    case notOpen
    /// The outing was opened on another day: nobody new begins in it.
    case ofAnotherDay(CalendarDate)
    case noSuchTicket(TicketNumber)
    case noSuchAppointment
    case nobodyWaits
    /// This clerk has called a number that has not come yet.
    case stillCalling(TicketNumber)
    case calledBySomebodyElse(TicketNumber, ClerkID)
    case meantForSomebodyElse(TicketNumber, ClerkID)
    case calledThreeTimes(TicketNumber)
    /// `calls` of three.
    case notCalledOften(TicketNumber, calls: Int)
    case inVisit(TicketNumber)
    case isServed(TicketNumber)
    case isParked(TicketNumber)
    case isMissed(TicketNumber)
    case isWaiting(TicketNumber)
    case sameClerk
    case noSuchVisit
    case visitEnded
    case noSuchPerson
    case noPerson
    case personInCase([CaseNumber])
    case stale(PersonAttribute, label: String, yours: FieldValue?, theirs: FieldValue?)
    case stillOpen([String])

    /// For the clerk: what is the matter, and what to do. Clerks are named by the page; this sentence stands without.
    package var message: String {
        switch self {
        case .notOpen: "Der Außentermin ist nicht geöffnet. Öffnen Sie ihn auf der Seite „Heute“."
        case .ofAnotherDay(let day):
            "Der Außentermin vom \(day.german) ist noch geöffnet. Beenden Sie, was darin offen ist, und schließen Sie ihn; "
                + "öffnen Sie dann den von heute."
        case .noSuchTicket(let number):
            "Die Nummer \(number.text) gibt es heute nicht. Sehen Sie in der Warteliste nach."
        case .noSuchAppointment:
            "Dieser Termin steht nicht in der Liste von heute. Geben Sie eine Nummer ohne Termin."
        case .nobodyWaits: "Es wartet niemand. Nehmen Sie die nächste Person mit „Neue Vorsprache“ auf."
        case .stillCalling(let number):
            "\(number.text) ist von Ihnen aufgerufen. Beginnen Sie die Vorsprache, "
                + "rufen Sie noch einmal auf oder stellen Sie die Nummer zurück."
        case .calledBySomebodyElse(let number, _):
            "\(number.text) ist schon an den anderen Platz gerufen. Rufen Sie die nächste Nummer auf."
        case .meantForSomebodyElse(let number, _):
            "\(number.text) ist für den anderen Platz vorgemerkt. "
                + "Rufen Sie die nächste Nummer auf oder leiten Sie diese an sich weiter."
        case .calledThreeTimes(let number):
            "\(number.text) wurde dreimal aufgerufen. Halten Sie „nicht erschienen“ fest oder stellen Sie zurück."
        case .notCalledOften(let number, let calls):
            "\(number.text) wurde \(calls == 0 ? "noch nicht" : "erst \(calls)-mal") aufgerufen. "
                + "„Nicht erschienen“ gilt nach drei Aufrufen; rufen Sie noch einmal auf."
        case .inVisit(let number): "\(number.text) ist gerade am Platz. Öffnen Sie die Vorsprache."
        case .isServed(let number):
            "\(number.text) ist schon bedient. Geben Sie für ein neues Anliegen eine neue Nummer."
        case .isParked(let number):
            "\(number.text) ist zurückgestellt. Holen Sie die Nummer zuerst in die Warteliste zurück."
        case .isMissed(let number):
            "\(number.text) ist nicht erschienen. Holen Sie die Nummer in die Warteliste zurück, sobald die Person da ist."
        case .isWaiting(let number): "\(number.text) wartet schon. Rufen Sie die Nummer auf."
        case .sameClerk: "Das liegt schon bei diesem Platz. Wählen Sie den anderen."
        case .noSuchVisit: "Diese Vorsprache gibt es nicht. Öffnen Sie sie von der Seite „Heute“ aus."
        case .visitEnded: "Die Vorsprache ist beendet. Beginnen Sie für Weiteres eine neue."
        case .noSuchPerson: "Diese Person gehört nicht zur Vorsprache. Fügen Sie sie zuerst hinzu."
        case .noPerson: "Die Vorsprache hat noch keine Person. Lesen Sie den Ausweis oder tragen Sie die Person ein."
        case .personInCase(let numbers):
            "Diese Person ist beteiligt an: \(numbers.map(\.text).joined(separator: ", ")). "
                + "Entfernen Sie sie dort unter „Beteiligte“ oder verwerfen Sie den Vorgang, dann geht es hier."
        case .stale(_, let label, _, _):
            "„\(label)“ wurde inzwischen an anderer Stelle geändert. Wählen Sie, was gelten soll."
        case .stillOpen(let things):
            "Noch offen: \(things.joined(separator: "; ")). "
                + "Erledigen Sie es oder schließen Sie den Außentermin mit „trotzdem schließen“."
        }
    }
}

extension OutingCommand.Act {
    /// Somebody who was not here yet is given a number or called to a desk.
    var bringsSomebodyNew: Bool {
        switch self {
        case .takeTicket, .checkIn, .callNext, .call, .startVisit: true
        default: false
        }
    }
}
