/// A request made ready for the search: everything is a number, and days that are out anyway are gone.
struct TourProblem {
    struct Unit {
        let kind: Call.Kind
        let key: String
        /// Of the series or errand; two units of one series never share a day.
        let owner: Int
        /// Bit by kit.
        let kits: [Bool]
        let options: [[TourDue]]
        /// Cents for each option, so that fewer stops are no gain.
        let surcharge: [Int]
        /// Turns that have no option at all.
        let hopeless: [Unplanned]
        /// Stays where it is.
        let isLocked: Bool
    }

    let request: TourRequest
    private(set) var units: [Unit] = []
    /// By unit.
    private(set) var jobs: [TourJob] = []
    let dayCount: Int
    /// By day: 0 = Monday.
    let weekdays: [Int]
    /// By day and kit.
    let kitFree: [Bool]
    /// By day: crews and vehicles bound the number of tours.
    let tourLimit: [Int]

    init(_ request: TourRequest) {
        self.request = request
        let days = request.horizon.days
        dayCount = days.count
        weekdays = days.map { $0.weekday.rawValue - 1 }
        kitFree = days.flatMap { day in request.kits.map { kit in !kit.outages.contains { $0.span.contains(day) } } }
        tourLimit = days.map { day in
            min(request.crews, request.vehicles.count { car in !car.outages.contains { $0.span.contains(day) } })
        }
    }

    /// All units of the request, as for a first plan.
    static func first(_ request: TourRequest) -> TourProblem {
        var problem = TourProblem(request)
        for index in request.series.indices { problem.addSeries(index) }
        for index in request.errands.indices { problem.addErrand(index) }
        return problem
    }

    var clock: TourClock {
        TourClock(
            jobs: jobs, frame: request.frame, base: request.driving.index(of: request.base) ?? 0,
            minutes: request.driving.minutes, places: request.driving.places.count)
    }

    // MARK: Units

    mutating func addSeries(_ index: Int) {
        let series = request.series[index]
        let job = job(of: series)
        let firm = series.pattern.hindrances(in: request.horizon)
        let weekdays = Weekday.allCases.filter { series.opening.longest(on: $0) >= series.occupied }
        let options =
            firm.isEmpty ? series.pattern.options(in: request.horizon, weekdays: weekdays) : []
        let hopeless =
            firm.isEmpty
            ? series.pattern.outside(request.horizon, key: series.key)
            : [Unplanned(kind: .stop, key: series.key, due: series.pattern.span?.last, hindrances: firm)]
        let dues = options.map { days in days.map { self.due($0, series, job) } }
        let most = options.map(\.count).max() ?? 0
        let way = roundTrip(job.place) + series.occupied
        add(
            Unit(
                kind: .stop, key: series.key, owner: index, kits: kits(for: series), options: dues,
                surcharge: options.map { (most - $0.count) * way * request.costs.minute }, hopeless: hopeless,
                isLocked: false), job)
    }

    /// One turn of a series with days to choose from, as re-planning asks for.
    mutating func addTurn(_ index: Int, due: TourDue) {
        let series = request.series[index]
        add(
            Unit(
                kind: .stop, key: series.key, owner: index, kits: kits(for: series), options: [[due]], surcharge: [0],
                hopeless: [], isLocked: false), job(of: series))
    }

    mutating func addErrand(_ index: Int, without done: Set<Day> = []) {
        let errand = request.errands[index]
        let job = job(of: errand)
        let dues = errand.spans(in: request.horizon).filter { !done.contains($0.last) }.map { span in
            var (candidates, hindrances): ([TourDue.Candidate], [Hindrance]) = ([], [])
            for day in span.days {
                if let hindrance = hindrance(errand, job, on: day) {
                    hindrances.append(hindrance)
                } else {
                    candidates.append(.init(day: position(of: day), round: 0, penalty: 0))
                }
            }
            return TourDue(due: span.last, candidates: candidates, hindrances: hindrances)
        }
        add(
            Unit(
                kind: .errand, key: errand.key, owner: request.series.count + index,
                kits: request.kits.map { _ in true }, options: [dues], surcharge: [0], hopeless: [], isLocked: false),
            job)
    }

    /// A call that stays where it was published.
    ///
    /// - Returns: its unit.
    mutating func addLocked(_ call: Call, owner: Int, place: Int, on day: Day) -> Int {
        let window = try? TimeWindow(call.begin, call.end)
        let job = TourJob(
            place: place, setUp: 0, duration: call.end - call.begin, raster: 1,
            windows: Weekday.allCases.map { $0 == day.weekday ? window.map { [$0] } ?? [] : [] })
        add(
            Unit(
                kind: call.kind, key: call.key, owner: owner, kits: request.kits.map { _ in true },
                options: [[TourDue(due: call.due, candidates: [], hindrances: [])]], surcharge: [0], hopeless: [],
                isLocked: true), job)
        return units.count - 1
    }

    private mutating func add(_ unit: Unit, _ job: TourJob) {
        units.append(unit)
        jobs.append(job)
    }

    // MARK: Days

    func position(of day: Day) -> Int { day.number - request.horizon.first.number }

    func day(_ position: Int) -> Day { request.horizon.first.adding(position) }

    func due(_ day: Day, _ series: StopSeries, _ job: TourJob) -> TourDue {
        if let span = series.pattern.span {
            return turn(due: day, series, job, days: span.days.filter(request.horizon.contains), by: nil)
        }
        let shifts = (0...series.shift).flatMap { $0 == 0 ? [0] : [$0, -$0] }
        return turn(due: day, series, job, days: shifts.map(day.adding), by: day)
    }

    /// - Parameter by: the day to stay near, a round for each day of distance; `nil` where every day is as good but later ones
    ///   cost a little.
    func turn(due: Day, _ series: StopSeries, _ job: TourJob, days: [Day], by near: Day?) -> TourDue {
        var (candidates, hindrances): ([TourDue.Candidate], [Hindrance]) = ([], [])
        for (rank, day) in days.enumerated() {
            if let hindrance = hindrance(series, job, on: day) {
                hindrances.append(hindrance)
                continue
            }
            let distance = near.map { abs(day.number - $0.number) }
            candidates.append(
                .init(
                    day: position(of: day), round: distance ?? 0,
                    penalty: distance.map { $0 * request.costs.dayMoved } ?? rank * request.costs.dayMoved / 30))
        }
        return TourDue(due: due, candidates: candidates, hindrances: hindrances)
    }

    /// Why a day is out for a stop, whatever else is planned.
    func hindrance(_ series: StopSeries, _ job: TourJob, on day: Day) -> Hindrance? {
        if let hindrance = dayHindrance(day) { return hindrance }
        if let closure = series.closure(on: day) { return .venueClosed(day, closure.reason) }
        if let hindrance = openingHindrance(series.opening, series.occupied, day) { return hindrance }
        if let hindrance = fleetHindrance(day, kits(for: series), series.equipment) { return hindrance }
        return job.fits[day.weekday.rawValue - 1] ? nil : .tooFar(day)
    }

    func hindrance(_ errand: Errand, _ job: TourJob, on day: Day) -> Hindrance? {
        if let hindrance = dayHindrance(day) { return hindrance }
        if let hindrance = openingHindrance(errand.opening, errand.duration, day) { return hindrance }
        return job.fits[day.weekday.rawValue - 1] ? nil : .tooFar(day)
    }

    private func dayHindrance(_ day: Day) -> Hindrance? {
        guard request.horizon.contains(day) else { return .outsideHorizon(day) }
        return request.closure(on: day).map { .dayClosed(day, $0.reason) }
    }

    private func openingHindrance(_ opening: WeeklyOpening, _ needed: Int, _ day: Day) -> Hindrance? {
        let longest = opening.longest(on: day.weekday)
        if longest == 0 { return .notOpen(day.weekday) }
        return longest < needed ? .windowTooShort(day.weekday, longest: longest, needed: needed) : nil
    }

    private func fleetHindrance(_ day: Day, _ kits: [Bool], _ equipment: Set<String>) -> Hindrance? {
        let position = position(of: day)
        let free = request.kits.indices.filter { kitFree[position * request.kits.count + $0] }
        if free.isEmpty {
            for kit in request.kits {
                if let outage = kit.outages.first(where: { $0.span.contains(day) }), request.kits.count == 1 {
                    return .kitOut(day, kit: kit.key, reason: outage.reason)
                }
            }
            return .noKit(day)
        }
        if !free.contains(where: { kits[$0] }) { return .noKitWith(day, equipment.sorted()) }
        if tourLimit[position] == 0 {
            for car in request.vehicles where request.vehicles.count == 1 {
                if let outage = car.outages.first(where: { $0.span.contains(day) }) {
                    return .vehicleOut(day, vehicle: car.key, reason: outage.reason)
                }
            }
            return .noVehicle(day)
        }
        return nil
    }

    func kits(for series: StopSeries) -> [Bool] { request.kits.map { $0.equipment.isSuperset(of: series.equipment) } }

    func job(of series: StopSeries) -> TourJob {
        tried(
            TourJob(
                place: request.driving.index(of: series.place) ?? 0, setUp: series.setUp, duration: series.occupied,
                raster: request.frame.raster, windows: Weekday.allCases.map(series.opening.windows)))
    }

    func job(of errand: Errand) -> TourJob {
        tried(
            TourJob(
                place: request.driving.index(of: errand.place) ?? 0, setUp: 0, duration: errand.duration, raster: 1,
                windows: Weekday.allCases.map(errand.opening.windows)))
    }

    private func tried(_ job: TourJob) -> TourJob {
        let clock = TourClock(
            jobs: [job], frame: request.frame, base: request.driving.index(of: request.base) ?? 0,
            minutes: request.driving.minutes, places: request.driving.places.count)
        var job = job
        job.fits = (0..<7).map { clock.times(of: [0], weekday: $0) != nil }
        return job
    }

    private func roundTrip(_ place: Int) -> Int {
        let base = request.driving.index(of: request.base) ?? 0
        let count = request.driving.places.count
        return request.driving.minutes[base * count + place] + request.driving.minutes[place * count + base]
    }
}
