package import Casework

/// Opening a case in a visit: who takes part, what is known already.
package enum CaseOpening {
    /// Who takes part in which role when a service is opened for a person.
    package static func participants(
        of service: Service, for applicant: Visit.Person, in visit: Visit
    ) -> [(person: Visit.Person, role: Role)] {
        let rules = Set(service.roles.map(\.role))
        let others = visit.persons.filter { $0.id != applicant.id }.compactMap { person -> (Visit.Person, Role)? in
            role(of: person, for: applicant, among: rules).map { (person, $0) }
        }
        return [(applicant, .applicant)] + others
    }

    /// What somebody else of the visit is in this case; nil for nobody in particular.
    private static func role(of person: Visit.Person, for applicant: Visit.Person, among rules: Set<Role>) -> Role? {
        // In a case of the child, who came with it is the one with custody.
        if applicant.role == .child, person.role == .applicant { return rules.contains(.custodian) ? .custodian : nil }
        if person.role == .child, rules.contains(.familyMember), applicant.role == .applicant { return .familyMember }
        if person.role == .custodian, applicant.role != .child { return nil }
        return person.role != .applicant && rules.contains(person.role) ? person.role : nil
    }

    /// The record such a case would begin with.
    package static func record(of service: Service, for applicant: Visit.Person?, in visit: Visit) -> CaseRecord {
        guard let applicant else { return CaseRecord() }
        let answers = service.prefill(from: applicant.values).map { ($0.field, $0.value) }
        return CaseRecord(
            answers: Dictionary(answers, uniquingKeysWith: { first, _ in first }),
            persons: participants(of: service, for: applicant, in: visit).map {
                CaseRecord.Person(id: $0.person.id, role: $0.role, attributes: $0.person.values)
            })
    }
}

/// What is asked for when a service is chosen.
package struct CaseWish: Sendable {
    package var service: ServiceKey
    package var person: PersonID?
    package var waitsFor: CaseNumber?
    package var follows: CaseNumber?
    package var question: String?
    /// Who decides, where it is not the service's own unit: the one whose case this follows.
    package var unit: UnitKey?

    package init(
        service: ServiceKey, person: PersonID? = nil, waitsFor: CaseNumber? = nil, follows: CaseNumber? = nil,
        question: String? = nil, unit: UnitKey? = nil
    ) {
        self.service = service
        self.person = person
        self.waitsFor = waitsFor
        self.follows = follows
        self.question = question
        self.unit = unit
    }
}

extension DeskDraft {
    /// Opens a case in a visit, joins its persons and answers what the visit knows.
    /// - Parameter token: of the form; a form sent twice opens one case.
    /// - Returns: the number of the case the form made, now or before.
    @discardableResult
    package mutating func open(
        _ wish: CaseWish, in visitID: VisitID, at outingID: OutingID, by clerk: ClerkID, token: String?
    ) throws -> CaseNumber {
        let outing = try outing(outingID)
        if let token, let made = outing.tokens[token] { return CaseNumber(made) }
        guard let service = view.catalogue.service(wish.service) else { throw DeskFault.noSuchService }
        let visit = try visit(visitID, in: outingID)
        let number = view.state.nextCaseNumber(ahead: openedCount)
        // Decides first, so that an ended visit or one without a person opens nothing.
        try decide(OutingCommand(by: clerk, token: token, .addCase(visitID, number)), in: outingID)
        guard let applicant = wish.person.flatMap(visit.person) ?? visit.applicant ?? visit.persons.first else {
            throw OutingRefusal.noPerson
        }
        let partner: PartnerKey? = if case .partner(let key, _) = service.responsible { key } else { nil }
        open(
            CaseOpened(
                number: number, service: service.key, title: service.title.de, leika: service.leika,
                unit: wish.unit ?? service.unit,
                partner: partner, catalogue: view.catalogue.hash, outing: outingID, venue: outing.opening?.venue,
                venueTitle: outing.opening?.venueTitle, visit: visitID, clerk: clerk, day: view.today,
                follows: wish.follows, question: wish.question,
                waitsFor: wish.waitsFor.flatMap { visit.cases.contains($0) ? $0 : nil },
                retentionMonths: service.retention.caseMonths, deadlineDays: service.deadlineDays, token: token))
        for (person, role) in CaseOpening.participants(of: service, for: applicant, in: visit) {
            try decide(CaseCommand(by: clerk, .join(person.id, as: role, attributes: person.values)), on: number)
        }
        let context = KitForms.context(on: view.today, visit: visit)
        for (key, value) in service.prefill(from: applicant.values) {
            guard let field = service.field(key) else { continue }
            try decide(
                CaseCommand(
                    by: clerk,
                    .answer(
                        key, label: field.label.de, value: value,
                        shown: field.show(value, in: .german, context: context), source: .visit)),
                on: number)
        }
        return number
    }

    private var openedCount: Int {
        events.count { if case .ofCase(_, .opened) = $0 { true } else { false } }
    }
}
