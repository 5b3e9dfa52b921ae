/// A roster in the making. Every change keeps law, contract and absence; what it costs is fairness.
struct RosterDraft {
    let request: RosterRequest
    /// By clerk: what she has, in order of days.
    private(set) var own: [[Int]]
    /// By duty: clerks, empty or complete.
    private(set) var crews: [[Int]]
    /// By duty: who was published; empty where nobody was.
    private let published: [[Int]]

    init(_ request: RosterRequest, published: Roster?) {
        self.request = request
        own = Array(repeating: [], count: request.clerks.count)
        crews = Array(repeating: [], count: request.duties.count)
        self.published = request.duties.map { duty in
            (published?.crew(of: duty) ?? []).compactMap { key in request.clerks.firstIndex { $0.key == key } }
        }
    }

    // MARK: Who can

    /// Why a clerk cannot take a duty besides what she has already.
    func unfit(_ clerk: Int, for duty: Int) -> Unfit.Cause? {
        let (who, what) = (request.clerks[clerk], request.duties[duty])
        if who.isAbsent(on: what.day) { return .absent }
        if !who.weekdays.contains(what.day.weekday) { return .freeDay(what.day.weekday) }
        var week = what.work
        let monday = what.day.number - what.day.weekday.rawValue + 1
        var account = who.balance + max(0, what.work - who.usualDay)
        for other in own[clerk] {
            let known = request.duties[other]
            if known.day == what.day { return .busy(known.key) }
            // Neighbouring days: from the end of the earlier to the beginning of the later.
            if abs(known.day.number - what.day.number) == 1 {
                let (first, next) = known.day < what.day ? (known, what) : (what, known)
                let rest = 1440 - first.end + next.begin
                if rest < WorkingTime.rest { return .rest(rest) }
            }
            if (monday..<monday + 7).contains(known.day.number) { week += known.work }
            account += max(0, known.work - who.usualDay)
        }
        if week > who.weekly { return .week(week, who.weekly) }
        if account > request.mostOvertime, what.work > who.usualDay { return .overtime(account, request.mostOvertime) }
        return nil
    }

    // MARK: What it costs

    /// Fairness of one clerk's share: squares, so that what one has too much weighs more than what another has too little. Those
    /// who work half the hours count twice.
    private func cost(_ clerk: Int, _ duties: [Int]) -> Int {
        let who = request.clerks[clerk]
        let outings = who.outingsBefore + duties.count
        var (early, weeks, account) = (who.earlyBefore, 0, who.balance)
        var perWeek: [Int: Int] = [:]
        for duty in duties {
            let known = request.duties[duty]
            if known.begin < request.early { early += 1 }
            account += max(0, known.work - who.usualDay)
            let week = (known.day.number + 3) / 7
            let before = perWeek[week, default: 0]
            weeks += 2 * before + 1
            perWeek[week] = before + 1
        }
        let overtime = max(0, account) / 60
        return (1000 * outings * outings + 600 * early * early + 150 * weeks + 2 * overtime * overtime) * 100
            / (who.weekly * 100 / 2340)
    }

    /// What it costs more when a clerk takes a duty besides what she has.
    func growth(_ clerk: Int, _ duty: Int) -> Int {
        let change = published[duty].isEmpty || published[duty].contains(clerk) ? 0 : Self.changed
        return cost(clerk, own[clerk] + [duty]) - cost(clerk, own[clerk]) + change
    }

    /// Another crew than the published one: worth it only to keep a duty.
    private static let changed = 10_000_000
    private static let uncovered = 1_000_000_000

    var total: Int {
        var total = 0
        for clerk in own.indices { total += cost(clerk, own[clerk]) }
        for duty in crews.indices {
            if crews[duty].isEmpty { total += Self.uncovered }
            if !published[duty].isEmpty {
                total += crews[duty].count { !published[duty].contains($0) } * Self.changed
            }
        }
        return total
    }

    // MARK: Changing

    mutating func remove(_ duty: Int) {
        for clerk in crews[duty] { own[clerk].removeAll { $0 == duty } }
        crews[duty] = []
    }

    mutating func set(_ duty: Int, _ crew: [Int]) {
        remove(duty)
        crews[duty] = crew
        for clerk in crew { own[clerk].append(duty) }
    }

    /// The cheapest complete crew, as the draft stands.
    func crew(for duty: Int, skip: (Int) -> Bool = { _ in false }) -> [Int]? {
        let what = request.duties[duty]
        let able = request.clerks.indices.filter { !skip($0) && unfit($0, for: duty) == nil }.map {
            (clerk: $0, cost: growth($0, duty))
        }.sorted { ($0.cost, $0.clerk) < ($1.cost, $1.clerk) }
        var best: (crew: [Int], cost: Int)?
        choose(able, from: 0, [], 0, what, &best)
        return best?.crew.sorted()
    }

    /// Costs of a crew add up, so that the sorted list can be cut off where it cannot become cheaper.
    private func choose(
        _ able: [(clerk: Int, cost: Int)], from first: Int, _ chosen: [Int], _ cost: Int, _ duty: Duty,
        _ best: inout (crew: [Int], cost: Int)?
    ) {
        if chosen.count == duty.crew {
            let had = chosen.reduce(into: Set<String>()) { $0.formUnion(request.clerks[$1].qualifications) }
            if had.isSuperset(of: duty.needs) { best = (chosen, cost) }
            return
        }
        for index in first..<max(first, able.count) {
            let left = duty.crew - chosen.count
            if let best, cost + able[index].cost * left >= best.cost, able[index].cost >= 0 { return }
            choose(able, from: index + 1, chosen + [able[index].clerk], cost + able[index].cost, duty, &best)
        }
    }

    // MARK: The roster

    func roster() -> Roster {
        var (crews, open): ([String: [String]], [OpenDuty]) = ([:], [])
        for (index, duty) in request.duties.enumerated() {
            if self.crews[index].isEmpty {
                open.append(self.open(index))
            } else {
                crews[duty.key] = self.crews[index].map { request.clerks[$0].key }.sorted()
            }
        }
        return Roster(crews: crews, open: open)
    }

    private func open(_ duty: Int) -> OpenDuty {
        var (reasons, had): ([Unfit], Set<String>) = ([], [])
        for (index, clerk) in request.clerks.enumerated() {
            if let cause = unfit(index, for: duty) {
                reasons.append(Unfit(clerk: clerk.key, cause: cause))
            } else {
                had.formUnion(clerk.qualifications)
            }
        }
        return OpenDuty(
            duty: request.duties[duty].key, reasons: reasons,
            lacking: request.duties[duty].needs.subtracting(had).sorted(), able: request.clerks.count - reasons.count,
            needed: request.duties[duty].crew)
    }
}
