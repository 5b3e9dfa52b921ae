import Casework
import Foundation
import HTTPTypes
import Sync
import Testing
import Town

@testable import Office

@Suite struct PageTests {
    private static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: 300))

    /// An office with one case of the Bürgerbüro, one of the Steueramt, one partner's, one incomplete.
    private struct Filled {
        let bench: OfficeBench
        let program: OfficeProgram
        let kit: TestKit
        let own: CaseNumber
        let foreign: CaseNumber
        let partner: CaseNumber
        let incomplete: CaseNumber

        init() async throws {
            bench = try OfficeBench()
            kit = try bench.enrolKit(code: "W01")
            program = try await bench.program()
            own = try kit.takeIn(scan: PageTests.png)
            foreign = try kit.takeIn(unit: "steueramt")
            partner = try kit.takeIn(partner: "bundesamt-justiz")
            incomplete = try kit.takeIn { try $0.transfer(missing: ["Fingerabdrücke (nicht möglich: kein Gerät)"]) }
            try kit.count(
                .outing(
                    OutingCounted(
                        outing: "o1", day: CalendarDate(iso: "2026-12-07")!, venue: "straach-lindenhof",
                        venueTitle: "Straach · Lindenhof", closed: true)))
            try kit.count(
                .visitEnded(VisitCounted(outing: "o1", persons: 1, cases: 2, waitedMinutes: 4, servedMinutes: 11)))
            try kit.count(.caseTransferred(CaseCounted(outing: "o1", service: "personalausweis", complete: true)))
            try kit.count(.taken(TakingsCounted(outing: "o1", amount: Money(cents: 4600), way: .cash)))
            try await kit.ship(to: program.endpoints)
            await program.registry.takeIn()
        }

        func item(_ number: CaseNumber) async -> Case? { await program.registry.view().state.cases[number]?.item }
    }

    // MARK: Logging in

    @Test func everythingAsksForALogIn() async throws {
        let filled = try await Filled()
        let paths = [
            "/", "/eingang", "/suche", "/vorgang/\(filled.own.text)", "/vorgang/\(filled.own.text).json",
            "/vorgang/\(filled.own.text)/unterlage/00", "/anrufliste", "/aussentermine", "/koffer", "/mitarbeiter",
            "/stadt", "/nicht-lesbar",
        ]
        try await OfficeBrowser.open(filled.program) { browser in
            for path in paths {
                let answer = try await browser.get(path)
                #expect(answer.status == 303 && answer.location?.hasPrefix("/anmelden") == true, "\(path)")
            }
            let posted = try await browser.post("/vorgang/\(filled.own.text)/arbeit", [("text", "1")])
            #expect(posted.status == 303 && posted.location == "/anmelden")
        }
    }

    @Test func aCodeSetsTheSecretOnceAndTheSecretOpens() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        let code = try program.staff.giveCode(to: "brandt", today: CalendarDate(iso: "2026-12-07")!)
        try await OfficeBrowser.open(program) { browser in
            let first = [("kennung", "brandt"), ("code", code.code), ("kennwort", "kurz"), ("kennwort2", "kurz")]
            let short = try await browser.post("/anmelden/einmalcode", first)
            #expect(short.status == 422 && short.text.contains("mindestens 10 Zeichen"))
            let good = [
                ("kennung", "brandt"), ("code", code.code.lowercased()), ("kennwort", "drei bunte hunde"),
                ("kennwort2", "drei bunte hunde"),
            ]
            #expect(try await browser.post("/anmelden/einmalcode", good).location == "/eingang")
            #expect(try await browser.get("/eingang").status == 200)
            #expect(try await browser.post("/abmelden").location == "/anmelden")
            #expect(try await browser.get("/eingang").status == 303)
            let again = try await browser.post("/anmelden/einmalcode", good)
            #expect(again.status == 422)
            let wrong = try await browser.post("/anmelden", [("kennung", "brandt"), ("kennwort", "drei bunte katzen")])
            #expect(wrong.status == 422 && wrong.text.contains("Kennung und Kennwort passen nicht zusammen"))
            #expect(wrong.text.contains("Fehler: Anmelden") && !wrong.text.contains("drei bunte katzen"))
            let unknown = try await browser.post("/anmelden", [("kennung", "niemand"), ("kennwort", "x")])
            #expect(unknown.status == 422 && unknown.text.contains("Kennung und Kennwort passen nicht zusammen"))
            let right = [("kennung", "brandt"), ("kennwort", "drei bunte hunde"), ("back", "//evil.example/")]
            #expect(try await browser.post("/anmelden", right).location == "/eingang")
        }
    }

    @Test func wrongSecretsMakeTheNextTryWait() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            for _ in 1...3 {
                _ = try await browser.post("/anmelden", [("kennung", "krueger"), ("kennwort", "falsch")])
            }
            let fourth = try await browser.post("/anmelden", [("kennung", "krueger"), ("kennwort", "falsch")])
            #expect(fourth.status == 422 && fourth.text.contains("Der nächste Versuch geht in"))
            let other = try await browser.post("/anmelden", [("kennung", "yildiz"), ("kennwort", "falsch")])
            #expect(!other.text.contains("Der nächste Versuch"))
        }
    }

    @Test func aBlockedClerkIsOutAtOnce() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("groeger", program)
            #expect(try await browser.get("/eingang").status == 200)
            var head = OfficeBrowser(browser.client)
            try await head.logIn("brandt", program)
            #expect(try await head.post("/mitarbeiter/groeger/sperren").status == 303)
            #expect(try await browser.get("/eingang").status == 303)
        }
    }

    @Test(arguments: [nil, "http://evil.example", "null"] as [String?])
    func postsFromElsewhereAreRefused(origin: String?) async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("brandt", filled.program)
            let path = "/vorgang/\(filled.own.text)/arbeit"
            #expect(try await browser.post(path, [("text", "1")], origin: origin).status == 403)
            #expect(try await browser.post(path, [("text", "1")], token: "falsch").status == 403)
            #expect(await filled.item(filled.own)?.state == .new)
        }
    }

    // MARK: Inbox and cases

    @Test func aClerkSeesHerUnitsCasesOnly() async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let inbox = try await browser.get("/eingang")
            #expect(
                inbox.status == 200 && inbox.text.contains(filled.own.text) && !inbox.text.contains(filled.foreign.text)
            )
            #expect(inbox.text.contains("unvollständig"))
            let own = try await browser.get("/vorgang/\(filled.own.text)")
            #expect(own.status == 200 && own.text.contains("grün &lt;b&gt;") && !own.text.contains("grün <b>"))
            for path in ["", ".json", "/brief", "/unterlage/00"] {
                let foreign = try await browser.get("/vorgang/\(filled.foreign.text)\(path)")
                let unknown = try await browser.get("/vorgang/W01A-9999-X\(path)")
                #expect(foreign.status == 404 && unknown.status == 404 && foreign.text == unknown.text, "\(path)")
                #expect(foreign.text.contains("hier nicht zu sehen"))
            }
            let posted = try await browser.post("/vorgang/\(filled.foreign.text)/arbeit", [("text", "1")])
            #expect(posted.status == 404)
            #expect(await filled.item(filled.foreign)?.state == .new)
            #expect(try await browser.get("/eingang?stelle=steueramt").text.contains(filled.foreign.text) == false)
            #expect(try await browser.post("/suche", [("q", "Mustermann")]).text.contains(filled.foreign.text) == false)
            var head = OfficeBrowser(browser.client)
            try await head.logIn("brandt", filled.program)
            #expect(try await head.get("/vorgang/\(filled.foreign.text)").status == 200)
        }
    }

    @Test func everyOpeningIsRecorded() async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("krueger", filled.program)
            for _ in 1...2 { _ = try await browser.get("/vorgang/\(filled.own.text)") }
            let looks = await filled.item(filled.own)?.history.filter(\.isLook) ?? []
            #expect(looks.map(\.clerk) == ["krueger", "krueger"])
        }
    }

    @Test(arguments: [".json", ".pdf", "/deckblatt", "/deckblatt.pdf", "/brief", "/brief.pdf", "/unterlage/00"])
    func everyOpeningOfAPaperIsRecorded(path: String) async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("krueger", filled.program)
            _ = try await browser.get("/vorgang/\(filled.partner.text)\(path)")
            #expect(await filled.item(filled.partner)?.history.filter(\.isLook).map(\.clerk) == ["krueger"])
        }
    }

    @Test(arguments: [
        ("mustermann", true), ("W01A-0001", true), ("w01a0001", true), ("cfgh2346", true), ("Schmidt", false),
        ("erika must", true), ("<b>", false),
    ])
    func theSearchFinds(query: String, isFound: Bool) async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let empty = try await browser.get("/suche?q=mustermann")
            #expect(empty.status == 200 && !empty.text.contains("/vorgang/") && !empty.text.contains("mustermann"))
            #expect(empty.text.contains("<form method=\"post\" action=\"/suche\""))
            let answer = try await browser.post("/suche", [("q", query)])
            #expect(answer.status == 200 && answer.text.contains("/vorgang/\(filled.own.text)\"") == isFound)
        }
    }

    @Test func theWayFromNewToHandedOut() async throws {
        let filled = try await Filled()
        let path = "/vorgang/\(filled.own.text)"
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            #expect(try await browser.post("\(path)/arbeit", [("text", "33-2026"), ("once", "a1")]).status == 303)
            #expect(await filled.item(filled.own)?.fileNumber == "33-2026")
            let nothing = try await browser.post("\(path)/abholbereit", [("text", "  ")])
            #expect(nothing.status == 422 && nothing.text.contains("wo das Dokument abgeholt werden kann"))
            #expect(nothing.text.contains("Es gibt ein Problem") && nothing.text.contains("href=\"#a-abholbereit\""))
            for _ in 1...2 {
                #expect(try await browser.post("\(path)/abholbereit", [("text", "Schalter 3")]).status == 303)
            }
            #expect(try await browser.get("/anrufliste").text.contains("Schalter 3"))
            #expect(try await browser.get("/eingang?stand=abholbereit").text.contains(filled.own.text))
            #expect(try await browser.post("\(path)/ausgehaendigt", [("text", "Erika Mustermann")]).status == 303)
            let late = try await browser.post("\(path)/ablehnen", [("text", "zu spät")])
            #expect(late.status == 422 && late.text.contains("ausgehändigt"))
            #expect(await filled.item(filled.own)?.state == .handedOut)
            try await filled.kit.fetchFeed(filled.program.endpoints)
            let told = filled.kit.told.filter { $0.number == filled.own }
            #expect(told.map(\.state) == [.new, .inWork, .readyToCollect, .handedOut])
            #expect(told[2].note == "Schalter 3")
        }
    }

    @Test func aQuestionGoesOutAndItsAnswerIsEntered() async throws {
        let filled = try await Filled()
        let path = "/vorgang/\(filled.own.text)"
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let due = [("frist.day", "21"), ("frist.month", "12"), ("frist.year", "2026")]
            let empty = try await browser.post("\(path)/rueckfrage", [("text", ""), ("weg", "letter")] + due)
            #expect(empty.status == 422 && empty.text.contains("Schreiben Sie die Frage"))
            let past = try await browser.post(
                "\(path)/rueckfrage",
                [
                    ("text", "Größe?"), ("weg", "letter"), ("frist.day", "1"), ("frist.month", "2"),
                    ("frist.year", "2020"),
                ])
            #expect(past.status == 422 && past.text.contains("Frist") && past.text.contains("Größe?"))
            let noDay = try await browser.post(
                "\(path)/rueckfrage",
                [("text", "Größe?"), ("frist.day", "31"), ("frist.month", "2"), ("frist.year", "2027")])
            #expect(noDay.status == 422)
            for _ in 1...2 {
                let asked = try await browser.post(
                    "\(path)/rueckfrage", [("text", "Größe?"), ("weg", "letter"), ("once", "q1")] + due)
                #expect(asked.status == 303 || asked.status == 422)
            }
            #expect(await filled.item(filled.own)?.questions.count == 1)
            let letter = try await browser.get("\(path)/brief")
            #expect(letter.status == 200 && letter.text.contains("Größe?") && letter.text.contains("21.12.2026"))
            for _ in 1...2 {
                _ = try await browser.post("\(path)/antwort", [("text", "160 cm"), ("once", "x1")])
            }
            let item = await filled.item(filled.own)
            #expect(item?.openQuestion == nil && item?.followers.count == 1)
            let follower = try #require(item?.followers.first)
            #expect(follower.text.hasPrefix("Z00A-0001"))
            let page = try await browser.get("/vorgang/\(follower.text)")
            #expect(page.status == 200 && page.text.contains("160 cm") && page.text.contains("Gehört zu Vorgang"))
        }
    }

    @Test func aForwardedCaseLeavesHerSight() async throws {
        let filled = try await Filled()
        let path = "/vorgang/\(filled.own.text)"
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let nowhere = try await browser.post("\(path)/weiterleiten", [("text", "falsch hier"), ("stelle", "")])
            #expect(nowhere.status == 422)
            let noReason = try await browser.post("\(path)/weiterleiten", [("text", ""), ("stelle", "steueramt")])
            #expect(noReason.status == 422 && noReason.text.contains("Grund"))
            _ = try await browser.post("\(path)/weiterleiten", [("text", "Hundesteuer"), ("stelle", "steueramt")])
            #expect(try await browser.get(path).status == 404)
            #expect(await filled.item(filled.own)?.unit == "steueramt")
        }
    }

    // MARK: Documents and papers

    @Test func aScanIsShownUncachedAndCaged() async throws {
        let filled = try await Filled()
        let scan = try #require(await filled.item(filled.own)?.evidence["oldCard"]?.scans.first)
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let answer = try await browser.get("/vorgang/\(filled.own.text)/unterlage/\(scan.id.text)")
            #expect(answer.status == 200 && answer.bytes == Array(Self.png))
            #expect(answer.headers[.contentType] == "image/png" && answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            let other = try await browser.get("/vorgang/\(filled.partner.text)/unterlage/\(scan.id.text)")
            #expect(other.status == 404)
        }
    }

    @Test func papersAndDataOfACase() async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let cover = try await browser.get("/vorgang/\(filled.partner.text)/deckblatt")
            #expect(cover.status == 200 && cover.text.contains("Bundesamt für Justiz"))
            #expect(try await browser.get("/vorgang/\(filled.own.text)/deckblatt").status == 404)
            #expect(try await browser.get("/vorgang/\(filled.own.text)/brief").status == 404)
            // No Python here: the page says so and what to do.
            let pdf = try await browser.get("/vorgang/\(filled.own.text).pdf")
            #expect(pdf.status == 503 && pdf.text.contains("Strg+P"))
            let data = try await browser.get("/vorgang/\(filled.own.text).json")
            #expect(data.headers[.contentType]?.hasPrefix("application/json") == true)
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(data.bytes)) as? [String: Any])
            #expect(json["number"] as? String == filled.own.text && json["state"] as? String == "new")
            let answers = json["answers"] as? [[String: Any]] ?? []
            #expect(answers.map { $0["field"] as? String } == ["familyName", "givenNames", "eyeColour"])
        }
    }

    // MARK: Lists

    @Test func outingsAreCountedFromNamelessEntries() async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            let answer = try await browser.get("/aussentermine")
            #expect(
                answer.status == 200 && answer.text.contains("Straach · Lindenhof") && answer.text.contains("46,00 €"))
            #expect(!answer.text.contains("Mustermann"))
        }
    }

    @Test func kitsAreLockedByTheHeadWithAReason() async throws {
        let filled = try await Filled()
        try await OfficeBrowser.open(filled.program) { browser in
            try await browser.logIn("mueller-platz", filled.program)
            #expect(try await browser.get("/koffer").text.contains("W01"))
            #expect(try await browser.post("/koffer/W01/sperren", [("grund", "weg")]).status == 403)
            var head = OfficeBrowser(browser.client)
            try await head.logIn("brandt", filled.program)
            #expect(try await head.post("/koffer/W01/sperren", [("grund", "")]).status == 422)
            #expect(try await head.post("/koffer/W77/sperren", [("grund", "weg")]).status == 404)
            #expect(try await head.post("/koffer/W01/sperren", [("grund", "gestohlen")]).status == 303)
            #expect(try await head.get("/koffer").text.contains("gesperrt"))
            #expect(try await filled.kit.hello(filled.program.endpoints).refusal == .locked)
            #expect(try await head.post("/koffer/W01/freigeben").status == 303)
            #expect(try await filled.kit.hello(filled.program.endpoints).refusal == nil)
        }
    }

    @Test func theHeadManagesStaff() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("krueger", program)
            for path in ["/mitarbeiter", "/stadt"] { #expect(try await browser.get(path).status == 403) }
            #expect(try await browser.post("/mitarbeiter/brandt/sperren").status == 403)
            var head = OfficeBrowser(browser.client)
            try await head.logIn("brandt", program)
            let bad = try await head.post("/mitarbeiter", [("kennung", "Neu Hier"), ("name", "Neu")])
            #expect(bad.status == 422 && bad.text.contains("kleine Buchstaben"))
            let taken = try await head.post(
                "/mitarbeiter", [("kennung", "brandt"), ("name", "Neu"), ("stellen", "steueramt")])
            #expect(taken.status == 422 && taken.text.contains("gibt es schon"))
            let added = try await head.post(
                "/mitarbeiter", [("kennung", "neu"), ("name", "Nele Neu"), ("stellen", "steueramt")])
            #expect(added.status == 303)
            #expect(try await head.get("/mitarbeiter").text.contains("Nele Neu"))
            let code = try await head.post("/mitarbeiter/krueger/einmalcode")
            #expect(code.status == 200 && code.text.contains("Einmalcode für Jonas Krüger"))
            #expect(try await browser.get("/eingang").status == 303)
            #expect(try await head.post("/mitarbeiter/niemand/einmalcode").status == 404)
            var new = OfficeBrowser(browser.client)
            try await new.logIn("neu", program)
            #expect(try await new.get("/eingang").status == 200)
        }
        try await kit.fetchFeed(program.endpoints)
        let codes = kit.messages.filter { $0.kind == .staff }.compactMap { $0.open(with: kit.request.agreement) }
            .compactMap { try? JSONDecoder().decode(StaffCode.self, from: $0) }
        #expect(codes.last?.clerk == "krueger")
    }

    @Test func theTownsMistakesAreShownAndTheGoodOneStays() async throws {
        let bench = try OfficeBench()
        let copy = bench.path + "/town"
        let program = try await bench.program()
        let hash = await program.registry.view().town.town.catalogue.hash
        try Data("units: [ {key: nur-das} ]\n".utf8).write(to: URL(filePath: copy + "/units.yaml"))
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            #expect(try await browser.post("/stadt/neu-lesen").status == 303)
            let page = try await browser.get("/stadt")
            #expect(page.status == 200 && page.text.contains("units.yaml") && page.text.contains("letzte gute Stand"))
        }
        #expect(await program.registry.view().town.town.catalogue.hash == hash)
    }

    @Test func whatCannotBeReadStaysInSight() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try program.registry.ledger.write { db in
            _ = try program.registry.ledger.hold(
                "W01A-0007-X", ["Eine Anlage lässt sich nicht öffnen."], at: OfficeBench.start, db)
        }
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("krueger", program)
            let page = try await browser.get("/nicht-lesbar")
            #expect(page.status == 200 && page.text.contains("W01A-0007-X") && page.text.contains("Eine Anlage"))
            // What became of it is said by a head, with a reason, and kept.
            #expect(try await browser.post("/nicht-lesbar/geklaert", [("vorgang", "W01A-0007-X")]).status == 403)
            try await browser.logIn("brandt", program)
            let unsaid = try await browser.post("/nicht-lesbar/geklaert", [("vorgang", "W01A-0007-X")])
            #expect(unsaid.status == 422 && unsaid.text.contains("Geben Sie an, wie es geklärt ist."))
            let said = try await browser.post(
                "/nicht-lesbar/geklaert", [("vorgang", "W01A-0007-X"), ("grund", "neu aufgenommen")])
            #expect(said.location == "/nicht-lesbar")
            let after = try await browser.get("/nicht-lesbar").text
            #expect(after.contains("Alles lesbar") && after.contains("W01A-0007-X geklärt: neu aufgenommen"))
        }
    }

    @Test func whoOrderedWhatIsInTheJournalAndOnThePages() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let unsaid = try await browser.post("/koffer/W01/sperren", [("von", "koffer")])
            #expect(unsaid.status == 422 && unsaid.text.contains("Koffer W01") && unsaid.text.contains("Generation"))
            let locked = try await browser.post(
                "/koffer/W01/sperren", [("von", "koffer"), ("grund", "im Zug vergessen")])
            #expect(locked.location == "/koffer/W01")
            let page = try await browser.get("/koffer/W01").text
            #expect(page.contains("im Zug vergessen") && page.contains("Der Koffer hat noch nicht bestätigt"))
            _ = try await kit.hello(program.endpoints)
            try await kit.fetchFeed(program.endpoints)
            _ = try await kit.hello(program.endpoints)
            #expect(try await browser.get("/koffer/W01").text.contains("Der Koffer weiß davon."))
            #expect(try await browser.post("/mitarbeiter/krueger/sperren").location == "/mitarbeiter")
            #expect(try await browser.get("/mitarbeiter").text.contains("Jonas Krüger: gesperrt"))
        }
        await program.registry.close()
        // After a restart too: it is read from the journal.
        let again = try await bench.program()
        let orders = await again.registry.view().state.orders.map(\.given)
        #expect(orders.map(\.order) == [.kitLocked, .clerkBlocked] && orders.allSatisfy { $0.clerk == "brandt" })
        #expect(orders[0].reason == "im Zug vergessen" && orders[1].about == "krueger")
    }

    @Test(arguments: ["/gibtsnicht", "/vorgang", "/koffer/W01/nichts"])
    func unknownAddressesSaySo(path: String) async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("krueger", program)
            let answer = try await browser.get(path)
            #expect(answer.status == 404 && answer.text.contains("Diese Seite gibt es nicht"))
        }
    }
}
