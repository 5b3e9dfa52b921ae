package import Casework

extension DeskDraft {
    /// Sets what is known of a person and carries it to every open case of the visit, so that nothing is asked twice.
    ///
    /// A field of a case follows as long as it is empty or still holds what the visit said before; what the clerk typed there otherwise
    /// stays.
    package mutating func set(
        _ attribute: PersonAttribute, label: String, to value: FieldValue?, of person: PersonID, in visit: VisitID,
        at outing: OutingID, source: CaseAnswered.Source, by clerk: ClerkID, seen: Int? = nil
    ) throws {
        let before = try self.visit(visit, in: outing).person(person)?.values[attribute]
        let isNew = try decide(
            OutingCommand(
                by: clerk, seen: seen,
                .setAttribute(visit, person, attribute, label: label, value, source: source)),
            in: outing)
        guard isNew else { return }
        for number in try self.visit(visit, in: outing).cases {
            try carry(attribute, from: before, to: value, of: person, to: number, by: clerk)
        }
        try refresh(person, because: attribute, in: visit, at: outing, by: clerk)
    }

    /// Takes a person out of a visit who takes part in none of its cases.
    mutating func remove(_ person: PersonID, from visit: VisitID, at outing: OutingID, by clerk: ClerkID) throws {
        let cases = try self.visit(visit, in: outing).cases.filter { number in
            try item(number).state != .cancelled && item(number).names(person)
        }
        try decide(OutingCommand(by: clerk, .removePerson(visit, person, cases: cases)), in: outing)
    }

    private mutating func carry(
        _ attribute: PersonAttribute, from before: FieldValue?, to value: FieldValue?, of person: PersonID,
        to number: CaseNumber, by clerk: ClerkID
    ) throws {
        let item = try item(number)
        guard item.state == .open, let service = try? view.service(of: item),
            item.persons.contains(where: { $0.id == person && $0.role == .applicant })
        else { return }
        let context = KitForms.context(on: view.today)
        for field in service.fields where field.person == attribute {
            let current = item.answers[field.key]?.value
            guard current == nil || current == before, value.map(field.accepts) ?? true else { continue }
            try decide(
                CaseCommand(
                    by: clerk,
                    .answer(
                        field.key, label: field.label.de, value: value,
                        shown: value.map { field.show($0, in: .german, context: context) }, source: .visit)),
                on: number)
        }
    }

    /// What a case keeps of its persons, so that it stands by itself: of the applicant who she is, of others all that is known.
    private mutating func refresh(
        _ person: PersonID, because attribute: PersonAttribute, in visit: VisitID, at outing: OutingID,
        by clerk: ClerkID
    ) throws {
        let visit = try self.visit(visit, in: outing)
        guard let known = visit.person(person)?.values else { return }
        for number in visit.cases {
            let item = try item(number)
            guard item.state == .open else { continue }
            for joined in item.persons where joined.id == person {
                guard joined.role != .applicant || Self.identifying.contains(attribute) else { continue }
                try decide(
                    CaseCommand(by: clerk, .join(person, as: joined.role, attributes: known)), on: number)
            }
        }
    }

    private static let identifying: Set<PersonAttribute> = [.familyName, .givenNames, .birthName, .birthDate]
}

extension Case {
    /// Whether a person takes part, in a role or as an answer.
    func names(_ person: PersonID) -> Bool {
        persons.contains { $0.id == person }
            || answers.values.contains {
                if case .persons(let named) = $0.value { named.contains(person) } else { false }
            }
    }
}
