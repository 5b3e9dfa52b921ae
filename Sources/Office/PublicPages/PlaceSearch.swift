import Identity
import Planning
package import Town

/// From what somebody types to the stops near her.
package struct PlaceSearch: Sendable {
    package enum Answer: Hashable, Sendable {
        /// The districts that are meant.
        case districts([District])
        /// A post code of the town: it has no single place.
        case wholeTown
        case unknown
    }

    private let town: Town

    package init(_ town: Town) { self.town = town }

    /// - Parameter typed: a district's name or its beginning, in any spelling (`Boßdorf`, `bossdorf`), or a post code.
    package func find(_ typed: String) -> Answer {
        let wanted = Self.form(typed)
        guard !wanted.isEmpty else { return .unknown }
        if town.postCodes.contains(wanted) { return .wholeTown }
        let named = town.districts.map { (district: $0, form: Self.form($0.name)) }
        let exact = named.filter { $0.form == wanted }
        let found = exact.isEmpty ? named.filter { $0.form.hasPrefix(wanted) || $0.form.contains(" \(wanted)") } : exact
        if found.isEmpty { return Self.form(town.name).contains(wanted) ? .wholeTown : .unknown }
        return .districts(found.map(\.district))
    }

    /// Kilometres as the crow flies; nil where one of the two has no coordinates.
    package func kilometres(from district: District, to venue: Venue) -> Double? {
        guard let here = district.point, let there = town.district(venue.district)?.point else { return nil }
        return here.kilometres(to: there)
    }

    private static func form(_ text: String) -> String {
        Transliteration.searchForm(text).split { $0.isWhitespace || $0 == "-" }.joined(separator: " ")
    }
}

extension District {
    var point: GeoPoint? {
        coordinates.flatMap { GeoPoint(latitude: $0.latitude, longitude: $0.longitude) }
    }
}
