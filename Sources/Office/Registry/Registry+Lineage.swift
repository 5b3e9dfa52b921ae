import Casework
import Journal

/// A spare goes on from where its mirror ended. What the replaced laptop had written behind that place, and shipped before the spare first
/// called, came in in good faith: a case that was received with it stays as it is; everything else of it is left out and shown to a person.
extension Registry {
    static let twofold = HeldReason(
        "Der ersetzte Laptop hatte diesen Vorgang schon abgegeben, als der Ersatzlaptop ihn weiterführte. In der Zentrale gilt, was der ersetzte abgab.",
        remedy: "Am Ersatzlaptop nachsehen, was er danach aufnahm, und es neu erfassen.")

    func isHistory(_ place: Position) -> Bool { state.lineages[place.kit]?.holds(place) ?? true }

    /// Entries of its spare do not belong to it.
    func isTakenFromReplaced(_ number: CaseNumber) -> Bool {
        state.cases[number].map { !isHistory($0.lastOfKit) } ?? false
    }

    /// Goes by the order of arrival, so that every start comes to the same.
    func noticeGeneration(_ stored: StoredEntry) throws {
        let entry = stored.entry
        let place = entry.position
        guard place.kit != 0, place.generation > 1, place.sequence == 1,
            let last = try store.position(of: entry.header.previous, kit: place.kit)
        else { return }
        var lineage = state.lineages[place.kit] ?? Lineage()
        lineage.begin(place.generation, after: last)
        state.lineages[place.kit] = lineage
        guard try store.heads().contains(where: { $0.position.kit == place.kit && !lineage.holds($0.position) }) else {
            return
        }
        for number in state.arriving.keys where state.arriving[number]?.kit == place.kit {
            state.arriving[number]?.leaveOut(lineage)
        }
        try countAgain(of: place.kit, before: stored.arrival)
    }

    /// Books and statistics are sums; what is left out of them is found by adding up again.
    private func countAgain(of kit: UInt16, before arrival: Int64) throws {
        let notUnderstood = state.notUnderstood
        state.statistics = Statistics()
        state.receipts[kit] = nil
        state.substitutes[kit] = nil
        closedBooks.removeAll { $0.position.kit == kit }
        try store.forEach(.all) { stored in
            let entry = stored.entry
            guard stored.arrival < arrival, isHistory(entry.position) else { return }
            switch entry.header.subject.kind {
            case .statistics: foldStatistics(entry)
            case .book where entry.position.kit == kit: foldBook(entry)
            default: break
            }
        }
        state.notUnderstood = notUnderstood
    }
}
