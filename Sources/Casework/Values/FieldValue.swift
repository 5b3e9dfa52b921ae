/// What can stand in a field. The absence of an answer is the absence of a value, never an empty one.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    case date(CalendarDate)
    case number(Int)
    case yesNo(Bool)
    /// The key of a choice of the field, or the code of its code list.
    case choice(String)
    case choices([String])
    /// Persons of the visit, by their identifiers.
    case persons([PersonID])
    case money(Money)
}

extension FieldValue: Codable {
    private enum Key: String, CodingKey {
        case text, date, number, yesNo, choice, choices, persons, money
    }

    /// One key that names the kind, one value: `{"date":"1983-08-12"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a value has exactly one kind"))
        }
        self =
            switch key {
            case .text: .text(try container.decode(String.self, forKey: key))
            case .date: .date(try container.decode(CalendarDate.self, forKey: key))
            case .number: .number(try container.decode(Int.self, forKey: key))
            case .yesNo: .yesNo(try container.decode(Bool.self, forKey: key))
            case .choice: .choice(try container.decode(String.self, forKey: key))
            case .choices: .choices(try container.decode([String].self, forKey: key))
            case .persons: .persons(try container.decode([PersonID].self, forKey: key))
            case .money: .money(try container.decode(Money.self, forKey: key))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let value): try container.encode(value, forKey: .text)
        case .date(let value): try container.encode(value, forKey: .date)
        case .number(let value): try container.encode(value, forKey: .number)
        case .yesNo(let value): try container.encode(value, forKey: .yesNo)
        case .choice(let value): try container.encode(value, forKey: .choice)
        case .choices(let value): try container.encode(value, forKey: .choices)
        case .persons(let value): try container.encode(value, forKey: .persons)
        case .money(let value): try container.encode(value, forKey: .money)
        }
    }
}
