/// A trial that has not begun: everything may still be changed.
package struct TrialPlan: Equatable, Sendable {
    package enum Subject: Equatable, Sendable {
        /// A venue's key.
        case stop(String)
        /// A service's key.
        case service(String)
    }

    package var subject: Subject
    package var months: ClosedRange<Month>
    package var measure: TrialMeasure

    package init(subject: Subject, months: ClosedRange<Month>, measure: TrialMeasure) {
        self.subject = subject
        self.months = months
        self.measure = measure
    }

    /// Fixes the measure, in a month before the trial's first.
    package func begin(in now: Month) throws(TrialMistake) -> Trial {
        guard measure.isPossible else { throw .measure }
        guard now < months.lowerBound else { throw .alreadyStarted(months.lowerBound) }
        return Trial(plan: self)
    }
}

/// A trial that has begun. Its measure cannot be changed any more: there is no way to build one but from its plan, and none to change the plan in it.
package struct Trial: Equatable, Sendable {
    package let plan: TrialPlan
    package private(set) var outings: [TrialOuting] = []

    fileprivate init(plan: TrialPlan) { self.plan = plan }

    package mutating func record(_ outing: TrialOuting) throws(TrialMistake) {
        guard plan.months.contains(outing.month) else { throw .outside(outing.month, plan.months) }
        outings.append(outing)
    }

    /// What can be said in a month; before the end it is marked as early.
    package func result(in now: Month) -> TrialResult { TrialResult(of: self, isEarly: now <= plan.months.upperBound) }
}
