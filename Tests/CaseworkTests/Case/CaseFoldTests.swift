import Testing

@testable import Casework

@Suite("The fold of a case") struct CaseFoldTests {
    @Test("any event in any order gives a case, always the same", arguments: 0..<40)
    func anyOrder(seed: UInt64) {
        var lot = Lot(seed)
        let events = (0..<300).map { _ in (CaseEvent.wild(&lot), lot.moment()) }
        var first = Case(number: "W01A-0001-X")
        var second = first
        for (event, moment) in events {
            first.apply(event, at: moment)
            _ = (first.unpaid, first.unpaidPositions, first.record, first.attachments, first.retentionEnd)
            _ = (first.isOverdue(on: CaseDesk.day), first.openQuestion)
        }
        for (event, moment) in events { second.apply(event, at: moment) }
        #expect(first == second)
        #expect(first.revision == 300)
    }

    @Test("a sealed case stands where an open one stands", arguments: 0..<40)
    func sealed(seed: UInt64) throws {
        var lot = Lot(seed)
        var clear = Case(number: "W01A-0001-X")
        var sealed = clear
        for _ in 0..<60 {
            // What the types alone do not say: a second opening, and that a service ended at the desk.
            let event = CaseEvent.wild(&lot, kind: lot.number(1...CaseEvent.kinds - 1))
            if case .transferred(let transfer) = event, transfer.finished { continue }
            // Always in clear.
            if case .erased = event { continue }
            let written = try CaseEvent.codec.encode(event)
            let moment = Moment(milliseconds: CaseDesk.morning)
            clear.apply(event, at: moment)
            sealed.applyWithoutBody(type: written.type, version: written.version, at: moment, because: .sealed)
            #expect(clear.state == sealed.state)
            #expect(clear.endedOn == sealed.endedOn)
        }
        #expect(clear.irregular.count == sealed.irregular.count)
        #expect(sealed.access == .sealed)
    }

    @Test("a sealed case is refused, an erased one says so") func closedRefusals() {
        var sealed = Case(number: "W01A-0001-X")
        sealed.applyWithoutBody(type: "case.opened", version: 1, at: Moment(milliseconds: 0), because: .sealed)
        #expect(throws: CaseRefusal.closed(.sealed)) {
            try sealed.decide(CaseCommand(by: "m", .cancel(reason: "Irrtum")))
        }
        sealed.applyWithoutBody(type: "case.answered", version: 1, at: Moment(milliseconds: 0), because: .erased)
        sealed.applyWithoutBody(type: "case.answered", version: 1, at: Moment(milliseconds: 0), because: .sealed)
        #expect(sealed.access == .erased)
        #expect(throws: CaseRefusal.closed(.erased)) {
            try sealed.decide(CaseCommand(by: "m", .cancel(reason: "Irrtum")))
        }
        #expect(throws: CaseRefusal.notOpened) {
            try Case(number: "W01A-0001-X").decide(CaseCommand(by: "m", .look))
        }
    }

    @Test("an event of another release is kept in sight and changes nothing else") func unknown() {
        var desk = CaseDesk()
        let before = desk.case
        desk.append(.unknown(type: "case.sung", version: 3))
        #expect(desk.case.revision == before.revision + 1)
        #expect(desk.case.history.last?.german == "Eintrag einer anderen Programmversion")
        #expect(desk.case.state == before.state && desk.case.answers == before.answers)
    }

    @Test("an answer after the transfer changes nothing and stays in sight") func irregular() throws {
        var desk = try CaseDesk.atOffice()
        desk.append(
            .answered(CaseAnswered(field: "a", label: "A", value: .text("1"), shown: "1", source: .typed, clerk: "m")))
        #expect(desk.case.answers.isEmpty)
        #expect(desk.case.irregular.map(\.stateBefore) == [.new])
    }

    @Test("a second opening, and that of another case, changes nothing") func secondOpening() {
        var lot = Lot(3)
        var desk = CaseDesk()
        let before = desk.case.opening
        desk.append(.opened(CaseEvent.opening(&lot, number: "W01A-0001-X")))
        #expect(desk.case.opening == before)
        var other = Case(number: "W01A-0009-F")
        other.apply(.opened(CaseEvent.opening(&lot, number: "W01A-0001-X")), at: Moment(milliseconds: 0))
        #expect(other.opening == nil && other.irregular.count == 1)
    }

    /// Random commands of two clerks, stale ones and double clicks among them.
    @Test("what is decided is applied, and replaying gives the same case", arguments: 0..<60)
    func commands(seed: UInt64) throws {
        var lot = Lot(seed)
        var desk = CaseDesk()
        var refused = 0
        for _ in 0..<200 {
            let before = desk.case
            do {
                let events = try desk.perform(
                    .wild(&lot), by: lot.name("clerk", 2), seen: lot.maybe(lot.number(0...desk.case.revision)),
                    token: lot.token())
                if events.isEmpty { #expect(desk.case == before) }
            } catch {
                refused += 1
                #expect(desk.case == before)
                #expect(
                    error.message.count > 10 && !error.message.contains("bitte") && !error.message.contains("ungültig"))
            }
            #expect(desk.case.irregular.isEmpty)
            #expect(desk.case.state == .open || desk.case.state == .cancelled || desk.case.transfer != nil)
            #expect(desk.case.endedOn != nil || !desk.case.state.isEnded)
        }
        #expect(refused > 0)
        var replayed = Case(number: desk.case.number)
        for (event, moment) in desk.journal {
            let written = try CaseEvent.codec.encode(event)
            replayed.apply(
                try CaseEvent.codec.decode(type: written.type, version: written.version, body: written.body), at: moment
            )
        }
        #expect(replayed == desk.case)
    }

    @Test("the random commands reach every state there is") func coverage() {
        var met: Set<CaseState> = []
        for seed in 0..<150 {
            var lot = Lot(UInt64(seed))
            var desk = CaseDesk()
            for _ in 0..<200 {
                _ = try? desk.perform(.wild(&lot))
                met.insert(desk.case.state)
            }
        }
        #expect(met == Set(CaseState.allCases))
    }
}

extension CaseCommand.Act {
    static func wild(_ lot: inout Lot) -> CaseCommand.Act {
        switch lot.number(1...44) {
        case 1...12:
            let text = lot.text()
            return .answer(
                lot.name("field"), label: "Feld", value: lot.maybe(.text(text)), shown: text, source: .typed)
        case 13: return .join(lot.name("person"), as: lot.role(), attributes: lot.attributes())
        case 14: return .leave(lot.name("person"), as: lot.role())
        case 15: return .seeEvidence(lot.name("evidence"), title: "Ausweis", note: lot.maybe(lot.text()))
        case 16, 17: return .scanEvidence(lot.name("evidence"), title: "Ausweis", lot.attachment())
        case 18: return .withdrawEvidence(lot.name("evidence"), lot.maybe(lot.name("attachment", 6)))
        case 19: return .codeCapture(lot.name("capture"), title: "Foto", code: lot.text())
        case 20:
            return .takeCapture(
                lot.name("capture"), title: "Foto", lot.attachment(), device: "Kamera", place: "Straach")
        case 21: return .giveUpCapture(lot.name("capture"), title: "Foto", reason: lot.text())
        case 22: return .sign(lot.attachment(), statement: "Ich beantrage.", signer: nil)
        case 23: return .recordAbsentSignature(reason: lot.text(), witness: lot.text())
        case 24: return .decideFees((0..<lot.number(0...3)).map { _ in lot.position() }, catalogue: "00")
        case 25: return .decideWaiver(.init(reducedTo: lot.money(), reason: lot.text(), law: "§ 1"))
        case 26: return .takeBackWaiver
        case 27: return .pay(lot.receiptNumber(), lot.money())
        case 28: return .check(readByCitizen: lot.chance(2))
        case 29:
            return CaseDesk.transfer(
                missing: lot.chance(2) ? [] : ["Foto"],
                hindrances: lot.chance(4) ? ["Diese Leistung gibt es ab 16 Jahren."] : [],
                asIncomplete: lot.chance(2),
                followsAt: lot.maybe(lot.text()), finished: lot.chance(5))
        case 30: return lot.chance(6) ? .cancel(reason: lot.text()) : .look
        case 31: return .note(lot.text())
        case 32: return .receive(at: lot.moment())
        case 33: return .take(fileNumber: lot.text())
        case 34: return .askBack(question: lot.text(), due: lot.day(), telling: .letter, today: lot.day())
        case 35: return .tell(note: lot.text())
        case 36, 37: return .receiveAnswer(follower: lot.name("case"), day: lot.day())
        case 38: return .forward(to: lot.name("unit"), reason: lot.text())
        case 39: return lot.chance(3) ? .makeReady(place: lot.text()) : .look
        case 40: return .handOut(to: lot.text())
        case 41: return lot.chance(5) ? .withdraw(reason: lot.text()) : .look
        case 42: return lot.chance(5) ? .reject(reason: lot.text()) : .look
        case 43: return lot.chance(5) ? .finish(note: lot.maybe(lot.text())) : .look
        default: return .look
        }
    }
}
