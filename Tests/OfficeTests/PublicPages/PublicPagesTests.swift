import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Town

@testable import Office

/// What everybody may see, without a log-in.
@Suite struct PublicPagesTests {
    /// The bench's clock shows the first Monday of December 2026.
    private func open(_ test: @escaping @Sendable (inout OfficeBrowser) async throws -> Void) async throws {
        let bench = try OfficeBench()
        try await OfficeBrowser.open(try await bench.program(), test)
        withExtendedLifetime(bench) {}
    }

    private func town() throws -> Town {
        let bench = try OfficeBench()
        defer { withExtendedLifetime(bench) {} }
        return try bench.folder.town()
    }

    @Test func theStopsNearAPlaceComeFirst() async throws {
        try await open { browser in
            let start = try await browser.get("/wann")
            #expect(start.status == 200 && start.text.contains("Wann kommt das Amt zu mir?"))
            #expect(start.text.contains("<svg class=\"map\"") && !start.text.contains("Bushaltestelle"))
            let near = try await browser.get("/wann?ort=strAACH")
            #expect(near.status == 200)
            let places = ["Straach · ehem. Gaststätte Lindenhof", "Grabo · Bauernstube"].map {
                near.text.firstRange(of: $0)?.lowerBound
            }
            #expect(try #require(places[0]) < #require(places[1]))
            #expect(near.text.contains("In der Nähe von Straach"))
        }
    }

    @Test(arguments: ["06889", "06886"]) func aPostCodeShowsTheWholeTown(code: String) async throws {
        try await open { browser in
            let answer = try await browser.get("/wann?ort=\(code)")
            #expect(answer.status == 200 && answer.text.contains("Die nächsten Termine"))
        }
    }

    @Test func anUnknownPlaceIsSaidAtItsFieldAndTheDatesStay() async throws {
        try await open { browser in
            let answer = try await browser.get("/wann?ort=Atlantis%22%3E")
            #expect(answer.status == 422 && answer.text.contains("Es gibt ein Problem"))
            #expect(
                answer.text.contains("kein Ortsteil und keine Postleitzahl") && answer.text.contains("Die nächsten"))
            #expect(!answer.text.contains("Atlantis\">"))
        }
    }

    @Test func threeLanguagesKeepTheirWay() async throws {
        try await open { browser in
            let english = try await browser.get("/wann?ort=Pratau&sprache=en")
            #expect(english.text.contains("<html lang=\"en\">") && english.text.contains("Near Pratau"))
            #expect(english.text.contains("/leistungen?sprache=en"))
            let plain = try await browser.get("/leistungen/personalausweis?sprache=de-einfach")
            #expect(plain.text.contains("Das bringen Sie mit") && plain.text.contains("Das kostet es"))
        }
    }

    @Test func everyServiceSaysWhatItNeedsAndCosts() async throws {
        let town = try self.town()
        try await open { browser in
            let list = try await browser.get("/leistungen")
            for service in town.catalogue.services {
                #expect(list.text.contains("/leistungen/\(service.key.text)\""), "\(service.key.text)")
                let page = try await browser.get("/leistungen/\(service.key.text)")
                #expect(page.status == 200 && page.text.contains("Was es kostet"), "\(service.key.text)")
            }
            let card = try await browser.get("/leistungen/personalausweis")
            #expect(card.text.contains("46,00 €") && card.text.contains("27,60 €"))
            #expect(try await browser.get("/leistungen/nichts").status == 404)
            #expect(try await browser.get("/wann/nirgends").status == 404)
            #expect(try await browser.get("/wann/berkau-bushaltestelle").status == 404)
        }
    }

    @Test func holidaysHaveNoDate() throws {
        let town = try self.town()
        // Easter Monday 2027 is 29 March; the first Monday of January 2029 is New Year's Day.
        let newYear = try #require(CalendarDate(iso: "2029-01-01"))
        #expect(!town.venues(on: newYear).isEmpty)
        #expect(town.publicStops(from: newYear, days: 1).isEmpty)
        let monday = try #require(CalendarDate(iso: "2026-12-07"))
        #expect(
            town.publicStops(from: monday, days: 1).map(\.venue.district.text).sorted() == [
                "grabo", "nudersdorf", "straach",
            ])
    }

    @Test func guessingAtCodesEndsAfterAMinutesWorth() async throws {
        try await open { browser in
            for _ in 0..<AttemptLimit.perMinute {
                let wrong = try await browser.post("/stand", [("nummer", "W01A-0042-U"), ("code", "WXYZ-9876")])
                #expect(wrong.status == 422 && wrong.text.contains("passen nicht zusammen"))
                #expect(!wrong.text.contains("WXYZ"))
            }
            let stopped = try await browser.post("/stand", [("nummer", "W01A-0042-U"), ("code", "WXYZ-9876")])
            #expect(stopped.status == 429 && stopped.text.contains("Warten Sie eine Minute"))
        }
    }

    @Test func theInterfaceSaysWhatItsDocumentPromises() async throws {
        try await open { browser in
            let document = try await browser.get("/api/v1/openapi.json")
            let described = try #require(
                try JSONSerialization.jsonObject(with: Data(document.bytes)) as? [String: Any])
            #expect(described["openapi"] as? String == "3.1.0")
            let stops = try await browser.get("/api/v1/stops?venue=straach-lindenhof&from=2027-01-01")
            let list = try #require(try JSONSerialization.jsonObject(with: Data(stops.bytes)) as? [[String: Any]])
            #expect(!list.isEmpty && list.allSatisfy { $0["venue"] as? String == "straach-lindenhof" })
            #expect(list.allSatisfy { ($0["day"] as? String ?? "") >= "2027-01-01" })
            #expect(try await browser.get("/api/v1/stops?venue=x").status == 404)
            #expect(try await browser.get("/api/v1/stops?from=gestern").status == 400)
            let services = try await browser.get("/api/v1/services")
            #expect(services.text.contains("\"leika\":\"99008001012000\""))
        }
    }

    @Test func aCalendarFileFollowsItsStandard() async throws {
        let file = CalendarFile(
            name: "Bürgerbüro, mobil",
            events: [
                .init(
                    id: "a-2026-12-07@15091375", time: .day(try #require(CalendarDate(iso: "2026-12-31"))),
                    title: "Amt; mit, Komma",
                    place: String(repeating: "Straße ", count: 20), text: "Zeile\nzwei")
            ], made: Moment(milliseconds: 1_796_634_061_000))
        let lines = file.text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 } && file.text.hasSuffix("END:VCALENDAR\r\n"))
        #expect(lines.contains("DTSTART;VALUE=DATE:20261231") && lines.contains("DTEND;VALUE=DATE:20270101"))
        #expect(lines.contains("SUMMARY:Amt\\; mit\\, Komma") && lines.contains("DESCRIPTION:Zeile\\nzwei"))
        try await open { browser in
            let answer = try await browser.get("/wann/straach-lindenhof/kalender.ics")
            #expect(answer.headers[.contentType] == "text/calendar; charset=utf-8")
            #expect(answer.text.contains("LOCATION:Straach"))
        }
    }
}

/// Who asks too often waits, at every page that is open to all.
@Suite struct PublicPaceTests {
    @Test(arguments: ["/wann", "/leistungen", "/stand", "/api/v1/stops"])
    func isKeptAtEveryOpenPage(path: String) async throws {
        let bench = try OfficeBench()
        let program = try await bench.program(publicLimits: .init(reads: 3, writes: 1))
        let app = Application(
            router: program.pages.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(.live) { client in
            var last = 0
            // Enough for a minute that ends meanwhile.
            for _ in 0..<20 where last != 429 {
                last = try await client.execute(uri: path, method: .get).status.code
            }
            #expect(last == 429)
        }
        withExtendedLifetime(bench) {}
    }
}
