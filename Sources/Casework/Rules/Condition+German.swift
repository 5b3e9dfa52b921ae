extension Condition {
    /// The condition in German words, for pages and `town check`: `Alter der antragstellenden Person unter 24`. Fields and choices
    /// are called as the service's form calls them.
    package func german(in service: Service) -> String { phrase(in: service, inside: false) }

    private func phrase(in service: Service, inside: Bool) -> String {
        switch self {
        case .always: return "immer"
        case .all(let parts): return joined(parts, by: " und ", empty: "immer", in: service, inside: inside)
        case .any(let parts): return joined(parts, by: " oder ", empty: "nie", in: service, inside: inside)
        case .not(.test(let subject, .isPresent)): return subject.german(in: service) + subject.absence
        case .not(.test(let subject, .equals(let value))):
            return "\(subject.german(in: service)) ist nicht \(subject.german(value, in: service))"
        case .not(let part): return "nicht (\(part.phrase(in: service, inside: false)))"
        case .test(let subject, let comparison):
            let name = subject.german(in: service)
            switch comparison {
            case .equals(let value): return "\(name) ist \(subject.german(value, in: service))"
            case .oneOf(let values):
                return "\(name) ist " + values.map { subject.german($0, in: service) }.joined(separator: " oder ")
            case .below(let limit): return "\(name) \(limit.date == nil ? "unter" : "vor dem") \(limit.plainGerman)"
            case .atLeast(let limit): return "\(name) \(limit.date == nil ? "ab" : "ab dem") \(limit.plainGerman)"
            case .isPresent: return name + subject.presence
            }
        }
    }

    private func joined(
        _ parts: [Condition], by word: String, empty: String, in service: Service, inside: Bool
    ) -> String {
        guard let first = parts.first else { return empty }
        guard parts.count > 1 else { return first.phrase(in: service, inside: inside) }
        let text = parts.map { $0.phrase(in: service, inside: true) }.joined(separator: word)
        return inside ? "(\(text))" : text
    }
}

extension Condition.Subject {
    fileprivate func german(in service: Service) -> String {
        switch self {
        case .field(let key): "„\(service.field(key)?.label.de ?? key.text)“"
        case .age(let role): "Alter \(role.genitive)"
        case .present(let role): role.german
        case .device(let name): Self.devices[name] ?? "Gerät „\(name)“"
        }
    }

    fileprivate func german(_ value: FieldValue, in service: Service) -> String {
        guard case .field(let key) = self, case .choice(let choice) = value else { return value.plainGerman }
        switch service.field(key)?.kind {
        case .choice(let choices), .choices(let choices):
            return "„\(choices.first { $0.key == choice }?.title.de ?? choice)“"
        default: return value.plainGerman
        }
    }

    fileprivate var presence: String {
        switch self {
        case .field: " ist ausgefüllt"
        case .age: " ist bekannt"
        case .present: " ist dabei"
        case .device: " ist im Koffer"
        }
    }

    fileprivate var absence: String {
        switch self {
        case .field: " ist nicht ausgefüllt"
        case .age: " ist nicht bekannt"
        case .present: " ist nicht dabei"
        case .device: " ist nicht im Koffer"
        }
    }

    private static let devices = [
        "photo": "Gerät für Lichtbilder", "fingerprints": "Gerät für Fingerabdrücke", "cardTerminal": "Kartenterminal",
        "changeTerminal": "Änderungsterminal", "scanner": "Scanner", "printer": "Drucker",
        "signaturePad": "Unterschriftenpad",
    ]
}

extension FieldValue {
    /// The value without knowledge of its field; choices by their keys.
    fileprivate var plainGerman: String {
        switch self {
        case .text(let text), .choice(let text): "„\(text)“"
        case .date(let date): date.german
        case .number(let number): String(number)
        case .yesNo(let yes): yes ? "ja" : "nein"
        case .choices(let keys): keys.map { "„\($0)“" }.joined(separator: ", ")
        case .persons(let persons): persons.count == 1 ? "1 Person" : "\(persons.count) Personen"
        case .money(let money): money.german
        }
    }
}

extension Role {
    /// `antragstellende Person`
    package var german: String {
        switch self {
        case .applicant: "antragstellende Person"
        case .child: "Kind"
        case .custodian: "sorgeberechtigte Person"
        case .guardian: "betreuende Person"
        case .proxy: "bevollmächtigte Person"
        case .familyMember: "Familienmitglied"
        case .companion: "Begleitperson"
        case .other: "weitere Person"
        }
    }

    /// `der antragstellenden Person`
    package var genitive: String {
        switch self {
        case .applicant: "der antragstellenden Person"
        case .child: "des Kindes"
        case .custodian: "der sorgeberechtigten Person"
        case .guardian: "der betreuenden Person"
        case .proxy: "der bevollmächtigten Person"
        case .familyMember: "des Familienmitglieds"
        case .companion: "der Begleitperson"
        case .other: "der weiteren Person"
        }
    }
}
