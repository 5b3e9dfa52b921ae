/// A way on when somebody of a crew falls ill.
package struct Remedy: Hashable, Sendable, CustomStringConvertible {
    package enum Way: Hashable, Sendable {
        case substitute(String)
        /// Somebody changes over from another tour of the day, where a third one takes her place.
        case exchange(mover: String, from: String, filler: String)
        case cancel
        /// Somebody changes over from another tour of the day, which falls out instead.
        case cancelOther(String, mover: String)
    }

    package let way: Way
    /// New crews by duty, nobody for one that falls out. All others stay as they are.
    package let crews: [String: [String]]
    /// People who have booked at stops that fall out, 0 when none does.
    package let booked: Int
    /// Days these people wait for the next date, all together; where there is none, 60 each are counted.
    package let waiting: Int
    /// Why it stands where it stands among the others.
    package let description: String
}

/// A duty that lost somebody.
package struct SickDuty: Hashable, Sendable {
    package let duty: String
    /// The best first; the last resort, to cancel, is always among them.
    package let remedies: [Remedy]
    /// Why the others cannot step in, in order of the request.
    package let refused: [Unfit]
}

extension RosterRequest {
    /// What to do when a clerk falls ill: a substitute, somebody from another tour of the day whose place can be filled, or the
    /// cancellation that harms the fewest people. Every other crew stays as it is.
    ///
    /// - Parameters:
    ///   - clerk: her key; no reason for her absence is asked for.
    ///   - absent: from this morning on.
    ///   - roster: as published.
    /// - Returns: each duty she had in these days, and the roster after the best remedy for each.
    package func remedies(whenIll clerk: String, _ absent: DaySpan, in roster: Roster) -> (
        duties: [SickDuty], roster: Roster
    ) {
        guard let ill = clerks.firstIndex(where: { $0.key == clerk }) else { return ([], roster) }
        var sickbed = Sickbed(self, roster, ill, absent)
        let hit = duties.indices.filter {
            absent.contains(duties[$0].day) && roster.crew(of: duties[$0]).contains(clerk)
        }
        let sick = hit.sorted { (duties[$0].day.number, $0) < (duties[$1].day.number, $1) }.map { sickbed.solve($0) }
        return (sick, sickbed.roster)
    }
}

private struct Sickbed {
    private let request: RosterRequest
    private var draft: RosterDraft
    private let ill: Int
    private let absent: DaySpan
    private(set) var roster: Roster

    init(_ request: RosterRequest, _ roster: Roster, _ ill: Int, _ absent: DaySpan) {
        (self.request, self.roster, self.ill, self.absent) = (request, roster, ill, absent)
        draft = RosterDraft(request, published: nil)
        for (index, duty) in request.duties.enumerated() {
            draft.set(index, roster.crew(of: duty).compactMap { key in request.clerks.firstIndex { $0.key == key } })
        }
    }

    /// Finds the remedies of one duty and takes the best.
    mutating func solve(_ duty: Int) -> SickDuty {
        draft.set(duty, draft.crews[duty].filter { $0 != ill })
        let others = draft.crews[duty]
        var refused: [Unfit] = []
        for clerk in request.clerks.indices where clerk != ill && !others.contains(clerk) {
            if let cause = unfit(clerk, duty) { refused.append(Unfit(clerk: request.clerks[clerk].key, cause: cause)) }
        }
        var remedies = substitutes(duty)
        if remedies.isEmpty { remedies = exchanges(duty) }
        remedies += cancellations(duty)
        if let best = remedies.first { take(best, duty) }
        return SickDuty(duty: request.duties[duty].key, remedies: remedies, refused: refused)
    }

    private mutating func take(_ remedy: Remedy, _ sick: Int) {
        for (index, duty) in request.duties.enumerated() {
            guard let crew = remedy.crews[duty.key] else { continue }
            draft.set(index, crew.compactMap { key in request.clerks.firstIndex { $0.key == key } })
        }
        for (key, crew) in remedy.crews { roster.crews[key] = crew.isEmpty ? nil : crew }
        for (index, duty) in request.duties.enumerated() where remedy.crews[duty.key] == [] {
            let reasons = request.clerks.indices.compactMap { clerk in
                unfit(clerk, index).map { Unfit(clerk: request.clerks[clerk].key, cause: $0) }
            }
            let free = request.clerks.indices.filter { unfit($0, index) == nil }
            let had = free.reduce(into: Set<String>()) { $0.formUnion(request.clerks[$1].qualifications) }
            roster.open.append(
                OpenDuty(
                    duty: duty.key, reasons: reasons, lacking: duty.needs.subtracting(had).sorted(), able: free.count,
                    needed: duty.crew))
        }
    }

    private func unfit(_ clerk: Int, _ duty: Int) -> Unfit.Cause? {
        clerk == ill && absent.contains(request.duties[duty].day) ? .absent : draft.unfit(clerk, for: duty)
    }

    private func isComplete(_ crew: [Int], _ duty: Int) -> Bool {
        let had = crew.reduce(into: Set<String>()) { $0.formUnion(request.clerks[$1].qualifications) }
        return crew.count == request.duties[duty].crew && had.isSuperset(of: request.duties[duty].needs)
    }

    private func keys(_ crew: [Int]) -> [String] { crew.map { request.clerks[$0].key }.sorted() }

    // MARK: Ways

    private func substitutes(_ duty: Int) -> [Remedy] {
        let others = draft.crews[duty]
        let able = request.clerks.indices.filter { clerk in
            clerk != ill && unfit(clerk, duty) == nil && isComplete(others + [clerk], duty)
        }.map { (clerk: $0, cost: draft.growth($0, duty)) }.sorted { ($0.cost, $0.clerk) < ($1.cost, $1.clerk) }
        return able.map { entry in
            let who = request.clerks[entry.clerk]
            let outings = who.outingsBefore + draft.own[entry.clerk].count
            return Remedy(
                way: .substitute(who.key), crews: [request.duties[duty].key: keys(others + [entry.clerk])], booked: 0,
                waiting: 0,
                description: "\(who.key) springt ein (bisher \(outings) Außentermine). Sonst ändert sich nichts.")
        }
    }

    /// Duties of the same day with a crew.
    private func neighbours(_ duty: Int) -> [Int] {
        request.duties.indices.filter {
            $0 != duty && request.duties[$0].day == request.duties[duty].day && !draft.crews[$0].isEmpty
        }
    }

    private func exchanges(_ duty: Int) -> [Remedy] {
        var found: [(remedy: Remedy, cost: Int)] = []
        for other in neighbours(duty) {
            for mover in draft.crews[other] {
                var trial = self
                trial.draft.set(other, draft.crews[other].filter { $0 != mover })
                let (left, crew) = (trial.draft.crews[other], draft.crews[duty] + [mover])
                guard trial.unfit(mover, duty) == nil, isComplete(crew, duty) else { continue }
                for filler in request.clerks.indices
                where filler != ill && filler != mover && trial.unfit(filler, other) == nil {
                    guard isComplete(left + [filler], other) else { continue }
                    let names = [mover, filler].map { request.clerks[$0].key }
                    let from = request.duties[other].key
                    found.append(
                        (
                            Remedy(
                                way: .exchange(mover: names[0], from: from, filler: names[1]),
                                crews: [request.duties[duty].key: keys(crew), from: keys(left + [filler])], booked: 0,
                                waiting: 0,
                                description:
                                    "\(names[0]) wechselt von der Tour \(from) herüber, \(names[1]) springt dort ein. Keine Tour fällt aus."
                            ), trial.draft.growth(mover, duty) + trial.draft.growth(filler, other)
                        ))
                }
            }
        }
        return found.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(
            \.element.remedy)
    }

    private func cancellations(_ duty: Int) -> [Remedy] {
        var found = [cancellation(of: duty, way: .cancel, crews: [request.duties[duty].key: []])]
        for other in neighbours(duty) {
            for mover in draft.crews[other] {
                var trial = self
                trial.draft.remove(other)
                let crew = draft.crews[duty] + [mover]
                guard trial.unfit(mover, duty) == nil, isComplete(crew, duty) else { continue }
                let (key, name) = (request.duties[other].key, request.clerks[mover].key)
                found.append(
                    cancellation(
                        of: other, way: .cancelOther(key, mover: name),
                        crews: [key: [], request.duties[duty].key: keys(crew)]))
            }
        }
        return found.enumerated().sorted {
            ($0.element.booked, $0.element.waiting, $0.offset) < ($1.element.booked, $1.element.waiting, $1.offset)
        }.map(\.element)
    }

    private func cancellation(of duty: Int, way: Remedy.Way, crews: [String: [String]]) -> Remedy {
        let what = request.duties[duty]
        let waiting = what.stops.reduce(0) { sum, stop in
            sum + stop.booked * (stop.next.map { $0.number - what.day.number } ?? 60)
        }
        let next = what.stops.map { "\($0.key) \($0.next.map(\.german) ?? "ohne neuen Termin")" }
        var text = "Die Tour \(what.key) fällt aus: \(what.booked) Angemeldete."
        if !next.isEmpty { text += " Nächste Termine: \(next.joined(separator: ", "))." }
        if case .cancelOther(_, let mover) = way { text += " \(mover) wechselt herüber, die andere Tour findet statt." }
        return Remedy(way: way, crews: crews, booked: what.booked, waiting: waiting, description: text)
    }
}
