/// What a case is worth at this moment: what shows, what is done, what is missing, who may not apply. Worked out anew whenever
/// something was recorded; it holds no state of its own.
package struct CaseReview: Hashable, Sendable {
    /// A step of the form with the fields that show.
    package struct Step: Hashable, Sendable {
        package let key: StepKey
        package let title: LocalizedText
        package let fields: [ShownField]
        package var missing: Int { fields.count { $0.isRequired && $0.value == nil } }
    }

    package struct ShownField: Hashable, Sendable {
        package let field: Field
        package let isRequired: Bool
        package let value: FieldValue?
    }

    package struct ShownEvidence: Hashable, Sendable {
        package let rule: EvidenceRule
        package let recorded: CaseRecord.Evidence?
        package var isMissing: Bool { rule.isRequired && !rule.isMet(by: recorded) }
    }

    package struct ShownCapture: Hashable, Sendable {
        package let rule: CaptureRule
        package let recorded: CaseRecord.Capture?
        package var isMissing: Bool {
            switch recorded {
            case .coded: !rule.ways.contains(.photographerCode)
            case .taken: !rule.ways.contains(.device)
            case .erased, .impossible, nil: true
            }
        }
    }

    /// A rule of who may apply that does not hold: the case cannot be transferred, not even as incomplete.
    package struct Failure: Hashable, Sendable {
        package let message: LocalizedText
        package let law: String?
    }

    package let facts: Facts
    /// Steps without a field that shows are left out.
    package let steps: [Step]
    package let roles: [RoleRule]
    package let evidence: [ShownEvidence]
    package let captures: [ShownCapture]
    /// `nil` when nobody needs to sign.
    package let signature: SignatureRule?
    package let failures: [Failure]
    /// In a fixed order: persons, answers in the order of the form, documents, captures, signature.
    package let missing: [Missing]
    /// Always details, documents, captures, check.
    package let tasks: [ReviewTask]

    /// Nothing is missing and nobody is kept from applying.
    package var isComplete: Bool { missing.isEmpty && failures.isEmpty }

    package init(of record: CaseRecord, service: Service, devices: Set<String>, on day: CalendarDate) {
        let facts = Facts(of: record, service: service, devices: devices, on: day)
        self.facts = facts
        steps = service.steps.compactMap { step in
            let fields = step.fields.compactMap { field -> ShownField? in
                guard facts.shows(field) else { return nil }
                return ShownField(
                    field: field, isRequired: field.requiredWhen?.holds(in: facts) ?? false,
                    value: facts.answers[field.key])
            }
            return fields.isEmpty ? nil : Step(key: step.key, title: step.title, fields: fields)
        }
        roles = service.roles
        evidence = service.evidence.filter { $0.when.holds(in: facts) }
            .map { ShownEvidence(rule: $0, recorded: record.evidence[$0.key]) }
        captures = service.captures.filter { $0.when.holds(in: facts) }
            .map { ShownCapture(rule: $0, recorded: record.captures[$0.key]) }
        signature = service.signature.flatMap { $0.requiredWhen.holds(in: facts) ? $0 : nil }
        failures = service.rules.filter { $0.holds.truth(in: facts) == .no }
            .map { Failure(message: $0.message, law: $0.law) }
        var missing = Self.missingPersons(of: service, facts: facts, steps: steps)
        for step in steps {
            missing += step.fields.filter { $0.isRequired && $0.value == nil }
                .map { .answer(to: $0.field, in: step.key) }
        }
        missing += Self.postponed(service, facts).map { [$0] } ?? []
        missing += evidence.filter(\.isMissing).map { .evidence($0.rule) }
        missing += captures.filter(\.isMissing).map { .capture($0.rule, recorded: $0.recorded) }
        if let signature, record.signature == nil { missing.append(.signature(signature)) }
        self.missing = missing
        tasks = ReviewTask.list(
            missing: missing, failures: failures, isChecked: record.isChecked, hasDetails: !steps.isEmpty,
            hasDocuments: !evidence.isEmpty, hasCaptures: !captures.isEmpty)
    }

    /// What shall be done at the chip at another stop is an open point that goes with the case.
    private static func postponed(_ service: Service, _ facts: Facts) -> Missing? {
        guard let chip = service.chip, facts.answers[chip.result] == .choice(chip.later),
            let step = service.steps.first(where: { $0.fields.contains { $0.key == chip.result } }),
            let field = service.field(chip.result)
        else { return nil }
        return .postponed(field, in: step.key)
    }

    /// Roles to fill, and birth dates on which a rule of the service hangs and for which its form has no open field.
    private static func missingPersons(of service: Service, facts: Facts, steps: [Step]) -> [Missing] {
        var missing = service.roles
            .filter { $0.requiredWhen?.holds(in: facts) == true && !facts.roles.contains($0.role) }
            .map(Missing.role)
        let isApplicantListed = missing.contains { $0.target == .role(.applicant) }
        let asksBirthDate = steps.contains { step in
            step.fields.contains { $0.field.person == .birthDate && $0.isRequired && $0.value == nil }
        }
        for role in Role.allCases where service.ages.contains(role) && facts.age(of: role) == nil {
            if role == .applicant, asksBirthDate || isApplicantListed { continue }
            if facts.roles.contains(role) {
                missing.append(.birthDate(of: role))
            } else if role == .applicant {
                missing.append(.applicant())
            }
        }
        return missing
    }
}

extension EvidenceRule {
    /// Whether what was recorded is enough: one of the ways the rule allows.
    func isMet(by recorded: CaseRecord.Evidence?) -> Bool {
        guard let recorded else { return false }
        return (ways.contains(.seen) && recorded.isSeen) || !recorded.scans.isEmpty
    }
}

extension Facts {
    /// Whether a field shows. Its own answer plays no part.
    func shows(_ field: Field) -> Bool { field.when.holds(in: self) }
}
