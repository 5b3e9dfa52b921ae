import Casework
import Journal
import Kit
import Office
import Synchronization

extension World {
    /// A clerk of the office looks into the inbox every minute, while she is there.
    static let officeHours: Int64 = 900_000

    func officeClerkActs() async throws {
        let hour = clock.now % Self.secondMorning
        if hour < Self.officeHours { later(60_000, .officeClerk) }
        guard let registry = office.registry, office.isRunning else { return }
        officeActs += 1
        let view = await registry.view()
        let waiting: [Case] = view.state.cases.values.map(\.item)
            .filter { item in item.state == .new || item.state == .inWork }
            .sorted { left, right in left.number.text < right.number.text }
        guard !waiting.isEmpty else { return }
        let item = waiting[drawn(8, officeActs).below(waiting.count)]
        let act = act(on: item, view.today)
        let number = item.number
        let decided = OfficeDecision()
        do {
            try await registry.commit { view in
                guard let item = view.state.cases[number]?.item else { return [] }
                let events = try item.decide(CaseCommand(by: SimulatedTown.otherClerk, act))
                decided.take(item, events, at: view.now)
                return events.map { .ofCase(number, $0) }
            }
        } catch {
            log("office: \(act) of \(number.text) failed: \(error)")
            return noteTry(decided, of: number)
        }
        // What the program says after its disk is gone, nobody hears.
        guard office.isRunning else { return noteTry(decided, of: number) }
        officePromises[number] = await registry.view().state.cases[number]?.item.state
        officeTries[number] = nil
    }

    private func noteTry(_ decided: OfficeDecision, of number: CaseNumber) {
        if let state = decided.state { officeTries[number, default: []].insert(state) }
    }

    /// Every hour, and when the office starts: what is due is erased.
    func sweep() async {
        later(3_600_000, .sweep)
        if office.isRunning { _ = try? await office.registry?.eraseDue() }
    }

    private func act(on item: Case, _ today: CalendarDate) -> CaseCommand.Act {
        if item.state == .new { return .take(fileNumber: "AZ \(officeActs)") }
        switch drawn(9, officeActs).below(4) {
        case 0:
            return .askBack(
                question: "Welche Hausnummer?", due: today.adding(days: 14) ?? today, telling: .letter, today: today)
        case 1: return .reject(reason: "Nicht zuständig")
        case 2: return .makeReady(place: "Bürgerbüro")
        default: return .finish(note: nil)
        }
    }

    /// What the office's clerk was told, the office still knows, and the kits have heard of it.
    func checkOfficePromises(_ registry: Registry) async throws {
        let received = await registry.view().state.cases
        for (number, state) in officePromises.sorted(by: { $0.key.text < $1.key.text }) {
            let now = received[number]?.item.state
            guard now == state || now.map({ officeTries[number]?.contains($0) ?? false }) ?? false else {
                throw Violation(1, "office: \(number.text) was \(state.rawValue), now \(now?.rawValue ?? "gone")")
            }
        }
        for laptop in laptops where !laptop.isInDrawer && !laptop.isReplaced {
            guard let told = try await laptop.desk?.view().state.feed.told else { continue }
            for number in laptop.promises.transferred.keys.sorted(by: { $0.text < $1.text }) {
                guard let state = received[number]?.item.state, told[number]?.state != state else { continue }
                throw Violation(
                    8,
                    "\(laptop.machine): \(number.text) is \(state.rawValue), told was \(told[number]?.state.rawValue ?? "nothing")"
                )
            }
        }
    }
}

/// Brings out of a commit where the case would stand after it.
private final class OfficeDecision: Sendable {
    private let taken = Mutex<CaseState?>(nil)

    var state: CaseState? { taken.withLock { $0 } }

    func take(_ item: Case, _ events: [CaseEvent], at moment: Moment) {
        var item = item
        for event in events { item.apply(event, at: moment) }
        taken.withLock { $0 = item.state }
    }
}
