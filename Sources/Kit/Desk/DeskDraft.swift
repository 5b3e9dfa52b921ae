package import Casework

/// What one commit decides, step by step: each decision sees what those before it decided, and nothing is written until all are made.
package struct DeskDraft {
    package let view: DeskView
    package private(set) var events: [DeskEvent] = []
    /// Only what was changed; everything else stands in the view.
    private var outings: [OutingID: Outing] = [:]
    private var cases: [CaseNumber: Case] = [:]
    private var touched: [CaseNumber] = []

    package init(_ view: DeskView) { self.view = view }

    package func outing(_ id: OutingID) throws(DeskFault) -> Outing {
        guard let outing = outings[id] ?? view.state.outings[id] else { throw .noOuting }
        return outing
    }

    /// The visit as decided so far.
    package func visit(_ id: VisitID, in outing: OutingID) throws(DeskFault) -> Visit {
        guard let visit = try self.outing(outing).visit(id) else { throw .noSuchVisit }
        return visit
    }

    package func item(_ number: CaseNumber) throws(DeskFault) -> Case {
        guard let item = cases[number] ?? view.state.cases[number] else { throw .noSuchCase(number) }
        return item
    }

    /// - Returns: whether anything was decided; nothing is where all is so already or the same form was sent before.
    @discardableResult
    package mutating func decide(_ command: OutingCommand, in id: OutingID) throws -> Bool {
        var outing = try outing(id)
        let decided = try outing.decide(command, on: view.believedDay, calling: view.queueOrder)
        for event in decided {
            outing.apply(event, at: view.now)
            events.append(.ofOuting(id, event))
        }
        outings[id] = outing
        return !decided.isEmpty
    }

    /// - Returns: as for an outing.
    @discardableResult
    package mutating func decide(_ command: CaseCommand, on number: CaseNumber) throws -> Bool {
        var item = try item(number)
        let decided = try item.decide(command)
        for event in decided {
            item.apply(event, at: view.now)
            events.append(.ofCase(number, event))
        }
        cases[number] = item
        if !decided.isEmpty, !touched.contains(number) { touched.append(number) }
        if case .answer(let field, _, _, _, _) = command.act, !decided.isEmpty {
            try reopenChip(of: number, because: field, by: command.by)
        }
        return !decided.isEmpty
    }

    package mutating func open(_ opened: CaseOpened) {
        cases[opened.number] = Case(opened: opened, at: view.now)
        events.append(.ofCase(opened.number, .opened(opened)))
        touched.append(opened.number)
    }

    /// Goes before the entry that names the attachment.
    package mutating func add(_ event: DeskEvent) { events.append(event) }

    /// The fees of every case that was changed are decided anew, so that bill and receipt carry what holds now.
    package mutating func settleFees(by clerk: ClerkID) throws {
        for number in touched {
            let item = try item(number)
            guard item.state == .open, let service = try? view.service(of: item), let opening = item.opening else {
                continue
            }
            let facts = Facts(of: item.record, service: service, devices: view.readyDevices, on: opening.day)
            let positions = service.fees(facts).positions
            try decide(
                CaseCommand(by: clerk, .decideFees(positions, catalogue: view.catalogue.hash)), on: number)
            let total = positions.compactMap(\.amount).reduce(Money.zero, +)
            // A reduction to more than the fee that is left reduces nothing any more.
            if let waiver = try self.item(number).waiver, waiver.reducedTo > total {
                try decide(CaseCommand(by: clerk, .takeBackWaiver), on: number)
            }
        }
    }
}

extension DeskView {
    /// Keys of the devices that can be used now.
    package var readyDevices: Set<String> { Set(devices.filter(\.isReady).map(\.key)) }
}
