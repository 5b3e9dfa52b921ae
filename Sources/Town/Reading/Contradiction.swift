import Casework

/// Finds conditions that cannot hold together. It looks at what stands side by side in one `all`, not at all that logic could find.
enum Contradiction {
    /// - Returns: why they never hold together, as the end of a sentence.
    static func among(_ conditions: [Condition], fields: FieldTable) -> String? {
        for condition in conditions {
            if case .not(let inner) = condition, conditions.contains(inner) {
                return "eine Bedingung und ihr Gegenteil"
            }
        }
        var equal: [Condition.Subject: FieldValue] = [:]
        var low: [Condition.Subject: Int] = [:]
        var high: [Condition.Subject: Int] = [:]
        for case .test(let subject, let comparison) in conditions {
            switch comparison {
            case .equals(let value):
                if let other = equal[subject], other != value, !holdsSeveral(subject, fields) {
                    return "\(name(subject)) hat nicht zwei Werte zugleich"
                }
                equal[subject] = value
            case .below(.number(let number)): high[subject] = min(high[subject] ?? number, number)
            case .atLeast(.number(let number)): low[subject] = max(low[subject] ?? number, number)
            case .below(.money(let money)): high[subject] = min(high[subject] ?? money.cents, money.cents)
            case .atLeast(.money(let money)): low[subject] = max(low[subject] ?? money.cents, money.cents)
            case .below(.date(let date)): high[subject] = min(high[subject] ?? date.dayNumber, date.dayNumber)
            case .atLeast(.date(let date)): low[subject] = max(low[subject] ?? date.dayNumber, date.dayNumber)
            default: continue
            }
        }
        for (subject, low) in low {
            if let high = high[subject], high <= low {
                return "\(name(subject)) liegt nicht zugleich unter der einen und über der anderen Grenze"
            }
        }
        return nil
    }

    private static func holdsSeveral(_ subject: Condition.Subject, _ fields: FieldTable) -> Bool {
        guard case .field(let key) = subject, case .choices = fields.kinds[key.text] else { return false }
        return true
    }

    private static func name(_ subject: Condition.Subject) -> String {
        switch subject {
        case .field(let key): "„\(key)“"
        case .age: "das Alter"
        case .present, .device: "die Angabe"
        }
    }
}
