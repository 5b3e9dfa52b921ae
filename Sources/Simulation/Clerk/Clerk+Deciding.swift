import Casework
import Kit

extension Clerk {
    private static let opening = CashCount([.euro50: 2, .euro5: 10, .cent50: 20])!

    /// What the desk's pages decide for a form that brings no file.
    func events(
        of step: DayPlan.Step, _ index: Int, token: String, in view: DeskView, _ names: inout RandomNames
    ) throws -> [DeskEvent] {
        let clerk = SimulatedTown.clerk
        let outing = outing(of: index)
        var draft = DeskDraft(view)
        func number(_ slot: Int) throws -> CaseNumber {
            guard let number = self.number(slot, in: view) else { throw CaseRefusal.notOpened }
            return number
        }
        func command(_ act: OutingCommand.Act) -> OutingCommand {
            OutingCommand(by: clerk, token: token, act)
        }
        switch step {
        case .openDay:
            if view.book.isOpen { return [] }
            try draft.decide(BookCommand(by: clerk, .openDay(view.today, Self.opening)), on: view.today)
        case .openOuting: return try OutingOpening(at: "krug", by: clerk).decide(view, id: outing)
        case .takeTicket: try draft.decide(command(.takeTicket(wish: nil)), in: outing)
        case .callNext: try draft.decide(command(.callNext), in: outing)
        case .startVisit(let visit):
            let called = try draft.outing(outing).tickets.last { if case .called = $0.state { true } else { false } }
            try draft.decide(command(.startVisit(self.visit(visit), ticket: called?.number)), in: outing)
        case .addPerson(let visit):
            try draft.decide(command(.addPerson(self.visit(visit), person(visit), as: .applicant)), in: outing)
        case .know(let visit, let attribute, let value):
            try draft.set(
                attribute, label: attribute.rawValue, to: value, of: person(visit), in: self.visit(visit), at: outing,
                source: .typed, by: clerk)
        case .openCase(let slot):
            let planned = plan.cases[slot]
            try draft.open(
                CaseWish(service: planned.service, person: person(planned.visit)), in: visit(planned.visit), at: outing,
                by: clerk, token: token)
        case .answer(let slot, let key, let typed):
            let file = try DeskCase(try number(slot), in: view)
            guard let field = file.service.field(key) else { return [] }
            try draft.answer(field, try field.read(typed, in: file.context).get(), of: file, by: clerk, seen: nil)
        case .see(let slot, let key):
            try draft.decide(
                CaseCommand(by: clerk, token: token, .seeEvidence(key, title: key.text, note: nil)),
                on: try number(slot))
        case .code(let slot, let key):
            try draft.decide(
                CaseCommand(by: clerk, token: token, .codeCapture(key, title: key.text, code: "DM-\(index)")),
                on: try number(slot))
        case .pay(let visit, let inCash):
            guard let visit = view.state.visit(self.visit(visit))?.visit else { throw OutingRefusal.noSuchVisit }
            let bill = try view.bill(of: visit)
            try draft.issue(
                bill, inCash ? .cash(given: bill.total) : .card(reference: nil), by: clerk, token: token)
        case .reverse(let visit):
            guard let receipt = view.book.receipts.last(where: { $0.visit == self.visit(visit) }) else { return [] }
            try draft.reverse(receipt.receipt, reason: "Verzählt", by: clerk, token: token)
        case .cancel(let slot):
            try draft.decide(
                CaseCommand(by: clerk, token: token, .cancel(reason: "Zurückgezogen")), on: try number(slot))
        case .transfer(let slot):
            let wish = TransferWish(
                token: token, isIncomplete: true, followsAt: "Dorf · Krug", code: names.citizenCode())
            try draft.transfer(try number(slot), wish, by: clerk)
            return draft.events
        case .endVisit(let visit): try draft.decide(command(.endVisit(self.visit(visit))), in: outing)
        case .handOver:
            try draft.decide(
                BookCommand(
                    by: clerk, token: token,
                    .handOver(Self.opening, to: SimulatedTown.otherClerk, explanation: "Gezählt")), on: view.today)
        case .closeOuting: return try OutingClosing(by: clerk, leavingOpen: true).decide(view)
        case .closeDay:
            if !view.book.isOpen { return [] }
            try draft.decide(BookCommand(by: clerk, .closeDay(Self.opening, explanation: "Gezählt")), on: view.today)
        case .scan, .sign, .night: return []
        }
        try draft.settleFees(by: clerk)
        return draft.events
    }
}
