extension TourRequest {
    /// Plans anew after something changed and leaves every published date as it is unless it cannot stay.
    ///
    /// This request is what holds now: closures, outages, windows, patterns with their changes. A date that cannot stay first
    /// looks for another time or kit on its own day, then for the nearest day. Dates that can stay are never moved to make
    /// room. Published tours outside the horizon are left out of the result.
    ///
    /// - Parameter reach: days a date may move, 0 and more, within what its pattern bears.
    package func replan(
        _ published: TourPlan, reach: Int = 7, seed: UInt64, iterations: Int = 100, watch: Watch = .patient
    ) -> Replanned {
        var replanning = Replanning(self, published, reach: max(0, reach))
        return replanning.run(seed: seed, iterations: iterations, watch: watch)
    }
}

/// The work of one re-planning.
private struct Replanning {
    /// A published call and what becomes of it.
    private struct Announced {
        let tour: Int
        let call: Call
        /// The turn it stands for now: another one when the pattern changed, none when it is no longer asked for.
        var due: Day?
        /// Why it cannot stay.
        var reason: Hindrance?
    }

    private struct Turn: Hashable {
        let kind: Call.Kind
        let key: String
        let due: Day
    }

    private let request: TourRequest
    private let tours: [Tour]
    private let reach: Int
    private var problem: TourProblem
    private var announced: [Announced]

    init(_ request: TourRequest, _ published: TourPlan, reach: Int) {
        (self.request, self.reach) = (request, reach)
        tours = published.tours.filter { request.horizon.contains($0.day) }
        problem = TourProblem(request)
        announced = tours.enumerated().flatMap { index, tour in
            tour.calls.map { Announced(tour: index, call: $0, due: $0.due, reason: nil) }
        }
    }

    mutating func run(seed: UInt64, iterations: Int, watch: Watch) -> Replanned {
        for index in announced.indices { announced[index].reason = reason(announced[index]) }
        var missing: [(series: Int, due: Day)] = []
        for index in request.series.indices { missing += matchPattern(index) }
        let kits = kitsForTours()
        let locked = lock(kits)
        for (index, due) in missing { addTurn(index, due) }
        let known = Set(announced.filter { $0.call.kind == .stop }.map(\.call.key))
        for (index, series) in request.series.enumerated() where !known.contains(series.key) {
            problem.addSeries(index)
        }
        for (index, errand) in request.errands.enumerated() {
            let done = announced.filter { $0.reason == nil && $0.call.kind == .errand && $0.call.key == errand.key }
            problem.addErrand(index, without: Set(done.compactMap(\.due)))
        }
        var memory = TourDraft.Memory()
        var draft = TourDraft(problem)
        for (slot, units) in locked { _ = draft.lock(units, slot: slot, &memory) }
        draft = TourSearch(iterations: iterations, watch: watch).run(draft, seed: seed, &memory)
        var vehicles: [Int: String] = [:]
        for (index, kit) in kits { vehicles[slot(tours[index].day, kit)] = tours[index].vehicle }
        var plan = draft.plan(vehicles: vehicles)
        for series in request.series where known.contains(series.key) {
            plan.unplanned += series.pattern.outside(request.horizon, key: series.key)
        }
        return Replanned(plan: plan, moves: moves(plan))
    }

    // MARK: What cannot stay

    private func reason(_ entry: Announced) -> Hindrance? {
        let (call, day) = (entry.call, tours[entry.tour].day)
        let (opening, length): (WeeklyOpening, Int)
        switch call.kind {
        case .stop:
            guard let series = request.series.first(where: { $0.key == call.key }) else { return .seriesEnded }
            if let firm = series.pattern.hindrances(in: request.horizon).first { return firm }
            if let hindrance = problem.hindrance(series, problem.job(of: series), on: day) { return hindrance }
            (opening, length) = (series.opening, series.occupied)
        case .errand:
            guard let errand = request.errands.first(where: { $0.key == call.key }) else { return .seriesEnded }
            if let hindrance = problem.hindrance(errand, problem.job(of: errand), on: day) { return hindrance }
            guard errand.spans(in: request.horizon).contains(where: { $0.contains(day) && $0.last == call.due }) else {
                return .patternChanged(day)
            }
            (opening, length) = (errand.opening, errand.duration)
        }
        if call.end - call.begin != length { return .durationChanged(day) }
        let isOpen = opening.windows(on: day.weekday).contains { $0.from <= call.begin && call.end <= $0.until }
        return isOpen ? nil : .windowChanged(day, from: call.begin, until: call.end)
    }

    /// Finds the way to keep the pattern that agrees best with what was published; dates it no longer asks for stand for
    /// those it asks for instead, in order.
    ///
    /// - Returns: turns without a published date that has a claim to them.
    private mutating func matchPattern(_ index: Int) -> [(series: Int, due: Day)] {
        let series = request.series[index]
        let own = announced.indices.filter { announced[$0].call.kind == .stop && announced[$0].call.key == series.key }
        guard !own.isEmpty, series.pattern.hindrances(in: request.horizon).isEmpty else { return [] }
        let dues = Set(own.map { announced[$0].call.due })
        let weekdays = Weekday.allCases.filter { series.opening.longest(on: $0) >= series.occupied }
        let options = series.pattern.options(in: request.horizon, weekdays: weekdays)
        // The first of the best: which is published decides, not the order of a set.
        var best: [Day] = options.first ?? []
        for option in options where option.count(where: dues.contains) > best.count(where: dues.contains) {
            best = option
        }
        var open = best.filter { !dues.contains($0) }
        for entry in own where !best.contains(announced[entry].call.due) {
            announced[entry].reason = .patternChanged(tours[announced[entry].tour].day)
            announced[entry].due = open.isEmpty ? nil : open.removeFirst()
            if let due = announced[entry].due { addTurn(index, due) }
        }
        return open.map { (index, $0) }
    }

    private mutating func addTurn(_ index: Int, _ due: Day) {
        let series = request.series[index]
        problem.addTurn(index, due: problem.due(due, series, problem.job(of: series)))
    }

    // MARK: What stays

    private func slot(_ day: Day, _ kit: Int) -> Int { problem.position(of: day) * request.kits.count + kit }

    /// The kit of each published tour, another where its own is out; a tour without one must be taken apart.
    private mutating func kitsForTours() -> [(tour: Int, kit: Int)] {
        var result: [(tour: Int, kit: Int)] = []
        var taken: Set<Int> = []
        func isGood(_ kit: Int, _ index: Int) -> Bool {
            let stays = announced.filter { $0.tour == index && $0.reason == nil && $0.call.kind == .stop }
            let slot = slot(tours[index].day, kit)
            return problem.kitFree[slot] && !taken.contains(slot)
                && stays.allSatisfy { entry in
                    request.series.first { $0.key == entry.call.key }?.equipment.isSubset(
                        of: request.kits[kit].equipment)
                        ?? false
                }
        }
        var homeless: [Int] = []
        for index in tours.indices {
            if let own = request.kits.firstIndex(where: { $0.key == tours[index].kit }), isGood(own, index) {
                result.append((index, own))
                taken.insert(slot(tours[index].day, own))
            } else {
                homeless.append(index)
            }
        }
        for index in homeless {
            if let other = request.kits.indices.first(where: { isGood($0, index) }) {
                result.append((index, other))
                taken.insert(slot(tours[index].day, other))
            } else {
                free(index, kitReason(tours[index]))
            }
        }
        return withinLimits(result)
    }

    /// Takes the tours apart for which there is no vehicle or crew any more, those with the fewest stops first.
    private mutating func withinLimits(_ chosen: [(tour: Int, kit: Int)]) -> [(tour: Int, kit: Int)] {
        var result = chosen.filter { entry in announced.contains { $0.tour == entry.tour && $0.reason == nil } }
        for position in 0..<problem.dayCount {
            while true {
                let today = result.filter { tours[$0.tour].day == problem.day(position) }
                guard today.count > problem.tourLimit[position],
                    let least = today.min(by: { (stays($0.tour), $0.tour) < (stays($1.tour), $1.tour) })
                else { break }
                free(least.tour, limitReason(tours[least.tour], position))
                result.removeAll { $0.tour == least.tour }
            }
        }
        return result.sorted { $0.tour < $1.tour }
    }

    private func stays(_ index: Int) -> Int {
        announced.count { $0.tour == index && $0.reason == nil && $0.call.kind == .stop }
    }

    private func kitReason(_ tour: Tour) -> Hindrance {
        guard let kit = request.kits.first(where: { $0.key == tour.kit }) else {
            return .kitOut(tour.day, kit: tour.kit, reason: "nicht mehr vorhanden")
        }
        if let outage = kit.outages.first(where: { $0.span.contains(tour.day) }) {
            return .kitOut(tour.day, kit: kit.key, reason: outage.reason)
        }
        let needed = tour.stops.flatMap { stop in request.series.first { $0.key == stop.key }?.equipment ?? [] }
        return .noKitWith(tour.day, Set(needed).subtracting(kit.equipment).sorted())
    }

    private func limitReason(_ tour: Tour, _ position: Int) -> Hindrance {
        request.crews <= problem.tourLimit[position] ? .noCrew(tour.day) : vehicleReason(tour)
    }

    private func vehicleReason(_ tour: Tour) -> Hindrance {
        guard let car = request.vehicles.first(where: { $0.key == tour.vehicle }) else {
            return .vehicleOut(tour.day, vehicle: tour.vehicle, reason: "nicht mehr vorhanden")
        }
        let outage = car.outages.first { $0.span.contains(tour.day) }
        return outage.map { .vehicleOut(tour.day, vehicle: car.key, reason: $0.reason) } ?? .noVehicle(tour.day)
    }

    private mutating func free(_ tour: Int, _ reason: Hindrance) {
        for index in announced.indices where announced[index].tour == tour && announced[index].reason == nil {
            announced[index].reason = reason
        }
    }

    /// Makes units of what stays and turns of what is free.
    private mutating func lock(_ kits: [(tour: Int, kit: Int)]) -> [(slot: Int, units: [Int])] {
        var locked: [(slot: Int, units: [Int])] = []
        for (tour, kit) in kits {
            var stay = announced.indices.filter { announced[$0].tour == tour && announced[$0].reason == nil }
            while !isTour(stay, on: tours[tour].day) {
                // One call less is enough as a rule; if none alone helps, the last one goes and the rest is tried again.
                let victim =
                    stay.last { victim in isTour(stay.filter { $0 != victim }, on: tours[tour].day) }
                    ?? stay.removeLast()
                announced[victim].reason = .tooFar(tours[tour].day)
                stay.removeAll { $0 == victim }
            }
            if stay.allSatisfy({ announced[$0].call.kind == .errand }) {
                for entry in stay { announced[entry].reason = .noTour(tours[tour].day) }
                continue
            }
            let units = stay.map { entry in
                problem.addLocked(
                    announced[entry].call, owner: owner(announced[entry].call), place: place(announced[entry].call),
                    on: tours[tour].day)
            }
            locked.append((slot(tours[tour].day, kit), units))
        }
        for entry in announced where entry.call.kind == .stop && entry.due == entry.call.due && entry.reason != nil {
            guard let index = request.series.firstIndex(where: { $0.key == entry.call.key }) else { continue }
            if request.series[index].pattern.hindrances(in: request.horizon).isEmpty {
                problem.addTurn(index, due: turn(entry, request.series[index]))
            } else {
                problem.addSeries(index)
            }
        }
        return locked
    }

    /// Days around the published one, the nearest first.
    private func turn(_ entry: Announced, _ series: StopSeries) -> TourDue {
        let day = tours[entry.tour].day
        let most = max(series.shift, min(reach, series.pattern.widestShift))
        let distances = (0...max(reach, most)).flatMap { $0 == 0 ? [0] : [$0, -$0] }
        let days = distances.map(day.adding).filter { day in
            series.pattern.span?.contains(day) ?? (abs(day.number - entry.call.due.number) <= most)
        }
        var due = problem.turn(due: entry.call.due, series, problem.job(of: series), days: days, by: day)
        due.preferredKit = request.kits.firstIndex { $0.key == tours[entry.tour].kit }
        return due
    }

    private func isTour(_ entries: [Int], on day: Day) -> Bool {
        if entries.isEmpty { return true }
        var trial = TourProblem(request)
        for entry in entries {
            let call = announced[entry].call
            _ = trial.addLocked(call, owner: owner(call), place: place(call), on: day)
        }
        return trial.clock.times(of: Array(entries.indices), weekday: day.weekday.rawValue - 1) != nil
    }

    private func owner(_ call: Call) -> Int {
        switch call.kind {
        case .stop: request.series.firstIndex { $0.key == call.key } ?? 0
        case .errand: request.series.count + (request.errands.firstIndex { $0.key == call.key } ?? 0)
        }
    }

    private func place(_ call: Call) -> Int {
        let place =
            switch call.kind {
            case .stop: request.series.first { $0.key == call.key }?.place
            case .errand: request.errands.first { $0.key == call.key }?.place
            }
        return place.flatMap(request.driving.index) ?? 0
    }

    // MARK: What is told

    private func moves(_ plan: TourPlan) -> [TourMove] {
        var now: [Turn: TourMove.Appointment] = [:]
        for tour in plan.tours {
            for call in tour.calls {
                now[Turn(kind: call.kind, key: call.key, due: call.due)] = appointment(call, tour)
            }
        }
        var moves: [TourMove] = []
        for entry in announced {
            let (call, tour) = (entry.call, tours[entry.tour])
            let turn = entry.due.map { Turn(kind: call.kind, key: call.key, due: $0) }
            let to = turn.flatMap { now.removeValue(forKey: $0) }
            let from = appointment(call, tour)
            if from == to { continue }
            var reasons = entry.reason.map { [$0] } ?? []
            if entry.reason == nil, from.kit != to?.kit { reasons.append(kitReason(tour)) }
            if entry.reason == nil, from.vehicle != to?.vehicle { reasons.append(vehicleReason(tour)) }
            let named = plan.unplanned.first { $0.kind == call.kind && $0.key == call.key && $0.due == entry.due }
            let obstacles = to == nil ? (named?.hindrances ?? []).filter { !reasons.contains($0) } : []
            moves.append(
                TourMove(kind: call.kind, key: call.key, from: from, to: to, reasons: reasons, obstacles: obstacles))
        }
        for tour in plan.tours {
            for call in tour.calls {
                guard let to = now[Turn(kind: call.kind, key: call.key, due: call.due)] else { continue }
                moves.append(TourMove(kind: call.kind, key: call.key, from: nil, to: to, reasons: [], obstacles: []))
            }
        }
        return moves
    }

    private func appointment(_ call: Call, _ tour: Tour) -> TourMove.Appointment {
        .init(day: tour.day, kit: tour.kit, vehicle: tour.vehicle, begin: call.begin, end: call.end)
    }
}
