import Planning

/// Duties and clerks to plan with.
enum SmallRoster {
    /// A duty on the nth day from Monday, 2 March 2026, 8 to 16 hours with half an hour's break.
    static func duty(
        _ key: String, _ day: Int, begin: Int = 480, end: Int = 960, crew: Int = 2, needs: Set<String> = [],
        stops: [Duty.Stop] = []
    ) throws -> Duty {
        try Duty(
            key: key, day: Day(number: 20_514 + day), begin: begin, end: end, work: min(600, end - begin - 30),
            crew: crew, needs: needs, stops: stops)
    }

    static func clerks(_ keys: String...) throws -> [RosterClerk] { try keys.map { try RosterClerk(key: $0) } }

    /// By chance: part-time, absences, qualifications, late ends and early beginnings.
    static func random(seed: UInt64, duties: Int = 12, clerks: Int = 6) throws -> RosterRequest {
        var random = SeededRandom(seed: seed)
        func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        let what = try (0..<pick(1...duties)).map { index in
            let begin = pick(6...12) * 60
            return try duty(
                "d\(index)", pick(0...13), begin: begin, end: min(1440, begin + pick(4...11) * 60), crew: pick(1...2),
                needs: Set(["Fahren", "Terminal", "Pass"].filter { _ in pick(0...3) == 0 }),
                stops: [Duty.Stop(key: "s\(index)", booked: pick(0...9), next: nil)])
        }
        let who = try (0..<pick(1...clerks)).map { index in
            let from = Day(number: 20_514 + pick(0...13))
            return try RosterClerk(
                key: "c\(index)", qualifications: Set(["Fahren", "Terminal", "Pass"].filter { _ in pick(0...1) == 0 }),
                absences: pick(0...2) == 0 ? [DaySpan(from, from.adding(pick(0...4)))] : [],
                weekdays: Set(Weekday.allCases.filter { _ in pick(0...4) > 0 } + [.monday]), weekly: pick(8...40) * 60,
                balance: pick(-10...30) * 60, outingsBefore: pick(0...5))
        }
        return try RosterRequest(duties: what, clerks: who, mostOvertime: pick(0...40) * 60)
    }
}
