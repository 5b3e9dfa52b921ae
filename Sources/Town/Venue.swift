package import Casework

package typealias DistrictKey = Name<District>

/// A part of the town.
package struct District: Hashable, Sendable {
    package let key: DistrictKey
    package let name: String
    /// Degrees north and east (WGS 84), `nil` where nobody has looked them up.
    package let coordinates: Coordinates?
    package let inhabitants: Int?
    /// The numbers are a guess to be replaced.
    package let isEstimated: Bool

    package struct Coordinates: Hashable, Sendable {
        package let latitude: Double
        package let longitude: Double
    }
}

/// A place where the suitcase stands, or stood.
package struct Venue: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case room
        /// A bus stop, a car park, a street: a kit cannot open there.
        case outdoors
    }

    package let key: VenueKey
    package let title: String
    package let district: DistrictKey
    package let kind: Kind
    package let rota: [RotaDay]
    package let note: String?
    /// `nil` where nobody has looked them up: then the district's are the nearest there is.
    package let coordinates: District.Coordinates?
    package let facilities: VenueFacilities
}

/// The first Monday of each month, the second Tuesday …
package struct RotaDay: Hashable, Sendable {
    package enum Weekday: String, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday

        /// 1 = Monday … 7 = Sunday (ISO 8601).
        package var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    }

    /// 1 to 5; a fifth weekday is not in every month.
    package let nth: Int
    package let weekday: Weekday

    package func falls(on day: CalendarDate) -> Bool {
        day.weekday == weekday.number && (day.day - 1) / 7 + 1 == nth
    }
}
