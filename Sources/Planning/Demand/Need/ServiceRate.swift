/// How often people of an age need a service of the citizens' office, before any of the town's own figures.
package struct ServiceRate: Equatable, Sendable {
    /// The catalogue's key.
    package let service: String
    /// Visits per person and year, in the order of `AgeGroup`.
    package let byAge: [Double]
    package let season: Season
    package let source: Assumption.Source

    /// Visits in a month of these people.
    func visits(of population: Population, in month: Month) -> Double {
        zip(byAge, population.counts).reduce(0) { $0 + $1.0 * $1.1 } / 12 * season.factor(in: month)
    }

    /// Visits per inhabitant of Germany and year.
    var national: Double { zip(byAge, Population.germanShares).reduce(0) { $0 + $1.0 * $1.1 } }
}

/// How demand moves through the year; the factors of a year have the mean 1.
package enum Season: Equatable, Sendable {
    case even
    /// Identity documents before the summer holidays.
    case travel

    private static let travelFactors = [1.05, 1.0, 1.05, 1.05, 1.1, 1.2, 1.15, 1.0, 0.95, 0.9, 0.85, 0.7]

    package func factor(in month: Month) -> Double {
        switch self {
        case .even: 1
        case .travel: Self.travelFactors[month.number - 1]
        }
    }

    /// Where `travel` comes from.
    package static let source = Assumption.Source.assumed(
        "Spitze im Sommer wie 2021, aber flacher (Juni und Juli 2021: 307.000 Reisepässe im Monat statt 250.000, BMI)")
}

extension ServiceRate {
    package static let identityCard = "personalausweis"
    package static let passport = "reisepass"
    package static let drivingLicence = "fuehrerschein-umtausch"

    /// Without the exchange of driving licences, which follows from deadlines: `LicenceDeadlines`.
    package static let all = [
        ServiceRate(
            service: identityCard, byAge: [0.02, 0.17, 0.10, 0.08], season: .travel,
            source: .published(
                "625.000 Personalausweise im Monat (BMI 2021); nach Alter verteilt mit den Gültigkeiten 10 und 6 Jahre (PAuswG § 6)"
            )),
        ServiceRate(
            service: passport, byAge: [0.04, 0.06, 0.038, 0.018], season: .travel,
            source: .published("250.000 Reisepässe im Monat (BMI 2021); nach Alter verteilt, Annahme")),
        ServiceRate(
            service: "ausweis-aushaendigung", byAge: [0.05, 0.21, 0.125, 0.09], season: .travel,
            source: .assumed("neun von zehn Anträgen auf Personalausweis oder Reisepass werden persönlich abgeholt")),
        ServiceRate(
            service: "anmeldung", byAge: [0, 0.09, 0.037, 0.008], season: .even,
            source: .published(
                "3,9 Millionen Umzüge über Gemeindegrenzen (bpb, 2018) und 1,1 Millionen Zuzüge aus dem Ausland; zwei Personen je Vorsprache, Annahme"
            )),
        ServiceRate(
            service: "ummeldung", byAge: [0, 0.08, 0.035, 0.010], season: .even,
            source: .published(
                "etwa 4,5 Millionen Umzüge innerhalb einer Gemeinde (Schätzwert); zwei Personen je Vorsprache, Annahme")
        ),
        ServiceRate(
            service: "fuehrungszeugnis", byAge: [0.002, 0.10, 0.05, 0.01], season: .even,
            source: .assumed("etwa vier auf hundert Einwohner im Jahr")),
        ServiceRate(
            service: "beglaubigung", byAge: [0, 0.04, 0.02, 0.02], season: .even,
            source: .assumed("zwei auf hundert Einwohner im Jahr")),
        ServiceRate(
            service: "meldebescheinigung", byAge: [0, 0.03, 0.02, 0.01], season: .even,
            source: .assumed("zwei auf hundert Erwachsene im Jahr")),
        ServiceRate(
            service: "ausweis-pin", byAge: [0, 0.03, 0.025, 0.01], season: .even,
            source: .assumed("zwei auf hundert Erwachsene im Jahr")),
        ServiceRate(
            service: "wohngeld", byAge: [0, 0.01, 0.012, 0.02], season: .even,
            source: .assumed("ein bis zwei auf hundert Erwachsene im Jahr")),
        ServiceRate(
            service: "anliegen", byAge: [0, 0.01, 0.03, 0.05], season: .even,
            source: .assumed("drei auf hundert Erwachsene im Jahr, Ältere eher vor Ort")),
    ]
}
