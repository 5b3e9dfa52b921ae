/// A town's districts, its possible venues and the ways between: what scenarios are reckoned on.
package struct SiteStudy: Sendable {
    /// Those who travel: a part of the town and what it weighs (inhabitants, or visits a month).
    package struct District: Hashable, Sendable {
        package let key: String
        package let weight: Double
        package let point: GeoPoint?

        package init(key: String, weight: Double, point: GeoPoint?) {
            self.key = key
            self.weight = weight
            self.point = point
        }
    }

    package let districts: [District]
    package let venues: [CandidateVenue]
    /// `ways[district][venue]`.
    let ways: [[Way]]

    package enum Mistake: Error, Equatable, CustomStringConvertible {
        case nothing
        case twice(String)
        case weight(String, Double)
        case noPoint(String)

        package var description: String {
            switch self {
            case .nothing: "Es gibt keinen Ortsteil oder keinen Ort. Ergänzen Sie districts.yaml und venues.yaml."
            case .twice(let key): "„\(key)“ kommt zweimal vor. Jeder Schlüssel darf nur einmal vorkommen."
            case .weight(let key, let weight):
                "Ortsteil „\(key)“: Das Gewicht \(weight) geht nicht. Erlaubt sind Zahlen ab 0."
            case .noPoint(let key):
                "„\(key)“ hat keine Koordinaten. Tragen Sie sie ein oder geben Sie eine Matrix mit Fahrzeiten an."
            }
        }
    }

    /// Ways from coordinates.
    package init(
        districts: [District], venues: [CandidateVenue], assumptions: TravelAssumptions = .usual
    ) throws(Mistake) {
        var ways: [[Way]] = []
        for district in districts {
            guard let from = district.point else { throw .noPoint(district.key) }
            var row: [Way] = []
            for venue in venues {
                guard let to = venue.point else { throw .noPoint(venue.key) }
                row.append(assumptions.way(from: from, to: to))
            }
            ways.append(row)
        }
        try self.init(districts: districts, venues: venues, ways: ways)
    }

    /// Times from a matrix; kilometres from coordinates where both ends have them.
    package init(
        districts: [District], venues: [CandidateVenue], matrix: TravelMatrix,
        assumptions: TravelAssumptions = .usual
    ) throws(Mistake) {
        var ways: [[Way]] = []
        for district in districts {
            var row: [Way] = []
            for venue in venues {
                guard let minutes = matrix.minutes(from: district.key, to: venue.key) else {
                    throw .noPoint(venue.key)
                }
                var kilometres: Double?
                if let from = district.point, let to = venue.point {
                    kilometres = assumptions.way(from: from, to: to).kilometres
                }
                row.append(Way(minutes: minutes, kilometres: kilometres))
            }
            ways.append(row)
        }
        try self.init(districts: districts, venues: venues, ways: ways)
    }

    private init(districts: [District], venues: [CandidateVenue], ways: [[Way]]) throws(Mistake) {
        guard !districts.isEmpty, !venues.isEmpty else { throw .nothing }
        for keys in [districts.map(\.key), venues.map(\.key)] {
            var seen: Set<String> = []
            if let key = keys.first(where: { !seen.insert($0).inserted }) { throw .twice(key) }
        }
        if let wrong = districts.first(where: { !($0.weight >= 0 && $0.weight < .infinity) }) {
            throw .weight(wrong.key, wrong.weight)
        }
        self.districts = districts
        self.venues = venues
        self.ways = ways
    }

    /// Each scenario's choice, in their order: one seed for all, so that only the scenarios differ.
    package func compare(
        _ scenarios: [SiteScenario], seed: UInt64, watch: Watch = .patient
    ) throws(SiteScenario.Mistake) -> [SiteChoice] {
        var choices: [SiteChoice] = []
        for scenario in scenarios { choices.append(try choose(scenario, seed: seed, watch: watch)) }
        return choices
    }
}
