import Casework

@testable import Kit

/// How one service is walked to its end: who comes, and what is done in which order. Found by answering what the review says is
/// missing, with other people and other answers until nobody is kept from applying. Same service: same plan.
struct WalkPlan: Sendable {
    struct Person: Sendable {
        let id: PersonID
        let role: Role
        let attributes: [PersonAttribute: FieldValue]
    }

    enum Act: Hashable, Sendable {
        case answer(FieldKey, typed: [String])
        case see(EvidenceKey)
        case scan(EvidenceKey)
        case code(CaptureKey)
        case take(CaptureKey)
        case sign
    }

    let service: Service
    let day: CalendarDate
    let persons: [Person]
    private(set) var acts: [Act]
    /// What is missing after the acts; empty for a complete walk.
    private(set) var missing: [Missing] = []

    /// - Returns: `nil` when no attempt came to an end: a form that cannot be filled in.
    init?(_ service: Service, on day: CalendarDate) {
        self.service = service
        self.day = day
        var dice = Dice(service.key.text)
        for attempt in 0..<600 {
            let age = [44, 17, 12, 30, 15, 7, 70, 20, 9, 2][attempt % 10]
            guard let found = Self.attempt(service, age: age, on: day, &dice) else { continue }
            persons = found.persons
            // A signature covers what was answered before it: a later change takes it away.
            acts = found.acts.filter { $0 != .sign } + found.acts.filter { $0 == .sign }
            return
        }
        return nil
    }

    private static func attempt(
        _ service: Service, age: Int, on day: CalendarDate, _ dice: inout Dice
    ) -> (persons: [Person], acts: [Act])? {
        var persons = [person("p1", .applicant, age: age, on: day)]
        for rule in service.roles where rule.role != .applicant {
            let isNeeded = rule.role == .custodian ? age < 18 : Int.random(in: 0...3, using: &dice) == 0
            if isNeeded { persons.append(person(PersonID(rule.role.rawValue), rule.role, age: 41, on: day)) }
        }
        var acts: [Act] = []
        var volunteered = false
        while acts.count < 200 {
            let record = record(acts, persons: persons, of: service, on: day)
            let review = CaseReview(of: record, service: service, devices: [], on: day)
            if let next = review.missing.first {
                if case .role(let role) = next.target, role != .applicant, persons.allSatisfy({ $0.role != role }) {
                    persons.append(person(PersonID(role.rawValue), role, age: 41, on: day))
                    continue
                }
                guard let act = act(for: next, of: service, persons: persons, on: day, &dice), !acts.contains(act)
                else { return nil }
                acts.append(act)
            } else if !volunteered {
                // What nobody has to say is said now and then; it may open further questions.
                volunteered = true
                for shown in review.steps.flatMap(\.fields) where !shown.isRequired && shown.value == nil {
                    guard Bool.random(using: &dice), !isPersons(shown.field) || persons.count > 1 else { continue }
                    acts.append(answer(shown.field, persons, on: day, &dice))
                }
            } else {
                guard review.failures.isEmpty, service.fees(review.facts).undecided.isEmpty else { return nil }
                return (persons, acts)
            }
        }
        return nil
    }

    private static func isPersons(_ field: Field) -> Bool { if case .persons = field.kind { true } else { false } }

    private static func person(_ id: PersonID, _ role: Role, age: Int, on day: CalendarDate) -> Person {
        let isApplicant = role == .applicant
        return Person(
            id: id, role: role,
            attributes: [
                .familyName: .text("Mustermann"), .givenNames: .text(isApplicant ? "Erika" : "Jürgen"),
                .birthDate: .date(CalendarDate(year: day.year - age, month: 3, day: 4)!),
            ])
    }

    private static func act(
        for missing: Missing, of service: Service, persons: [Person], on day: CalendarDate, _ dice: inout Dice
    ) -> Act? {
        switch missing.target {
        case .field(_, let key): service.field(key).map { answer($0, persons, on: day, &dice) }
        case .evidence(let key):
            service.evidence.first { $0.key == key }.map { $0.ways.contains(.scan) ? .scan(key) : .see(key) }
        case .capture(let key):
            service.captures.first { $0.key == key }.map {
                $0.ways.contains(.photographerCode) ? .code(key) : .take(key)
            }
        case .signature: .sign
        case .role, .birthDate: nil
        }
    }

    private static func answer(
        _ field: Field, _ persons: [Person], on day: CalendarDate, _ dice: inout Dice
    ) -> Act {
        let others = persons.dropFirst().map(\.id)
        return .answer(field.key, typed: TypedAnswers.text(for: field, persons: others, on: day, &dice))
    }

    /// What the case holds after these acts, as the rules see it.
    private static func record(
        _ acts: [Act], persons: [Person], of service: Service, on day: CalendarDate
    ) -> CaseRecord {
        var record = CaseRecord(
            persons: persons.map { CaseRecord.Person(id: $0.id, role: $0.role, attributes: $0.attributes) })
        for (field, value) in service.prefill(from: persons[0].attributes) { record.answers[field] = value }
        let context = KitForms.context(
            on: day, persons: Dictionary(uniqueKeysWithValues: persons.map { ($0.id, $0.id.text) }))
        for act in acts {
            switch act {
            case .answer(let key, let typed):
                if case .success(let value?)? = service.field(key)?.read(typed, in: context) {
                    record.answers[key] = value
                }
            case .see(let key): record.evidence[key] = .init(isSeen: true)
            case .scan(let key): record.evidence[key] = .init(scans: ["a"])
            case .code(let key): record.captures[key] = .coded("c")
            case .take(let key): record.captures[key] = .taken("a")
            case .sign: record.signature = .signed("a")
            }
        }
        return record
    }

    /// The same walk with one thing left out, so that exactly this is missing and nothing else stands against it.
    /// - Returns: `nil` when the service needs nothing.
    func leavingOneOut() -> WalkPlan? {
        var dice = Dice(service.key.text + "/incomplete")
        for index in acts.indices.shuffled(using: &dice) {
            var fewer = self
            fewer.acts.remove(at: index)
            let review = CaseReview(
                of: Self.record(fewer.acts, persons: persons, of: service, on: day), service: service, devices: [],
                on: day)
            guard review.failures.isEmpty, review.missing.count == 1 else { continue }
            fewer.missing = review.missing
            return fewer
        }
        return nil
    }
}
