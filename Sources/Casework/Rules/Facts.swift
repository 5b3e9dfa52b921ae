/// What conditions look at: the answers of a case, its persons, the kit's devices, the day of the application.
package struct Facts: Hashable, Sendable {
    /// Answers that are part of the application: those of fields that do not show are left out.
    package let answers: [FieldKey: FieldValue]
    /// The birth dates of the persons in a role, `nil` for a person whose birth date is not known. A role without an entry
    /// is filled by nobody.
    package let birthDates: [Role: [CalendarDate?]]
    package let devices: Set<String>
    /// The day of the application: ages count on it.
    package let day: CalendarDate
    /// Fields that show, need an answer and have none: what depends on them cannot be decided yet.
    let awaited: Set<FieldKey>

    package init(
        answers: [FieldKey: FieldValue] = [:], birthDates: [Role: [CalendarDate?]] = [:], devices: Set<String> = [],
        day: CalendarDate
    ) {
        self.init(answers: answers, birthDates: birthDates, devices: devices, day: day, awaited: [])
    }

    init(
        answers: [FieldKey: FieldValue], birthDates: [Role: [CalendarDate?]], devices: Set<String>, day: CalendarDate,
        awaited: Set<FieldKey>
    ) {
        self.answers = answers
        self.birthDates = birthDates.filter { !$0.value.isEmpty }
        self.devices = devices
        self.day = day
        self.awaited = awaited
    }

    /// The facts of a case. The applicant's birth date is the answer to the field that stands for it, else what the visit knows.
    package init(of record: CaseRecord, service: Service, devices: Set<String>, on day: CalendarDate) {
        var birthDates: [Role: [CalendarDate?]] = [:]
        for person in record.persons {
            birthDates[person.role, default: []].append(person.attributes[.birthDate]?.date)
        }
        let birthField = service.fields.first { $0.person == .birthDate }
        if let birthField, let answered = record.answers[birthField.key]?.date {
            birthDates[.applicant, default: []] = [answered] + (birthDates[.applicant] ?? []).dropFirst()
        }
        let all = Facts(answers: record.answers, birthDates: birthDates, devices: devices, day: day)
        self = all.limited(to: service)
    }

    package var roles: Set<Role> { Set(birthDates.keys) }

    /// The age of a role is that of its youngest person, so that of `below 16` and `atLeast 16` always exactly one holds.
    /// - Returns: `nil` when nobody has the role or a birth date is not known.
    package func age(of role: Role) -> Int? {
        guard let dates = birthDates[role] else { return nil }
        var youngest: Int?
        for date in dates {
            guard let date else { return nil }
            youngest = min(youngest ?? .max, date.age(on: day))
        }
        return youngest
    }

    /// Leaves out the answers of fields that do not show, and knows which shown fields still need one. A field whose
    /// condition leads back to itself counts as unanswered while it is looked at.
    private func limited(to service: Service) -> Facts {
        let visibility = Visibility(service: service, facts: self)
        var kept: [FieldKey: FieldValue] = [:]
        var unanswered: [Int] = []
        for (index, field) in service.fields.enumerated() where visibility.shows(at: index) {
            if let answer = answers[field.key] { kept[field.key] = answer } else { unanswered.append(index) }
        }
        let shown = Facts(answers: kept, birthDates: birthDates, devices: devices, day: day)
        let awaited = unanswered.filter { service.fields[$0].requiredWhen?.holds(in: shown) == true }
        return Facts(
            answers: kept, birthDates: birthDates, devices: devices, day: day,
            awaited: Set(awaited.map { service.fields[$0].key }))
    }
}

/// Works out which fields show, each from the fields its condition names, in whatever order they stand in the form.
private final class Visibility {
    private enum State { case unknown, looking, known(Bool) }

    private let service: Service
    private let facts: Facts
    private var states: [State]

    init(service: Service, facts: Facts) {
        self.service = service
        self.facts = facts
        states = Array(repeating: .unknown, count: service.fields.count)
    }

    func shows(at index: Int) -> Bool {
        switch states[index] {
        case .known(let shows): return shows
        case .looking: return false
        case .unknown: break
        }
        states[index] = .looking
        let holds = service.fields[index].when.holds { subject in
            if case .field(let key) = subject {
                guard let other = service.places[key], shows(at: other) else { return nil }
            }
            return facts.value(of: subject)
        }
        states[index] = .known(holds)
        return holds
    }
}
