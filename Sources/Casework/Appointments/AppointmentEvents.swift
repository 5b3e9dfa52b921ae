/// What happened to the appointments of one opening. Nameless.
package enum AppointmentEvent: Hashable, Sendable {
    case published(OpeningPublished)
    case made(BookingMade)
    case queued(BookingQueued)
    case held(SlotHeld)
    case extended(ReservationExtended)
    case lapsed(ReservationLapsed)
    case confirmed(BookingConfirmed)
    case moved(BookingMoved)
    case cancelled(BookingCancelled)
    case arrived(BookingArrived)
    case missed(BookingMissed)
    case closed(BookingsClosed)
    case calledOff(OpeningCalledOff)
    case unknown(type: String, version: Int)
}

package struct OpeningPublished: EventPayload {
    package static let type = "opening.published"
    package var opening: Opening
    package var clerk: ClerkID
}

package struct BookingMade: EventPayload {
    package static let type = "booking.made"
    package var booking: BookingID
    package var visits: [BookedService]
    package var link: String
    /// At the telephone; none where the citizen did it herself.
    package var clerk: ClerkID?
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

/// On the waiting list.
package struct BookingQueued: EventPayload {
    package static let type = "booking.queued"
    package var booking: BookingID
}

package struct SlotHeld: EventPayload {
    package static let type = "booking.slotHeld"
    package var booking: BookingID
    package var slot: Slot
    package var until: Moment
    package var isOffer: Bool
}

package struct ReservationExtended: EventPayload {
    package static let type = "booking.extended"
    package var booking: BookingID
    package var until: Moment
}

package struct ReservationLapsed: EventPayload {
    package static let type = "booking.lapsed"
    package var booking: BookingID
}

package struct BookingConfirmed: EventPayload {
    package static let type = "booking.confirmed"
    package var booking: BookingID
    package var slot: Slot
}

package struct BookingMoved: EventPayload {
    package static let type = "booking.moved"
    package var booking: BookingID
    package var slot: Slot
}

package struct BookingCancelled: EventPayload {
    package static let type = "booking.cancelled"
    package var booking: BookingID
    package var reason: CancelReason
}

package struct BookingArrived: EventPayload {
    package static let type = "booking.arrived"
    package var booking: BookingID
}

package struct BookingMissed: EventPayload {
    package static let type = "booking.missed"
    package var booking: BookingID
}

/// The day belongs to the kit from now on.
package struct BookingsClosed: EventPayload {
    package static let type = "opening.closed"
    package var clerk: ClerkID
}

/// The outing does not take place.
package struct OpeningCalledOff: EventPayload {
    package static let type = "opening.calledOff"
    package var reason: String
    package var clerk: ClerkID
}

extension AppointmentEvent: SubjectEvent {
    package static let codec = EventCodec<AppointmentEvent>([
        .init(OpeningPublished.self) { .published($0) },
        .init(BookingMade.self) { .made($0) },
        .init(BookingQueued.self) { .queued($0) },
        .init(SlotHeld.self) { .held($0) },
        .init(ReservationExtended.self) { .extended($0) },
        .init(ReservationLapsed.self) { .lapsed($0) },
        .init(BookingConfirmed.self) { .confirmed($0) },
        .init(BookingMoved.self) { .moved($0) },
        .init(BookingCancelled.self) { .cancelled($0) },
        .init(BookingArrived.self) { .arrived($0) },
        .init(BookingMissed.self) { .missed($0) },
        .init(BookingsClosed.self) { .closed($0) },
        .init(OpeningCalledOff.self) { .calledOff($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .published(let payload): payload
        case .made(let payload): payload
        case .queued(let payload): payload
        case .held(let payload): payload
        case .extended(let payload): payload
        case .lapsed(let payload): payload
        case .confirmed(let payload): payload
        case .moved(let payload): payload
        case .cancelled(let payload): payload
        case .arrived(let payload): payload
        case .missed(let payload): payload
        case .closed(let payload): payload
        case .calledOff(let payload): payload
        case .unknown: nil
        }
    }
}
