/// Something in the figures given to the forecast that must be put right before it can be made.
package enum DemandMistake: Error, Equatable, Sendable, CustomStringConvertible {
    case inhabitants
    case smallCount(Int)
    case largeCount(Int)
    case outsideSpan(Month)
    case twice(district: String, month: Month)
    case outing
    case noDistricts
    case unknownStop(String)
    case unknownDistrict(String)
    case travel(stop: String)
    case tooManyMonths

    package var description: String {
        switch self {
        case .inhabitants: "Einwohner sind Zahlen von 0 bis 10.000.000."
        case .smallCount(let count):
            "Die Anzahl \(count) ist zu klein, sie könnte eine Person verraten. Fassen Sie Monate zusammen, bis es mindestens \(ExpiryCounts.smallest) sind, oder lassen Sie die Zeile weg."
        case .largeCount(let count): "Die Anzahl \(count) ist größer als 1.000.000. Prüfen Sie die Zahl."
        case .outsideSpan(let month):
            "Der Monat \(month) liegt außerhalb des gezählten Zeitraums. Nennen Sie den ganzen Zeitraum."
        case .twice(let district, let month):
            "„\(district)“ ist für \(month) zweimal gezählt. Behalten Sie eine der beiden Zeilen."
        case .outing:
            "Ein Außentermin hat 0 bis 10.000 Vorsprachen je Leistung und dauert mehr als 0 und höchstens 24 Stunden."
        case .noDistricts: "Es ist kein Ortsteil genannt. Tragen Sie in districts.yaml mindestens einen ein."
        case .unknownStop(let key): "Der Halt „\(key)“ steht nicht in venues.yaml. Prüfen Sie das Kürzel."
        case .unknownDistrict(let key): "Der Ortsteil „\(key)“ steht nicht in districts.yaml. Prüfen Sie das Kürzel."
        case .travel(let stop):
            "Für den Halt „\(stop)“ fehlt der Weg aus einem Ortsteil, oder er ist keine Zahl von 0 bis 600 Minuten."
        case .tooManyMonths: "Eine Vorhersage reicht über 1 bis 36 Monate. Nennen Sie eine Zahl dazwischen."
        }
    }
}
