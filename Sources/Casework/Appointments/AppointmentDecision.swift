extension AppointmentBook {
    /// Whether and how a command becomes events. Commands run one after the other, so a slot is never two people's.
    ///
    /// - Returns: the events to append; what time has brought comes first, what the waiting list is offered last. None where everything is so
    ///   already or the same form was sent before.
    package func decide(_ command: AppointmentCommand, at now: Moment) throws(AppointmentRefusal) -> [AppointmentEvent]
    {
        var book = self
        var events: [AppointmentEvent] = []
        func add(_ event: AppointmentEvent) {
            book.apply(event, at: now)
            events.append(event)
        }
        for booking in bookings {
            if case .held(_, let until, _) = booking.state, until <= now {
                add(.lapsed(ReservationLapsed(booking: booking.id)))
            }
        }
        if !tokens.contains(command.token) {
            for event in try book.decided(command, at: now) { add(event) }
        }
        while let offer = book.nextOffer(at: now) { add(.held(offer)) }
        return events
    }

    private func decided(_ command: AppointmentCommand, at now: Moment) throws(AppointmentRefusal)
        -> [AppointmentEvent]
    {
        switch command.act {
        case .passTime: return []
        case .publish(let opening):
            if self.opening == opening { return [] }
            guard bookings.isEmpty else { throw .alreadyBooked }
            if isClosed { throw .closed }
            if let calledOff { throw .calledOff(calledOff) }
            return [.published(OpeningPublished(opening: opening, clerk: command.clerk ?? "zentrale"))]
        case .reserve(let id, let visits, let start, let link):
            if booking(id) != nil { return [] }
            try check(visits)
            let slot = try chosen(start, BookedService.minutes(visits), at: now)
            return [made(id, visits, link, command), held(id, slot, until: now.adding(minutes: Reservation.minutes))]
        case .book(let id, let visits, let start, let link):
            if booking(id) != nil { return [] }
            try check(visits)
            let slot = try chosen(start, BookedService.minutes(visits), at: now)
            return [made(id, visits, link, command), .confirmed(BookingConfirmed(booking: id, slot: slot))]
        case .wait(let id, let visits, let link):
            if booking(id) != nil { return [] }
            try check(visits)
            guard free(BookedService.minutes(visits), at: now).isEmpty else { throw .slotsAreFree }
            return [made(id, visits, link, command), .queued(BookingQueued(booking: id))]
        case .close:
            guard opening != nil else { throw .notPublished }
            if isClosed { return [] }
            // What is not confirmed now could be given to somebody at the stop.
            return heldOnes.map { .lapsed(ReservationLapsed(booking: $0)) }
                + [.closed(BookingsClosed(clerk: command.clerk ?? "zentrale"))]
        case .callOff(let reason):
            guard opening != nil else { throw .notPublished }
            if calledOff != nil { return [] }
            guard !reason.isBlank else { throw .reasonMissing }
            let live = bookings.filter { $0.state == .waiting || $0.isConfirmed || heldOnes.contains($0.id) }
            return [.calledOff(OpeningCalledOff(reason: reason, clerk: command.clerk ?? "zentrale"))]
                + live.map { .cancelled(BookingCancelled(booking: $0.id, reason: .calledOff)) }
        case .take, .extend, .confirm, .move, .cancel, .checkIn, .miss: return try decidedOfOne(command.act, at: now)
        }
    }

    // MARK: One booking

    private func decidedOfOne(_ act: AppointmentCommand.Act, at now: Moment) throws(AppointmentRefusal)
        -> [AppointmentEvent]
    {
        switch act {
        case .take(let id, let start):
            let booking = try existing(id)
            switch booking.state {
            case .held(let slot, _, _) where slot.span.start == start: return []
            case .waiting, .lapsed, .held: break
            default: throw .isOver
            }
            let slot = try chosen(start, booking.minutes, except: id, at: now)
            let event = held(id, slot, until: now.adding(minutes: Reservation.minutes))
            if case .held = booking.state { return [.lapsed(ReservationLapsed(booking: id)), event] }
            return [event]
        case .extend(let id):
            let booking = try existing(id)
            guard case .held(let slot, let until, _) = booking.state else {
                // It was over a moment ago: it is kept anew where that is possible.
                if case .lapsed(let slot) = booking.state {
                    let again = try chosen(slot.span.start, booking.minutes, except: id, at: now)
                    return [held(id, again, until: now.adding(minutes: Reservation.minutes))]
                }
                return []
            }
            guard booking.extensions < Reservation.extensions else { throw .extendedOften }
            let longer = min(
                max(until, now.adding(minutes: Reservation.minutes)), opening?.moment(slot.span.start) ?? until)
            return longer > until ? [.extended(ReservationExtended(booking: id, until: longer))] : []
        case .confirm(let id):
            let booking = try existing(id)
            switch booking.state {
            case .confirmed, .arrived: return []
            case .held(let slot, _, _): return [.confirmed(BookingConfirmed(booking: id, slot: slot))]
            case .lapsed(let slot):
                let again = try chosen(slot.span.start, booking.minutes, except: id, at: now)
                return [.confirmed(BookingConfirmed(booking: id, slot: again))]
            case .waiting: throw .taken(nearest: [])
            case .cancelled: throw .alreadyCancelled
            case .missed: throw .isOver
            }
        case .move(let id, let start):
            let booking = try existing(id)
            guard case .confirmed(let old) = booking.state else { throw .notConfirmed }
            if old.span.start == start { return [] }
            try checkAhead(old, at: now)
            return [
                .moved(BookingMoved(booking: id, slot: try chosen(start, booking.minutes, except: id, at: now)))
            ]
        case .cancel(let id, let reason):
            let booking = try existing(id)
            switch booking.state {
            case .cancelled: return []
            case .arrived, .missed: throw .isOver
            case .confirmed(let slot): try checkAhead(slot, at: now)
            case .waiting, .held, .lapsed: break
            }
            return [.cancelled(BookingCancelled(booking: id, reason: reason))]
        case .checkIn(let id):
            let booking = try existing(id)
            switch booking.state {
            case .arrived: return []
            case .confirmed, .missed: return [.arrived(BookingArrived(booking: id))]
            default: throw .notConfirmed
            }
        case .miss(let id):
            let booking = try existing(id)
            switch booking.state {
            case .missed: return []
            case .confirmed: return [.missed(BookingMissed(booking: id))]
            default: throw .notConfirmed
            }
        default: return []
        }
    }

    private func made(
        _ id: BookingID, _ visits: [BookedService], _ link: String, _ command: AppointmentCommand
    ) -> AppointmentEvent {
        .made(BookingMade(booking: id, visits: visits, link: link, clerk: command.clerk, token: command.token))
    }

    private func held(_ id: BookingID, _ slot: Slot, until: Moment) -> AppointmentEvent {
        .held(SlotHeld(booking: id, slot: slot, until: until, isOffer: false))
    }

    private var heldOnes: [BookingID] {
        bookings.filter { if case .held = $0.state { true } else { false } }.map(\.id)
    }

    // MARK: What must hold

    private func check(_ visits: [BookedService]) throws(AppointmentRefusal) {
        try checkOpen()
        guard !visits.isEmpty else { throw .nothingChosen }
        for visit in visits where opening?.services.contains(visit.service) != true {
            throw .notOffered(visit.service)
        }
        let minutes = BookedService.minutes(visits)
        guard minutes <= BookedService.longest else { throw .tooLong(minutes: minutes) }
    }

    private func checkOpen() throws(AppointmentRefusal) {
        guard opening != nil else { throw .notPublished }
        if let calledOff { throw .calledOff(calledOff) }
        if isClosed { throw .closed }
    }

    private func checkAhead(_ slot: Slot, at now: Moment) throws(AppointmentRefusal) {
        guard let begin = opening?.moment(slot.span.start), begin > now else { throw .isOver }
    }

    private func chosen(
        _ start: Int, _ minutes: Int, except own: BookingID? = nil, at now: Moment
    ) throws(AppointmentRefusal) -> Slot {
        try checkOpen()
        guard let slot = slot(at: start, minutes: minutes, except: own, at: now) else {
            throw .taken(nearest: nearest(to: start, minutes: minutes, at: now))
        }
        return slot
    }

    private func existing(_ id: BookingID) throws(AppointmentRefusal) -> Booking {
        guard let booking = booking(id) else { throw .noSuchBooking }
        return booking
    }

    // MARK: The waiting list

    /// The first who waits and for whom something is free.
    private func nextOffer(at now: Moment) -> SlotHeld? {
        guard takesBookings, let opening else { return nil }
        for booking in waiting {
            for slot in free(booking.minutes, at: now) {
                guard let begin = opening.moment(slot.span.start) else { continue }
                let until = min(
                    now.adding(minutes: Reservation.offerMinutes), begin.adding(minutes: -Reservation.offerLead))
                guard until.minutes(since: now) >= Reservation.offerLead else { continue }
                return SlotHeld(booking: booking.id, slot: slot, until: until, isOffer: true)
            }
        }
        return nil
    }
}

extension Moment {
    package func adding(minutes: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(minutes) * 60_000) }
}
