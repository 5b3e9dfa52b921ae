@testable import Casework

extension Opening {
    /// Monday 7 December 2026, 9 to 12, one desk.
    static func make(
        from: Int = 540, minutes: Int = 180, pause: MinuteSpan? = nil, desks: Int = 1, walkIns: WalkInRule = .between,
        venue: VenueKey = "straach"
    ) throws -> Opening {
        try Opening(
            venue: venue, venueTitle: "Straach", day: CalendarDate(iso: "2026-12-07")!,
            hours: MinuteSpan(start: from, minutes: minutes)!, pause: pause, desks: desks,
            services: ["card", "passport"], walkIns: walkIns)
    }
}

extension BookedService {
    static func card(_ minutes: Int = 15, persons: Int = 1) -> BookedService {
        BookedService(service: "card", minutes: minutes, persons: persons)!
    }
}

extension Moment {
    /// On the day before the opening.
    static func eve(_ clock: Int = 600, seconds: Int = 0) -> Moment {
        Moment(
            milliseconds: Moment(germanDay: day("2026-12-06"), minute: clock)!.milliseconds + Int64(seconds) * 1000)
    }
}

extension AppointmentBook {
    static func published(_ opening: Opening) throws -> AppointmentBook {
        var book = AppointmentBook(id: opening.id)
        try book.does(.publish(opening), at: .eve(0))
        return book
    }

    @discardableResult
    mutating func does(
        _ act: AppointmentCommand.Act, token: String? = nil, at now: Moment = .eve()
    ) throws(AppointmentRefusal) -> [AppointmentEvent] {
        let events = try decide(AppointmentCommand(token: token, act), at: now)
        for event in events { apply(event, at: now) }
        return events
    }

    /// Every pair of bookings that have the same piece of a desk's day: none, ever.
    var collisions: [(BookingID, BookingID)] {
        let taken = bookings.compactMap { booking in booking.taken.map { (booking.id, $0) } }
        return taken.indices.flatMap { left in
            taken[(left + 1)...].filter { other in
                let (one, two) = (taken[left].1, other.1)
                return one.desk == two.desk && one.span.start < two.span.end && two.span.start < one.span.end
            }.map { (taken[left].0, $0.0) }
        }
    }

    func starts(_ minutes: Int, at now: Moment = .eve()) -> [String] {
        free(minutes, at: now).map { MinuteSpan.clock($0.span.start) }
    }
}
