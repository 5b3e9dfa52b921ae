import Casework
import Testing

@testable import Kit

/// From F2 to the opened case, over HTTP and without scripts.
@Suite struct VisitTests {
    static let erika = """
        IDD<<T220001293<<<<<<<<<<<<<<<
        6408125<3108011D<<2108<<<<<<<6
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
                    ("birthDate.year", "1964"), ("nationality", "000"), ("documentNumber", "T22000129"),
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

    @Test func aWrongDigitIsNamedAndNothingIsLost() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let visit = try await Self.visit(browser)
            let wrong = Self.erika.replacing("6408125", with: "6408124")
            let answer = try await browser.post(visit + "/zone", [("zone", wrong)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Prüfziffer des Geburtsdatums"))
            #expect(answer.text.contains("MUSTERMANN&lt;&lt;ERIKA"))
        }
        #expect(try await kit.desk.view().outing?.visits.first?.persons.isEmpty == true)
    }
}
