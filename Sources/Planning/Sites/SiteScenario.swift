/// One way to choose places, to be held against others.
package struct SiteScenario: Hashable, Sendable {
    package enum Aim: Hashable, Sendable {
        /// So many venues that all visits' travel is least (p-median).
        case leastTravel(venues: Int)
        /// As few venues as possible so that this share of visits (0 to 1) has at most so many minutes to go (covering).
        case fewest(share: Double, minutes: Double)
    }

    package let name: String
    package let aim: Aim
    /// Keys of venues that are chosen in any case …
    package let fixed: [String]
    /// … and in no case.
    package let forbidden: [String]
    package let requirements: [VenueRequirement]
    /// What a district weighs in this scenario, instead of what the study says, by key; 0 or more.
    package let weights: [String: Double]

    package init(
        name: String, aim: Aim, fixed: [String] = [], forbidden: [String] = [],
        requirements: [VenueRequirement] = [], weights: [String: Double] = [:]
    ) {
        self.name = name
        self.aim = aim
        self.fixed = fixed
        self.forbidden = forbidden
        self.requirements = requirements
        self.weights = weights
    }

    /// Why a scenario cannot be reckoned; names the scenario and what to do.
    package enum Mistake: Error, Equatable, CustomStringConvertible {
        case unknownVenue(scenario: String, String)
        case unknownDistrict(scenario: String, String)
        case fixedAndForbidden(scenario: String, String)
        case fixedRuledOut(scenario: String, String, reasons: [String])
        case count(scenario: String, Int, fixed: Int, possible: Int)
        case share(scenario: String, Double)
        case minutes(scenario: String, Double)
        case weight(scenario: String, district: String, Double)
        case noDemand(scenario: String)
        case noVenue(scenario: String)
        /// `best`: the share that all possible venues together reach.
        case outOfReach(scenario: String, minutes: Double, share: Double, best: Double)

        package var description: String {
            switch self {
            case .unknownVenue(let name, let key):
                "Szenario „\(name)“: Einen Ort „\(key)“ gibt es nicht. Nehmen Sie den Schlüssel aus venues.yaml."
            case .unknownDistrict(let name, let key):
                "Szenario „\(name)“: Einen Ortsteil „\(key)“ gibt es nicht. Nehmen Sie den Schlüssel aus districts.yaml."
            case .fixedAndForbidden(let name, let key):
                "Szenario „\(name)“: Der Ort „\(key)“ soll dabei sein und nicht dabei sein. Streichen Sie ihn an einer Stelle."
            case .fixedRuledOut(let name, let key, let reasons):
                "Szenario „\(name)“: Der Ort „\(key)“ soll dabei sein, erfüllt aber die Anforderungen nicht (\(reasons.joined(separator: ", "))). Streichen Sie ihn oder die Anforderung."
            case .count(let name, let count, let fixed, let possible):
                "Szenario „\(name)“: \(count) Orte gehen nicht. Möglich sind \(max(1, fixed)) bis \(possible): so viele sind gesetzt und so viele kommen infrage."
            case .share(let name, let share):
                "Szenario „\(name)“: Der Anteil \(share) geht nicht. Erlaubt ist mehr als 0 und höchstens 1, zum Beispiel 0.9 für 90 von 100."
            case .minutes(let name, let minutes):
                "Szenario „\(name)“: \(SiteScenario.german(minutes)) Minuten gehen nicht. Erlaubt ist 0 bis 10000."
            case .weight(let name, let district, let weight):
                "Szenario „\(name)“: Das Gewicht \(weight) für „\(district)“ geht nicht. Erlaubt sind Zahlen ab 0."
            case .noDemand(let name):
                "Szenario „\(name)“: Kein Ortsteil hat ein Gewicht über 0. Tragen Sie Einwohner oder Vorsprachen ein."
            case .noVenue(let name):
                "Szenario „\(name)“: Kein Ort kommt infrage. Nehmen Sie eine Anforderung oder einen Ausschluss zurück."
            case .outOfReach(let name, let minutes, let share, let best):
                "Szenario „\(name)“: Auch mit allen Orten, die infrage kommen, sind nur \(SiteScenario.percent(best)) in \(SiteScenario.german(minutes)) Minuten da, verlangt sind \(SiteScenario.percent(share)). Erlauben Sie mehr Zeit oder suchen Sie weitere Orte."
            }
        }
    }

    /// `12` or `12,5`
    private static func german(_ minutes: Double) -> String {
        let text = "\(minutes)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text.replacing(".", with: ",")
    }

    /// Cut, not rounded: 89,96 % are not 90.
    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000 + 1e-9).rounded(.down))
        return "\(tenths / 10),\(tenths % 10) %"
    }
}

/// What a scenario comes to.
package struct SiteChoice: Equatable, Sendable {
    package let scenario: String
    /// Keys of the chosen venues, in the order of the study.
    package let venues: [String]
    /// Every district with the chosen venue nearest to it.
    package let ways: [DistrictWay]
    /// One way, weighted by visits.
    package let meanMinutes: Double
    /// One way, weighted by visits; `nil` where only times are known.
    package let meanKilometres: Double?
    /// Of all visits, 0 to 1.
    package let shareWithin15Minutes: Double
    /// Who has the longest way, of those with a weight above 0.
    package let worst: DistrictWay
    /// Venues that do not do, with the reasons.
    package let ruledOut: [RuledOut]
    /// What is still to be found out about the chosen venues.
    package let questions: [Question]
    /// There is no better choice: proved.
    package let isBest: Bool
    /// Iterations of all searches.
    package let iterations: Int

    package struct DistrictWay: Equatable, Sendable {
        package let district: String
        package let venue: String
        package let way: Way
        package let weight: Double
    }

    package struct RuledOut: Equatable, Sendable {
        package let venue: String
        /// `kein Strom`, `nicht barrierefrei`.
        package let reasons: [String]
    }

    package struct Question: Equatable, Sendable {
        package let venue: String
        /// `Strom`, `Netz`.
        package let open: [String]
    }
}
