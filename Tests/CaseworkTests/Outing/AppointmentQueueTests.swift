import Testing

@testable import Casework

/// People with and without an appointment in one queue.
struct AppointmentQueueTests {
    private func desk() throws -> OutingDesk {
        var desk = OutingDesk()
        for wish in ["ohne", "ohne"] { try desk.perform(.takeTicket(wish: wish)) }
        for (booking, start) in [("c", 600), ("a", 570), ("b", 585)] {
            try desk.perform(.checkIn(BookingID(booking), start: start, wish: "Ausweis"))
        }
        return desk
    }

    /// The numbers in the order in which they are called.
    private func order(_ desk: OutingDesk, _ order: QueueOrder) throws -> [String] {
        var desk = desk
        var called: [String] = []
        while let next = desk.outing.next(for: "mueller", order) {
            desk.minute += 1
            let events = try desk.outing.decide(OutingCommand(by: "mueller", .callNext), calling: order)
            for event in events { desk.append(event) }
            try desk.perform(.startVisit(VisitID("v\(next.number.text)"), ticket: next.number))
            called.append(next.number.text)
        }
        return called
    }

    @Test(arguments: [
        (QueueOrder(minute: 600), ["A4", "A5", "A3", "A1", "A2"]),
        (QueueOrder(minute: nil), ["A4", "A5", "A3", "A1", "A2"]),
        (QueueOrder(minute: 600, walkIns: .everyNth(2)), ["A4", "A1", "A5", "A2", "A3"]),
        (QueueOrder(minute: 600, walkIns: .everyNth(3)), ["A4", "A5", "A1", "A3", "A2"]),
        // Who is much too early waits behind those who are there without one.
        (QueueOrder(minute: 559), ["A1", "A2", "A4", "A5", "A3"]),
        (QueueOrder(minute: 560), ["A4", "A1", "A2", "A5", "A3"]),
    ])
    func whoIsNext(rule: QueueOrder, numbers: [String]) throws {
        #expect(try order(try desk(), rule) == numbers)
    }

    @Test func checkedInOnce() throws {
        var desk = try desk()
        #expect(try desk.perform(.checkIn("a", start: 570, wish: "Ausweis")).isEmpty)
        #expect(desk.outing.ticket(of: "a")?.number == "A4")
        #expect(throws: OutingRefusal.isWaiting("A4")) { try desk.perform(.missAppointment("a")) }
    }

    @Test func missedAndThereAfterAll() throws {
        var desk = try desk()
        try desk.perform(.missAppointment("late"))
        #expect(desk.outing.missed == ["late"])
        #expect(try desk.perform(.missAppointment("late")).isEmpty)
        try desk.perform(.checkIn("late", start: 540, wish: "Ausweis"))
        #expect(desk.outing.missed.isEmpty)
        #expect(desk.outing.next(for: "mueller", QueueOrder(minute: 600))?.booking == "late")
    }
}
