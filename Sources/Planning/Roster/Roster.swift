/// Who goes out when, and what nobody can take.
package struct Roster: Hashable, Sendable, Codable {
    /// Keys of the crew by key of the duty, in order of the alphabet.
    package var crews: [String: [String]]
    /// Duties without a crew, in order of the request.
    package var open: [OpenDuty]

    package func crew(of duty: Duty) -> [String] { crews[duty.key, default: []] }
}

/// A duty that cannot take place: half a crew does not go out.
package struct OpenDuty: Hashable, Sendable, Codable {
    package var duty: String
    /// Why each clerk is not to be had, in order of the request; those who could are not among them.
    package var reasons: [Unfit]
    /// Qualifications that nobody has who could go.
    package var lacking: [String]
    /// People who could go, and those it takes.
    package var able: Int
    package var needed: Int

    package var description: String {
        var sentences = ["Für die Tour \(duty) fehlt die Besetzung: Gebraucht werden \(needed), frei sind \(able)."]
        if !lacking.isEmpty {
            sentences.append("Niemand von ihnen hat: \(lacking.joined(separator: ", ")).")
        } else if able >= needed {
            sentences.append("Keine \(needed) von ihnen haben zusammen alle nötigen Eignungen.")
        }
        return (sentences + reasons.map(\.description)).joined(separator: " ")
    }
}

/// Why a clerk cannot take a duty.
package struct Unfit: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Cause: Hashable, Sendable, Codable {
        case absent
        case freeDay(Weekday)
        /// On another tour that day.
        case busy(String)
        /// Minutes between this and the neighbouring day's duty.
        case rest(Int)
        /// Minutes of duties in that week, and by contract.
        case week(Int, Int)
        /// Minutes of overtime it would come to, and the most.
        case overtime(Int, Int)
    }

    package var clerk: String
    package var cause: Cause

    package var description: String {
        switch cause {
        case .absent: "\(clerk) ist abwesend."
        case .freeDay(let weekday): "\(clerk) arbeitet am \(weekday.german) nicht."
        case .busy(let duty): "\(clerk) ist an diesem Tag auf der Tour \(duty)."
        case .rest(let minutes):
            "\(clerk) hätte nur \(minutes / 60) Stunden \(minutes % 60) Minuten Ruhe, nötig sind 11 Stunden (ArbZG § 5)."
        case .week(let minutes, let most):
            "\(clerk) käme in der Woche auf \(minutes / 60) von \(most / 60) Stunden."
        case .overtime(let minutes, let most):
            "\(clerk) käme auf \(minutes / 60) Überstunden, erlaubt sind \(most / 60)."
        }
    }
}
