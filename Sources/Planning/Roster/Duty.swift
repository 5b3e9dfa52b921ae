/// One tour as its crew sees it: a day's work for which people are needed.
package struct Duty: Hashable, Sendable {
    package let key: String
    package let day: Day
    /// Minutes since midnight.
    package let begin: Int
    /// Minutes since midnight, later than `begin`.
    package let end: Int
    /// Minutes of work without breaks, up to 600 (ArbZG § 3).
    package let work: Int
    /// People who go out together, 1...4. Two, for safety and for speed.
    package let crew: Int
    /// Each must be had by one of the crew: a service, a driving licence.
    package let needs: Set<String>
    package let stops: [Stop]

    /// What people lose when the duty falls out.
    package struct Stop: Hashable, Sendable {
        package let key: String
        /// People who have booked, 0 and more.
        package let booked: Int
        /// The next day on which they could come there; `nil` when none is planned.
        package let next: Day?

        package init(key: String, booked: Int, next: Day?) {
            (self.key, self.booked, self.next) = (key, max(0, booked), next)
        }
    }

    package init(
        key: String, day: Day, begin: Int, end: Int, work: Int, crew: Int = 2, needs: Set<String> = [],
        stops: [Stop] = []
    ) throws(RosterMistake) {
        guard 0 <= begin, begin < end, end <= 1440, (1...WorkingTime.longestDay).contains(work), work <= end - begin
        else { throw .duty(key) }
        guard (1...4).contains(crew) else { throw .crew(key, crew) }
        (self.key, self.day, self.begin, self.end, self.work) = (key, day, begin, end, work)
        (self.crew, self.needs, self.stops) = (crew, needs, stops)
    }

    /// People who have booked, at all its stops.
    package var booked: Int { stops.reduce(0) { $0 + $1.booked } }
}

extension TourPlan {
    /// The duties that its tours ask for, in the same order; a duty's key is day and kit.
    ///
    /// - Parameters:
    ///   - needs: what a stop's services ask of the crew, by key of its series.
    ///   - booked: people who have booked, by key of the series and day.
    package func duties(
        crew: Int = 2, needs: [String: Set<String>] = [:], always: Set<String> = [],
        booked: (_ key: String, _ day: Day) -> Int = { _, _ in 0 }
    ) throws(RosterMistake) -> [Duty] {
        var duties: [Duty] = []
        for tour in tours {
            let stops = tour.stops.map { stop in
                let next = tours.filter { $0.day > tour.day && $0.stops.contains { $0.key == stop.key } }.map(\.day)
                    .min()
                return Duty.Stop(key: stop.key, booked: booked(stop.key, tour.day), next: next)
            }
            duties.append(
                try Duty(
                    key: "\(tour.day.iso) \(tour.kit)", day: tour.day, begin: tour.begin, end: tour.end,
                    work: tour.work, crew: crew,
                    needs: stops.reduce(into: always) { $0.formUnion(needs[$1.key, default: []]) }, stops: stops))
        }
        return duties
    }
}

/// Somebody who can go out.
package struct RosterClerk: Hashable, Sendable {
    package let key: String
    package let qualifications: Set<String>
    /// Days away. The reason is nobody's business here.
    package let absences: [DaySpan]
    package let weekdays: Set<Weekday>
    /// Minutes a week by contract, 60...2880: six days of eight hours at most (ArbZG § 3).
    package let weekly: Int
    /// Minutes of the working-time account before the horizon; above zero is overtime.
    package let balance: Int
    /// Outings and early ones before the horizon that fairness is to count.
    package let outingsBefore: Int
    package let earlyBefore: Int

    package init(
        key: String, qualifications: Set<String> = [], absences: [DaySpan] = [],
        weekdays: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday], weekly: Int = 2340,
        balance: Int = 0, outingsBefore: Int = 0, earlyBefore: Int = 0
    ) throws(RosterMistake) {
        guard (60...2880).contains(weekly) else { throw .weekly(key, weekly) }
        guard !weekdays.isEmpty else { throw .noWeekday(key) }
        guard outingsBefore >= 0, earlyBefore >= 0 else { throw .history(key) }
        (self.key, self.qualifications, self.absences, self.weekdays) = (key, qualifications, absences, weekdays)
        (self.weekly, self.balance) = (weekly, balance)
        (self.outingsBefore, self.earlyBefore) = (outingsBefore, earlyBefore)
    }

    package func isAbsent(on day: Day) -> Bool { absences.contains { $0.contains(day) } }

    /// Minutes of a usual day.
    package var usualDay: Int { weekly / weekdays.count }
}

/// Everything a roster follows from.
package struct RosterRequest: Hashable, Sendable {
    package let duties: [Duty]
    package let clerks: [RosterClerk]
    /// Minutes since midnight: a duty that begins before it is an early one.
    package let early: Int
    /// Minutes of overtime an account may come to by outings longer than a usual day, 0...6000; shorter ones make up for nothing.
    package let mostOvertime: Int

    package init(duties: [Duty], clerks: [RosterClerk], early: Int = 450, mostOvertime: Int = 2400)
        throws(RosterMistake)
    {
        for keys in [duties.map(\.key), clerks.map(\.key)] {
            var seen: Set<String> = []
            for key in keys where !seen.insert(key).inserted { throw .twice(key) }
        }
        guard (0...1440).contains(early), (0...6000).contains(mostOvertime) else { throw .limits }
        (self.duties, self.clerks, self.early, self.mostOvertime) = (duties, clerks, early, mostOvertime)
    }
}

/// What is wrong with the input of a roster, and what is allowed.
package enum RosterMistake: Error, Hashable, Sendable, CustomStringConvertible {
    case duty(String)
    case crew(String, Int)
    case weekly(String, Int)
    case noWeekday(String)
    case history(String)
    case twice(String)
    case limits

    package var description: String {
        switch self {
        case .duty(let key):
            "„\(key)“: Der Dienst muss an einem Tag beginnen und enden und höchstens 600 Minuten Arbeit haben (ArbZG § 3)."
        case .crew(let key, let crew): "„\(key)“: \(crew) Personen gehen nicht; erlaubt sind 1 bis 4."
        case .weekly(let key, let minutes):
            "„\(key)“: \(minutes) Minuten in der Woche gehen nicht; erlaubt sind 60 bis 2880 (48 Stunden, ArbZG § 3)."
        case .noWeekday(let key): "„\(key)“ hat keinen Arbeitstag. Nennen Sie mindestens einen Wochentag."
        case .history(let key): "„\(key)“: Frühere Außentermine können nicht unter 0 liegen."
        case .twice(let key): "Den Schlüssel „\(key)“ gibt es zweimal. Vergeben Sie jeden einmal."
        case .limits:
            "Früh ist ein Beginn von 0 bis 1440 Minuten nach Mitternacht; Überstunden sind 0 bis 6000 Minuten erlaubt."
        }
    }
}
