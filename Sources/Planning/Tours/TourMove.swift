/// What re-planning gives: the new plan, and each change of what was published.
package struct Replanned: Hashable, Sendable {
    package let plan: TourPlan
    /// In the order of the published plan, what is new at the end. Empty when everything stays.
    package let moves: [TourMove]
}

/// One published date that is no longer what it was, and why.
package struct TourMove: Hashable, Sendable, CustomStringConvertible {
    package struct Appointment: Hashable, Sendable {
        package let day: Day
        package let kit: String
        package let vehicle: String
        /// Minutes since midnight, as in `Call`.
        package let begin: Int
        package let end: Int
    }

    package let kind: Call.Kind
    package let key: String
    /// `nil` for what was not published before.
    package let from: Appointment?
    /// `nil` for what falls out.
    package let to: Appointment?
    /// Why it could not stay. Empty for what is new.
    package let reasons: [Hindrance]
    /// Why it is nowhere now. Empty for what has a new date.
    package let obstacles: [Hindrance]

    package var description: String {
        let why = (reasons + obstacles).map(\.description).joined(separator: " ")
        switch (from, to) {
        case (let from?, let to?):
            var parts: [String] = []
            if from.day != to.day {
                parts.append("vom \(from.day.german) auf den \(to.day.german), \(clockTime(to.begin)) verlegt")
            } else if from.begin != to.begin || from.end != to.end {
                parts.append("am \(from.day.german) von \(clockTime(from.begin)) auf \(clockTime(to.begin)) verlegt")
            }
            if from.kit != to.kit { parts.append("am \(to.day.german) jetzt Koffer „\(to.kit)“") }
            if from.vehicle != to.vehicle { parts.append("am \(to.day.german) jetzt Fahrzeug „\(to.vehicle)“") }
            return "„\(key)“: \(parts.joined(separator: ", ")). \(why)"
        case (let from?, nil): return "„\(key)“: Der Termin am \(from.day.german) fällt aus. \(why)"
        case (nil, let to?): return "„\(key)“: Neu am \(to.day.german), \(clockTime(to.begin))."
        case (nil, nil): return "„\(key)“: \(why)"
        }
    }
}
