import Casework
import Journal
import Kit
import Office

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
        guard
            (try? await registry.commit { view in
                guard let item = view.state.cases[number]?.item else { return [] }
                return try item.decide(CaseCommand(by: SimulatedTown.otherClerk, act)).map { .ofCase(number, $0) }
            }) != nil, office.isRunning
        else { return }
        // From here on the page says so.
        officePromises[number] = await registry.view().state.cases[number]?.item.state
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
        for (number, state) in officePromises where received[number]?.item.state != state {
            throw Violation(1, "office: \(number.text) was \(state.rawValue)")
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
