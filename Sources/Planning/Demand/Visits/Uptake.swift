import Foundation

/// How many of those who need something come to the suitcase, as long as nothing has been counted.
///
/// Every outing is a chance for somebody who needs something in its month: the nearer it is, compared with the town hall, and the longer it is open, the
/// better. Chances of one month are independent; whoever takes one takes the outings in proportion to them.
enum Uptake {
    /// The chance that one outing serves somebody of a district who needs something in its month, 0 to 0.9.
    static func chance(from district: DemandDistrict, minutes: Double, of outing: DemandOuting) -> Double {
        let hall = district.hallMinutes ?? Assumptions.hallMinutes.value
        var chance = doorstep * pull(hall: hall, stop: minutes) * openness(outing.hours)
        if !outing.isBookable { chance *= Assumptions.withoutBooking.value }
        if !outing.isAnnounced { chance *= Assumptions.unannounced.value }
        return min(Assumptions.mostOfDistrict.value, chance)
    }

    /// What ways in minutes to the town hall and to the stop leave of the chance on the doorstep, 0 to 1: whether people go that far at all,
    /// times stop against town hall as a logit choice. Falls with the way to the stop.
    static func pull(hall: Double, stop: Double) -> Double {
        let beyond = max(0, stop - Assumptions.ownDistrictMinutes.value)
        let lead = (hall - stop) / Assumptions.travelScale.value - log(Assumptions.hallAdvantage.value)
        return exp(-beyond / Assumptions.wayScale.value) / (1 + exp(-lead))
    }

    /// What opening hours reach of what the hours of the reference stop reach.
    static func openness(_ hours: Double) -> Double {
        func reached(_ hours: Double) -> Double { 1 - exp(-hours / Assumptions.hoursScale.value) }
        return reached(hours) / reached(Assumptions.referenceHours.value)
    }

    /// Chosen so that the reference stop has the published number of visits.
    static let doorstep: Double = {
        let people = Assumptions.referenceInhabitants.value
        let need = ServiceRate.all.reduce(0) { sum, rate in
            sum + zip(rate.byAge, Population.defaultShares).reduce(0) { $0 + $1.0 * $1.1 } * people / 12
        }
        let reference = pull(
            hall: Assumptions.hallMinutes.value, stop: Assumptions.ownDistrictMinutes.value)
        return Assumptions.referenceVisits.value / (need * reference)
    }()

    /// Shares of a district's need of the month that go to each of the month's outings.
    static func shares(chances: [Double]) -> [Double] {
        let sum = chances.reduce(0, +)
        guard sum > 0 else { return chances }
        let reached = 1 - chances.reduce(1) { $0 * (1 - $1) }
        return chances.map { reached * $0 / sum }
    }
}
