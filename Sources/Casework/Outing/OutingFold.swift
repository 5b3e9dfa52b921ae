extension Outing {
    /// Folds one event in. Total: any event in any order gives an outing; one that has no place is counted as irregular.
    package mutating func apply(_ event: OutingEvent, at moment: Moment) {
        revision += 1
        if case .unknown = event {
            unknown += 1
        } else if !fold(event, at: moment) {
            irregular += 1
        }
    }

    /// Folds in an entry whose body cannot be read.
    package mutating func applyWithoutBody(type: String, at moment: Moment, because access: Case.Access) {
        revision += 1
        if self.access != .erased { self.access = access }
        if type == OutingOpened.type, openedAt == nil { openedAt = moment }
        if type == OutingClosed.type, openedAt != nil, closedAt == nil { closedAt = moment }
    }

    /// - Returns: whether the event had its place.
    private mutating func fold(_ event: OutingEvent, at moment: Moment) -> Bool {
        switch event {
        case .opened(let opened):
            guard openedAt == nil, opened.outing == id else { return false }
            opening = opened
            openedAt = moment
            return true
        case .closed(let closed):
            guard isOpen, closed.outing == id else { return false }
            closing = closed
            closedAt = moment
            return true
        case .ticketTaken(let taken):
            guard isOpen, ticketIndex[taken.ticket] == nil else { return false }
            ticketIndex[taken.ticket] = tickets.count
            tickets.append(
                Ticket(
                    number: taken.ticket, wish: taken.wish, takenAt: moment, booking: taken.booking,
                    appointment: taken.start, state: .waiting))
            if let booking = taken.booking { missed.remove(booking) }
            tokens.note(taken.token, made: taken.ticket.text)
            return true
        case .ticketCalled(let called):
            guard isOpen, (1...Ticket.attempts).contains(called.attempt) else { return false }
            tokens.note(called.token, made: called.ticket.text)
            return change(called.ticket) { ticket in
                guard ticket.state.mayBeCalled(by: called.clerk, attempt: called.attempt) else { return false }
                ticket.state = .called(by: called.clerk, attempt: called.attempt)
                ticket.calledAt = ticket.calledAt ?? moment
                return true
            }
        case .ticketParked(let parked):
            return change(parked.ticket) { ticket in
                guard ticket.state.mayBePut else { return false }
                ticket.state = .parked(reason: parked.reason)
                return true
            }
        case .ticketReturned(let returned):
            return change(returned.ticket) { ticket in
                guard ticket.state.mayReturn else { return false }
                ticket.state = .waiting
                return true
            }
        case .ticketNoShow(let missed):
            return change(missed.ticket) { ticket in
                guard case .called(_, Ticket.attempts) = ticket.state else { return false }
                ticket.state = .noShow
                return true
            }
        case .ticketForwarded(let forwarded):
            return change(forwarded.ticket) { ticket in
                guard ticket.state.mayBePut || ticket.state.mayReturn else { return false }
                ticket.state = .waiting
                ticket.meantFor = forwarded.to
                return true
            }
        case .appointmentMissed(let missed):
            guard isOpen, ticket(of: missed.booking) == nil else { return false }
            self.missed.insert(missed.booking)
            return true
        default: return foldVisit(event, at: moment)
        }
    }

    private mutating func foldVisit(_ event: OutingEvent, at moment: Moment) -> Bool {
        switch event {
        case .visitStarted(let started):
            guard isOpen, visitIndex[started.visit] == nil else { return false }
            var waited: Int?
            if let number = started.ticket {
                let mayStart = change(number) { ticket in
                    guard ticket.state.mayStart(with: started.clerk) else { return false }
                    ticket.state = .inVisit(started.visit)
                    waited = moment.minutes(since: ticket.takenAt)
                    return true
                }
                guard mayStart else { return false }
            }
            visitIndex[started.visit] = visits.count
            visits.append(
                Visit(
                    id: started.visit, ticket: started.ticket, clerk: started.clerk, startedAt: moment,
                    waitedMinutes: waited, persons: [], cases: []))
            tokens.note(started.token, made: started.visit.text)
            return true
        case .personAdded(let added):
            tokens.note(added.token, made: added.person.text)
            return change(added.visit) { visit in
                guard visit.person(added.person) == nil else { return false }
                visit.persons.append(.init(id: added.person, role: added.role, attributes: [:], zones: []))
                return true
            }
        case .personAttributeSet(let set):
            let revision = revision
            return change(set.visit, set.person) {
                $0.attributes[set.attribute] = .init(value: set.value, source: set.source, revision: revision)
            }
        case .personRoleSet(let set): return change(set.visit, set.person) { $0.role = set.role }
        case .personRemoved(let removed):
            return change(removed.visit) { visit in
                guard visit.person(removed.person) != nil else { return false }
                visit.persons.removeAll { $0.id == removed.person }
                return true
            }
        case .documentRead(let read): return change(read.visit, read.person) { $0.zones.append(read) }
        case .chipRead(let read):
            return change(read.visit) { visit in
                visit.chipReadings.append(read)
                return true
            }
        case .caseAdded(let added):
            tokens.note(added.token, made: added.number.text)
            return change(added.visit) { visit in
                guard !visit.cases.contains(added.number) else { return false }
                visit.cases.append(added.number)
                return true
            }
        case .visitForwarded(let forwarded):
            return change(forwarded.visit) { visit in
                visit.clerk = forwarded.to
                return true
            }
        case .visitEnded(let ended):
            let didEnd = change(ended.visit) { visit in
                visit.endedAt = moment
                return true
            }
            if didEnd, let number = visit(ended.visit)?.ticket {
                _ = change(number) { ticket in
                    ticket.state = .done(ended.visit)
                    return true
                }
            }
            return didEnd
        default: return false
        }
    }

    private mutating func change(_ number: TicketNumber, _ edit: (inout Ticket) -> Bool) -> Bool {
        guard let index = ticketIndex[number] else { return false }
        return edit(&tickets[index])
    }

    /// An ended visit is never changed.
    private mutating func change(_ id: VisitID, _ edit: (inout Visit) -> Bool) -> Bool {
        guard let index = visitIndex[id], visits[index].endedAt == nil else { return false }
        return edit(&visits[index])
    }

    private mutating func change(_ id: VisitID, _ person: PersonID, _ edit: (inout Visit.Person) -> Void) -> Bool {
        change(id) { visit in
            guard let index = visit.persons.firstIndex(where: { $0.id == person }) else { return false }
            edit(&visit.persons[index])
            return true
        }
    }
}

extension Ticket.State {
    func mayBeCalled(by clerk: ClerkID, attempt: Int) -> Bool {
        switch self {
        case .waiting: attempt == 1
        case .called(let caller, let last): caller == clerk && attempt == last + 1
        default: false
        }
    }

    /// Parked or forwarded.
    var mayBePut: Bool {
        switch self {
        case .waiting, .called: true
        default: false
        }
    }

    var mayReturn: Bool {
        switch self {
        case .parked, .noShow: true
        default: false
        }
    }

    func mayStart(with clerk: ClerkID) -> Bool {
        switch self {
        case .waiting, .parked, .noShow: true
        case .called(let caller, _): caller == clerk
        default: false
        }
    }
}
