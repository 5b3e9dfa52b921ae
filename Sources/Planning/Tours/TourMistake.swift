/// What is wrong with the input of a tour plan, and what is allowed.
package enum TourMistake: Error, Hashable, Sendable, CustomStringConvertible {
    case duration(String)
    /// With the most days allowed.
    case shift(String, Int)
    case neverOpen(String, Weekday)
    case windowTooShort(String, longest: Int, needed: Int)
    case stretch(String, Int)
    case errandDuration(String, Int)
    case errandRhythm(String, Int)
    case placeTwice
    /// With the number of places.
    case tableSize(Int)
    case tableEntry(String, String)
    case frame
    case frameWithoutRest(Int)
    case longestWork(Int)
    case horizon(Int)
    case unknownPlace(String, String)
    case twice(String)
    case noKit
    case noVehicle
    case crews(Int)
    case tooMany(Int)

    package var description: String {
        switch self {
        case .duration(let key):
            "„\(key)“: Erlaubt sind 15 bis 600 Minuten Öffnung und je 0 bis 120 Minuten Auf- und Abbau."
        case .shift(let key, let most):
            "„\(key)“: Ein Termin dieses Musters lässt sich um 0 bis \(most) Tage verschieben, sonst gerät er in den nächsten."
        case .neverOpen(let key, let weekday):
            "„\(key)“ soll am \(weekday.german) stattfinden, der Ort ist dann aber nie offen. Ändern Sie Muster oder Zeitfenster."
        case .windowTooShort(let key, let longest, let needed):
            "„\(key)“ braucht \(needed) Minuten, das längste Zeitfenster hat \(longest). Verkürzen Sie den Halt oder fragen Sie nach längerer Öffnung."
        case .stretch(let key, let minutes):
            "„\(key)“ dauert mit Auf- und Abbau \(minutes) Minuten am Stück; ohne Pause sind 360 erlaubt (ArbZG § 4). Teilen Sie den Halt."
        case .errandDuration(let key, let minutes):
            "„\(key)“: \(minutes) Minuten gehen nicht; eine Besorgung dauert 1 bis 240 Minuten."
        case .errandRhythm(let key, let days): "„\(key)“: Alle \(days) Tage geht nicht; erlaubt sind 1 bis 180."
        case .placeTwice: "In der Fahrzeitentafel steht ein Ort zweimal. Nennen Sie jeden Ort einmal."
        case .tableSize(let count):
            "Die Fahrzeitentafel muss für \(count) Orte \(count) Zeilen und \(count) Spalten haben. Ergänzen Sie, was fehlt."
        case .tableEntry(let from, let to):
            "Fahrt von „\(from)“ nach „\(to)“: Erlaubt sind 0 bis 1440 Minuten und 0 bis 1000000 Meter, zum selben Ort 0."
        case .frame:
            "Der Rahmen des Tages passt nicht: Beginn vor Ende, beides von 0 bis 1440 Minuten; Laden 0 bis 60, Raster 1 bis 60 Minuten."
        case .frameWithoutRest(let minutes):
            "Zwischen frühestem Beginn und spätestem Ende liegen \(minutes) Minuten; bei 11 Stunden Ruhe (ArbZG § 5) sind 780 erlaubt."
        case .longestWork(let minutes):
            "\(minutes) Minuten Arbeit an einem Tag gehen nicht; erlaubt sind 60 bis 600 (ArbZG § 3)."
        case .horizon(let days): "\(days) Tage auf einmal lassen sich nicht planen; erlaubt sind 1 bis 400."
        case .unknownPlace(let key, let place):
            "„\(key)“ liegt in „\(place)“; dieser Ort fehlt in der Fahrzeitentafel. Ergänzen Sie ihn."
        case .twice(let key): "Den Schlüssel „\(key)“ gibt es zweimal. Vergeben Sie jeden einmal."
        case .noKit: "Es ist kein Koffer genannt. Nennen Sie mindestens einen."
        case .noVehicle: "Es ist kein Fahrzeug genannt. Nennen Sie mindestens eines."
        case .crews(let crews): "\(crews) Touren am Tag gehen nicht; erlaubt sind 1 bis 50."
        case .tooMany(let count):
            "\(count) Halte und Besorgungen auf einmal lassen sich nicht planen; erlaubt sind 5000 im Zeitraum. Verkürzen Sie ihn."
        }
    }
}
