import Casework
import Foundation
import HTTPTypes
import Testing
import Town

@testable import Kit

/// Filling a case in: answers saved when a field is left, documents, captures, signature, fees.
@Suite struct CaseTests {
    /// A visit of a grown-up with a case of a service.
    private func begin(_ browser: TestBrowser, service: String = "personalausweis") async throws
        -> (visit: String, number: CaseNumber)
    {
        let visit = try await VisitTests.visit(browser)
        let added = try await browser.post(visit + "/personen", [("role", "applicant"), ("once", "p")])
        let saved = try await browser.post(
            added.location,
            [
                ("familyName", "Mustermann"), ("givenNames", "Erika"), ("birthDate.day", "12"),
                ("birthDate.month", "8"), ("birthDate.year", "1983"),
            ])
        #expect(saved.status == 303)
        return (visit, try await VisitTests.add(service, visit, browser))
    }

    private func answer(
        _ field: String, _ values: [(String, String)], _ number: CaseNumber, revision: Int, _ browser: TestBrowser
    ) async throws -> (status: Int, body: [String: Any]) {
        let answer = try await browser.post(
            "/vorgang/\(number.text)/antwort", [("field", field), ("revision", String(revision))] + values,
            isAutosave: true)
        let json = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        return (answer.status, json ?? [:])
    }

    @Test func anAnswerIsDurableBeforeThePageSaysSo() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let saved = try await answer("birthPlace", [("birthPlace", "Berlin")], number, revision: 999, browser)
            #expect(saved.status == 200)
            #expect(saved.body["saved"] as? String == "10:40:00")
            #expect((saved.body["shown"] as? [String])?.contains("birthPlace") == true)
            #expect((saved.body["parts"] as? [String: String])?["visit-side"]?.contains("Vorgänge") == true)
        }
        // As after a power cut: another program over the same folder, nothing was closed.
        let again = try await kit.restarted()
        let item = try #require(try await again.desk.view().state.cases.values.first)
        #expect(item.answers["birthPlace"]?.value == .text("Berlin"))
        #expect(item.answers["birthPlace"]?.shown == "Berlin")
        // What was said of the applicant is known to the visit.
        let visit = try #require(try await again.desk.view().outing?.visits.first)
        #expect(visit.applicant?.values[.birthPlace] == .text("Berlin"))
    }

    @Test(arguments: [
        ("familyName", ["familyName": "王"], "„王“"),
        (
            "birthDate", ["birthDate.day": "31", "birthDate.month": "2", "birthDate.year": "1990"],
            "Den 31. Februar gibt es nicht"
        ),
        ("heightCentimetres", ["heightCentimetres": "1,60 m"], "ganze Zahl von 30 bis 250"),
        ("postCode", ["postCode": "0688"], "fünf Ziffern"),
    ])
    func aMistakeSaysWhatToDo(_ field: String, _ typed: [String: String], _ words: String) async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let reply = try await answer(field, typed.map { ($0.key, $0.value) }, number, revision: 999, browser)
            #expect(reply.status == 422)
            #expect((reply.body["mistake"] as? String)?.contains(words) == true)
        }
    }

    @Test func twoTabsSeeBothValues() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let seen = try await kit.desk.view().openCase(number).revision
            let first = try await answer("birthPlace", [("birthPlace", "Berlin")], number, revision: seen, browser)
            #expect(first.status == 200)
            let second = try await answer("birthPlace", [("birthPlace", "Bonn")], number, revision: seen, browser)
            #expect(second.status == 409)
            #expect(second.body["yours"] as? String == "Bonn" && second.body["theirs"] as? String == "Berlin")
            let revision = try #require(second.body["revision"] as? Int)
            let third = try await answer("birthPlace", [("birthPlace", "Bonn")], number, revision: revision, browser)
            #expect(third.status == 200)
        }
    }

    @Test func anAnswerShowsWhatDependsOnIt() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let before = try await answer("reason", [("reason", "expiry")], number, revision: 999, browser)
            #expect((before.body["shown"] as? [String])?.contains("lossReported") == false)
            let after = try await answer("reason", [("reason", "loss")], number, revision: 999, browser)
            #expect((after.body["shown"] as? [String])?.contains("lossReported") == true)
            let fee = try await answer("photoWay", [("photoWay", "device")], number, revision: 999, browser)
            #expect((fee.body["parts"] as? [String: String])?["sum"]?.contains("52,00 €") == true)
        }
        #expect(try await kit.desk.view().state.cases.values.first?.charge == Money(cents: 5200))
    }

    @Test func nothingKnownIsAskedTwice() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (visit, number) = try await begin(browser)
            let other = try await VisitTests.add("ausweis-anschrift", visit, browser)
            #expect(try await kit.desk.view().openCase(other).answers["familyName"]?.source == .visit)
            _ = try await answer("familyName", [("familyName", "Musterfrau")], number, revision: 999, browser)
            let item = try await kit.desk.view().openCase(other)
            #expect(item.answers["familyName"]?.value == .text("Musterfrau"))
            #expect(item.persons.first?.attributes[.familyName] == .text("Musterfrau"))
        }
    }

    @Test func aWholeStepWithoutScripts() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let start = try await browser.get("/vorgang/\(number.text)")
            let page = try await browser.get(start.location)
            #expect(page.text.contains("Geburtsort") && page.text.contains("data-autosave"))
            let missing = try await browser.post(
                start.location, [("revision", page.revision), ("birthPlace", ""), ("familyName", "Mustermann")])
            #expect(missing.status == 422)
            #expect(missing.text.contains("Es gibt ein Problem") && missing.text.contains("Geben Sie ein: Geburtsort."))
            #expect(missing.text.contains("Trotzdem weiter"))
            let wrong = try await browser.post(
                start.location, [("revision", page.revision), ("birthPlace", "Berlin"), ("familyName", "Ж")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"Ж\""))
            let right = try await browser.post(
                start.location,
                [
                    ("revision", wrong.revision), ("birthPlace", "Berlin"), ("nationality", "000"),
                    ("familyName", "Mustermann"),
                ])
            #expect(right.status == 303 && right.location != start.location)
        }
        #expect(try await kit.desk.view().state.cases.values.first?.answers["birthPlace"]?.value == .text("Berlin"))
    }

    @Test func documentsAreSeenScannedAndWithdrawn() async throws {
        let kit = try await TestKit()
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            _ = try await answer("reason", [("reason", "expiry")], number, revision: 999, browser)
            let base = "/vorgang/\(number.text)/unterlagen"
            #expect(try await browser.get(base).text.contains("Bisheriger Ausweis oder Pass"))
            let seen = try await browser.post(base + "/oldCard/gesehen", [("note", "L01X00T47")])
            #expect(seen.location == base)
            #expect(try await browser.get(base).text.contains("gesehen"))
            let wrong = try await browser.send(
                base + "/oldCard/scan", [("once", "a")], file: [1, 2, 3], named: "x.png")
            #expect(wrong.status == 422 && wrong.text.contains("PDF, JPEG, PNG oder TIFF"))
            for _ in 1...2 {
                let sent = try await browser.send(base + "/oldCard/scan", [("once", "b")], file: png, named: "x.txt")
                #expect(sent.status == 303)
            }
            let scans = try await kit.desk.view().openCase(number).evidence["oldCard"]?.scans ?? []
            #expect(scans.count == 1)
            let scan = try #require(scans.first)
            let shown = try await browser.get("/vorgang/\(number.text)/datei/\(scan.id.text)")
            #expect(shown.status == 200 && shown.headers[.contentType] == "image/png")
            #expect(shown.headers[.cacheControl] == "no-store")
            _ = try await browser.post(base + "/oldCard/zurueck", [("attachment", scan.id.text)])
            _ = try await browser.post(base + "/oldCard/zurueck", [])
            #expect(try await kit.desk.view().openCase(number).evidence["oldCard"] == nil)
        }
    }

    @Test func capturesByCodeOrNotPossible() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let base = "/vorgang/\(number.text)/erfassung"
            #expect(try await browser.get(base).text.contains("Kein Gerät angeschlossen"))
            let empty = try await browser.post(base + "/photo/code", [("code", " ")])
            #expect(empty.status == 422 && empty.text.contains("Scannen Sie den Code"))
            #expect(try await browser.post(base + "/photo/code", [("code", "ABC 123")]).status == 303)
            let reason = try await browser.post(base + "/fingerprints/nicht-moeglich", [("reason", "kein Gerät")])
            #expect(reason.status == 303)
            #expect(try await browser.get(base).text.contains("nicht möglich: kein Gerät"))
        }
        let item = try #require(try await kit.desk.view().state.cases.values.first)
        #expect(item.captures["photo"]?.outcome == .coded("ABC 123"))
        #expect(item.captures["fingerprints"]?.outcome == .impossible(reason: "kein Gerät"))
    }

    @Test func signedOrNotWithAWitness() async throws {
        let kit = try await TestKit()
        let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 9]).base64EncodedString()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let base = "/vorgang/\(number.text)/unterschrift"
            let page = try await browser.get(base)
            #expect(page.text.contains("Meine Angaben sind richtig und vollständig."))
            #expect(try await browser.post(base, [("signature", ""), ("revision", page.revision)]).status == 422)
            let alone = try await browser.post(base + "/fehlt", [("reason", "Hand verletzt"), ("witness", "")])
            #expect(alone.status == 422 && alone.text.contains("wer es bezeugt"))
            _ = try await browser.post(base + "/fehlt", [("reason", "Hand verletzt"), ("witness", "J. Krüger")])
            let absent = try await kit.desk.view().openCase(number).signature
            #expect(absent == .absent(reason: "Hand verletzt", witness: "J. Krüger"))
            let signed = try await browser.post(base, [("signature", png), ("revision", page.revision), ("once", "s")])
            #expect(signed.status == 303)
            // A later change takes the signature away.
            _ = try await answer("birthPlace", [("birthPlace", "Köln")], number, revision: 999, browser)
            #expect(try await kit.desk.view().openCase(number).signature == nil)
        }
    }

    @Test func feesHaveReasonsAndMayBeReduced() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (_, number) = try await begin(browser)
            let base = "/vorgang/\(number.text)/gebuehren"
            let page = try await browser.get(base)
            #expect(page.text.contains("46,00 €") && page.text.contains("ab 24"))
            let none = try await browser.post(base + "/ermaessigung", [("reason", ""), ("amount", "0,00")])
            #expect(none.status == 422 && none.text.contains("Wählen Sie den Grund"))
            let above = try await browser.post(base + "/ermaessigung", [("reason", "need"), ("amount", "46,01")])
            #expect(above.status == 422 && above.text.contains("höchstens 46,00 €"))
            #expect(
                try await browser.post(base + "/ermaessigung", [("reason", "need"), ("amount", "10,5")]).status == 303)
            #expect(try await kit.desk.view().openCase(number).charge == Money(cents: 1050))
            _ = try await browser.post(base + "/ermaessigung", [("act", "zurueck")])
            #expect(try await kit.desk.view().openCase(number).charge == Money(cents: 4600))
        }
    }

    @Test func everyPageOfEveryServiceOpens() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let (visit, _) = try await begin(browser)
            for service in TestKit.town.catalogue.services where service.key != "personalausweis" {
                let number = try await VisitTests.add(service.key.text, visit, browser)
                let file = try CaseFile(number, in: await kit.desk.view())
                for place in file.places where place != .check {
                    let page = try await browser.get(file.address(of: place))
                    #expect(page.status == 200, "\(service.key.text) \(place)")
                }
            }
        }
    }
}
