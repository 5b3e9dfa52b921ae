package import Casework
import Hummingbird
import Pages

/// A case with its service and its visit: what is needed to change it.
package struct DeskCase: Sendable {
    package let view: DeskView
    package let item: Case
    package let service: Service
    /// False for a case whose service has left the catalogue since.
    package let isListed: Bool
    /// The visit in which it was opened, and its outing; nil for a case of an outing that is no longer folded.
    package let visit: Visit?
    package let outing: OutingID?
    package let context: FormContext

    package init(_ number: CaseNumber, in view: DeskView) throws(DeskFault) {
        let item = try view.openCase(number)
        let listed = try? view.service(of: item)
        guard let service = listed ?? item.opening.map(Service.init(unlisted:)) else { throw .noSuchService }
        let found = view.state.visit(of: number)
        self.view = view
        self.item = item
        self.service = service
        isListed = listed != nil
        visit = found?.visit
        outing = found?.outing.id
        context = KitForms.context(on: view.today, visit: found?.visit)
    }

    /// The case of the address, as it is now.
    init(of context: KitContext, at desk: Desk) async throws {
        guard let number = context.parameters.get("case"), !number.isEmpty else { throw HTTPError(.notFound) }
        try self.init(CaseNumber(number), in: await desk.view())
    }

    package var number: CaseNumber { item.number }

    /// The person whose matter it is.
    package var applicant: Visit.Person? {
        let id = item.persons.first { $0.role == .applicant }?.id
        return id.flatMap { visit?.person($0) } ?? visit?.applicant
    }
}

/// A case with everything that a page of it looks at: what shows, what is missing, what it costs.
package struct CaseFile: Sendable {
    package let desk: DeskCase
    package let review: CaseReview

    package init(_ desk: DeskCase) {
        self.desk = desk
        let (item, view) = (desk.item, desk.view)
        review = CaseReview(
            of: item.record, service: desk.service, devices: view.readyDevices, on: item.opening?.day ?? view.today)
    }

    package init(_ number: CaseNumber, in view: DeskView) throws(DeskFault) {
        self.init(try DeskCase(number, in: view))
    }

    package var view: DeskView { desk.view }
    package var item: Case { desk.item }
    package var service: Service { desk.service }
    package var isListed: Bool { desk.isListed }
    package var visit: Visit? { desk.visit }
    package var outing: OutingID? { desk.outing }
    package var context: FormContext { desk.context }
    package var number: CaseNumber { desk.number }
    package var applicant: Visit.Person? { desk.applicant }

    package var quote: FeeQuote { isListed ? service.fees(review.facts) : FeeQuote(positions: item.fees) }
}

/// A page on which something of a case is done, in the order of the task list.
package enum CasePlace: Hashable, Sendable {
    case roles
    case details(StepKey)
    /// What is done at the chip of the applicant's card.
    case chip
    case documents, captures, signature, fees, check
}

extension CaseFile {
    /// The pages this case needs now.
    package var places: [CasePlace] {
        var places: [CasePlace] = needsRoles ? [.roles] : []
        for step in review.steps {
            // The answer that says how it went comes behind the doing.
            if isListed, let chip = service.chip, step.fields.contains(where: { $0.field.key == chip.result }) {
                places.append(.chip)
            }
            places.append(.details(step.key))
        }
        if !review.evidence.isEmpty { places.append(.documents) }
        if !review.captures.isEmpty { places.append(.captures) }
        if review.signature != nil { places.append(.signature) }
        if !service.fees.isEmpty { places.append(.fees) }
        places.append(.check)
        return places
    }

    private var needsRoles: Bool {
        !missing(at: .roles).isEmpty || item.persons.count > 1
            || (!service.roles.isEmpty && (visit?.persons.count ?? 0) > 1)
    }

    package func address(of place: CasePlace) -> String {
        switch place {
        case .roles: KitAddress.roles(number)
        case .details(let step): KitAddress.details(number, step)
        case .chip: KitAddress.chip(number)
        case .documents: KitAddress.evidence(number)
        case .captures: KitAddress.captures(number)
        case .signature: KitAddress.signature(number)
        case .fees: KitAddress.fees(number)
        case .check: KitAddress.check(number)
        }
    }

    package func title(of place: CasePlace) -> String {
        switch place {
        case .roles: "Beteiligte"
        case .details(let step): service.steps.first { $0.key == step }?.title.de ?? "Angaben"
        case .chip: "Chip"
        case .documents: "Unterlagen"
        case .captures: "Erfassung"
        case .signature: "Unterschrift"
        case .fees: "Gebühren"
        case .check: "Prüfen"
        }
    }

    package func missing(at place: CasePlace) -> [Missing] {
        review.missing.filter { missing in
            switch (missing.target, place) {
            case (.role, .roles), (.birthDate, .roles): true
            case (.field(_, let field), .chip): field == service.chip?.result
            case (.field(let step, _), .details(let here)): step == here
            case (.evidence, .documents), (.capture, .captures), (.signature, .signature): true
            default: false
            }
        }
    }

    /// Where "Weiter" leads: the next page on which something is missing, then those before it, at last the check page.
    package func next(after place: CasePlace) -> CasePlace {
        let places = places
        let index = places.firstIndex(of: place) ?? -1
        let order = places[(index + 1)...] + places.prefix(max(0, index))
        return order.first { !missing(at: $0).isEmpty } ?? .check
    }

    /// The first page that needs work.
    package var firstPlace: CasePlace { places.first { !missing(at: $0).isEmpty } ?? .check }

    package func neighbours(of place: CasePlace) -> (before: CasePlace?, after: CasePlace?) {
        let places = places
        guard let index = places.firstIndex(of: place) else { return (nil, nil) }
        return (index > 0 ? places[index - 1] : nil, index + 1 < places.count ? places[index + 1] : nil)
    }

    /// Where something missing is mended.
    package func address(of missing: Missing) -> String {
        switch missing.target {
        case .role, .birthDate: address(of: .roles)
        case .field(let step, let field): KitAddress.field(number, step, field)
        case .evidence: address(of: .documents)
        case .capture: address(of: .captures)
        case .signature: address(of: .signature)
        }
    }
}
