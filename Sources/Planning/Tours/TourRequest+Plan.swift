extension TourRequest {
    /// A plan that keeps every window, break, working time and kit, with as few hours and kilometres as the search finds.
    ///
    /// Takes parts of the plan out and puts them in again where they are cheapest (ruin and recreate, Schrimpf et al. 2000),
    /// accepting small losses in the beginning. The same seed and number of iterations give the same plan.
    ///
    /// - Parameter iterations: 0 keeps the first draft.
    package func plan(seed: UInt64, iterations: Int = 2000, watch: Watch = .patient) -> TourPlan {
        let problem = TourProblem.first(self)
        var memory = TourDraft.Memory()
        let search = TourSearch(iterations: iterations, watch: watch)
        let draft = search.run(TourDraft(problem), seed: seed, &memory)
        return draft.plan()
    }
}

struct TourSearch {
    let iterations: Int
    let watch: Watch

    /// Improves a draft; locked units stay.
    func run(_ draft: TourDraft, seed: UInt64, _ memory: inout TourDraft.Memory) -> TourDraft {
        var random = SeededRandom(seed: seed)
        var current = draft
        let free = draft.problem.units.indices.filter { !draft.problem.units[$0].isLocked }
        // Whoever has the fewest days to choose from comes first, and errands last: they ride along.
        let order = free.sorted { freedom(draft.problem, $0) < freedom(draft.problem, $1) }
        for unit in order { current.add(unit, &memory) }
        for unit in order { current.add(unit, &memory) }
        var best = current
        watch.report(Progress(iterations: 0, best: Double(best.total)))
        guard !free.isEmpty else { return best }
        for iteration in 0..<max(0, iterations) {
            if watch.shouldStop() { break }
            var next = current
            var out = ruined(next, free, &random)
            for unit in out { out += next.remove(unit, &memory) }
            out += free.filter { unit in next.slots[unit].contains(-1) && !out.contains(unit) }
            out.shuffle(using: &random)
            out =
                out.filter { draft.problem.units[$0].kind == .stop }
                + out.filter { draft.problem.units[$0].kind == .errand }
            for unit in out { next.add(unit, &memory) { random.next() % 64 == 0 } }
            // At first up to half a per cent worse is taken, at last nothing.
            let slack = best.total / 200 * (iterations - iteration) / iterations
            if next.total < current.total + slack { current = next }
            if current.total < best.total {
                best = current
                watch.report(Progress(iterations: iteration + 1, best: Double(best.total)))
            }
        }
        for unit in order { best.add(unit, &memory) }
        return best
    }

    private func freedom(_ problem: TourProblem, _ unit: Int) -> (Int, Int, Int) {
        let known = problem.units[unit]
        let days = known.options.reduce(0) { $0 + $1.reduce(0) { $0 + $1.candidates.count } }
        return (known.kind == .errand ? 1 : 0, days, unit)
    }

    private func ruined(_ draft: TourDraft, _ free: [Int], _ random: inout SeededRandom) -> [Int] {
        let problem = draft.problem
        let count = min(free.count, Int.random(in: 1...5, using: &random))
        let seed = free[Int.random(in: free.indices, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            // Neighbours.
            let driving = problem.request.driving
            let from = problem.jobs[seed].place
            return Array(
                free.sorted {
                    (driving.minutes[from * driving.places.count + problem.jobs[$0].place], $0)
                        < (driving.minutes[from * driving.places.count + problem.jobs[$1].place], $1)
                }.prefix(count))
        case 1:
            // Everybody of one day.
            guard let slot = draft.slots[seed].filter({ $0 >= 0 }).randomElement(using: &random) else { return [seed] }
            let kits = problem.request.kits.count
            let day = slot / kits
            return draft.tours[day * kits..<(day + 1) * kits].flatMap { $0 }.filter {
                !problem.units[$0].isLocked
            }
        default: return Array(free.shuffled(using: &random).prefix(count))
        }
    }
}

extension TourDraft {
    /// - Parameter published: tours whose vehicle is kept, by day and kit.
    func plan(vehicles published: [Int: String] = [:]) -> TourPlan {
        let request = problem.request
        var tours: [Tour] = []
        for day in 0..<problem.dayCount {
            let slots = (day * request.kits.count..<(day + 1) * request.kits.count).filter { !self.tours[$0].isEmpty }
            var free = request.vehicles.filter { car in
                !car.outages.contains { $0.span.contains(problem.day(day)) }
            }.map(\.key)
            var chosen: [Int: String] = [:]
            // Who was announced with a vehicle keeps it; then each kit takes its own, then what is left.
            for slot in slots {
                if let key = published[slot], let index = free.firstIndex(of: key) {
                    chosen[slot] = free.remove(at: index)
                }
            }
            for slot in slots where chosen[slot] == nil {
                let own = slot % request.kits.count
                if own < request.vehicles.count, let index = free.firstIndex(of: request.vehicles[own].key) {
                    chosen[slot] = free.remove(at: index)
                }
            }
            for slot in slots where chosen[slot] == nil && !free.isEmpty { chosen[slot] = free.removeFirst() }
            for slot in slots {
                if let tour = tour(slot, vehicle: chosen[slot] ?? "") { tours.append(tour) }
            }
        }
        return TourPlan(tours: tours, unplanned: unplanned())
    }

    private func tour(_ slot: Int, vehicle: String) -> Tour? {
        guard let times = times(of: slot) else { return nil }
        let way = tours[slot]
        let calls = zip(way, times.starts).map { unit, begin in
            let known = problem.units[unit]
            let turn = slots[unit].firstIndex(of: slot) ?? 0
            return Call(
                kind: known.kind, key: known.key, due: known.options[option[unit]][turn].due, begin: begin,
                end: begin + problem.jobs[unit].duration)
        }
        return Tour(
            day: problem.day(slot / problem.request.kits.count),
            kit: problem.request.kits[slot % problem.request.kits.count].key, vehicle: vehicle, begin: times.begin,
            end: times.end, calls: calls, breaks: times.breaks, driving: driving(of: way), metres: metres(of: way))
    }

    func unplanned() -> [Unplanned] {
        problem.units.indices.flatMap { unit in
            let known = problem.units[unit]
            guard option[unit] >= 0 else { return known.hopeless }
            return known.hopeless
                + zip(known.options[option[unit]], slots[unit]).compactMap { due, slot in
                    slot >= 0
                        ? nil
                        : Unplanned(
                            kind: known.kind, key: known.key, due: due.due, hindrances: hindrances(unit, due))
                }
        }
    }
}
