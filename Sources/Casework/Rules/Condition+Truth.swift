/// Whether something holds as far as it is known. `open` = it depends on an answer or a birth date that is still to come.
package enum Truth: Hashable, Sendable {
    case yes, no, open

    init(_ holds: Bool) { self = holds ? .yes : .no }
}

extension Condition {
    /// Whether it holds on what is known: a test of something that is not there (an answer not given, an age not known, nobody
    /// in the role) does not hold, and `not` of it does.
    package func holds(in facts: Facts) -> Bool { holds { facts.value(of: $0) } }

    /// The same on whatever values are known.
    func holds(_ value: (Subject) -> FieldValue?) -> Bool {
        switch self {
        case .always: true
        case .all(let parts): parts.allSatisfy { $0.holds(value) }
        case .any(let parts): parts.contains { $0.holds(value) }
        case .not(let part): !part.holds(value)
        case .test(let subject, let comparison): value(subject).map(comparison.holds) ?? false
        }
    }

    /// Whether it holds, or cannot be said yet (Kleene's logic of three values). What will stay unanswered (an optional field
    /// left empty, a role nobody has to fill) counts as no; a required answer or a birth date still missing is open.
    package func truth(in facts: Facts) -> Truth {
        switch self {
        case .always: return .yes
        case .all(let parts):
            let truths = parts.map { $0.truth(in: facts) }
            return truths.contains(.no) ? .no : truths.contains(.open) ? .open : .yes
        case .any(let parts):
            let truths = parts.map { $0.truth(in: facts) }
            return truths.contains(.yes) ? .yes : truths.contains(.open) ? .open : .no
        case .not(let part):
            switch part.truth(in: facts) {
            case .yes: return .no
            case .no: return .yes
            case .open: return .open
            }
        case .test(let subject, let comparison):
            if let value = facts.value(of: subject) { return Truth(comparison.holds(for: value)) }
            return facts.isAwaited(subject) ? .open : .no
        }
    }

    /// Every field the condition names.
    package var fields: Set<FieldKey> {
        Set(subjects.compactMap { if case .field(let key) = $0 { key } else { nil } })
    }

    /// Every role whose age the condition names.
    package var ages: Set<Role> {
        Set(subjects.compactMap { if case .age(let role) = $0 { role } else { nil } })
    }

    /// Everything the condition looks at.
    package var subjects: Set<Subject> {
        switch self {
        case .always: []
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.subjects) }
        case .not(let part): part.subjects
        case .test(let subject, _): [subject]
        }
    }
}

extension Condition.Comparison {
    /// Of a field of several choices each chosen one counts: it equals a choice when that is among the chosen.
    func holds(for value: FieldValue) -> Bool {
        switch self {
        case .equals(let wanted): value.matches(wanted)
        case .oneOf(let wanted): wanted.contains { value.matches($0) }
        case .below(let limit): value.isBelow(limit) ?? false
        case .atLeast(let limit): value.isBelow(limit).map { !$0 } ?? false
        case .isPresent: value.isAnswer
        }
    }
}

extension FieldValue {
    /// An empty list of persons or choices is no answer.
    fileprivate var isAnswer: Bool {
        switch self {
        case .choices(let keys): !keys.isEmpty
        case .persons(let persons): !persons.isEmpty
        case .text(let text): !text.isEmpty
        case .date, .number, .yesNo, .choice, .money: true
        }
    }

    fileprivate func matches(_ wanted: FieldValue) -> Bool {
        if case .choices(let chosen) = self, case .choice(let key) = wanted { return chosen.contains(key) }
        return self == wanted
    }

    /// - Returns: `nil` when the two cannot be compared.
    fileprivate func isBelow(_ limit: FieldValue) -> Bool? {
        switch (self, limit) {
        case (.number(let left), .number(let right)): left < right
        case (.money(let left), .money(let right)): left < right
        case (.date(let left), .date(let right)): left < right
        default: nil
        }
    }
}

extension Facts {
    /// The value of what is looked at; presence of a role or a device is a yes or nothing.
    func value(of subject: Condition.Subject) -> FieldValue? {
        switch subject {
        case .field(let key): answers[key]
        case .age(let role): age(of: role).map { .number($0) }
        case .present(let role): birthDates[role] == nil ? nil : .yesNo(true)
        case .device(let name): devices.contains(name) ? .yesNo(true) : nil
        }
    }

    /// Whether a value is still to come. The applicant is always somebody; other roles may stay empty.
    fileprivate func isAwaited(_ subject: Condition.Subject) -> Bool {
        switch subject {
        case .field(let key): awaited.contains(key)
        case .age(let role): role == .applicant || birthDates[role] != nil
        case .present, .device: false
        }
    }
}
