import Casework
import Foundation
import Logging
import Testing
import VirtualCard

@testable import Kit

/// "Chip lesen" in a visit: passports with their verdict, German cards by what the certificates allow.
@Suite struct ChipReadTests {
    private static let zone = VirtualPassport.specimenZone.joined(separator: "\n")

    private static func passportKit(
        _ passport: VirtualPassport, trusting documents: DocumentAuthority?
    ) async throws -> (test: TestKit, kit: KitProgram) {
        let test = try await TestKit()
        let folder = test.folder.path(CardFolder.name)
        if let documents { try ChipBench.fill(folder, documents, nil) }
        let kit = try KitProgram(
            desk: test.desk, settings: .init(port: 80), logger: Logger(label: "test"),
            cards: CardDesk(readers: VirtualReaders(passport), folder: CardFolder(path: folder)))
        return (test, kit)
    }

    @Test func aGenuinePassportIsShownAndTakenOver() async throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(documents: documents)
        let (test, kit) = try await Self.passportKit(passport, trusting: documents)
        try await TestBrowser.play(kit, as: "mueller-platz") { browser in
            let visit = try await VisitTests.visit(browser)
            let read = try await browser.post(
                visit + "/chip", [("document", "travelDocument"), ("zone", Self.zone), ("once", "a")])
            #expect(read.status == 200)
            #expect(read.text.contains("Echt und unverändert"))
            #expect(read.text.contains("src=\"data:image/jpeg;base64,"))
            #expect(read.text.contains("ERIKSSON"))
            #expect(read.text.contains("Simulierter Leser"))
            let taken = try await browser.post(
                visit + "/zone", [("zone", read.value(of: "zone").replacing("&lt;", with: "<")), ("once", "b")])
            #expect(taken.status == 303)
            #expect(try await browser.get(taken.location).text.contains("Eriksson"))
        }
        let readings = try await test.desk.view().outing?.visits.flatMap(\.chipReadings)
        #expect(readings?.map(\.verdict) == [.genuine])
        // The photo was shown and is kept nowhere.
        let attachments = try FileManager.default.subpathsOfDirectory(atPath: test.folder.path("attachments"))
        #expect(attachments.filter { !$0.hasPrefix(".") } == [])
    }

    @Test func anUnknownSignerAndAChangedGroupAreSaid() async throws {
        let documents = DocumentAuthority()
        let unknown = try await Self.passportKit(try VirtualPassport(documents: documents), trusting: nil)
        try await TestBrowser.play(unknown.kit, as: "mueller-platz") { browser in
            let visit = try await VisitTests.visit(browser)
            let read = try await browser.post(visit + "/chip", [("zone", Self.zone), ("once", "a")])
            #expect(read.text.contains("Herkunft ungeklärt"))
        }
        let forged = try VirtualPassport(documents: documents)
        var group = try #require(forged.file(0x0101, in: VirtualPassport.application))
        group[10] ^= 0x01
        forged.replace(0x0101, in: VirtualPassport.application, with: group)
        let changed = try await Self.passportKit(forged, trusting: documents)
        try await TestBrowser.play(changed.kit, as: "mueller-platz") { browser in
            let visit = try await VisitTests.visit(browser)
            let read = try await browser.post(visit + "/chip", [("zone", Self.zone), ("once", "a")])
            #expect(read.text.contains("Nicht vertrauen"))
            #expect(!read.text.contains("data:image"))
            #expect(!read.text.contains("Angaben übernehmen"))
        }
        let readings = try await changed.test.desk.view().outing?.visits.flatMap(\.chipReadings)
        #expect(readings?.map(\.verdict) == [.changed])
    }

    @Test func aGermanCardFillsWhatTheRightsAllow() async throws {
        let bench = try await ChipBench(rights: [.read(4, 5, 8), .canAllowed])
        try await bench.play { browser in
            let visit = try await VisitTests.visit(browser)
            let read = try await browser.post(
                visit + "/chip", [("document", "identityCard"), ("can", "500540"), ("once", "a")])
            #expect(read.status == 200)
            #expect(read.text.contains("Das Dokument ist echt"))
        }
        let person = try #require(try await bench.test.desk.view().outing?.visits.first?.applicant)
        #expect(person.values[.familyName] == .text("Mustermann"))
        #expect(person.values[.givenNames] == .text("Erika"))
        #expect(person.values[.birthDate]?.date == CalendarDate(iso: "1983-08-12"))
        #expect(person.attributes[.familyName]?.source == .card)
        #expect(person.values[.birthPlace] == nil)
        #expect(person.values[.street] == nil)
    }

    @Test(arguments: [
        ("ERIKA", "Erika"), ("VON DER MÜHLEN", "Von Der Mühlen"), ("MEYER-ÖTTING", "Meyer-Ötting"),
        ("O'NEILL", "O'neill"), ("Lutz von Berg", "Lutz von Berg"),
    ])
    func capitalsBecomeWriting(_ chip: String, _ written: String) {
        #expect(ChipWork.inWriting(chip) == written)
    }

    @Test func withoutAReaderTheZoneStaysTheWay() async throws {
        let test = try await TestKit()
        try await test.play { browser in
            let visit = try await VisitTests.visit(browser)
            let page = try await browser.get(visit + "/chip")
            #expect(page.text.contains("Kein Kartenleser"))
            #expect(page.text.contains("maschinenlesbare Zone bleibt der Weg"))
            #expect(try await browser.get(visit).text.contains("Chip lesen"))
        }
    }
}
