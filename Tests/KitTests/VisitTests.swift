import Casework
import HTTPTypes
import Pages
import Testing

@testable import Kit

/// From F2 to the opened case, over HTTP and without scripts.
@Suite struct VisitTests {
    static let erika = """
        IDD<<LO1XPVMEJ2<<<<<<<<<<<<<<<
        8308126<3108011D<<2108<<<<<<<5
        MUSTERMANN<<ERIKA<<<<<<<<<<<<<
        """

    /// A new visit; its address.
    static func visit(_ browser: TestBrowser) async throws -> String {
        let page = try await browser.get("/vorsprachen/neu")
        #expect(page.status == 200)
        let started = try await browser.post("/vorsprachen", [("once", page.once)])
        #expect(started.status == 303)
        return started.location
    }

    /// A person taken from a zone, with what the page proposes.
    static func read(_ zone: String, _ visit: String, _ browser: TestBrowser, more: [(String, String)] = [])
        async throws -> String
    {
        let read = try await browser.post(visit + "/zone", [("zone", zone)])
        #expect(read.status == 303)
        let page = try await browser.get(read.location)
        #expect(page.text.contains("aus dem Ausweis gelesen, prüfen"))
        return read.location
    }

    static func add(_ service: String, _ visit: String, _ browser: TestBrowser, person: String? = nil) async throws
        -> CaseNumber
    {
        let page = try await browser.get(visit + "/leistung?q=")
        let values = [("once", page.once), ("service", service)] + (person.map { [("person", $0)] } ?? [])
        let added = try await browser.post(visit + "/leistung", values)
        #expect(added.status == 303)
        return CaseNumber(String(added.location.dropFirst("/vorgang/".count)))
    }

    @Test func aDoubleClickStartsOneVisit() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let once = try await browser.get("/vorsprachen/neu").once
            let first = try await browser.post("/vorsprachen", [("once", once)])
            let second = try await browser.post("/vorsprachen", [("once", once)])
            #expect(first.location == second.location)
        }
        #expect(try await kit.desk.view().outing?.visits.count == 1)
    }

    @Test func erikaIsProposedAndTakenOver() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            let person = try await Self.read(Self.erika, visit, browser)
            let page = try await browser.get(person)
            for word in ["Mustermann", "Erika", "Geburtsname", "Geburtsort", "Anschrift", "Geschlecht", "12"] {
                #expect(page.text.contains(word))
            }
            let saved = try await browser.post(
                person,
                [
                    ("role", "applicant"), ("revision", page.revision), ("familyName", "Mustermann"),
                    ("givenNames", "Erika"), ("birthDate.day", "12"), ("birthDate.month", "08"),
                    ("birthDate.year", "1983"), ("nationality", "000"), ("documentNumber", "LO1XPVMEJ"),
                    ("documentExpiry.day", "1"), ("documentExpiry.month", "8"), ("documentExpiry.year", "2031"),
                ])
            #expect(saved.status == 303)
            let overview = try await browser.get(visit)
            #expect(overview.text.contains("Erika Mustermann") && overview.text.contains("gültig bis 01.08.2031"))
        }
        let known = try await kit.desk.view().outing?.visits.first?.applicant
        #expect(known?.values[.familyName] == .text("Mustermann"))
        #expect(known?.attributes[.familyName]?.source == .zone)
        // What no zone says is never marked as read.
        #expect(known?.values[.birthName] == nil && known?.values[.sex] == nil)
        #expect(known?.values[.documentKind] == .choice("identityCard"))
    }

    @Test(arguments: [
        "/vorsprache/gibtesnicht", "/vorsprache/gibtesnicht/leistung", "/vorgang/W01A-0099-X",
        "/vorgang/W01A-0099-X/unterlagen", "/vorgang/W01A-0099-X/angaben/person",
    ])
    func whatThereIsNotIsSaid(_ address: String) async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let answer = try await browser.get(address)
            #expect(answer.status == 404 && answer.text.contains("Nicht gefunden"))
        }
    }

    @Test func aServiceNeedsAPerson() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            let answer = try await browser.post(visit + "/leistung", [("service", "personalausweis"), ("once", "x")])
            #expect(answer.status == 422 && answer.text.contains("noch keine Person"))
        }
        #expect(try await kit.desk.view().state.cases.isEmpty)
    }

    @Test func withoutAnOutingNoVisitBegins() async throws {
        let kit = try await TestKit(opened: false)
        try await kit.play { browser in
            let answer = try await browser.get("/vorsprachen/neu")
            #expect(answer.status == 409 && answer.text.contains("kein Außentermin geöffnet"))
        }
    }

    @Test(arguments: [("perso", "Personalausweis beantragen"), ("umzug", "Wohnung"), ("xyzxyz", "Nichts gefunden")])
    func servicesAreFoundByAnyPart(_ typed: String, _ title: String) async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            _ = try await Self.read(Self.erika, visit, browser)
            let page = try await browser.get(visit + "/leistung?q=" + typed)
            #expect(page.text.contains(title))
            // The part that a script asks for is the list alone.
            let part = try await browser.get(visit + "/leistung?q=" + typed, headers: [Self.part: "services"])
            #expect(part.text.contains(title) && !part.text.contains("<html"))
        }
    }

    @Test func aCaseMayWaitForAnother() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            _ = try await Self.read(Self.erika, visit, browser)
            let first = try await Self.add("ummeldung", visit, browser)
            let page = try await browser.get(visit + "/leistung?q=ausweis&waitsFor=" + first.text)
            #expect(page.text.contains("name=\"waitsFor\" value=\"\(first.text)\""))
            let added = try await browser.post(
                visit + "/leistung",
                [("once", page.once), ("service", "ausweis-anschrift"), ("waitsFor", first.text)])
            #expect(added.status == 303)
            #expect(try await browser.get(visit).text.contains("wartet auf:"))
        }
    }

    static let part = HTTPField.Name("X-Part") ?? .accept

    @Test func aWrongDigitIsNamedAndNothingIsLost() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            let wrong = Self.erika.replacing("8308126", with: "8308125")
            let answer = try await browser.post(visit + "/zone", [("zone", wrong)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Prüfziffer des Geburtsdatums"))
            #expect(answer.text.contains("MUSTERMANN&lt;&lt;ERIKA"))
        }
        #expect(try await kit.desk.view().outing?.visits.first?.persons.isEmpty == true)
    }
}

/// Jürgen Groß-Müller and his children: spellings, several persons, cases for each of them.
@Suite struct FamilyVisitTests {
    static let juergen = """
        IDD<<L7GH4KT190<<<<<<<<<<<<<<<
        7903144<3305201D<<2108<<<<<<<7
        GROSS<MUELLER<<JUERGEN<PETER<<
        """
    static let zoe = """
        IDD<<L7GH4KT271<<<<<<<<<<<<<<<
        1306064<2911010D<<2108<<<<<<<1
        GROSS<MUELLER<<ZOE<<<<<<<<<<<<
        """

    /// Takes a person over with the names chosen among the spellings.
    private func takeOver(
        _ person: String, family: String, given: String, born: (String, String, String), number: String, role: String,
        _ browser: TestBrowser
    ) async throws {
        let saved = try await browser.post(
            person,
            [
                ("role", role), ("familyName.spelling", family), ("familyName", ""), ("givenNames.spelling", given),
                ("givenNames", ""), ("birthDate.day", born.0), ("birthDate.month", born.1), ("birthDate.year", born.2),
                ("documentNumber", number), ("nationality", "000"),
            ])
        #expect(saved.status == 303)
    }

    @Test func aFatherWithTwoChildren() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await VisitTests.visit(browser)
            let father = try await VisitTests.read(Self.juergen, visit, browser)
            let page = try await browser.get(father)
            for spelling in ["Groß-Müller", "Groß Müller", "Gross-Mueller", "Jürgen Peter"] {
                #expect(page.text.contains("value=\"\(spelling)\""))
            }
            try await takeOver(
                father, family: "Groß-Müller", given: "Jürgen Peter", born: ("14", "3", "1979"), number: "L7GH4KT19",
                role: "applicant", browser)
            // The daughter by her card: the page asks what she is and proposes "child".
            let daughter = try await VisitTests.read(Self.zoe, visit, browser)
            #expect(try await browser.get(daughter).text.contains("value=\"child\" selected"))
            try await takeOver(
                daughter, family: "Groß-Müller", given: "Zoe", born: ("6", "6", "2013"), number: "L7GH4KT27",
                role: "child", browser)
            // The son by form.
            let added = try await browser.post(visit + "/personen", [("role", "child"), ("once", "son")])
            let again = try await browser.post(visit + "/personen", [("role", "child"), ("once", "son")])
            #expect(added.status == 303 && added.location == again.location)
            let saved = try await browser.post(
                added.location,
                [
                    ("role", "child"), ("familyName", "Groß-Müller"), ("givenNames", "Emil"),
                    ("birthDate.day", "01022019"), ("birthDate.month", ""), ("birthDate.year", ""),
                ])
            #expect(saved.status == 303)
            let son = String(added.location.split(separator: "/").last ?? "")
            let number = try await VisitTests.add("personalausweis", visit, browser, person: son)
            let form = try await browser.get("/vorgang/\(number.text)")
            #expect(form.status == 303)
            let overview = try await browser.get(form.location).text
            #expect(overview.contains("27,60 €") && overview.contains("unter 24"))
            #expect(overview.contains("Emil Groß-Müller"))
        }
        let view = try await kit.desk.view()
        let visit = try #require(view.outing?.visits.first)
        #expect(visit.persons.map(\.name) == ["Jürgen Peter Groß-Müller", "Zoe Groß-Müller", "Emil Groß-Müller"])
        let item = try #require(view.state.cases.values.first)
        #expect(item.persons.map(\.role) == [.applicant, .custodian])
        #expect(item.persons[1].attributes[.familyName] == .text("Groß-Müller"))
        #expect(item.charge == Money(cents: 2760))
        #expect(item.answers["givenNames"]?.value == .text("Emil"))
    }

    @Test func theSameCardIsTheSamePerson() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await VisitTests.visit(browser)
            let first = try await browser.post(visit + "/zone", [("zone", Self.juergen)])
            let second = try await browser.post(visit + "/zone", [("zone", Self.juergen)])
            #expect(first.location == second.location)
        }
        #expect(try await kit.desk.view().outing?.visits.first?.persons.count == 1)
    }

    @Test func whoTakesPartInNothingCanLeaveTheVisit() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        let path = "/vorsprache/\(visit.text)"
        try await kit.play { browser in
            let added = try await browser.post(path + "/personen", [("role", "companion"), ("once", "p")])
            #expect(try await browser.get(added.location).text.contains("Aus der Vorsprache nehmen"))
            for _ in 0..<2 {
                #expect(try await browser.post(added.location + "/entfernen", []).location == path)
            }
            #expect(try await kit.desk.view().outing?.visit(visit)?.persons.map(\.id) == ["p1"])
            // The applicant is in a case: not offered, and refused with the case named.
            #expect(try await !browser.get(path + "/person/p1").text.contains("Aus der Vorsprache nehmen"))
            let refused = try await browser.post(path + "/person/p1/entfernen", [])
            #expect(refused.status == 422 && refused.text.contains(number.text))
            _ = try await browser.post("/vorgang/\(number.text)/verwerfen", [("reason", "kommt wieder")])
            #expect(try await browser.post(path + "/person/p1/entfernen", []).location == path)
        }
        let again = try await kit.restarted().desk.view()
        #expect(again.outing?.visit(visit)?.persons.isEmpty == true && again.outing?.irregular == 0)
    }

    /// One wording for where a case stands, at the left as on its own page.
    @Test func theSideSaysWhereACaseStands() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(number, at: kit)
        try await kit.play { browser in
            #expect(
                try await browser.get("/vorsprache/\(visit.text)/rechnung").text.contains("abgegeben, wartet auf Netz"))
            try await kit.tell(
                CaseTold(
                    number: number, state: .new, title: "Meldebestätigung", service: "meldebestaetigung",
                    unit: "Bürgerbüro", phone: "030", day: try #require(CalendarDate(iso: "2026-12-07"))))
            #expect(try await browser.get("/vorsprache/\(visit.text)/rechnung").text.contains("in der Zentrale, neu"))
        }
    }

    /// What a register may hold is read; what nobody is meant to choose is not offered.
    @Test(arguments: ["countries", "nationalities"])
    func listsOfferNoInternalCodes(list: String) throws {
        let day = try #require(CalendarDate(iso: "2026-12-07"))
        let offered = KitForms.codes(list, on: day)
        #expect(offered.count > 150 && offered.first?.key == "000")
        #expect(!offered.contains { $0.key == "910" || $0.title == "ohne Bezeichnung" || $0.title.contains("interne") })
        let context = KitForms.context(on: day)
        if list == "nationalities" {
            #expect(context.codeTitle(list, "910", .german) == "für interne Zwecke verwendet")
            #expect(context.codeTitle(list, "459", .german) == "Palästinensische Gebiete")
        }
    }
}
