extension RosterRequest {
    /// A roster that covers as many duties as the search finds crews for, and shares outings, early starts and busy weeks fairly.
    ///
    /// Takes some duties' crews off and sets them anew; the same seed and number of iterations give the same roster.
    ///
    /// - Parameter published: a roster whose crews are kept wherever they still can go.
    package func roster(
        seed: UInt64, iterations: Int = 2000, keeping published: Roster? = nil, watch: Watch = .patient
    ) -> Roster {
        var random = SeededRandom(seed: seed)
        var draft = RosterDraft(self, published: published)
        keep(published, &draft)
        let order = duties.indices.sorted { (freedom($0, draft), $0) < (freedom($1, draft), $1) }
        for duty in order where draft.crews[duty].isEmpty {
            if let crew = draft.crew(for: duty) { draft.set(duty, crew) }
        }
        var (current, best, bestTotal) = (draft, draft, draft.total)
        var currentTotal = bestTotal
        watch.report(Progress(iterations: 0, best: Double(bestTotal)))
        guard !duties.isEmpty else { return best.roster() }
        for iteration in 0..<max(0, iterations) {
            if watch.shouldStop() { break }
            var next = current
            let out = ruined(next, &random)
            for duty in out { next.remove(duty) }
            for duty in out + duties.indices.filter({ next.crews[$0].isEmpty && !out.contains($0) }) {
                if let crew = next.crew(for: duty, skip: { _ in random.next() % 16 == 0 }) ?? next.crew(for: duty) {
                    next.set(duty, crew)
                }
            }
            let total = next.total
            if total <= currentTotal + currentTotal % 1_000_000_000 / 400 * (iterations - iteration) / iterations {
                (current, currentTotal) = (next, total)
            }
            if currentTotal < bestTotal {
                (best, bestTotal) = (current, currentTotal)
                watch.report(Progress(iterations: iteration + 1, best: Double(bestTotal)))
            }
        }
        return best.roster()
    }

    /// Puts the published crews in that still can go.
    private func keep(_ published: Roster?, _ draft: inout RosterDraft) {
        guard let published else { return }
        for (index, duty) in duties.enumerated() {
            let crew = published.crew(of: duty).compactMap { key in clerks.firstIndex { $0.key == key } }
            let had = crew.reduce(into: Set<String>()) { $0.formUnion(clerks[$1].qualifications) }
            guard crew.count == duty.crew, had.isSuperset(of: duty.needs),
                crew.allSatisfy({ draft.unfit($0, for: index) == nil })
            else { continue }
            draft.set(index, crew.sorted())
        }
    }

    private func freedom(_ duty: Int, _ draft: RosterDraft) -> Int {
        clerks.indices.count { draft.unfit($0, for: duty) == nil }
    }

    private func ruined(_ draft: RosterDraft, _ random: inout SeededRandom) -> [Int] {
        let seed = Int.random(in: duties.indices, using: &random)
        let count = min(duties.count, Int.random(in: 1...4, using: &random))
        var out: [Int]
        if Bool.random(using: &random), let clerk = draft.crews[seed].randomElement(using: &random) {
            // Some of one clerk's outings.
            out = Array(draft.own[clerk].shuffled(using: &random).prefix(count))
        } else {
            // Neighbours in time.
            let day = duties[seed].day.number
            out = Array(
                duties.indices.sorted {
                    (abs(duties[$0].day.number - day), $0) < (abs(duties[$1].day.number - day), $1)
                }.prefix(count))
        }
        out.shuffle(using: &random)
        return out
    }
}
