import Testing

@testable import Casework

@Suite("The fold of an outing") struct OutingFoldTests {
    @Test("any event in any order gives an outing, always the same", arguments: 0..<40)
    func anyOrder(seed: UInt64) {
        var lot = Lot(seed)
        let events = (0..<400).map { _ in (OutingEvent.wild(&lot), lot.moment()) }
        var first = Outing(id: "outing1")
        var second = first
        for (event, moment) in events {
            first.apply(event, at: moment)
            _ = (first.open(untransferred: []), first.waiting(for: "clerk1"))
            _ = first.visits.compactMap { $0.counted(in: "outing1") }
            expectOrder(in: first)
        }
        for (event, moment) in events { second.apply(event, at: moment) }
        #expect(first == second)
        #expect(first.revision == 400)
    }

    /// Two clerks, double clicks and stale pages among their commands.
    @Test("what is decided is applied, and replaying gives the same outing", arguments: 0..<60)
    func commands(seed: UInt64) throws {
        var lot = Lot(seed)
        var desk = OutingDesk()
        for _ in 0..<300 {
            desk.minute += lot.number(0...2)
            let before = desk.outing
            do {
                let events = try desk.perform(
                    .wild(&lot), by: lot.name("clerk", 3), seen: lot.maybe(lot.number(0...desk.outing.revision)),
                    token: lot.token())
                if events.isEmpty { #expect(desk.outing == before) }
            } catch {
                #expect(desk.outing == before)
                #expect(
                    error.message.count > 10 && !error.message.contains("bitte") && !error.message.contains("ungültig"))
            }
            #expect(desk.outing.irregular == 0)
            expectOrder(in: desk.outing)
            for clerk: ClerkID in ["clerk1", "clerk2", "clerk3"] {
                let calling = desk.outing.tickets.count { ticket in
                    if case .called(clerk, _) = ticket.state { true } else { false }
                }
                #expect(calling <= 1)
            }
        }
        var replayed = Outing(id: "outing1")
        for (event, moment) in desk.journal {
            let written = try OutingEvent.codec.encode(event)
            replayed.apply(
                try OutingEvent.codec.decode(type: written.type, version: written.version, body: written.body),
                at: moment)
        }
        #expect(replayed == desk.outing)
    }

    /// No number twice; a number in a visit is in that visit alone; nobody is with two clerks.
    private func expectOrder(in outing: Outing) {
        #expect(Set(outing.tickets.map(\.number)).count == outing.tickets.count)
        let open = outing.openVisits.compactMap(\.ticket)
        #expect(Set(open).count == open.count)
        for ticket in outing.tickets {
            switch ticket.state {
            case .inVisit(let visit):
                #expect(outing.visit(visit)?.ticket == ticket.number && outing.visit(visit)?.endedAt == nil)
            case .done(let visit): #expect(outing.visit(visit)?.endedAt != nil)
            case .called(_, let attempt): #expect((1...3).contains(attempt) && !open.contains(ticket.number))
            case .waiting, .parked, .noShow: #expect(!open.contains(ticket.number))
            }
        }
    }

    @Test("events of another release are counted, entries without a body keep the outing's frame") func unknown() {
        var desk = OutingDesk()
        desk.append(.unknown(type: "outing.sung", version: 1))
        #expect(desk.outing.unknown == 1 && desk.outing.irregular == 0)
        var sealed = Outing(id: "outing1")
        sealed.applyWithoutBody(type: "outing.opened", at: Moment(milliseconds: 0), because: .sealed)
        #expect(sealed.isOpen && sealed.access == .sealed)
        sealed.applyWithoutBody(type: "outing.closed", at: Moment(milliseconds: 0), because: .sealed)
        #expect(!sealed.isOpen)
    }
}

extension OutingCommand.Act {
    static func wild(_ lot: inout Lot) -> OutingCommand.Act {
        let ticket = TicketNumber(running: lot.number(1...12))
        let visit: VisitID = lot.name("visit", 12)
        let person: PersonID = lot.name("person")
        switch lot.number(1...26) {
        case 1, 2: return .takeTicket(wish: lot.text())
        case 3, 4: return .callNext
        case 5, 6: return .call(ticket)
        case 7: return .park(ticket, reason: lot.text())
        case 8: return .returnTicket(ticket)
        case 9, 10: return .markNoShow(ticket)
        case 11: return .forwardTicket(ticket, to: lot.name("clerk", 3))
        case 12, 13: return .startVisit(visit, ticket: lot.maybe(ticket))
        case 14, 15: return .addPerson(visit, person, as: lot.role())
        case 16, 17:
            return .setAttribute(
                visit, person, lot.one(PersonAttribute.allCases), label: "Angabe", lot.maybe(lot.value()),
                source: .typed)
        case 18: return .setRole(visit, person, lot.role())
        case 19: return .readDocument(visit, person, zone: [lot.text()], repaired: false)
        case 20: return .addCase(visit, lot.name("case", 9))
        case 21: return .forwardVisit(visit, to: lot.name("clerk", 3))
        case 22, 23: return .endVisit(visit)
        case 24: return .checkIn(lot.name("booking", 4), start: lot.number(540...720), wish: "Ausweis")
        case 25: return .missAppointment(lot.name("booking", 4))
        default: return lot.chance(60) ? .close(untransferred: [], leavingOpen: lot.chance(3)) : .callNext
        }
    }
}
