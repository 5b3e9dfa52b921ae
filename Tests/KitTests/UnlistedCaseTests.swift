import Casework
import Testing

@testable import Kit

/// A case of a service that has left the catalogue since it was opened.
@Suite struct UnlistedCaseTests {
    private static func begin(_ kit: TestKit) async throws -> (visit: VisitID, number: CaseNumber) {
        let (visit, _) = try await TransferTests.begin(kit)
        let number = try await kit.desk.view().state.nextCaseNumber()
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(OutingCommand(by: "mueller-platz", .addCase(visit, number)), in: TestKit.outing)
            draft.open(
                CaseOpened(
                    number: number, service: "hutsteuer", title: "Hut anmelden", unit: "buergerbuero", catalogue: "alt",
                    outing: TestKit.outing, visit: visit, clerk: "mueller-platz", day: view.today, retentionMonths: 12))
            let person = try draft.visit(visit, in: TestKit.outing).persons[0]
            try draft.decide(
                CaseCommand(by: "mueller-platz", .join(person.id, as: .applicant, attributes: person.values)),
                on: number)
            try draft.decide(
                CaseCommand(
                    by: "mueller-platz",
                    .answer("brim", label: "Krempe", value: .text("breit"), shown: "breit", source: .typed)),
                on: number)
            try draft.settleFees(by: "mueller-platz")
            return draft.events
        }
        return (visit, number)
    }

    @Test(arguments: ["", "/pruefen", "/lesen", "/verwerfen", "/gebuehren", "/beteiligte"])
    func itsPagesOpen(_ path: String) async throws {
        let kit = try await TestKit()
        let (visit, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)\(path)")
            #expect(page.status == (path.isEmpty ? 303 : 200))
            #expect(try await browser.get("/vorsprache/\(visit.text)").text.contains("Hut anmelden"))
        }
    }

    @Test(arguments: [true, false])
    func itCanBeGivenAway(isComplete: Bool) async throws {
        let kit = try await TestKit()
        let (_, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(page.text.contains("steht nicht mehr im Katalog") && page.text.contains("Krempe"))
            let more = isComplete ? [] : [("incomplete", "yes"), ("follows", "Grabo, 4. Januar 2027")]
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben", [("once", page.once), ("revision", page.revision)] + more)
            #expect(sent.location == "/vorgang/\(number.text)/abgegeben")
            #expect(try await browser.get(sent.location).status == 200)
            let paper = try await browser.get("/vorgang/\(number.text)/papier")
            #expect(paper.text.contains("Hut anmelden") && paper.text.contains("meldet sich"))
        }
        let item = try await kit.desk.view().openCase(number)
        #expect(item.state == .transferred && item.transfer?.finished == false)
        #expect(item.transfer?.missing == (isComplete ? [] : [CaseFile.unverifiable]))
    }

    @Test func itCanBeCancelled() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await Self.begin(kit)
        try await kit.play { browser in
            let done = try await browser.post("/vorgang/\(number.text)/verwerfen", [("reason", "gibt es nicht mehr")])
            #expect(done.location == "/vorsprache/\(visit.text)")
        }
        #expect(try await kit.desk.view().openCase(number).state == .cancelled)
    }
}
