/// Events of one outing (subject `outing`): the queue and the visits with their persons.
package enum OutingEvent: Hashable, Sendable {
    case opened(OutingOpened)
    case closed(OutingClosed)
    case ticketTaken(TicketTaken)
    case ticketCalled(TicketCalled)
    case ticketParked(TicketParked)
    case ticketReturned(TicketReturned)
    case ticketNoShow(TicketNoShow)
    case ticketForwarded(TicketForwarded)
    case appointmentMissed(AppointmentMissed)
    case visitStarted(VisitStarted)
    case personAdded(PersonAdded)
    case personAttributeSet(PersonAttributeSet)
    case personRoleSet(PersonRoleSet)
    case personRemoved(PersonRemoved)
    case documentRead(DocumentRead)
    case chipRead(DocumentChipRead)
    case caseAdded(VisitCaseAdded)
    case visitForwarded(VisitForwarded)
    case visitEnded(VisitEnded)
    case unknown(type: String, version: Int)
}

package struct OutingOpened: EventPayload {
    package static let type = "outing.opened"
    package var outing: OutingID
    package var day: CalendarDate
    package var venue: VenueKey
    package var venueTitle: String
    package var district: String?
    package var catalogue: String
    package var clerk: ClerkID
    /// Why the clerk opened a stop that the rota does not name for the day.
    package var offRota: Bool

    package init(
        outing: OutingID, day: CalendarDate, venue: VenueKey, venueTitle: String, district: String? = nil,
        catalogue: String, clerk: ClerkID, offRota: Bool
    ) {
        self.outing = outing
        self.day = day
        self.venue = venue
        self.venueTitle = venueTitle
        self.district = district
        self.catalogue = catalogue
        self.clerk = clerk
        self.offRota = offRota
    }
}

package struct OutingClosed: EventPayload {
    package static let type = "outing.closed"
    package var outing: OutingID
    package var clerk: ClerkID
    /// What was open and left so on purpose, in words.
    package var leftOpen: [String]
}

package struct TicketTaken: EventPayload {
    package static let type = "ticket.taken"
    /// `A12`: counted within the outing.
    package var ticket: TicketNumber
    package var wish: String?
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
    /// The appointment that was checked in.
    package var booking: BookingID?
    /// Its minute of the day.
    package var start: Int?
}

package struct TicketCalled: EventPayload {
    package static let type = "ticket.called"
    package var ticket: TicketNumber
    /// 1 to 3.
    package var attempt: Int
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct TicketParked: EventPayload {
    package static let type = "ticket.parked"
    package var ticket: TicketNumber
    package var reason: String?
    package var clerk: ClerkID
}

/// A parked or missed citizen is there again.
package struct TicketReturned: EventPayload {
    package static let type = "ticket.returned"
    package var ticket: TicketNumber
    package var clerk: ClerkID
}

package struct TicketNoShow: EventPayload {
    package static let type = "ticket.noShow"
    package var ticket: TicketNumber
    package var clerk: ClerkID
}

/// Somebody with an appointment did not come.
package struct AppointmentMissed: EventPayload {
    package static let type = "appointment.missed"
    package var booking: BookingID
    package var clerk: ClerkID
}

package struct TicketForwarded: EventPayload {
    package static let type = "ticket.forwarded"
    package var ticket: TicketNumber
    package var to: ClerkID
    package var clerk: ClerkID
}

package struct VisitStarted: EventPayload {
    package static let type = "visit.started"
    package var visit: VisitID
    package var ticket: TicketNumber?
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct PersonAdded: EventPayload {
    package static let type = "person.added"
    package var visit: VisitID
    package var person: PersonID
    package var role: Role
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct PersonAttributeSet: EventPayload {
    package static let type = "person.attributeSet"
    package var visit: VisitID
    package var person: PersonID
    package var attribute: PersonAttribute
    package var value: FieldValue?
    package var source: CaseAnswered.Source
    package var clerk: ClerkID
}

package struct PersonRoleSet: EventPayload {
    package static let type = "person.roleSet"
    package var visit: VisitID
    package var person: PersonID
    package var role: Role
    package var clerk: ClerkID
}

/// A person who takes part in nothing leaves the visit.
package struct PersonRemoved: EventPayload {
    package static let type = "person.removed"
    package var visit: VisitID
    package var person: PersonID
    package var clerk: ClerkID
}

/// A zone was read; what it proposed becomes attributes only when the clerk takes it over.
package struct DocumentRead: EventPayload {
    package static let type = "document.read"
    package var visit: VisitID
    package var person: PersonID
    /// The lines as they were read; reading them again repairs them again in the same way.
    package var zone: [String]
    package var repaired: Bool
    package var clerk: ClerkID
}

package struct VisitCaseAdded: EventPayload {
    package static let type = "visit.caseAdded"
    package var visit: VisitID
    package var number: CaseNumber
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct VisitForwarded: EventPayload {
    package static let type = "visit.forwarded"
    package var visit: VisitID
    package var to: ClerkID
    package var clerk: ClerkID
}

package struct VisitEnded: EventPayload {
    package static let type = "visit.ended"
    package var visit: VisitID
    package var clerk: ClerkID
}
