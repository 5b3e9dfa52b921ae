import Testing

@testable import Casework

@Suite("The queue of an outing") struct QueueTests {
    static func queue(of count: Int) throws -> OutingDesk {
        var desk = OutingDesk()
        for _ in 0..<count { try desk.perform(.takeTicket(wish: nil)) }
        return desk
    }

    @Test("numbers are counted within the outing; a double click gives one") func numbers() throws {
        var desk = OutingDesk()
        try desk.perform(.takeTicket(wish: "Ausweis"), token: "t1")
        try desk.perform(.takeTicket(wish: " "), token: "t1")
        try desk.perform(.takeTicket(wish: " "), token: "t2")
        #expect(desk.outing.tickets.map(\.number.text) == ["A1", "A2"])
        #expect(desk.outing.tickets.map(\.wish) == ["Ausweis", nil])
        #expect(desk.outing.tokens["t2"] == "A2")
    }

    @Test("two clerks who call at once get two citizens; a double click calls one") func callAtOnce() throws {
        var desk = try Self.queue(of: 3)
        #expect(try desk.callNext(by: "mueller", token: "f1") == "A1")
        #expect(try desk.callNext(by: "krueger", token: "f2") == "A2")
        #expect(try desk.callNext(by: "mueller", token: "f1") == nil)
        #expect(throws: OutingRefusal.stillCalling("A1")) { try desk.callNext(by: "mueller", token: "f3") }
        #expect(desk.outing.called(by: "krueger")?.number == "A2")
        #expect(throws: OutingRefusal.calledBySomebodyElse("A1", "mueller")) {
            try desk.perform(.call("A1"), by: "krueger")
        }
        #expect(throws: OutingRefusal.calledBySomebodyElse("A1", "mueller")) {
            try desk.perform(.startVisit("v", ticket: "A1"), by: "krueger")
        }
    }

    @Test("no-show only after three calls") func noShow() throws {
        var desk = try Self.queue(of: 1)
        #expect(throws: OutingRefusal.notCalledOften("A1", calls: 0)) { try desk.perform(.markNoShow("A1")) }
        for calls in 1...3 {
            try desk.perform(.call("A1"))
            if calls < 3 {
                #expect(throws: OutingRefusal.notCalledOften("A1", calls: calls)) {
                    try desk.perform(.markNoShow("A1"))
                }
            }
        }
        #expect(throws: OutingRefusal.calledThreeTimes("A1")) { try desk.perform(.call("A1")) }
        try desk.perform(.markNoShow("A1"))
        #expect(try desk.perform(.markNoShow("A1")) == [])
        #expect(throws: OutingRefusal.isMissed("A1")) { try desk.perform(.call("A1")) }
        try desk.perform(.returnTicket("A1"))
        try desk.perform(.call("A1"))
        #expect(desk.outing.ticket("A1")?.state == .called(by: "mueller", attempt: 1))
    }

    @Test("a parked number is passed over and comes back at its place") func park() throws {
        var desk = try Self.queue(of: 2)
        try desk.perform(.park("A1", reason: "holt Foto"))
        #expect(try desk.perform(.park("A1", reason: nil)) == [])
        #expect(throws: OutingRefusal.isParked("A1")) { try desk.perform(.call("A1")) }
        #expect(try desk.callNext(by: "mueller") == "A2")
        try desk.perform(.returnTicket("A1"))
        #expect(try desk.callNext(by: "krueger") == "A1")
    }

    @Test("a forwarded number waits for the other clerk alone") func forward() throws {
        var desk = try Self.queue(of: 1)
        try desk.perform(.call("A1"), by: "mueller")
        #expect(throws: OutingRefusal.sameClerk) { try desk.perform(.forwardTicket("A1", to: "mueller")) }
        try desk.perform(.forwardTicket("A1", to: "krueger"))
        #expect(try desk.perform(.forwardTicket("A1", to: "krueger")) == [])
        #expect(throws: OutingRefusal.nobodyWaits) { try desk.callNext(by: "mueller") }
        #expect(throws: OutingRefusal.meantForSomebodyElse("A1", "krueger")) { try desk.perform(.call("A1")) }
        #expect(throws: OutingRefusal.meantForSomebodyElse("A1", "krueger")) {
            try desk.perform(.startVisit("v", ticket: "A1"))
        }
        #expect(try desk.callNext(by: "krueger") == "A1")
    }

    @Test("nobody, nothing, not open") func refusals() throws {
        var desk = OutingDesk()
        #expect(throws: OutingRefusal.nobodyWaits) { try desk.callNext(by: "mueller") }
        #expect(throws: OutingRefusal.noSuchTicket("A9")) { try desk.perform(.call("A9")) }
        #expect(throws: OutingRefusal.notOpen) {
            try Outing(id: "outing1").decide(OutingCommand(by: "m", .takeTicket(wish: nil)))
        }
    }

    @Test("closing names what is open, without any name") func close() throws {
        var desk = try Self.queue(of: 3)
        try desk.perform(.startVisit("v1", ticket: "A1"))
        try desk.perform(.startVisit("v2", ticket: nil))
        let open = [
            "wartende Nummern: A2, A3", "offene Vorsprache A1", "offene Vorsprache ohne Nummer",
            "nicht abgegebener Vorgang W01A-0001-X",
        ]
        #expect(throws: OutingRefusal.stillOpen(open)) {
            try desk.perform(.close(untransferred: ["W01A-0001-X"], leavingOpen: false))
        }
        try desk.perform(.close(untransferred: ["W01A-0001-X"], leavingOpen: true))
        #expect(desk.outing.closing?.leftOpen == open)
        #expect(throws: OutingRefusal.notOpen) { try desk.perform(.takeTicket(wish: nil)) }
        #expect(throws: OutingRefusal.notOpen) { try desk.perform(.startVisit("v3", ticket: nil)) }
        // What was left open on purpose can be brought to its end.
        try desk.perform(.endVisit("v1"))
        #expect(desk.outing.openVisits.map(\.id) == ["v2"])
    }

    @Test("with nothing open it just closes") func closeQuietly() throws {
        var desk = try Self.queue(of: 1)
        try desk.perform(.startVisit("v1", ticket: "A1"))
        try desk.perform(.endVisit("v1"))
        try desk.perform(.close(untransferred: [], leavingOpen: false))
        #expect(desk.outing.closing?.leftOpen == [])
    }
}
