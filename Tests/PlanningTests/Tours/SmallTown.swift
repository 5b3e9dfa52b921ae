@testable import Planning

/// A made-up town to plan in: places on a line, a minute's drive a kilometre.
struct SmallTown {
    var first = "2026-03-02"
    var last = "2026-03-29"
    /// Kilometres from the town hall; place `p0` is the first.
    var kilometres = [0, 10, 20, 30]
    var series: [StopSeries] = []
    var errands: [Errand] = []
    var kits = [TourKit(key: "k1")]
    var vehicles = [TourVehicle(key: "v1")]
    var closures: [Closure] = []
    var crews = 1
    var frame: TourFrame?

    func request() throws -> TourRequest {
        let minutes = kilometres.map { from in kilometres.map { abs($0 - from) } }
        let places = ["base"] + kilometres.indices.map { "p\($0)" }
        let rows = [[0] + kilometres] + kilometres.indices.map { [kilometres[$0]] + minutes[$0] }
        return try TourRequest(
            horizon: DaySpan(day(first), day(last)), base: "base",
            driving: DrivingTable(places: places, minutes: rows, metres: rows.map { $0.map { $0 * 1000 } }),
            series: series, errands: errands, kits: kits, vehicles: vehicles, closures: closures, crews: crews,
            frame: frame ?? TourFrame())
    }
}

let workdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

/// A day of the calendar; the first of 1970 for a word that is none, which no test uses.
func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

/// Open from and until full hours, Monday to Friday unless said otherwise.
func open(_ from: Int = 8, _ until: Int = 18, _ weekdays: [Weekday] = workdays) throws -> WeeklyOpening {
    try WeeklyOpening(TimeWindow(from * 60, until * 60), on: weekdays)
}

/// A stop of 15 + 60 + 15 minutes.
func stop(
    _ key: String, at place: Int, _ pattern: StopPattern, opening: WeeklyOpening? = nil, closures: [Closure] = [],
    serving: Int = 60, shift: Int = 0, equipment: Set<String> = []
) throws -> StopSeries {
    try StopSeries(
        key: key, place: "p\(place)", pattern: pattern, opening: opening ?? open(), closures: closures, setUp: 15,
        serving: serving, packing: 15, shift: shift, equipment: equipment)
}

extension SmallTown {
    /// A town by chance: patterns of every kind, windows short and long, kits in repair, holidays, errands.
    static func random(seed: UInt64) throws -> SmallTown {
        var random = SeededRandom(seed: seed)
        func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        var town = SmallTown()
        let first = day("2026-03-02").adding(pick(0...60))
        let last = first.adding(pick(6...27))
        (town.first, town.last) = (first.iso, last.iso)
        town.kilometres = (0..<pick(2...5)).map { _ in pick(0...60) }
        func closures() throws -> [Closure] {
            guard pick(0...2) == 0 else { return [] }
            let begin = first.adding(pick(0...20))
            return [Closure(try DaySpan(begin, begin.adding(pick(0...6))), "zu")]
        }
        town.kits = try (0..<pick(1...2)).map {
            TourKit(key: "k\($0)", equipment: $0 == 0 ? ["Terminal"] : [], outages: try closures())
        }
        town.vehicles = try (0..<pick(1...2)).map { TourVehicle(key: "v\($0)", outages: try closures()) }
        town.crews = pick(1...2)
        town.closures = try closures()
        let earliest = pick(6...8) * 60
        town.frame = try TourFrame(
            earliest: earliest, latest: earliest + pick(8...13) * 60, longestWork: pick(7...10) * 60,
            raster: [5, 15, 30][pick(0...2)])
        for index in 0..<pick(1...5) {
            let weekday = workdays[pick(0...4)]
            let span = try DaySpan(first.adding(pick(0...5)), first.adding(pick(5...30)))
            let pattern: StopPattern =
                switch pick(0...7) {
                case 0: .weekly(on: weekday)
                case 1: .weekly(on: nil)
                case 2: .fortnightly(on: pick(0...1) == 0 ? weekday : nil)
                case 3: try .monthly(pick(1...5), weekday)
                case 4: try .monthly(nil, pick(0...1) == 0 ? weekday : nil)
                case 5: try .dates([first.adding(pick(0...9)), first.adding(pick(10...35))])
                case 6: .once(within: span)
                default: try .onDemand(needed: pick(1...9), booked: pick(0...9), within: span)
                }
            let from = pick(7...11)
            town.series.append(
                try StopSeries(
                    key: "s\(index)", place: "p\(pick(0...town.kilometres.count - 1))", pattern: pattern,
                    opening: open(from, from + pick(5...9)), closures: closures(), setUp: pick(0...3) * 5,
                    serving: pick(2...10) * 25, packing: pick(0...2) * 5, shift: pick(0...min(3, pattern.widestShift)),
                    equipment: pick(0...4) == 0 ? ["Terminal"] : []))
        }
        for index in 0..<pick(0...2) {
            let begin = first.adding(pick(0...10))
            town.errands.append(
                try Errand(
                    key: "e\(index)", place: "p\(pick(0...town.kilometres.count - 1))", duration: pick(1...30),
                    opening: open(8, pick(9...16)),
                    timing: pick(0...1) == 0
                        ? .every(days: pick(3...14)) : .once(DaySpan(begin, begin.adding(pick(0...10))))))
        }
        return town
    }
}
