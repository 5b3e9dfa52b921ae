import Casework
import Planning
import Town

/// What `plan calendar` prints. Days as `2027-01-04`, times as `08:15`.
struct CalendarReport: Encodable {
    struct Tour: Encodable {
        let day: Day
        let kit: String
        let vehicle: String
        let begin: String
        let end: String
        /// Keys of the clerks; empty where nobody can be had.
        let crew: [String]
        let stops: [Stop]
        let breaks: [[String]]
        let workMinutes: Int
        let drivingMinutes: Int
        let kilometres: Double
    }

    struct Stop: Encodable {
        let venue: String
        let title: String
        let setUp: String
        let opens: String
        let closes: String
        let packed: String
        /// The rota's day, where the date had to move.
        let insteadOf: Day?
    }

    struct Unplanned: Encodable {
        let venue: String
        let title: String
        let due: Day?
        let reasons: [String]
    }

    let kind = "calendar"
    let town: String
    let from: Day
    let until: Day
    let seed: UInt64
    let iterations: Int
    let assumptions: TownCalendar.Assumptions
    let kilometres: Double
    let workMinutes: Int
    let tours: [Tour]
    let unplanned: [Unplanned]
    let withoutCrew: [String]

    init(town: Town, calendar: TownCalendar, plan: TourPlan, roster: Roster, seed: UInt64, iterations: Int) {
        self.town = town.name
        (from, until) = (calendar.request.horizon.first, calendar.request.horizon.last)
        (self.seed, self.iterations, assumptions) = (seed, iterations, calendar.assumptions)
        kilometres = Double(plan.metres) / 1000
        workMinutes = plan.work
        tours = plan.tours.map { tour in
            Tour(
                day: tour.day, kit: tour.kit, vehicle: tour.vehicle, begin: clockTime(tour.begin),
                end: clockTime(tour.end), crew: roster.crews["\(tour.day.iso) \(tour.kit)", default: []],
                stops: tour.stops.compactMap { Self.stop($0, tour.day, calendar) },
                breaks: tour.breaks.map { [clockTime($0.from), clockTime($0.until)] }, workMinutes: tour.work,
                drivingMinutes: tour.driving, kilometres: Double(tour.metres) / 1000)
        }
        unplanned =
            plan.unplanned.compactMap { entry in
                calendar.venues[entry.key].map {
                    Unplanned(venue: $0.key.text, title: $0.title, due: entry.due, reasons: entry.reasons)
                }
            }
            + calendar.refused.map {
                Unplanned(venue: $0.venue.key.text, title: $0.venue.title, due: nil, reasons: [$0.reason])
            }
        withoutCrew = roster.open.map(\.description)
    }

    private static func stop(_ call: Call, _ day: Day, _ calendar: TownCalendar) -> Stop? {
        guard let venue = calendar.venues[call.key] else { return nil }
        let assumed = calendar.assumptions
        return Stop(
            venue: venue.key.text, title: venue.title, setUp: clockTime(call.begin),
            opens: clockTime(call.begin + assumed.setUpMinutes), closes: clockTime(call.end - assumed.packingMinutes),
            packed: clockTime(call.end), insteadOf: call.due == day ? nil : call.due)
    }
}
