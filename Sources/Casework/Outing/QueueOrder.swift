/// Who is called next where people with an appointment and people without one wait.
package struct QueueOrder: Hashable, Sendable {
    /// Who comes earlier than so many minutes before the appointment does not go before those who wait without one.
    package static let earlyMinutes = 10

    /// Minute of the day; `nil` where the clock is not believed.
    package let minute: Int?
    /// What the head of the office decided for the opening.
    package let walkIns: WalkInRule

    package init(minute: Int? = nil, walkIns: WalkInRule = .between) {
        self.minute = minute
        self.walkIns = walkIns
    }
}

extension Outing {
    /// The number this clerk calls next; `nil` where nobody waits for her.
    package func next(for clerk: ClerkID, _ order: QueueOrder) -> Ticket? {
        let waiting = waiting(for: clerk)
        let booked = waiting.filter { $0.appointment != nil }
            .sorted { ($0.appointment ?? 0, $0.takenAt) < ($1.appointment ?? 0, $1.takenAt) }
        guard let first = booked.first, let start = first.appointment else { return waiting.first }
        guard let walkIn = waiting.first(where: { $0.appointment == nil }) else { return first }
        if let minute = order.minute, start - minute > QueueOrder.earlyMinutes { return walkIn }
        switch order.walkIns {
        case .between: return first
        case .everyNth(let n): return appointmentsInARow >= n - 1 ? walkIn : first
        }
    }

    /// How many with an appointment were called since the last without one.
    private var appointmentsInARow: Int {
        let called = tickets.filter { $0.calledAt != nil }.sorted {
            ($0.calledAt?.milliseconds ?? 0) < ($1.calledAt?.milliseconds ?? 0)
        }
        return called.reversed().prefix { $0.appointment != nil }.count
    }
}
