import Casework

/// What a clerk types into a field: texts as the form sends them, read by the real reading.
enum TypedAnswers {
    static func text(for field: Field, persons: [PersonID], on day: CalendarDate, _ dice: inout Dice) -> [String] {
        switch field.kind {
        case .personName: return [["Mustermann", "Groß-Müller", "Çelik", "Yıldız"].randomElement(using: &dice)!]
        case .line(let max):
            return [String(["Anhaltische Straße", "grün", "Straach"].randomElement(using: &dice)!.prefix(max))]
        case .multiline(let max): return [String("Erste Zeile\nzweite Zeile".prefix(max))]
        case .date(let past): return date(past, on: day, &dice)
        case .number(let min, let max): return [String(Swift.min(max, min + Int.random(in: 0...4, using: &dice)))]
        case .yesNo: return [Bool.random(using: &dice) ? "ja" : "nein"]
        case .choice(let choices): return [choices.randomElement(using: &dice)!.key]
        case .choices(let choices): return [choices.randomElement(using: &dice)!.key]
        case .codeList(let list): return [code(of: list, &dice)]
        case .postCode: return ["06886"]
        case .phone: return ["03491 421-0"]
        case .email: return ["erika.mustermann@example.org"]
        case .documentNumber: return ["L01X00T47"]
        case .caseNumber: return ["W01A-0042-U"]
        case .money: return ["123,45"]
        case .persons: return persons.map(\.text)
        case .iban: return ["DE89 3704 0044 0532 0130 00"]
        }
    }

    /// - Parameter past: as the field wants it; where it does not care, days around today and long ago.
    private static func date(_ past: Bool?, on day: CalendarDate, _ dice: inout Dice) -> [String] {
        let ago = [0, 3, 10, 700]
        let ahead = [1, 5, 40]
        let offset: Int
        switch past {
        case true?: offset = -ago.randomElement(using: &dice)!
        case false?: offset = ahead.randomElement(using: &dice)!
        case nil: offset = (ago.map { -$0 } + ahead).randomElement(using: &dice)!
        }
        let date = day.adding(days: offset)!
        return [String(date.day), String(date.month), String(date.year)]
    }

    private static func code(of list: String, _ dice: inout Dice) -> String {
        switch list {
        case "nationalities": ["000", "000", "129", "423"].randomElement(using: &dice)!
        case "maritalStatus": ["LD", "VH", "GS"].randomElement(using: &dice)!
        case "sex": ["w", "m"].randomElement(using: &dice)!
        default: "000"
        }
    }
}
