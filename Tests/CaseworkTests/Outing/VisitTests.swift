import Testing

@testable import Casework

@Suite("A visit") struct VisitTests {
    static func visit() throws -> OutingDesk {
        var desk = OutingDesk()
        try desk.perform(.takeTicket(wish: nil))
        desk.minute = 12
        try desk.perform(.startVisit("v1", ticket: "A1"), token: "start")
        try desk.perform(.addPerson("v1", "p1", as: .applicant), token: "person")
        return desk
    }

    @Test("from the number to the end, with its nameless count") func wholeVisit() throws {
        var desk = try Self.visit()
        #expect(try desk.perform(.startVisit("v2", ticket: nil), token: "start") == [])
        #expect(try desk.perform(.addPerson("v1", "p9", as: .child), token: "person") == [])
        try desk.perform(.addPerson("v1", "p2", as: .companion))
        try desk.perform(.setRole("v1", "p2", .child))
        try desk.perform(.readDocument("v1", "p1", zone: ["IDD<<"], repaired: true))
        #expect(try desk.perform(.readDocument("v1", "p1", zone: ["IDD<<"], repaired: true)) == [])
        try desk.perform(.addCase("v1", "W01A-0001-X"), token: "case")
        #expect(try desk.perform(.addCase("v1", "W01A-0002-V"), token: "case") == [])
        #expect(desk.outing.tokens["case"] == "W01A-0001-X")
        desk.minute = 30
        try desk.perform(.endVisit("v1"))
        #expect(try desk.perform(.endVisit("v1")) == [])
        let visit = try #require(desk.outing.visit("v1"))
        #expect(visit.persons.map(\.role) == [.applicant, .child])
        #expect(visit.applicant?.zones.count == 1)
        #expect(desk.outing.ticket("A1")?.state == .done("v1"))
        #expect(desk.outing.visit(with: "W01A-0001-X")?.id == "v1")
        #expect(
            visit.counted(in: "outing1")
                == .visitEnded(
                    VisitCounted(outing: "outing1", persons: 2, cases: 1, waitedMinutes: 12, servedMinutes: 18)))
        #expect(throws: OutingRefusal.isServed("A1")) { try desk.perform(.call("A1")) }
        #expect(throws: OutingRefusal.visitEnded) { try desk.perform(.addPerson("v1", "p3", as: .child)) }
    }

    @Test("what is known of a person is set once; a stale one shows both values") func attributes() throws {
        var desk = try Self.visit()
        let shown = desk.outing.revision
        func name(_ text: String?) -> OutingCommand.Act {
            .setAttribute("v1", "p1", .familyName, label: "Familienname", text.map { .text($0) }, source: .typed)
        }
        try desk.perform(name("Groß-Müller"), seen: shown)
        #expect(try desk.perform(name("Groß-Müller"), seen: shown) == [])
        #expect(
            throws: OutingRefusal.stale(
                .familyName, label: "Familienname", yours: .text("Gross"), theirs: .text("Groß-Müller"))
        ) {
            try desk.perform(name("Gross"), seen: shown)
        }
        try desk.perform(name(nil), seen: desk.outing.revision)
        #expect(desk.outing.visit("v1")?.applicant?.values == [:])
        try desk.perform(
            .setAttribute("v1", "p1", .town, label: "Ort", .text("Straach"), source: .typed), seen: shown)
        #expect(desk.outing.visit("v1")?.applicant?.values == [.town: .text("Straach")])
    }

    @Test("a visit goes to the other clerk") func forward() throws {
        var desk = try Self.visit()
        #expect(throws: OutingRefusal.sameClerk) { try desk.perform(.forwardVisit("v1", to: "mueller")) }
        try desk.perform(.forwardVisit("v1", to: "krueger"))
        #expect(desk.outing.openVisits(of: "krueger").map(\.id) == ["v1"])
        #expect(desk.outing.openVisits(of: "mueller").isEmpty)
    }

    @Test("a case needs a person; persons and visits must be there") func refusals() throws {
        var desk = OutingDesk()
        try desk.perform(.startVisit("v1", ticket: nil))
        #expect(throws: OutingRefusal.noPerson) { try desk.perform(.addCase("v1", "W01A-0001-X")) }
        #expect(throws: OutingRefusal.noSuchPerson) { try desk.perform(.setRole("v1", "p1", .child)) }
        #expect(throws: OutingRefusal.noSuchVisit) { try desk.perform(.endVisit("v9")) }
        #expect(try desk.perform(.startVisit("v1", ticket: nil)) == [])
        desk.minute = 5
        try desk.perform(.endVisit("v1"))
        #expect(desk.outing.visit("v1")?.waitedMinutes == nil && desk.outing.visit("v1")?.servedMinutes == 5)
    }
}
