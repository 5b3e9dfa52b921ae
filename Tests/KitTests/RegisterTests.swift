import Casework
import Crypto
import Foundation
import Identity
import Journal
import Sync
import Testing

@testable import Kit

/// Searching the register extract at the desk, over HTTP and without scripts.
@Suite struct RegisterTests {
    private static let people = [
        [
            "Mustermann", "Gabler", "Erika", "", "1964-08-12", "Berlin", "w", "000", "Heidestraße", "17", "06889", "",
            "Straach",
        ],
        ["Müller", "", "Jürgen", "", "1950-03-01", "Straach", "m", "000", "Dorfstraße", "3", "06889", "", "Straach"],
        ["Mueller", "", "Änne", "", "1950-00-00", "", "", "", "", "", "", "", "Grabo"],
    ]

    /// The office sends an extract in as many sheets as are named.
    private func send(
        _ world: TestKit, until: String = "2026-12-07", sheets: Int = 2, extract: String = "auszug-1",
        leavingOut missing: Int? = nil
    ) async throws {
        let until = try #require(CalendarDate(iso: until))
        for sheet in 1...sheets where sheet != missing {
            let own = Self.people.enumerated().filter { $0.offset % sheets == sheet - 1 }.map(\.element)
            let payload = RegisterSheet(
                extract: extract, sheet: sheet, sheets: sheets, until: until, districts: ["Straach", "Grabo"],
                columns: RegisterColumn.shipped.map(\.rawValue), people: own)
            let chain = try await world.desk.view().state.feed.chain
            var writer = FeedWriter(
                kit: world.desk.identity.number, epoch: 1, number: chain.number,
                head: chain.number == 0 ? FeedMessage.noPrevious : chain.head)
            let message = try writer.write(
                .register, secret: try JSONEncoder().encode(payload),
                to: world.folder.agreementKey(under: world.kitKey).publicKey,
                signedWith: Curve25519.Signing.PrivateKey(), at: 0)
            try await world.desk.append([.ofKit(.feedReceived(message.bytes))])
        }
    }

    private func looks(_ desk: Desk) async throws -> [RegisterLooked] {
        try await desk.view().state.books.values.flatMap(\.registerLooks)
    }

    @Test func whoWasHeardIsFoundAndTakenIntoTheVisit() async throws {
        let world = try await TestKit()
        try await send(world)
        try await world.play { browser in
            let visit = try await VisitTests.visit(browser)
            #expect(try await browser.get(visit).text.contains("Person suchen"))
            let ask = try await browser.get(visit + "/register")
            #expect(ask.status == 200 && ask.text.contains("bis 07.12.2026") && ask.text.contains("Straach und Grabo"))
            #expect(try await self.looks(world.desk).isEmpty)
            // Misheard, misspelt, in the other order.
            let found = try await browser.post(visit + "/register", [("person", "Erica Mustermahn 1964")])
            #expect(
                found.status == 200 && found.text.contains("Mustermann, Erika") && found.text.contains("geb. Gabler"))
            #expect(found.text.contains("12.08.1964") && found.text.contains("Heidestraße 17"))
            let take = [
                ("once", found.value(of: "once")), ("extract", found.value(of: "extract")),
                ("place", found.value(of: "place")),
            ]
            let taken = try await browser.post(visit + "/register/uebernehmen", take)
            #expect(taken.status == 303 && taken.location.hasPrefix(visit + "/person/"))
            // A double click takes her once.
            #expect(try await browser.post(visit + "/register/uebernehmen", take).location == taken.location)
            let page = try await browser.get(taken.location)
            for word in ["Mustermann", "Gabler", "Heidestraße", "aus dem Melderegister übernommen, prüfen"] {
                #expect(page.text.contains(word), "\(word)")
            }
        }
        let view = try await world.desk.view()
        let visit = try #require(view.outing?.visits.first)
        let person = try #require(visit.persons.first)
        #expect(visit.persons.count == 1 && person.role == .applicant)
        #expect(person.values[.familyName] == .text("Mustermann") && person.values[.sex] == .choice("w"))
        #expect(person.values[.birthDate]?.date?.iso == "1964-08-12" && person.values[.postCode] == .text("06889"))
        #expect(person.attributes[.street]?.source == .register)
        // Who, when and for which visit; not who was looked for.
        let looks = try await self.looks(world.desk)
        #expect(looks.map(\.took) == [nil, person.id] && looks.map(\.shown) == [1, 1])
        #expect(looks.allSatisfy { $0.clerk == "mueller-platz" && $0.visit == visit.id && $0.extract == "auszug-1" })
        // After a restart as before.
        let again = try await world.restarted()
        #expect(try await self.looks(again.desk) == looks)
        #expect(try await again.desk.view().state.feed.register.extract?.people.count == 3)
    }

    @Test func umlautsAreOneNameAndWhatIsUnknownStaysOpen() async throws {
        let world = try await TestKit()
        try await send(world, sheets: 1)
        try await world.play { browser in
            let visit = try await VisitTests.visit(browser)
            let both = try await browser.post(visit + "/register", [("person", "muller 1950")])
            #expect(both.text.contains("Müller, Jürgen") && both.text.contains("Mueller, Änne"))
            #expect(both.text.contains("geboren 1950"))
            let nobody = try await browser.post(visit + "/register", [("person", "Xylander")])
            #expect(nobody.text.contains("Niemand gefunden"))
            let unread = try await browser.post(visit + "/register", [("person", "Müller 31.2.1950")])
            #expect(unread.text.contains("Ein Geburtsdatum war nicht zu lesen."))
            let empty = try await browser.post(visit + "/register", [("person", " ")])
            #expect(empty.status == 422 && empty.text.contains("Tippen Sie einen Namen"))
        }
        let shown = try await self.looks(world.desk).map(\.shown)
        // Without a date others follow whose names are only like it.
        #expect(shown.count == 3 && shown.prefix(2) == [2, 0] && shown[2] >= 2)
    }

    /// Who was entered without a name gets what was found; what the clerk has typed stays.
    @Test func whatIsKnownStays() async throws {
        let world = try await TestKit()
        try await send(world)
        try await world.play { browser in
            let visit = try await VisitTests.visit(browser)
            let added = try await browser.post(visit + "/personen", [("role", "child")])
            let page = try await browser.get(added.location)
            _ = try await browser.post(
                added.location, [("role", "child"), ("revision", page.revision), ("street", "Am Anger")])
            let found = try await browser.post(visit + "/register", [("person", "Gabler Erika")])
            _ = try await browser.post(
                visit + "/register/uebernehmen",
                [("once", found.value(of: "once")), ("extract", "auszug-1"), ("place", found.value(of: "place"))])
        }
        let persons = try #require(try await world.desk.view().outing?.visits.first?.persons)
        #expect(persons.count == 1 && persons[0].role == .child)
        #expect(persons[0].values[.familyName] == .text("Mustermann"))
        #expect(persons[0].values[.street] == .text("Am Anger") && persons[0].values[.houseNumber] == .text("17"))
    }

    @Test func afterItsDayTheSearchIsClosedAndSaysSo() async throws {
        let world = try await TestKit()
        try await send(world, until: "2026-12-06")
        try await world.play { browser in
            let visit = try await VisitTests.visit(browser)
            let page = try await browser.get(visit + "/register")
            #expect(page.text.contains("Die Suche ist geschlossen.") && page.text.contains("galt bis zum 06.12.2026"))
            let search = try await browser.post(visit + "/register", [("person", "Mustermann")])
            #expect(search.text.contains("Die Suche ist geschlossen.") && !search.text.contains("Gabler"))
            let take = try await browser.post(
                visit + "/register/uebernehmen", [("extract", "auszug-1"), ("place", "0")])
            #expect(take.status == 422)
        }
        #expect(try await self.looks(world.desk).isEmpty)
        #expect(try await world.desk.view().outing?.visits.first?.persons.isEmpty == true)
    }

    /// A sheet is missing: the extract before it stays in use; the next whole one takes its place.
    @Test func onlyAWholeExtractCounts() async throws {
        let world = try await TestKit()
        let visitless = try await world.desk.view().state.feed.register.extract
        #expect(visitless == nil)
        try await send(world, leavingOut: 2)
        #expect(try await world.desk.view().state.feed.register.extract == nil)
        try await send(world, sheets: 3, extract: "auszug-2")
        #expect(try await world.desk.view().state.feed.register.extract?.name == "auszug-2")
        try await send(world, extract: "auszug-3", leavingOut: 1)
        #expect(try await world.desk.view().state.feed.register.extract?.name == "auszug-2")
    }

    @Test func withoutAnExtractNothingIsOffered() async throws {
        let world = try await TestKit()
        try await world.play { browser in
            let visit = try await VisitTests.visit(browser)
            #expect(try await !browser.get(visit).text.contains("Person suchen"))
            #expect(try await browser.get(visit + "/register").text.contains("hat keinen Auszug"))
        }
    }
}
