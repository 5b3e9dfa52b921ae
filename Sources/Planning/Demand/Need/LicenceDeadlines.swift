/// Card driving licences issued from 1999 to 18 January 2013 must be exchanged by 19 January of a year that follows from the year of issue
/// (FeV Anlage 8e Nr. 2). Paper licences were due by 2025, except those of people born before 1953 (2033): not counted here.
package enum LicenceDeadlines {
    /// The month of the deadline, `nil` for years that have none here.
    package static func due(issuedIn year: Int) -> Month? {
        switch year {
        case 1999...2001: Month(year: 2026, month: 1)
        case 2002...2004: Month(year: 2027, month: 1)
        case 2005...2007: Month(year: 2028, month: 1)
        case 2008...2011: Month(year: year + 21, month: 1)
        case 2012...2013: Month(year: 2033, month: 1)
        default: nil
        }
    }

    /// Share of those due who come in each month: from eleven months before the deadline to two months behind it. Assumed; adds up to 1.
    static let lead: [(monthsBefore: Int, share: Double)] = [
        (11, 0.03), (10, 0.03), (9, 0.03), (8, 0.04), (7, 0.04), (6, 0.05), (5, 0.06), (4, 0.08), (3, 0.11),
        (2, 0.15), (1, 0.18), (0, 0.12), (-1, 0.05), (-2, 0.03),
    ]

    /// People who come to exchange in a month, from the national number of licences issued in each year, as many per inhabitant here as there.
    static func visits(of population: Population, in month: Month) -> Double {
        let share = lead.reduce(0.0) { sum, step in
            let deadline = month.adding(step.monthsBefore)
            // A licence issued in the first days of 2013 falls due with those of 2012.
            let years = Double((1999...2012).count { due(issuedIn: $0) == deadline })
            return sum + step.share * years
        }
        return share * Assumptions.licencesPerYear.value * Assumptions.licencesLeft.value / Assumptions.germany.value
            * population.total
    }
}
