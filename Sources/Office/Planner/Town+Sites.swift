import Casework
package import Planning
package import Town

/// What the planning of places needs of the town.
extension Town {
    /// The town's venues as candidates. A venue without coordinates of its own is taken to stand in the middle of its district.
    package var candidateVenues: [CandidateVenue] { venues.map(candidate) }

    /// The town's districts, its venues and the ways between them, from coordinates.
    ///
    /// - Parameter weight: what a district weighs: its inhabitants, or the visits expected from it; 0 or more.
    package func siteStudy(
        assumptions: TravelAssumptions = .usual, weight: (District) -> Double
    ) throws(SiteStudy.Mistake) -> SiteStudy {
        try SiteStudy(
            districts: siteDistricts(weight), venues: candidateVenues, assumptions: assumptions)
    }

    /// The same with minutes from a routing tool's CSV file; its rows are named by districts, its columns by venues.
    package func siteStudy(matrix: TravelMatrix, weight: (District) -> Double) throws(SiteStudy.Mistake) -> SiteStudy {
        try SiteStudy(districts: siteDistricts(weight), venues: candidateVenues, matrix: matrix)
    }

    /// - Throws: what is wrong with the matrix, with its line.
    package func travelMatrix(reading csv: String) throws(TravelMatrix.Mistake) -> TravelMatrix {
        try TravelMatrix(reading: csv, districts: districts.map(\.key.text), venues: venues.map(\.key.text))
    }

    private func siteDistricts(_ weight: (District) -> Double) -> [SiteStudy.District] {
        districts.map {
            SiteStudy.District(key: $0.key.text, weight: weight($0), point: $0.coordinates.flatMap(GeoPoint.init))
        }
    }

    private func candidate(_ venue: Venue) -> CandidateVenue {
        let has = venue.facilities
        let coordinates = venue.coordinates ?? district(venue.district)?.coordinates
        return CandidateVenue(
            key: venue.key.text, title: venue.title, point: coordinates.flatMap(GeoPoint.init),
            isRoom: venue.kind == .room,
            facilities: .init(
                hasPower: has.hasPower, network: has.network.flatMap(NetworkMeasurement.init),
                isBarrierFree: has.isBarrierFree, isHeated: has.isHeated, isPrivate: has.isPrivate,
                keyHolder: has.keyHolder, cost: has.cost?.cents),
            opening: WeeklyOpening(has.opening))
    }
}

extension GeoPoint {
    fileprivate init?(_ coordinates: District.Coordinates) {
        self.init(latitude: coordinates.latitude, longitude: coordinates.longitude)
    }
}

extension NetworkMeasurement {
    fileprivate init?(_ network: VenueFacilities.Network) {
        self.init(bars: network.bars, kilobits: network.kilobits, day: Day(number: network.measured.dayNumber))
    }
}

extension WeeklyOpening {
    /// - Returns: `nil` where nobody has asked. The town's reader has refused windows that are none or overlap.
    fileprivate init?(_ windows: [VenueFacilities.OpenWindow]) {
        var days: [Weekday: [TimeWindow]] = [:]
        for window in windows {
            guard let weekday = Weekday(rawValue: window.weekday.number),
                let time = try? TimeWindow(window.from, window.until)
            else { return nil }
            days[weekday, default: []].append(time)
        }
        guard let opening = try? WeeklyOpening(days) else { return nil }
        self = opening
    }
}
