/// When and where the office will be, as it was published: what slots follow from.
package struct Opening: Hashable, Sendable {
    /// All times of a day are multiples of so many minutes.
    package static let raster = 5
    /// What is kept free for people without an appointment is kept in pieces of so many minutes: the published time of one capture.
    package static let walkInMinutes = 15
    package static let possibleDesks = 1...6

    package let id: OpeningID
    package let venue: VenueKey
    package let venueTitle: String
    package let day: CalendarDate
    /// From its beginning to its end.
    package let hours: MinuteSpan
    /// When nobody is called.
    package let pause: MinuteSpan?
    /// Clerks who serve at the same time.
    package let desks: Int
    /// In the order in which they are offered.
    package let services: [ServiceKey]
    package let walkIns: WalkInRule

    /// - Throws: what has to be put right before it can be published.
    package init(
        venue: VenueKey, venueTitle: String, day: CalendarDate, hours: MinuteSpan, pause: MinuteSpan? = nil,
        desks: Int, services: [ServiceKey], walkIns: WalkInRule
    ) throws(OpeningFault) {
        guard hours.isOnRaster, pause?.isOnRaster ?? true else { throw .raster }
        guard hours.minutes >= 30 else { throw .tooShort }
        if let pause {
            guard pause.start > hours.start, pause.end < hours.end else { throw .pauseOutside }
        }
        guard Self.possibleDesks.contains(desks) else { throw .desks }
        guard !services.isEmpty else { throw .noServices }
        guard services.indices.allSatisfy({ !services[..<$0].contains(services[$0]) }) else { throw .serviceTwice }
        if case .everyNth(let n) = walkIns, !WalkInRule.possible.contains(n) { throw .walkIns }
        id = Self.id(venue: venue, day: day)
        self.venue = venue
        self.venueTitle = venueTitle
        self.day = day
        self.hours = hours
        self.pause = pause
        self.desks = desks
        self.services = services
        self.walkIns = walkIns
    }

    package static func id(venue: VenueKey, day: CalendarDate) -> OpeningID { OpeningID("\(venue.text)-\(day.iso)") }

    /// When a minute of its day is; `nil` for one that the clock's change leaves out.
    package func moment(_ minute: Int) -> Moment? { Moment(germanDay: day, minute: minute) }

    /// Whether a desk is there for appointments all the while, whoever has booked.
    func isOpen(_ span: MinuteSpan, desk: Int) -> Bool {
        span.start >= hours.start && span.end <= hours.end && !(pause?.overlaps(span) ?? false)
            && !kept(desk: desk).contains { $0.overlaps(span) }
    }

    /// What is kept free at a desk for people without an appointment, in order; staggered, so that the desks do not keep the same time.
    package func kept(desk: Int) -> [MinuteSpan] {
        guard case .everyNth(let n) = walkIns else { return [] }
        return (0..<hours.minutes / Self.walkInMinutes).filter { ($0 + desk - 1) % n == n - 1 }.compactMap {
            MinuteSpan(start: hours.start + $0 * Self.walkInMinutes, minutes: Self.walkInMinutes)
        }
    }
}

/// How people without an appointment fit in: the head of the office decides it for each opening.
package enum WalkInRule: Hashable, Sendable {
    package static let possible = 2...12

    /// Every n-th piece of a quarter of an hour is theirs at each desk.
    case everyNth(Int)
    /// They come in between, when nobody with an appointment waits.
    case between

    package var german: String {
        switch self {
        case .everyNth(let n): "jede \(n). Viertelstunde bleibt frei"
        case .between: "wenn niemand mit Termin wartet"
        }
    }
}

/// Minutes of a day without a break, end excluded.
package struct MinuteSpan: Hashable, Sendable {
    /// Minute of the day, from 0.
    package let start: Int
    /// At least 1.
    package let minutes: Int

    package var end: Int { start + minutes }

    /// - Returns: `nil` for one that is empty or not within a day.
    package init?(start: Int, minutes: Int) {
        guard start >= 0, minutes > 0, minutes <= 1440, start + minutes <= 1440 else { return nil }
        self.start = start
        self.minutes = minutes
    }

    package func overlaps(_ other: MinuteSpan) -> Bool { start < other.end && other.start < end }

    var isOnRaster: Bool { start % Opening.raster == 0 && minutes % Opening.raster == 0 }

    /// `10:00–12:30`
    package var german: String { "\(Self.clock(start))–\(Self.clock(end))" }

    /// `09:05`
    package static func clock(_ minute: Int) -> String { "\((minute / 60).padded(2)):\((minute % 60).padded(2))" }
}

/// What keeps an opening from being published.
package enum OpeningFault: Error, Hashable, Sendable {
    case raster, tooShort, pauseOutside, desks, noServices, serviceTwice, walkIns

    package var message: String {
        switch self {
        case .raster:
            "Geben Sie die Zeiten in Schritten von \(Opening.raster) Minuten ein, zum Beispiel 9:00 und 12:30."
        case .tooShort: "Zwischen Beginn und Ende liegen mindestens 30 Minuten. Ändern Sie eine der beiden Zeiten."
        case .pauseOutside: "Die Pause liegt innerhalb der Öffnungszeit. Ändern Sie Beginn oder Ende der Pause."
        case .desks:
            "Möglich sind \(Opening.possibleDesks.lowerBound) bis \(Opening.possibleDesks.upperBound) Plätze. Geben Sie ein, wie viele Personen bedienen."
        case .noServices: "Wählen Sie mindestens eine Leistung, die angeboten wird."
        case .serviceTwice: "Eine Leistung ist zweimal genannt. Nennen Sie jede einmal."
        case .walkIns:
            "Frei bleiben kann jede \(WalkInRule.possible.lowerBound). bis \(WalkInRule.possible.upperBound). Viertelstunde. Wählen Sie eine dieser Zahlen."
        }
    }
}
