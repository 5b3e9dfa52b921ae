/// One turn of a series or an errand, and the days on which it may be.
struct TourDue {
    struct Candidate {
        /// Index in the horizon.
        let day: Int
        /// Days of a later round are looked at only when no earlier one works.
        let round: Int
        /// Cents.
        let penalty: Int
    }

    let due: Day
    let candidates: [Candidate]
    /// Why the other days are out, the pattern's own day first.
    let hindrances: [Hindrance]
    /// The kit that was published, if it matters.
    var preferredKit: Int?
}

extension StopPattern {
    /// Each way to keep the pattern, as its days within the horizon in order.
    func options(in horizon: DaySpan, weekdays: [Weekday]) -> [[Day]] {
        switch rhythm {
        case .weeks(let weeks, let weekday):
            var options: [[Day]] = []
            for weekday in weekday.map({ [$0] }) ?? weekdays {
                let wait = (weekday.rawValue - horizon.first.weekday.rawValue + 7) % 7
                for phase in 0..<weeks {
                    let first = horizon.first.number + wait + 7 * phase
                    let numbers = stride(from: first, through: horizon.last.number, by: 7 * weeks)
                    options.append(numbers.map(Day.init(number:)))
                }
            }
            return options.filter { !$0.isEmpty }
        case .monthly(let nth, let weekday):
            var options: [[Day]] = []
            for nth in nth.map({ [$0] }) ?? [1, 2, 3, 4] {
                for weekday in weekday.map({ [$0] }) ?? weekdays {
                    options.append(horizon.days.filter { $0.weekday == weekday && $0.nthInMonth == nth })
                }
            }
            return options.filter { !$0.isEmpty }
        case .dates(let days):
            let days = days.filter(horizon.contains)
            return days.isEmpty ? [] : [days]
        case .once(let span), .onDemand(_, _, let span):
            return [[span.last]]
        }
    }

    /// The days to choose from, where the pattern is a span.
    var span: DaySpan? {
        switch rhythm {
        case .once(let span), .onDemand(_, _, let span): span
        case .weeks, .monthly, .dates: nil
        }
    }

    /// Turns that no day of the horizon can take: agreed dates outside it, or all when the pattern has no day in it.
    func outside(_ horizon: DaySpan, key: String) -> [Unplanned] {
        guard !options(in: horizon, weekdays: Weekday.allCases).isEmpty else {
            return [Unplanned(kind: .stop, key: key, due: nil, hindrances: [.noDay])]
        }
        guard case .dates(let days) = rhythm else { return [] }
        return days.filter { !horizon.contains($0) }.map {
            Unplanned(kind: .stop, key: key, due: $0, hindrances: [.outsideHorizon($0)])
        }
    }

    /// What speaks against it before any day is looked at.
    func hindrances(in horizon: DaySpan) -> [Hindrance] {
        if case .onDemand(let needed, let booked, _) = rhythm, booked < needed {
            return [.tooFewBookings(needed: needed, booked: booked)]
        }
        if let span, span.last < horizon.first || span.first > horizon.last { return [.outsideHorizon(span.last)] }
        return []
    }
}

extension Errand {
    /// The stretches in each of which it is to be done once.
    func spans(in horizon: DaySpan) -> [DaySpan] {
        switch timing {
        case .once(let span): return [span]
        case .every(let days):
            let monday = 4
            let cut = (horizon.first.number - monday) % days
            let first = horizon.first.number + (cut == 0 ? 0 : cut < 0 ? -cut : days - cut)
            return stride(from: first, through: horizon.last.number - days + 1, by: days).compactMap {
                try? DaySpan(Day(number: $0), Day(number: $0 + days - 1))
            }
        }
    }
}
