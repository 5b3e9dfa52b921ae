extension AppointmentBook {
    /// The slots that can be booked for so many minutes, one for each beginning, in order. Beginnings lie behind each other without a rest,
    /// so that no piece is left over that nobody can use.
    package func free(_ minutes: Int, at now: Moment) -> [Slot] {
        guard takesBookings, let opening, minutes > 0 else { return [] }
        var found: [Int: Slot] = [:]
        for desk in 1...opening.desks {
            for gap in gaps(desk: desk, of: opening, except: nil, at: now) {
                for start in stride(from: gap.start, through: gap.end - minutes, by: minutes) {
                    guard found[start] == nil, let span = MinuteSpan(start: start, minutes: minutes) else { continue }
                    found[start] = Slot(desk: desk, span: span)
                }
            }
        }
        return found.values.filter { isStillAhead($0, of: opening, at: now) }.sorted { $0.span.start < $1.span.start }
    }

    /// The free slots nearest to a minute, the nearest first.
    package func nearest(to minute: Int, minutes: Int, count: Int = 3, at now: Moment) -> [Slot] {
        Array(
            free(minutes, at: now).sorted {
                (abs($0.span.start - minute), $0.span.start) < (abs($1.span.start - minute), $1.span.start)
            }.prefix(count))
    }

    /// A desk that is free for so long from that minute on: the one where the least is left over around it.
    func slot(at start: Int, minutes: Int, except own: BookingID? = nil, at now: Moment) -> Slot? {
        guard let opening, start % Opening.raster == 0, let span = MinuteSpan(start: start, minutes: minutes) else {
            return nil
        }
        var best: (rest: Int, slot: Slot)?
        for desk in 1...opening.desks {
            for gap in gaps(desk: desk, of: opening, except: own, at: now) {
                guard gap.start <= span.start, span.end <= gap.end, best.map({ gap.minutes < $0.rest }) ?? true else {
                    continue
                }
                best = (gap.minutes, Slot(desk: desk, span: span))
            }
        }
        return best.flatMap { isStillAhead($0.slot, of: opening, at: now) ? $0.slot : nil }
    }

    private func isStillAhead(_ slot: Slot, of opening: Opening, at now: Moment) -> Bool {
        opening.moment(slot.span.start).map { $0 > now } ?? false
    }

    /// What is free of a desk's day, in order. A reservation whose time is over stands in nobody's way.
    private func gaps(desk: Int, of opening: Opening, except own: BookingID?, at now: Moment) -> [MinuteSpan] {
        var busy = opening.kept(desk: desk) + (opening.pause.map { [$0] } ?? [])
        for booking in bookings where booking.id != own {
            if case .held(_, let until, _) = booking.state, until <= now { continue }
            if let slot = booking.taken, slot.desk == desk { busy.append(slot.span) }
        }
        var gaps: [MinuteSpan] = []
        var from = opening.hours.start
        for span in busy.sorted(by: { $0.start < $1.start }) {
            if let gap = MinuteSpan(start: from, minutes: span.start - from) { gaps.append(gap) }
            from = max(from, span.end)
        }
        if let rest = MinuteSpan(start: from, minutes: opening.hours.end - from) { gaps.append(rest) }
        return gaps
    }
}
