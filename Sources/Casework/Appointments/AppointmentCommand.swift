/// What somebody wants to do with appointments.
package struct AppointmentCommand: Hashable, Sendable {
    package enum Act: Hashable, Sendable {
        /// Again while nobody has booked: it is replaced.
        case publish(Opening)
        /// Keeps the slot for ten minutes. Identifier and link are given in, random.
        case reserve(BookingID, [BookedService], start: Int, link: String)
        /// Another slot for somebody whose reservation has lapsed, or for a reservation that is changed.
        case take(BookingID, start: Int)
        case extend(BookingID)
        case confirm(BookingID)
        /// Reserved and confirmed in one: by a clerk at the telephone, or from another opening.
        case book(BookingID, [BookedService], start: Int, link: String)
        case move(BookingID, start: Int)
        case cancel(BookingID, CancelReason)
        /// On the waiting list.
        case wait(BookingID, [BookedService], link: String)
        case checkIn(BookingID)
        case miss(BookingID)
        /// The kit takes its list.
        case close
        case callOff(reason: String)
        /// Nothing but what time brings: reservations lapse, the waiting list is offered what came free.
        case passTime
    }

    /// Nobody where the citizen does it herself.
    package let clerk: ClerkID?
    /// The form's token; the same form sent twice does it once.
    package let token: String?
    package let act: Act

    package init(by clerk: ClerkID? = nil, token: String? = nil, _ act: Act) {
        self.clerk = clerk
        self.token = token
        self.act = act
    }
}

/// How long things are kept.
package enum Reservation {
    /// Minutes from choosing a time to confirming it.
    package static let minutes = 10
    /// How often it can be extended by as much again (WCAG 2.2, 2.2.1: at least ten times).
    package static let extensions = 10
    /// Minutes for which a slot that came free is kept for somebody on the waiting list.
    package static let offerMinutes = 24 * 60
    /// An offer ends so many minutes before its slot, and is not made for less than that.
    package static let offerLead = 60
}

/// Why a command was not carried out. Nothing was changed.
package enum AppointmentRefusal: Error, Hashable, Sendable {
    case notPublished
    case alreadyBooked
    case closed
    case calledOff(String)
    case nothingChosen
    case notOffered(ServiceKey)
    case tooLong(minutes: Int)
    /// Somebody else was faster, or it never was free; these are the nearest.
    case taken(nearest: [Slot])
    case noSuchBooking
    case extendedOften
    case isOver
    case alreadyCancelled
    /// There is no need to wait.
    case slotsAreFree
    case notConfirmed
    case reasonMissing

    /// For the clerk; public pages have their own words.
    package var message: String {
        switch self {
        case .notPublished: "Dieser Termin ist nicht veröffentlicht. Wählen Sie einen aus der Liste."
        case .alreadyBooked:
            "Für diesen Außentermin ist schon gebucht. Sagen Sie ihn ab und veröffentlichen Sie einen anderen Tag, oder lassen Sie ihn, wie er ist."
        case .closed:
            "Die Buchung für diesen Außentermin ist geschlossen, der Koffer hat die Liste. Wählen Sie einen anderen Tag."
        case .calledOff: "Dieser Außentermin fällt aus. Wählen Sie einen anderen Tag."
        case .nothingChosen: "Wählen Sie mindestens eine Leistung."
        case .notOffered: "Diese Leistung wird an diesem Tag nicht angeboten. Wählen Sie einen anderen Tag."
        case .tooLong(let minutes):
            "Das dauert zusammen \(minutes) Minuten. Buchen Sie höchstens \(BookedService.longest) Minuten und den Rest als zweiten Termin."
        case .taken: "Diese Zeit ist gerade vergeben worden. Wählen Sie eine andere."
        case .noSuchBooking: "Diesen Termin gibt es nicht. Suchen Sie ihn in der Liste."
        case .extendedOften: "Die Reservierung wurde so oft verlängert, wie es geht. Bestätigen Sie jetzt."
        case .isOver: "Dieser Termin ist schon vorbei. Buchen Sie einen neuen."
        case .alreadyCancelled: "Dieser Termin ist abgesagt. Buchen Sie einen neuen."
        case .slotsAreFree: "Es sind noch Zeiten frei. Wählen Sie eine davon."
        case .notConfirmed: "Dieser Termin ist noch nicht bestätigt. Bestätigen Sie ihn zuerst."
        case .reasonMissing: "Geben Sie an, warum der Außentermin ausfällt; die Gebuchten lesen es."
        }
    }
}
