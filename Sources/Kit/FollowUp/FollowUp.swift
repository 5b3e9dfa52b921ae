import Casework

/// A case that another one follows: of this kit, or of another and known from the office.
struct FollowedCase: Sendable {
    let number: CaseNumber
    let title: String
    /// Who decides it; the answer goes there.
    let unit: UnitKey?
    let question: String?
    /// As this kit knows them; nobody where the case was taken in elsewhere or is erased here.
    let persons: [CaseRecord.Person]

    /// Whether a new visit begins with what the followed case knows of its applicant.
    var isReadable: Bool { persons.contains { $0.role == .applicant && !$0.attributes.isEmpty } }

    init?(_ number: CaseNumber, in view: DeskView) {
        let (item, told) = (view.state.cases[number], view.state.feed.told[number])
        guard item != nil || told != nil else { return nil }
        self.number = number
        title = item.map(view.title) ?? told?.title ?? number.text
        unit = told.flatMap { view.unit(titled: $0.unit) } ?? item?.opening?.unit
        question = told?.state == .askedBack ? told?.question : nil
        persons = item?.persons ?? []
    }
}

extension DeskView {
    /// The office names the unit by its title.
    fileprivate func unit(titled title: String) -> UnitKey? { catalogue.units.first { $0.title.de == title }?.key }
}

extension ServiceKey {
    /// The service by which answers and late documents come in.
    static let followUp: ServiceKey = "nachreichung"
}

extension DeskDraft {
    /// Opens the follow-up in a visit, or in a new one with the person of the followed case.
    /// - Parameters:
    ///   - fresh: names for a new visit and its person.
    ///   - token: of the form; a form sent twice opens one case.
    mutating func follow(
        _ followed: FollowedCase, in visit: VisitID?, fresh: (visit: VisitID, person: PersonID), by clerk: ClerkID,
        token: String?
    ) throws -> CaseNumber {
        guard let outing = view.outing?.id else { throw DeskFault.noOuting }
        if let token, let made = try self.outing(outing).tokens[token] { return CaseNumber(made) }
        if visit == nil {
            try decide(OutingCommand(by: clerk, .startVisit(fresh.visit, ticket: nil)), in: outing)
        }
        let target = visit ?? fresh.visit
        if try self.visit(target, in: outing).persons.isEmpty {
            try addPerson(of: followed, as: fresh.person, to: target, at: outing, by: clerk)
        }
        let wish = CaseWish(
            service: .followUp, follows: followed.number, question: followed.question, unit: followed.unit)
        let number = try open(wish, in: target, at: outing, by: clerk, token: token)
        // What is known of the old case is not asked.
        if let field = view.catalogue.service(.followUp)?.field("caseNumber") {
            try decide(
                CaseCommand(
                    by: clerk,
                    .answer(
                        field.key, label: field.label.de, value: .text(followed.number.text),
                        shown: followed.number.text, source: .visit)),
                on: number)
        }
        return number
    }

    private mutating func addPerson(
        of followed: FollowedCase, as person: PersonID, to visit: VisitID, at outing: OutingID, by clerk: ClerkID
    ) throws {
        try decide(OutingCommand(by: clerk, .addPerson(visit, person, as: .applicant)), in: outing)
        guard let known = followed.persons.first(where: { $0.role == .applicant }) else { return }
        for (attribute, value) in known.attributes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try decide(
                OutingCommand(
                    by: clerk,
                    .setAttribute(visit, person, attribute, label: attribute.rawValue, value, source: .visit)),
                in: outing)
        }
    }
}
