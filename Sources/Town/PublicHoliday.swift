package import Casework

/// A day on which town halls are closed by law in a federal state.
package struct PublicHoliday: Hashable, Sendable {
    package let day: CalendarDate
    package let name: String
}

extension FederalState {
    /// The public holidays of a year, in order, by the states' holiday laws as they stand since 2023. Days that hold in single
    /// municipalities only are not among them (Fronleichnam in parts of Sachsen and Thüringen, Mariä Himmelfahrt in parts of Bayern,
    /// the peace festival of Augsburg).
    package func holidays(in year: Int) -> [PublicHoliday] {
        guard let easter = CalendarDate.easter(in: year) else { return [] }
        var days = PublicHoliday.everywhere.compactMap { PublicHoliday($0.month, $0.day, $0.name, in: year) }
        days += PublicHoliday.byEaster.compactMap { PublicHoliday($0.days, after: easter, $0.name) }
        days += PublicHoliday.byState.filter { $0.states.contains(self) }.compactMap {
            PublicHoliday($0.month, $0.day, $0.name, in: year)
        }
        if PublicHoliday.corpusChristi.contains(self), let day = PublicHoliday(60, after: easter, "Fronleichnam") {
            days.append(day)
        }
        switch self {
        case .brandenburg:
            days += [(0, "Ostersonntag"), (49, "Pfingstsonntag")].compactMap {
                PublicHoliday($0.0, after: easter, $0.1)
            }
        case .sachsen:
            // The Wednesday before 23 November.
            if let last = CalendarDate(year: year, month: 11, day: 22),
                let day = PublicHoliday(-((last.weekday + 4) % 7), after: last, "Buß- und Bettag")
            {
                days.append(day)
            }
        default: break
        }
        return days.sorted { $0.day < $1.day }
    }

    package func holiday(on day: CalendarDate) -> PublicHoliday? { holidays(in: day.year).first { $0.day == day } }
}

extension PublicHoliday {
    fileprivate init?(_ month: Int, _ day: Int, _ name: String, in year: Int) {
        guard let day = CalendarDate(year: year, month: month, day: day) else { return nil }
        self.init(day: day, name: name)
    }

    fileprivate init?(_ days: Int, after day: CalendarDate, _ name: String) {
        guard let day = day.adding(days: days) else { return nil }
        self.init(day: day, name: name)
    }

    fileprivate static let everywhere: [(month: Int, day: Int, name: String)] = [
        (1, 1, "Neujahr"), (5, 1, "Tag der Arbeit"), (10, 3, "Tag der Deutschen Einheit"),
        (12, 25, "1. Weihnachtstag"), (12, 26, "2. Weihnachtstag"),
    ]

    /// Days after Easter Sunday.
    fileprivate static let byEaster: [(days: Int, name: String)] = [
        (-2, "Karfreitag"), (1, "Ostermontag"), (39, "Christi Himmelfahrt"), (50, "Pfingstmontag"),
    ]

    fileprivate static let corpusChristi: Set<FederalState> = [
        .badenWuerttemberg, .bayern, .hessen, .nordrheinWestfalen, .rheinlandPfalz, .saarland,
    ]

    fileprivate static let byState: [(month: Int, day: Int, name: String, states: Set<FederalState>)] = [
        (1, 6, "Heilige Drei Könige", [.badenWuerttemberg, .bayern, .sachsenAnhalt]),
        (3, 8, "Internationaler Frauentag", [.berlin, .mecklenburgVorpommern]),
        (8, 15, "Mariä Himmelfahrt", [.saarland]),
        (9, 20, "Weltkindertag", [.thueringen]),
        (
            10, 31, "Reformationstag",
            [
                .brandenburg, .bremen, .hamburg, .mecklenburgVorpommern, .niedersachsen, .sachsen, .sachsenAnhalt,
                .schleswigHolstein, .thueringen,
            ]
        ),
        (11, 1, "Allerheiligen", [.badenWuerttemberg, .bayern, .nordrheinWestfalen, .rheinlandPfalz, .saarland]),
    ]
}

extension Town {
    /// The public holiday on a day in the town's state: a stop of the rota that falls on it does not take place.
    package func holiday(on day: CalendarDate) -> PublicHoliday? { holidays.holiday(on: day) }
}
