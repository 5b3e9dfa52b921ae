/// What a trial is measured by.
package enum TrialMeasure: Equatable, Sendable {
    /// Visits an outing, more than 0.
    case visitsAnOuting(atLeast: Double)
    /// Share of the slots that were booked, more than 0, less than 1.
    case bookedShare(atLeast: Double)
    /// Cost of a visit in EUR, more than 0.
    case costAVisit(atMost: Double)

    var isPossible: Bool {
        switch self {
        case .visitsAnOuting(let target): target > 0 && target <= 1_000
        case .bookedShare(let target): target > 0 && target < 1
        case .costAVisit(let target): target > 0 && target <= 100_000
        }
    }

    /// `mindestens 6 Vorsprachen je Außentermin`
    package var german: String {
        switch self {
        case .visitsAnOuting(let target): "mindestens \(target.german) Vorsprachen je Außentermin"
        case .bookedShare(let target): "mindestens \((target * 100).german) % der Termine gebucht"
        case .costAVisit(let target): "höchstens \(target.german) EUR je Vorsprache"
        }
    }
}

/// An outing of a trial, as counted.
package struct TrialOuting: Equatable, Sendable {
    package let month: Month
    /// Visits for what is on trial.
    package let visits: Int
    /// Slots that could be booked, and those that were; 0 and 0 where there was no booking.
    package let slots: Int
    package let booked: Int
    /// Clerks, drive and room in EUR.
    package let cost: Double

    package init(month: Month, visits: Int, slots: Int = 0, booked: Int = 0, cost: Double = 0) throws(TrialMistake) {
        guard (0...10_000).contains(visits), (0...10_000).contains(slots), (0...slots).contains(booked),
            (0...1_000_000).contains(cost)
        else { throw .outing }
        self.month = month
        self.visits = visits
        self.slots = slots
        self.booked = booked
        self.cost = cost
    }
}

package enum TrialMistake: Error, Equatable, Sendable, CustomStringConvertible {
    case measure
    case outing
    case outside(Month, ClosedRange<Month>)
    case alreadyStarted(Month)

    package var description: String {
        switch self {
        case .measure:
            "Dieses Ziel lässt sich nicht messen. Nennen Sie Vorsprachen über 0, einen Anteil zwischen 0 und 1 oder Kosten über 0."
        case .outing:
            "Ein Außentermin hat 0 bis 10.000 Vorsprachen und Termine, nicht mehr gebuchte als angebotene, und Kosten von 0 bis 1.000.000 EUR."
        case .outside(let month, let span):
            "Der Außentermin im Monat \(month) gehört nicht zur Probezeit \(span.lowerBound) bis \(span.upperBound)."
        case .alreadyStarted(let month):
            "Die Probezeit hätte im Monat \(month) begonnen. Legen Sie das Ziel vorher fest: Beginn frühestens im nächsten Monat."
        }
    }
}

extension Double {
    /// `4,2`; whole numbers without decimals.
    var german: String {
        let tenths = Int((self * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole),\(rest)"
    }
}
