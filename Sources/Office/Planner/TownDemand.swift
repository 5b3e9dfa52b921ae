import Casework
package import Planning
package import Town

/// What the forecast needs to know of a town, from its folder: the way to Planning, which knows no towns.
package struct TownDemand: Sendable {
    package let districts: [DemandDistrict]
    package let stops: [DemandStop]
    /// What stands on guesses, a sentence each, in German.
    package let notes: [String]
    private let town: Town

    /// Minutes to a place nobody has coordinates of: so far that nobody is counted on.
    private static let far = 600.0

    /// - Parameters:
    ///   - people: inhabitants by district's key where they are better known than in `districts.yaml`.
    ///   - hall: the district the town hall stands in; by default the first of the file.
    package init(town: Town, people: [String: Population] = [:], hall: DistrictKey? = nil) throws(DemandMistake) {
        self.town = town
        let points = town.districts.map { district in
            district.coordinates.flatMap { GeoPoint(latitude: $0.latitude, longitude: $0.longitude) }
        }
        guard
            let seat = hall.map({ key in town.districts.firstIndex { $0.key == key } }) ?? town.districts.indices.first
        else { throw hall.map { .unknownDistrict($0.text) } ?? .noDistricts }
        func minutes(_ from: Int, _ to: Int) -> Double? {
            if from == to { return Assumptions.ownDistrictMinutes.value }
            guard let here = points[from], let there = points[to] else { return nil }
            return min(Self.far, TravelAssumptions.usual.way(from: here, to: there).minutes)
        }
        var districts: [DemandDistrict] = []
        for (index, district) in town.districts.enumerated() {
            var population = try Population(total: district.inhabitants)
            if let known = people[district.key.text] { population = known }
            districts.append(
                DemandDistrict(key: district.key.text, population: population, hallMinutes: minutes(index, seat)))
        }
        self.districts = districts
        var stops: [DemandStop] = []
        for venue in town.venues {
            guard let place = town.districts.firstIndex(where: { $0.key == venue.district }) else { continue }
            stops.append(
                try DemandStop(
                    key: venue.key.text, minutes: town.districts.indices.map { minutes($0, place) ?? Self.far }))
        }
        self.stops = stops
        notes = Self.notes(town, districts, hall: town.districts[seat].name)
    }

    private static func notes(_ town: Town, _ districts: [DemandDistrict], hall: String) -> [String] {
        func names(_ chosen: [District]) -> String { chosen.map(\.name).joined(separator: ", ") }
        let uncounted = zip(town.districts, districts).filter { $1.population.isUnknown }.map(\.0)
        let estimated = town.districts.filter { $0.isEstimated && $0.coordinates != nil }
        let nowhere = town.districts.filter { $0.coordinates == nil }
        return ["Wege sind aus Koordinaten gerechnet, das Rathaus steht in \(hall)."]
            + (uncounted.isEmpty ? [] : ["Einwohner sind angenommen, weil keine Zahl vorliegt: \(names(uncounted))."])
            + (estimated.isEmpty ? [] : ["Die Lage ist geschätzt: \(names(estimated))."])
            + (nowhere.isEmpty
                ? [] : ["Ohne Koordinaten zählen nur Halte im eigenen Ortsteil: \(names(nowhere))."])
    }

    /// The rota's openings of these months, without public holidays, by month and then in the order of the file.
    package func outings(in months: [Month], hours: Double, isBookable: Bool) throws(DemandMistake) -> [DemandOuting] {
        var outings: [DemandOuting] = []
        for month in months {
            let days = (1...31).compactMap { CalendarDate(year: month.year, month: month.number, day: $0) }
                .filter { town.holiday(on: $0) == nil }
            for venue in town.venues {
                for _ in days.filter({ day in venue.rota.contains { $0.falls(on: day) } }) {
                    outings.append(
                        try DemandOuting(stop: venue.key.text, month: month, hours: hours, isBookable: isBookable))
                }
            }
        }
        return outings
    }
}
