import Casework
import Foundation
import Testing

@testable import Kit

/// From the check page to the citizen's paper, over HTTP and without scripts.
@Suite struct TransferTests {
    /// The case is given away with what it lacks to follow at Grabo, and the visit ends if it is named.
    static func giveAway(_ number: CaseNumber, ending visit: VisitID? = nil, at kit: TestKit) async throws {
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.transfer(
                number, TransferWish(isIncomplete: true, followsAt: "Grabo", code: "CFGH2346"), by: "mueller-platz")
            if let visit { try draft.end(visit, at: TestKit.outing, by: "mueller-platz") }
            return draft.events
        }
    }

    /// A visit of Erika with one case; everything that can be answered at once is answered in the journal.
    static func begin(_ kit: TestKit, service: ServiceKey = "meldebestaetigung") async throws -> (
        visit: VisitID, number: CaseNumber
    ) {
        let visit: VisitID = "v1"
        let known: [PersonAttribute: FieldValue] = [
            .familyName: .text("Mustermann"), .givenNames: .text("Erika"),
            .birthDate: .date(try #require(CalendarDate(year: 1983, month: 8, day: 12))),
            .street: .text("Heidestraße"), .houseNumber: .text("17"), .postCode: .text("06886"),
            .town: .text("Lutherstadt Wittenberg"), .birthPlace: .text("Berlin"), .nationality: .choice("000"),
        ]
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(
                OutingCommand(by: "mueller-platz", .startVisit(visit, ticket: nil)), in: TestKit.outing)
            try draft.decide(
                OutingCommand(by: "mueller-platz", .addPerson(visit, "p1", as: .applicant)), in: TestKit.outing)
            for (attribute, value) in known {
                try draft.decide(
                    OutingCommand(
                        by: "mueller-platz",
                        .setAttribute(visit, "p1", attribute, label: attribute.rawValue, value, source: .zone)),
                    in: TestKit.outing)
            }
            return draft.events
        }
        return (visit, try await add(service, to: visit, kit))
    }

    /// One more case in the visit, opened by the journal.
    static func add(_ service: ServiceKey, to visit: VisitID, _ kit: TestKit) async throws -> CaseNumber {
        let number = try await kit.desk.view().state.nextCaseNumber()
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.open(
                CaseWish(service: service), in: visit, at: TestKit.outing, by: "mueller-platz", token: nil)
            try draft.settleFees(by: "mueller-platz")
            return draft.events
        }
        return number
    }

    /// Answers every required field with something it takes, ticks documents and records the absence of a signature.
    static func complete(_ number: CaseNumber, _ kit: TestKit) async throws {
        // Answers make further fields show: as often as something is missing.
        for _ in 0..<12 {
            let file = try CaseFile(number, in: try await kit.desk.view())
            guard !file.review.missing.isEmpty else { return }
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                for missing in file.review.missing {
                    guard let act = try Self.act(for: missing, file) else { continue }
                    try draft.decide(CaseCommand(by: "mueller-platz", act), on: number)
                }
                try draft.settleFees(by: "mueller-platz")
                return draft.events
            }
        }
    }

    private static func act(for missing: Missing, _ file: CaseFile) throws -> CaseCommand.Act? {
        switch missing.target {
        case .field(_, let key):
            let field = try #require(file.service.field(key))
            let value = try value(for: field, on: file.view.today)
            return .answer(
                key, label: field.label.de, value: value, shown: field.show(value, in: .german, context: file.context),
                source: .typed)
        case .evidence(let key):
            let rule = try #require(file.service.evidence.first { $0.key == key })
            return rule.ways.contains(.seen) ? .seeEvidence(key, title: rule.title.de, note: nil) : nil
        case .signature: return .recordAbsentSignature(reason: "Arm im Gips", witness: "Jonas Krüger")
        default: return nil
        }
    }

    private static func value(for field: Field, on day: CalendarDate) throws -> FieldValue {
        switch field.kind {
        case .date(let past): return .date(past == false ? try #require(day.adding(days: 3)) : day)
        case .number(let min, _): return .number(min)
        case .yesNo: return .yesNo(false)
        case .choice(let choices): return .choice(try #require(choices.first).key)
        case .choices(let choices): return .choices([try #require(choices.first).key])
        case .codeList: return .choice("000")
        case .postCode: return .text("06886")
        case .phone: return .text("030 23125 100")
        case .email: return .text("name@beispiel.example")
        case .money: return .money(Money(cents: 100))
        case .iban: return .text("DE02120300000000202051")
        case .caseNumber: return .text("W01A-0042-U")
        case .documentNumber: return .text("LO1XPVMEJ2"[...].prefix(9).description)
        default: return .text("Angabe")
        }
    }

    @Test func theCheckPageShowsEveryAnswerWithItsWayBack() async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(page.status == 200)
            #expect(page.text.contains("Mustermann"))
            #expect(page.text.contains("Ändern<span class=\"unseen\">: Familienname</span>"))
            #expect(page.text.contains("1 Vorgang unvollständig abgeben"))
            #expect(page.text.contains("Straach · ehem. Gaststätte Lindenhof, Montag, 4. Januar 2027"))
        }
    }

    @Test func aCompleteCaseGoesOnceHoweverOftenTheButtonIsPressed() async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await Self.complete(number, kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(page.text.contains("1 Vorgang abgeben"))
            let form = [("once", page.once), ("revision", page.revision)]
            for _ in 0..<2 {
                let sent = try await browser.post("/vorgang/\(number.text)/abgeben", form)
                #expect(sent.status == 303)
                #expect(sent.location == "/vorgang/\(number.text)/abgegeben")
            }
            let done = try await browser.get("/vorgang/\(number.text)/abgegeben")
            #expect(done.text.contains("abgegeben, wartet auf Netz"))
            let paper = try await browser.get("/vorgang/\(number.text)/papier")
            #expect(paper.status == 200)
            #expect(paper.text.contains("Eingangsbestätigung"))
            #expect(paper.text.contains("030 23125 110"))
            #expect(
                paper.text.contains("drucken Sie die Seite mit Strg+P")
                    || paper.text.contains("Drucken Sie die Seite mit Strg+P"))
        }
        let item = try await kit.desk.view().openCase(number)
        #expect(item.state == .transferred)
        #expect(item.transfer?.missing == [])
        #expect(item.history.count { $0.what.isTransfer } == 1)
        #expect(CitizenCode(parsing: try #require(item.transfer?.code)) != nil)
        // Nothing of it is lost by a crash.
        let again = try await kit.restarted()
        #expect(try await again.desk.view().openCase(number).state == .transferred)
    }

    @Test func anIncompleteCaseNamesWhatIsMissingAndWhereItFollows() async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            let form = [("once", page.once), ("revision", page.revision)]
            let refused = try await browser.post("/vorgang/\(number.text)/abgeben", form)
            #expect(refused.status == 422)
            #expect(refused.text.contains("Es fehlt noch"))
            let unclear = try await browser.post(
                "/vorgang/\(number.text)/abgeben",
                form + [("incomplete", "yes"), ("follows", "other"), ("followsText", " ")])
            #expect(unclear.status == 422)
            #expect(unclear.text.contains("href=\"#followsText\""))
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben",
                form + [("incomplete", "yes"), ("follows", "other"), ("followsText", "Grabo, 4. Januar 2027")])
            #expect(sent.status == 303)
            let paper = try await browser.get("/vorgang/\(number.text)/papier")
            #expect(paper.text.contains("Das fehlt noch"))
            #expect(paper.text.contains("Grabo, 4. Januar 2027"))
        }
        let item = try await kit.desk.view().openCase(number)
        #expect(item.transfer?.missing.contains("Ausweis oder Pass") == true)
    }

    @Test func whatHindersIsSaidAndNothingGoes() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await Self.begin(kit, service: "fuehrungszeugnis")
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            let born = CalendarDate(year: 2015, month: 1, day: 1).map { FieldValue.date($0) }
            try draft.set(
                .birthDate, label: "Geburtsdatum", to: born, of: "p1", in: visit, at: TestKit.outing, source: .typed,
                by: "mueller-platz")
            return draft.events
        }
        try await Self.complete(number, kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(page.text.contains("ab 14 Jahren"))
            #expect(!page.text.contains("/abgeben\""))
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben", [("once", "x"), ("incomplete", "yes"), ("follows", "später")])
            #expect(sent.status == 422)
        }
        #expect(try await kit.desk.view().openCase(number).state == .open)
    }

    @Test func theCitizenReadsInLargeTypeBeforeSheSigns() async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await Self.complete(number, kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/lesen")
            #expect(page.text.contains("class=\"readout flow\""))
            #expect(!page.text.contains("Ändern"))
            let read = try await browser.post("/vorgang/\(number.text)/lesen", [("revision", page.revision)])
            #expect(read.status == 303)
        }
        let item = try await kit.desk.view().openCase(number)
        #expect(item.isChecked && item.wasReadByCitizen)
    }

    @Test func aChangeAfterThePageWasShownIsNotGivenAwayUnseen() async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await Self.complete(number, kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            _ = try await browser.post(
                "/vorgang/\(number.text)/antwort",
                [("field", "familyName"), ("familyName", "Gabler"), ("revision", "9999")], isAutosave: true)
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben", [("once", page.once), ("revision", page.revision)])
            #expect(sent.status == 422)
            #expect(sent.text.contains("noch einmal durch"))
        }
        #expect(try await kit.desk.view().openCase(number).state == .open)
    }

    @Test func allReadyCasesGoTogether() async throws {
        let kit = try await TestKit()
        let (visit, first) = try await Self.begin(kit)
        let second = try await Self.add("uebermittlungssperre", to: visit, kit)
        for number in [first, second] {
            try await Self.complete(number, kit)
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(CaseCommand(by: "mueller-platz", .check(readByCitizen: true)), on: number)
                return draft.events
            }
        }
        try await kit.play { browser in
            let end = try await browser.get("/vorsprache/\(visit.text)/beenden")
            #expect(end.text.contains("2 Vorgänge abgeben"))
            let sent = try await browser.post(
                "/vorsprache/\(visit.text)/abgeben",
                [("once", end.once)] + kit.desk.view().state.cases.keys.map { ("number", $0.text) })
            #expect(sent.location == "/vorsprache/\(visit.text)/abgegeben")
            let page = try await browser.get(sent.location)
            #expect(page.text.contains("2 Vorgänge abgegeben"))
            let ended = try await browser.post("/vorsprache/\(visit.text)/beenden", [])
            #expect(ended.location == "/heute")
        }
        let view = try await kit.desk.view()
        #expect(view.state.cases.values.allSatisfy { $0.state == .transferred })
        #expect(view.outing?.openVisits.isEmpty == true)
    }

    @Test func cancellingNeedsAReason() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let refused = try await browser.post("/vorgang/\(number.text)/verwerfen", [("reason", " ")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("Geben Sie den Grund an."))
            let done = try await browser.post("/vorgang/\(number.text)/verwerfen", [("reason", "kommt wieder")])
            #expect(done.location == "/vorsprache/\(visit.text)")
        }
        #expect(try await kit.desk.view().openCase(number).state == .cancelled)
    }
}

extension HistoryLine.What {
    fileprivate var isTransfer: Bool { if case .event(.transferred) = self { true } else { false } }
}
