/// What one citizen booked: services, for one or more people, one after the other at one desk. Nameless: whose it is stands apart, so that
/// it can be erased.
package struct Booking: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// On the waiting list.
        case waiting
        /// The slot is kept until then; an offer is one that the waiting list made.
        case held(Slot, until: Moment, isOffer: Bool)
        /// It was kept and not confirmed in time; who comes back gets the same slot if it is still free.
        case lapsed(Slot)
        case confirmed(Slot)
        case cancelled(CancelReason)
        /// Checked in at the stop.
        case arrived(Slot)
        case missed(Slot)
    }

    package let id: BookingID
    package let visits: [BookedService]
    /// SHA-256 of the private link's secret, in hexadecimal digits.
    package let link: String
    package let madeAt: Moment
    package let origin: Origin
    package internal(set) var state: State
    /// How often the reservation was extended.
    package internal(set) var extensions = 0

    package enum Origin: Hashable, Sendable {
        case citizen
        /// At the telephone or the counter.
        case clerk(ClerkID)
    }

    /// How long it takes, a multiple of the raster.
    package var minutes: Int { BookedService.minutes(visits) }

    /// The slot that nobody else can have.
    package var taken: Slot? {
        switch state {
        case .held(let slot, _, _), .confirmed(let slot), .arrived(let slot), .missed(let slot): slot
        case .waiting, .lapsed, .cancelled: nil
        }
    }

    /// Where it stands or stood.
    package var slot: Slot? {
        if case .lapsed(let slot) = state { slot } else { taken }
    }

    package var isConfirmed: Bool {
        if case .confirmed = state { true } else { false }
    }
}

/// A piece of a desk's day.
package struct Slot: Codable, Hashable, Sendable {
    /// From 1.
    package let desk: Int
    package let span: MinuteSpan

    package init(desk: Int, span: MinuteSpan) {
        self.desk = desk
        self.span = span
    }

    func collides(with other: Slot) -> Bool { desk == other.desk && span.overlaps(other.span) }
}

/// One service of a booking, with the minutes as they were when it was booked.
package struct BookedService: Codable, Hashable, Sendable {
    package static let possiblePersons = 1...8
    /// Longer ones are made at the telephone, as several.
    package static let longest = 180

    package let service: ServiceKey
    /// For one person.
    package let minutes: Int
    package let persons: Int

    /// - Returns: `nil` for minutes outside 1 to 180 or persons outside 1 to 8.
    package init?(service: ServiceKey, minutes: Int, persons: Int = 1) {
        guard (1...Self.longest).contains(minutes), Self.possiblePersons.contains(persons) else { return nil }
        self.service = service
        self.minutes = minutes
        self.persons = persons
    }

    /// Of all together, rounded up to the raster.
    package static func minutes(_ visits: [BookedService]) -> Int {
        let sum = visits.reduce(0) { $0 + $1.minutes * $1.persons }
        return (sum + Opening.raster - 1) / Opening.raster * Opening.raster
    }
}

/// Why a booking ended without a visit.
package enum CancelReason: Codable, Hashable, Sendable {
    case citizen
    case office
    /// The outing does not take place.
    case calledOff
    /// The same booking stands at another opening now.
    case movedTo(OpeningID)
}
