package import Casework
package import Town

/// A date on which the office comes somewhere, as everybody may know it.
package struct PublicStop: Hashable, Sendable {
    package let venue: Venue
    package let district: District
    package let day: CalendarDate
}

extension Town {
    /// How far ahead dates are shown.
    package static let publicDays = 92

    /// The dates of the rota at venues with a room, by day; a public holiday has none.
    package func publicStops(from today: CalendarDate, days: Int = publicDays) -> [PublicStop] {
        (0..<days).compactMap { today.adding(days: $0) }.filter { holidays.holiday(on: $0) == nil }.flatMap { day in
            venues(on: day).filter { $0.kind == .room }.compactMap { venue in
                district(venue.district).map { PublicStop(venue: venue, district: $0, day: day) }
            }
        }
    }

    /// The venues that are shown, in the order of their names.
    package var publicVenues: [Venue] {
        venues.filter { $0.kind == .room && !$0.rota.isEmpty }.sorted { $0.title < $1.title }
    }
}
