import Casework

extension ServiceKey {
    /// The service for complaints, defects, questions and praise.
    static let concern: ServiceKey = "anliegen"
}

/// What was said of a concern.
struct Concern: Sendable {
    let values: [(field: Field, value: FieldValue)]

    /// What is known of who said it; nobody must say who she is.
    var person: [PersonAttribute: FieldValue] {
        values.reduce(into: [:]) { known, answer in
            if let attribute = answer.field.person { known[attribute] = answer.value }
        }
    }

    /// Without what was typed into fields that do not show: the name of somebody who wants no answer is not kept.
    func limited(to service: Service, on day: CalendarDate) -> Concern {
        let shown = review(service, on: day).facts.answers
        return Concern(values: values.filter { shown[$0.field.key] != nil })
    }

    func review(_ service: Service, on day: CalendarDate) -> CaseReview {
        let answers = Dictionary(values.map { ($0.field.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let applicant = CaseRecord.Person(id: "-", role: .applicant, attributes: person)
        return CaseReview(
            of: CaseRecord(answers: answers, persons: [applicant]), service: service, devices: [], on: day)
    }
}

extension DeskDraft {
    /// Opens the case, answers it and gives it away; in the clerk's open visit, or in one of its own that begins and ends with it.
    mutating func take(_ typed: Concern, names: inout RandomNames, by clerk: ClerkID, token: String?) throws {
        guard let outing = view.outing?.id else { throw DeskFault.noOuting }
        let service = try view.concernService
        let concern = typed.limited(to: service, on: view.today)
        if let token, try self.outing(outing).tokens[token] != nil { return }
        // Who wants no answer stays unnamed, also when a visit knows her.
        let running =
            concern.person.isEmpty ? nil : try self.outing(outing).openVisits(of: clerk).last { $0.applicant != nil }
        let visit = running?.id ?? VisitID(names.next())
        if running == nil {
            try decide(OutingCommand(by: clerk, .startVisit(visit, ticket: nil)), in: outing)
            try addPerson(of: concern, as: PersonID(names.next()), to: visit, at: outing, by: clerk)
        }
        let number = try open(CaseWish(service: .concern), in: visit, at: outing, by: clerk, token: token)
        // Answers to fields that do not show are no part of it; what the visit knows of the person is left out unless she said it here.
        let shown = concern.review(service, on: view.today).facts.answers
        let context = KitForms.context(on: view.today)
        for field in service.fields {
            let value = shown[field.key]
            if try item(number).answers[field.key]?.value == value { continue }
            try decide(
                CaseCommand(
                    by: clerk,
                    .answer(
                        field.key, label: field.label.de, value: value,
                        shown: value.map { field.show($0, in: .german, context: context) }, source: .typed)),
                on: number)
        }
        try settleFees(by: clerk)
        try transfer(number, TransferWish(code: names.citizenCode()), by: clerk)
        if running == nil { try end(visit, at: outing, by: clerk) }
    }

    private mutating func addPerson(
        of concern: Concern, as person: PersonID, to visit: VisitID, at outing: OutingID, by clerk: ClerkID
    ) throws {
        try decide(OutingCommand(by: clerk, .addPerson(visit, person, as: .applicant)), in: outing)
        for (field, value) in concern.values {
            guard let attribute = field.person else { continue }
            try decide(
                OutingCommand(
                    by: clerk, .setAttribute(visit, person, attribute, label: field.label.de, value, source: .typed)),
                in: outing)
        }
    }
}
