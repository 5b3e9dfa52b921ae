/// A number the forecast stands on before the town's own figures come in, and where it is from.
package struct Assumption: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
        case law(String)
        /// Published figures: by whom, of when.
        case published(String)
        /// Nobody has measured it; chosen by us. The text says how.
        case assumed(String)

        /// `Annahme: …`
        package var german: String {
            switch self {
            case .law(let text): "Recht: \(text)"
            case .published(let text): "Veröffentlicht: \(text)"
            case .assumed(let text): "Annahme: \(text)"
            }
        }
    }

    package let value: Double
    /// What it is and its unit, in German: it stands on the head of the office's page.
    package let what: String
    package let source: Source

    init(_ value: Double, _ what: String, _ source: Source) {
        self.value = value
        self.what = what
        self.source = source
    }
}

/// Every number that is not in the town's own data. The rates by service are in `ServiceRate`.
package enum Assumptions {
    // Who needs something.

    static let unknownInhabitants = Assumption(
        300, "Einwohner eines Ortsteils, von dem keine Zahl vorliegt", .assumed("kleines Dorf"))
    static let unknownInhabitantsSpread = Assumption(
        0.8, "Unsicherheit dieser Einwohnerzahl (Streuung des Logarithmus)", .assumed("etwa 60 bis 1.400 mit 95 %"))
    static let rateSpread = Assumption(
        0.3, "Unsicherheit des Bedarfs aus Bundeszahlen für einen Ortsteil (Streuung des Logarithmus)",
        .assumed("Ortsteile weichen um etwa ein Drittel vom Bund ab"))
    static let expirySpread = Assumption(
        0.1, "Unsicherheit des Bedarfs aus gezählten Ablaufdaten (Streuung des Logarithmus)",
        .assumed("gezählt, aber nicht alle erneuern rechtzeitig"))
    static let cardRenewals = Assumption(
        0.85, "Anteil ablaufender Personalausweise, die erneuert werden",
        .assumed("Rest: Wegzug, Tod, Befreiung, nur noch Reisepass"))
    static let passportRenewals = Assumption(
        0.6, "Anteil ablaufender Reisepässe, die erneuert werden", .assumed("ein Reisepass ist keine Pflicht"))
    static let otherReasons = Assumption(
        0.2, "Anteil der Ausweisanträge, die nicht aus einem Ablauf folgen",
        .assumed("Verlust, Namensänderung, erster Ausweis mit 16"))
    static let licencesPerYear = Assumption(
        2_000_000, "Kartenführerscheine je Ausstellungsjahr 1999 bis 2012",
        .published("28 Millionen von 1999 bis Januar 2013 ausgestellt (Bundesrat 2019); gleich verteilt gerechnet"))
    static let licencesLeft = Assumption(
        0.7, "Anteil davon, der bis zur Frist noch umzutauschen ist",
        .assumed("andere sind durch Verlust, Wegfall oder früh getauscht"))
    static let germany = Assumption(
        83_000_000, "Einwohner Deutschlands", .published("Statistisches Bundesamt, rund 2019 bis 2021"))

    // Who comes to the suitcase.

    static let referenceVisits = Assumption(
        8.0, "Vorsprachen je Außentermin an einem bekannten, buchbaren Halt",
        .published(
            "geometrisches Mittel aus Wittenberg um 2015 (12), Schöneberg (10), Essen (721 im Jahr, wöchentlich gerechnet: 14) und Wermelskirchen (25 in zehn Monaten, monatlich gerechnet: 2,5); Größe und Takt der Halte sind Annahmen"
        ))
    static let levelSpread = Assumption(
        0.7, "Unsicherheit dieses Niveaus für eine Stadt, die noch nichts gezählt hat (Streuung des Logarithmus)",
        .assumed("die vier Zahlen streuen um 0,8, Stadt und Halt zusammen; mit der Streuung der Halte sind es hier 0,9")
    )
    static let referenceInhabitants = Assumption(
        3_000, "Einwohner im Einzugsbereich des Bezugshalts, nach Weg gewichtet",
        .assumed("ein größerer Ortsteil und seine Nachbarn"))
    package static let referenceHours = Assumption(
        4, "Stunden eines Außentermins am Bezugshalt", .published("Leverkusen: donnerstags 12 bis 16 Uhr"))
    static let hoursScale = Assumption(
        2, "Stunden, nach denen ein Termin zwei Drittel derer erreicht, die er je erreicht",
        .assumed("wer den Tag kann, kann nicht jede Stunde"))
    static let withoutBooking = Assumption(
        0.5, "Faktor für Halte ohne Terminbuchung",
        .assumed("offene Halte werden schlechter angenommen; um wie viel, hat niemand veröffentlicht"))
    static let withoutBookingSpread = Assumption(
        0.7, "Unsicherheit dieses Faktors (Streuung des Logarithmus)", .assumed("ein Achtel bis doppelt so viel"))
    static let unannounced = Assumption(
        0.3, "Faktor für Außentermine, die nicht angekündigt waren", .assumed("nur wer vorbeikommt"))
    static let travelScale = Assumption(
        10, "Minuten Unterschied zum Weg ins Rathaus, die die Neigung zum Halt um den Faktor e ändern",
        .assumed("ein kleiner Unterschied zählt wenig"))
    static let wayScale = Assumption(
        8, "Minuten Weg über den eigenen Ortsteil hinaus, nach denen noch ein Drittel käme",
        .assumed("für einen Termin im Monat fährt man selten in ein anderes Dorf"))
    static let hallAdvantage = Assumption(
        2, "Vorzug des Rathauses bei gleichem Weg", .assumed("täglich offen, alle Leistungen"))
    package static let ownDistrictMinutes = Assumption(
        5, "Weg zum Halt im eigenen Ortsteil in Minuten", .assumed("zu Fuß oder mit dem Rad"))
    static let hallMinutes = Assumption(
        25.5, "Weg zum Rathaus in Minuten, wo er nicht bekannt ist",
        .published("Bitkom 2024/2025: 51 Minuten Weg hin und zurück"))
    static let mostOfDistrict = Assumption(
        0.9, "Höchster Anteil des Bedarfs eines Monats, den ein Außentermin an sich zieht", .assumed("Obergrenze"))
    static let captureMinutes = Assumption(
        15, "Minuten je Vorsprache am Tisch", .published("mittlere Erfassungszeit mobiler Bürgerbüros"))

    // How figures are weighed.

    static let memory = Assumption(
        24, "Monate, nach denen ein gezählter Außentermin halb so viel gilt", .assumed("der Bedarf ändert sich"))
    static let serviceEvidence = Assumption(
        5, "Vorsprachen, die der angenommene Anteil einer Leistung aufwiegt", .assumed("schwach, Zahlen gehen vor"))

    /// In the order of the method.
    package static let all = [
        unknownInhabitants, unknownInhabitantsSpread, rateSpread, expirySpread, cardRenewals, passportRenewals,
        otherReasons, licencesPerYear, licencesLeft, germany, referenceVisits, levelSpread, referenceInhabitants,
        referenceHours, hoursScale, withoutBooking, withoutBookingSpread, unannounced, travelScale, wayScale,
        hallAdvantage,
        ownDistrictMinutes, hallMinutes, mostOfDistrict, captureMinutes, memory, serviceEvidence,
    ]
}
