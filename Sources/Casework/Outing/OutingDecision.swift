extension Outing {
    /// Whether and how a command becomes events. Commands run one after the other, so two clerks who call at once get two
    /// citizens.
    ///
    /// - Returns: the events to append; none where everything is so already or the same form was sent before.
    /// - Parameter today: nobody new begins at an outing of another day; nil where the day is not known for sure.
    /// - Parameter order: who is next.
    package func decide(
        _ command: OutingCommand, on today: CalendarDate? = nil, calling order: QueueOrder = QueueOrder()
    ) throws(OutingRefusal) -> [OutingEvent] {
        if tokens.contains(command.token) { return [] }
        switch command.act {
        case .takeTicket, .checkIn, .missAppointment, .callNext, .call, .park, .returnTicket, .markNoShow,
            .forwardTicket:
            guard isOpen else { throw .notOpen }
            if command.act.bringsSomebodyNew { try refuseUnlessOf(today) }
            return try decideQueue(command, order)
        case .startVisit(let id, let ticket):
            guard isOpen else { throw .notOpen }
            try refuseUnlessOf(today)
            return try decideStart(id, ticket, command)
        case .close(let untransferred, let leavingOpen):
            guard isOpen else { throw .notOpen }
            let things = open(untransferred: untransferred)
            guard things.isEmpty || leavingOpen else { throw .stillOpen(things) }
            return [.closed(OutingClosed(outing: id, clerk: command.by, leftOpen: things))]
        case .addPerson, .setAttribute, .setRole, .removePerson, .readDocument, .readChip, .addCase, .forwardVisit,
            .endVisit:
            return try decideVisit(command)
        }
    }

    private func refuseUnlessOf(_ today: CalendarDate?) throws(OutingRefusal) {
        if let today, let day = opening?.day, day != today { throw .ofAnotherDay(day) }
    }

    // MARK: The queue

    private func decideQueue(_ command: OutingCommand, _ order: QueueOrder) throws(OutingRefusal) -> [OutingEvent] {
        let clerk = command.by
        switch command.act {
        case .takeTicket(let wish):
            let wish = wish.flatMap { $0.isBlank ? nil : $0 }
            return [.ticketTaken(TicketTaken(ticket: nextTicket, wish: wish, clerk: clerk, token: command.token))]
        case .checkIn(let booking, let start, let wish):
            if ticket(of: booking) != nil { return [] }
            return [
                .ticketTaken(
                    TicketTaken(
                        ticket: nextTicket, wish: wish, clerk: clerk, token: command.token, booking: booking,
                        start: start))
            ]
        case .missAppointment(let booking):
            if missed.contains(booking) { return [] }
            if let ticket = ticket(of: booking) { throw refusal(ticket) }
            return [.appointmentMissed(AppointmentMissed(booking: booking, clerk: clerk))]
        case .callNext:
            if let called = called(by: clerk) { throw .stillCalling(called.number) }
            guard let next = next(for: clerk, order) else { throw .nobodyWaits }
            return [
                .ticketCalled(TicketCalled(ticket: next.number, attempt: 1, clerk: clerk, token: command.token))
            ]
        case .call(let number):
            return [
                .ticketCalled(
                    TicketCalled(
                        ticket: number, attempt: try attempt(of: number, by: clerk), clerk: clerk,
                        token: command.token))
            ]
        case .park(let number, let reason):
            let ticket = try existing(number)
            if case .parked = ticket.state { return [] }
            guard ticket.state.mayBePut else { throw refusal(ticket) }
            return [
                .ticketParked(
                    TicketParked(ticket: number, reason: reason.flatMap { $0.isBlank ? nil : $0 }, clerk: clerk))
            ]
        case .returnTicket(let number):
            let ticket = try existing(number)
            if ticket.state == .waiting { return [] }
            guard ticket.state.mayReturn else { throw refusal(ticket) }
            return [.ticketReturned(TicketReturned(ticket: number, clerk: clerk))]
        case .markNoShow(let number):
            let ticket = try existing(number)
            switch ticket.state {
            case .noShow: return []
            case .called(_, Ticket.attempts): return [.ticketNoShow(TicketNoShow(ticket: number, clerk: clerk))]
            case .called(_, let calls): throw .notCalledOften(number, calls: calls)
            case .waiting: throw .notCalledOften(number, calls: 0)
            default: throw refusal(ticket)
            }
        case .forwardTicket(let number, let to):
            let ticket = try existing(number)
            guard ticket.state.mayBePut || ticket.state.mayReturn else { throw refusal(ticket) }
            if ticket.state == .waiting, ticket.meantFor == to { return [] }
            if case .called(to, _) = ticket.state { throw .sameClerk }
            return [.ticketForwarded(TicketForwarded(ticket: number, to: to, clerk: clerk))]
        default: return []
        }
    }

    /// The number of the call, 1 to 3.
    private func attempt(of number: TicketNumber, by clerk: ClerkID) throws(OutingRefusal) -> Int {
        let ticket = try existing(number)
        switch ticket.state {
        case .waiting:
            if let called = called(by: clerk) { throw .stillCalling(called.number) }
            if let other = ticket.meantFor, other != clerk { throw .meantForSomebodyElse(number, other) }
            return 1
        case .called(clerk, let last):
            guard last < Ticket.attempts else { throw .calledThreeTimes(number) }
            return last + 1
        default: throw refusal(ticket)
        }
    }

    private func existing(_ number: TicketNumber) throws(OutingRefusal) -> Ticket {
        guard let ticket = ticket(number) else { throw .noSuchTicket(number) }
        return ticket
    }

    /// Why the state of a ticket stands in the way.
    private func refusal(_ ticket: Ticket) -> OutingRefusal {
        switch ticket.state {
        case .waiting: .isWaiting(ticket.number)
        case .called(let clerk, _): .calledBySomebodyElse(ticket.number, clerk)
        case .parked: .isParked(ticket.number)
        case .noShow: .isMissed(ticket.number)
        case .inVisit: .inVisit(ticket.number)
        case .done: .isServed(ticket.number)
        }
    }

    // MARK: The visit

    private func decideStart(_ id: VisitID, _ number: TicketNumber?, _ command: OutingCommand) throws(OutingRefusal)
        -> [OutingEvent]
    {
        if visitIndex[id] != nil { return [] }
        if let number {
            let ticket = try existing(number)
            guard ticket.state.mayStart(with: command.by) else { throw refusal(ticket) }
            if ticket.state == .waiting, let other = ticket.meantFor, other != command.by {
                throw .meantForSomebodyElse(number, other)
            }
        }
        return [.visitStarted(VisitStarted(visit: id, ticket: number, clerk: command.by, token: command.token))]
    }

    private func decideVisit(_ command: OutingCommand) throws(OutingRefusal) -> [OutingEvent] {
        let clerk = command.by
        switch command.act {
        case .addPerson(let id, let person, let role):
            if try running(id).person(person) != nil { return [] }
            return [
                .personAdded(
                    PersonAdded(visit: id, person: person, role: role, clerk: clerk, token: command.token))
            ]
        case .setAttribute(let id, let personID, let attribute, let label, let value, let source):
            let current = try existing(personID, in: id).attributes[attribute]
            if current?.value == value { return [] }
            if let seen = command.seen, let current, current.revision > seen {
                throw .stale(attribute, label: label, yours: value, theirs: current.value)
            }
            return [
                .personAttributeSet(
                    PersonAttributeSet(
                        visit: id, person: personID, attribute: attribute, value: value, source: source,
                        clerk: clerk))
            ]
        case .setRole(let id, let personID, let role):
            if try existing(personID, in: id).role == role { return [] }
            return [.personRoleSet(PersonRoleSet(visit: id, person: personID, role: role, clerk: clerk))]
        case .removePerson(let id, let personID, let cases):
            guard try running(id).person(personID) != nil else { return [] }
            guard cases.isEmpty else { throw .personInCase(cases) }
            return [.personRemoved(PersonRemoved(visit: id, person: personID, clerk: clerk))]
        case .readDocument(let id, let personID, let zone, let repaired):
            if try existing(personID, in: id).zones.last?.zone == zone { return [] }
            return [
                .documentRead(
                    DocumentRead(visit: id, person: personID, zone: zone, repaired: repaired, clerk: clerk))
            ]
        case .readChip(let id, let document, let verdict, let isSimulated):
            _ = try running(id)
            return [
                .chipRead(
                    DocumentChipRead(
                        visit: id, document: document, verdict: verdict, isSimulated: isSimulated, clerk: command.by))
            ]
        case .addCase(let id, let number):
            let visit = try running(id)
            if visit.cases.contains(number) { return [] }
            guard !visit.persons.isEmpty else { throw .noPerson }
            return [.caseAdded(VisitCaseAdded(visit: id, number: number, clerk: clerk, token: command.token))]
        case .forwardVisit(let id, let to):
            guard try running(id).clerk != to else { throw .sameClerk }
            return [.visitForwarded(VisitForwarded(visit: id, to: to, clerk: clerk))]
        case .endVisit(let id):
            if visit(id)?.endedAt != nil { return [] }
            _ = try running(id)
            return [.visitEnded(VisitEnded(visit: id, clerk: clerk))]
        default: return []
        }
    }

    private func running(_ id: VisitID) throws(OutingRefusal) -> Visit {
        guard let visit = visit(id) else { throw .noSuchVisit }
        guard visit.endedAt == nil else { throw .visitEnded }
        return visit
    }

    private func existing(_ person: PersonID, in visit: VisitID) throws(OutingRefusal) -> Visit.Person {
        guard let person = try running(visit).person(person) else { throw .noSuchPerson }
        return person
    }
}
