import Casework
import Planning
import Town

/// A town's rota as the planner asks for it, with what a town's folder does not say assumed by name.
struct TownCalendar {
    /// What is assumed where the town says nothing.
    struct Assumptions: Encodable {
        let openFrom = "08:00"
        let openUntil = "18:00"
        let setUpMinutes = 15
        let packingMinutes = 10
        let servingMinutes: Int
        /// Where tours begin: the first district of the list that has coordinates.
        let base: String
        let detourFactor = TravelAssumptions.usual.detour
        let kilometresAnHour = TravelAssumptions.usual.speed
        let minutesForEachDrive = TravelAssumptions.usual.start
        let weeklyHoursOfEachClerk = 39
        let longestShiftInDays: Int
    }

    /// A stop of the rota that no plan can hold, whatever the day.
    struct Refused {
        let venue: Venue
        let reason: String
    }

    let request: TourRequest
    let clerks: [RosterClerk]
    let assumptions: Assumptions
    let refused: [Refused]
    /// By the key of a series.
    let venues: [String: Venue]

    init(_ town: Town, _ horizon: DaySpan, kits: Int, serving: Int, shift: Int) throws {
        let points = Dictionary(
            town.venues.map { venue in
                let coordinates = venue.coordinates ?? town.district(venue.district)?.coordinates
                return (
                    venue.key.text, coordinates.flatMap { GeoPoint(latitude: $0.latitude, longitude: $0.longitude) }
                )
            }, uniquingKeysWith: { one, _ in one })
        guard let home = town.districts.first(where: { $0.coordinates != nil }), let there = home.coordinates,
            let base = GeoPoint(latitude: there.latitude, longitude: there.longitude)
        else { throw NoCoordinates() }
        let assumed = Assumptions(servingMinutes: serving, base: home.name, longestShiftInDays: shift)
        assumptions = assumed
        var (series, refused, known): ([StopSeries], [Refused], [String: Venue]) = ([], [], [:])
        for venue in town.venues {
            for turn in venue.rota {
                if let reason = Self.obstacle(venue, points[venue.key.text] ?? nil) {
                    refused.append(Refused(venue: venue, reason: reason))
                    continue
                }
                let key =
                    venue.rota.count == 1 ? venue.key.text : "\(venue.key.text) \(turn.nth). \(turn.weekday.rawValue)"
                do {
                    series.append(try Self.series(key, venue, turn, assumed))
                    known[key] = venue
                } catch {
                    refused.append(Refused(venue: venue, reason: "\(error)"))
                }
            }
        }
        (self.refused, venues) = (refused, known)
        let staff = town.clerks.filter(\.worksAtKit)
        clerks = try staff.map { try RosterClerk(key: $0.id.text, weekly: assumed.weeklyHoursOfEachClerk * 60) }
        request = try TourRequest(
            horizon: horizon, base: "",
            driving: Self.driving(from: base, to: known.values.map(\.key.text).sorted(), points),
            series: series, kits: (1...kits).map { TourKit(key: "Koffer \($0)") },
            vehicles: (1...kits).map { TourVehicle(key: "Fahrzeug \($0)") },
            closures: Self.holidays(town, horizon), crews: max(1, min(kits, staff.count / 2)), frame: TourFrame())
    }

    struct NoCoordinates: Error, CustomStringConvertible {
        let description =
            "districts.yaml: Kein Ortsteil hat Koordinaten. Tragen Sie latitude und longitude ein, damit sich Fahrzeiten schätzen lassen."
    }

    private static func obstacle(_ venue: Venue, _ point: GeoPoint?) -> String? {
        if venue.kind == .outdoors { return "Hier ist kein Raum: Der Koffer braucht einen Tisch und eine Steckdose." }
        if venue.facilities.hasPower == false { return "Hier ist kein Strom: Der Koffer braucht eine Steckdose." }
        if point == nil { return "Für den Ort fehlen Koordinaten in venues.yaml oder districts.yaml." }
        return nil
    }

    private static func series(_ key: String, _ venue: Venue, _ turn: RotaDay, _ assumed: Assumptions) throws
        -> StopSeries
    {
        var windows: [Planning.Weekday: [TimeWindow]] = [:]
        for window in venue.facilities.opening {
            guard let weekday = Planning.Weekday(rawValue: window.weekday.number) else { continue }
            windows[weekday, default: []].append(try TimeWindow(window.from, window.until))
        }
        let weekday = Planning.Weekday(rawValue: turn.weekday.number)
        if windows.isEmpty {
            let usual: [Planning.Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
            for day in usual + [weekday].compactMap(\.self) { windows[day] = [try TimeWindow(8 * 60, 18 * 60)] }
        }
        let pattern = try StopPattern.monthly(turn.nth, weekday)
        return try StopSeries(
            key: key, place: venue.key.text, pattern: pattern, opening: WeeklyOpening(windows),
            setUp: assumed.setUpMinutes, serving: assumed.servingMinutes, packing: assumed.packingMinutes,
            shift: min(assumed.longestShiftInDays, pattern.widestShift))
    }

    /// The base has the empty key: no venue has it.
    private static func driving(from base: GeoPoint, to keys: [String], _ points: [String: GeoPoint?]) throws
        -> DrivingTable
    {
        let keys = Set(keys).sorted()
        let all = [base] + keys.compactMap { points[$0] ?? nil }
        func table(_ entry: (Way) -> Int) -> [[Int]] {
            all.indices.map { row in
                all.indices.map { row == $0 ? 0 : entry(TravelAssumptions.usual.way(from: all[row], to: all[$0])) }
            }
        }
        return try DrivingTable(
            places: [""] + keys, minutes: table { Int($0.minutes.rounded(.up)) },
            metres: table { Int((($0.kilometres ?? 0) * 1000).rounded()) })
    }

    private static func holidays(_ town: Town, _ horizon: DaySpan) -> [Closure] {
        (horizon.first.year...horizon.last.year).flatMap { town.holidays.holidays(in: $0) }.compactMap { holiday in
            Day(iso: holiday.day.iso).map { Closure(DaySpan($0), holiday.name) }
        }
    }
}
