/// A rule that a roster breaks, and where.
package struct RosterViolation: Hashable, Sendable, CustomStringConvertible {
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case missing, unknown, crew, qualification, absence, weekday, twice, rest, week, overtime
    }

    package let rule: Rule
    package let duty: String
    package let clerk: String?
    package var description: String { "\(duty)\(clerk.map { ", \($0)" } ?? ""): \(rule.rawValue)" }
}

/// Checks a roster against what was asked, from the beginning: nothing of the search is used here.
package enum RosterCheck {
    /// - Returns: every broken rule; empty for a roster that may be published.
    package static func violations(of roster: Roster, for request: RosterRequest) -> [RosterViolation] {
        var found: [RosterViolation] = []
        let clerks = Dictionary(uniqueKeysWithValues: request.clerks.map { ($0.key, $0) })
        let duties = Dictionary(uniqueKeysWithValues: request.duties.map { ($0.key, $0) })
        for key in roster.crews.keys.sorted() where duties[key] == nil {
            found.append(.init(rule: .unknown, duty: key, clerk: nil))
        }
        for duty in request.duties {
            let named = roster.open.count { $0.duty == duty.key }
            guard let crew = roster.crews[duty.key] else {
                if named != 1 { found.append(.init(rule: .missing, duty: duty.key, clerk: nil)) }
                continue
            }
            if named != 0 { found.append(.init(rule: .missing, duty: duty.key, clerk: nil)) }
            if crew.count != duty.crew || Set(crew).count != crew.count {
                found.append(.init(rule: .crew, duty: duty.key, clerk: nil))
            }
            for need in duty.needs where !crew.contains(where: { clerks[$0]?.qualifications.contains(need) ?? false }) {
                found.append(.init(rule: .qualification, duty: duty.key, clerk: nil))
            }
            for key in crew {
                guard let clerk = clerks[key] else {
                    found.append(.init(rule: .unknown, duty: duty.key, clerk: key))
                    continue
                }
                if clerk.absences.contains(where: { $0.first <= duty.day && duty.day <= $0.last }) {
                    found.append(.init(rule: .absence, duty: duty.key, clerk: key))
                }
                if !clerk.weekdays.contains(duty.day.weekday) {
                    found.append(.init(rule: .weekday, duty: duty.key, clerk: key))
                }
            }
        }
        for clerk in request.clerks {
            found += violations(
                of: clerk, request.duties.filter { roster.crews[$0.key]?.contains(clerk.key) ?? false }, request)
        }
        return found
    }

    private static func violations(of clerk: RosterClerk, _ duties: [Duty], _ request: RosterRequest)
        -> [RosterViolation]
    {
        var found: [RosterViolation] = []
        let sorted = duties.sorted { ($0.day.number, $0.begin) < ($1.day.number, $1.begin) }
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            if one.day == next.day { found.append(.init(rule: .twice, duty: next.key, clerk: clerk.key)) }
            let rest = (next.day.number * 1440 + next.begin) - (one.day.number * 1440 + one.end)
            if rest < 11 * 60 { found.append(.init(rule: .rest, duty: next.key, clerk: clerk.key)) }
        }
        for week in Dictionary(grouping: sorted, by: { $0.day.adding(1 - $0.day.weekday.rawValue) }).values
        where week.reduce(0, { $0 + $1.work }) > clerk.weekly {
            found.append(.init(rule: .week, duty: week[0].key, clerk: clerk.key))
        }
        let usual = clerk.weekly / clerk.weekdays.count
        let long = sorted.filter { $0.work > usual }
        if let longest = long.last, clerk.balance + long.reduce(0, { $0 + $1.work - usual }) > request.mostOvertime {
            found.append(.init(rule: .overtime, duty: longest.key, clerk: clerk.key))
        }
        return found
    }
}
