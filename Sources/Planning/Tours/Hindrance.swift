/// Why something cannot be on a day.
package enum Hindrance: Hashable, Sendable, Codable, CustomStringConvertible {
    /// A public holiday, or a day on which the whole office stays in; with its name.
    case dayClosed(Day, String)
    case venueClosed(Day, String)
    case notOpen(Weekday)
    /// Minutes.
    case windowTooShort(Weekday, longest: Int, needed: Int)
    /// The time that was published, in minutes since midnight, lies outside the windows.
    case windowChanged(Day, from: Int, until: Int)
    case kitOut(Day, kit: String, reason: String)
    case noKit(Day)
    case noKitWith(Day, [String])
    case vehicleOut(Day, vehicle: String, reason: String)
    case noVehicle(Day)
    /// As many tours as there are crews.
    case noCrew(Day)
    /// Even alone it takes longer than the day's frame.
    case tooFar(Day)
    /// It fits into no tour of the day: windows and working time.
    case noRoom(Day)
    /// An errand, and no tour goes out.
    case noTour(Day)
    case tooFewBookings(needed: Int, booked: Int)
    /// The pattern has no day in the horizon.
    case noDay
    case outsideHorizon(Day)
    /// The pattern no longer asks for this day.
    case patternChanged(Day)
    case seriesEnded
    /// The stop takes longer or shorter than published.
    case durationChanged(Day)

    package var description: String {
        switch self {
        case .dayClosed(let day, let name): "\(day.german): \(name)."
        case .venueClosed(let day, let reason): "\(day.german): Der Ort ist geschlossen (\(reason))."
        case .notOpen(let weekday): "Der Ort ist am \(weekday.german) nicht offen."
        case .windowTooShort(let weekday, let longest, let needed):
            "Am \(weekday.german) ist der Ort höchstens \(longest) Minuten offen, gebraucht werden \(needed)."
        case .windowChanged(let day, let from, let until):
            "\(day.german): Der Ort ist von \(clockTime(from)) bis \(clockTime(until)) nicht mehr offen."
        case .kitOut(let day, let kit, let reason): "\(day.german): Koffer „\(kit)“ fehlt (\(reason))."
        case .noKit(let day): "\(day.german): Es ist kein Koffer frei."
        case .noKitWith(let day, let equipment):
            "\(day.german): Es ist kein Koffer mit \(equipment.joined(separator: ", ")) frei."
        case .vehicleOut(let day, let vehicle, let reason): "\(day.german): Fahrzeug „\(vehicle)“ fehlt (\(reason))."
        case .noVehicle(let day): "\(day.german): Es ist kein Fahrzeug frei."
        case .noCrew(let day): "\(day.german): Alle Sachbearbeiterinnen und Sachbearbeiter sind auf Tour."
        case .tooFar(let day): "\(day.german): Fahrt und Halt passen nicht in die Arbeitszeit."
        case .noRoom(let day): "\(day.german): In den Touren des Tages ist kein Platz mehr (Zeitfenster, Arbeitszeit)."
        case .noTour(let day): "\(day.german): Es fährt keine Tour, mit der sie erledigt werden kann."
        case .tooFewBookings(let needed, let booked):
            "Es sind \(booked) Anmeldungen da, gefahren wird ab \(needed)."
        case .noDay: "Im Zeitraum liegt kein Tag dieses Musters."
        case .outsideHorizon(let day): "\(day.german) liegt außerhalb des Zeitraums."
        case .patternChanged(let day): "\(day.german): Das Muster des Halts sieht diesen Tag nicht mehr vor."
        case .seriesEnded: "Den Halt gibt es nicht mehr."
        case .durationChanged(let day): "\(day.german): Der Halt dauert jetzt anders als veröffentlicht."
        }
    }
}
