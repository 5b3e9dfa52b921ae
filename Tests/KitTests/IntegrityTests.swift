import Casework
import Foundation
import Journal
import Logging
import Testing

@testable import Kit

/// A clock that cannot be true and a journal that cannot be believed.
@Suite struct IntegrityTests {
    @Test(arguments: [
        ("10:42", 642), ("10.42", 642), ("1042", 642), ("9:05", 545), ("905", 545), ("0:00", 0), ("23:59", 1439),
        (" 10:42 ", 642), ("10 42", 642),
    ])
    func timesAreReadAsTyped(typed: String, minute: Int) { #expect(ClockReading.minute(typed) == minute) }

    @Test(arguments: ["", "24:00", "10:60", "10:4", "7", "12", "10:42:07", "zehn", "-1:30", "10042", "1:2:3"])
    func otherTimesAreNotGuessed(typed: String) { #expect(ClockReading.minute(typed) == nil) }

    /// The laptop's battery was empty: it believes in 2020.
    @Test func aClockBehindTheLastEntryAsksForDateAndTime() async throws {
        let world = try await TestKit(opened: false)
        try await world.desk.commit { view, _ in
            [.ofBook(view.today, .clockChecked(ClockChecked(shown: view.now, confirmed: view.now, clerk: "krueger")))]
        }
        let late = Timestamp(milliseconds: TestKit.start.milliseconds - 200_000_000_000)
        await world.desk.close()
        let desk = try Desk(folder: world.folder, clock: WallClock { late })
        try await desk.unlock(with: world.kitKey)
        let kit = try KitProgram(desk: desk, settings: .init(port: 80), logger: .init(label: "test"))
        try await TestBrowser.play(kit, as: "krueger") { browser in
            let page = try await browser.get("/heute")
            #expect(page.text.contains("Erst die Uhr, dann der Außentermin"))
            let refused = try await browser.post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
            #expect(refused.location == "/uhr?back=/heute")
            let mistake = try await browser.post(
                "/uhr", [("date.day", "31"), ("date.month", "2"), ("date.year", "2026"), ("time", "10:45")])
            #expect(mistake.status == 422 && mistake.text.contains("Geben Sie das heutige Datum"))
            let set = try await browser.post(
                "/uhr",
                [
                    ("date.day", "7.12.2026"), ("date.month", ""), ("date.year", ""), ("time", "1045"),
                    ("back", "/heute"),
                ])
            #expect(set.location == "/heute")
            #expect(try await browser.get("/heute").text.contains("Straach"))
            let opened = try await browser.post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
            #expect(opened.location == "/heute")
        }
        let view = try await desk.view()
        #expect(view.clockDoubt == nil && view.today.iso == "2026-12-07" && view.now.germanClock == "10:45")
        #expect(view.outing?.opening?.day.iso == "2026-12-07")
        let check = try #require(view.state.books[view.today]?.clockChecks.last)
        #expect(check.confirmed.germanClock == "10:45" && check.clerk == "krueger")
    }

    /// One byte of an entry was changed on the disk while the kit was off.
    @Test func aJournalThatWasTamperedWithIsReadOnlyUntilWorkGoesOnInANewGeneration() async throws {
        let world = try await TestKit(opened: true)
        try await world.play { browser in
            for number in 1...3 { _ = try await browser.post("/warteschlange/nummer", [("once", "\(number)")]) }
        }
        let folder = KitFolder(path: world.folder.path + "-tampered")
        try FileManager.default.copyItem(atPath: world.folder.path, toPath: folder.path)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try Self.flipByteOfTheSecondTicket(in: folder.path(SQLiteJournalStore.fileName))

        let desk = try Desk(folder: folder, clock: WallClock { TestKit.start })
        try await desk.unlock(with: world.kitKey)
        #expect(try await desk.view().fault != nil)
        let kit = try KitProgram(desk: desk, settings: .init(port: 80), logger: .init(label: "test"))
        try await TestBrowser.play(kit, as: "krueger") { browser in
            let page = try await browser.get("/heute")
            #expect(page.text.contains("Journal nur lesbar") && page.text.contains("Warteliste"))
            let refused = try await browser.post("/warteschlange/nummer", [("once", "4")])
            #expect(refused.status == 422 && refused.text.contains("nur noch lesbar"))
            let words = try await browser.get("/integritaet")
            #expect(words.text.contains("Nummern beginnen dann mit W01B"))
            let on = try await browser.post("/integritaet", [])
            #expect(on.location == "/integritaet")
            #expect(try await browser.get("/integritaet").text.contains("Das Journal ist unversehrt"))
            let taken = try await browser.post("/warteschlange/nummer", [("once", "5")])
            #expect(taken.status == 303)
        }
        let view = try await desk.view()
        #expect(view.fault == nil && view.state.generation == 2)
        #expect(view.state.nextCaseNumber().text.hasPrefix("W01B-0001-"))
        // What stands before the place is still there; work goes on behind it.
        #expect(view.outing?.tickets.map(\.number) == ["A1", "A2"])
    }

    private static func flipByteOfTheSecondTicket(in path: String) throws {
        // Opened and closed once, so that everything stands in the one file.
        _ = try SQLiteJournalStore(path: path).heads()
        var bytes = try Data(contentsOf: URL(filePath: path))
        // SQLite puts the newest row first; each has its type twice, in a column and in the header that the chain covers.
        let places = bytes.ranges(of: Data("ticket.taken".utf8))
        try #require(places.count == 6)
        bytes[places[3].upperBound - 1] ^= 1
        try bytes.write(to: URL(filePath: path))
    }
}
