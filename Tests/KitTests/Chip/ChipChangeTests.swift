import Casework
import Foundation
import Testing
import VirtualCard

@testable import Kit

/// The service "address changed" at the change terminal, over HTTP, with a virtual card.
@Suite struct ChipChangeTests {
    @Test func erikasAddressIsWrittenReadBackAndInTheHistory() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.status == 200)
            #expect(page.text.contains("Simulierter Leser – kein echtes Dokument"))
            #expect(page.text.contains("Lutherstraße 56, 06886 Lutherstadt Wittenberg"))
            let before = bench.card.commandCount
            let done = try await bench.change(number, browser)
            #expect(done.status == 303)
            #expect(bench.card.commandCount - before < 40)
            #expect(bench.holdsNewAddress)
            let item = try await bench.item(number)
            #expect(item.openChipChange == nil)
            #expect(item.chipEnd?.outcome == .written)
            #expect(item.answers["chip"]?.value == .choice("changed"))
            #expect(item.answers["chip"]?.source == .card)
            let history = try await browser.get("/vorgang/\(number.text)/verlauf")
            #expect(history.text.contains("Anschrift geschrieben und gegengelesen"))
            #expect(history.text.contains("simulierter Leser"))
            #expect(!history.text.contains("500540"))
            // The same again writes nothing: it stands there.
            #expect(try await bench.change(number, browser).status == 303)
            #expect(try await bench.item(number).chipEnd?.outcome == .same)
            let paper = try await browser.get("/vorgang/\(number.text)/papier")
            #expect(paper.text.contains("am Terminal geändert und gelesen"))
            #expect(paper.text.contains("simulierter Leser"))
        }
        #expect(bench.card.refusals == [])
        // The journal says the same after a crash.
        let again = try await bench.test.restarted()
        let item = try #require(try await again.desk.view().state.cases.values.first)
        #expect(item.chipEnd?.outcome == .same)
    }

    @Test func aWrongCANIsAtItsFieldAndNothingWasBegun() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let answer = try await bench.change(number, browser, can: "111111")
            #expect(answer.status == 422)
            #expect(answer.text.contains("Falsch: Zugangsnummer (CAN)"))
            #expect(answer.text.contains("id=\"can-mistake\""))
            let short = try await bench.change(number, browser, can: "1234")
            #expect(short.text.contains("Die CAN hat sechs Ziffern."))
            #expect(try await bench.item(number).openChipChange == nil)
            #expect(!bench.holdsNewAddress)
        }
    }

    @Test(arguments: [(PINCase.twoLeft, "Es bleiben 2 Versuche"), (.blocked, "Die PIN ist gesperrt.")])
    func aWrongPINSaysHowManyTriesAreLeft(_ pin: PINCase, _ words: String) async throws {
        let bench = try await ChipBench()
        if pin == .blocked { bench.card.setState(tries: 0) }
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let answer = try await browser.post(
                "/vorgang/\(number.text)/chip", [("way", "pin"), ("pin", "111111"), ("once", "a")])
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            #expect(!answer.text.contains("111111"))
            #expect(!bench.holdsNewAddress)
        }
    }

    enum PINCase: Sendable { case twoLeft, blocked }

    @Test func theHoldersPINOpensTheCardToo() async throws {
        let bench = try await ChipBench(rights: [.read(5, 8, 17, 18), .write(17, 18)])
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let answer = try await browser.post(
                "/vorgang/\(number.text)/chip", [("way", "pin"), ("pin", "123456"), ("once", "a")])
            #expect(answer.status == 303)
            #expect(bench.holdsNewAddress)
        }
    }

    @Test(arguments: ["wrong holder", "removed", "no card", "expired", "no right"])
    func refusalsSayWhatToDo(_ what: String) async throws {
        let bench = try await ChipBench(
            rights: what == "no right" ? [.read(17, 18), .canAllowed] : .changeTerminal,
            until: what == "expired" ? Day(2026, 12, 1) : Day(2027, 1, 31))
        if what == "no card" { bench.card.remove() }
        let words = [
            "wrong holder": "anderer Name", "removed": "Die Karte wurde zu früh weggenommen.",
            "no card": "Es liegt keine Karte auf dem Leser.", "expired": "am 01.12.2026 abgelaufen",
            "no right": "erlaubt nicht: Anschrift schreiben",
        ]
        try await bench.play { browser in
            let number = try await bench.begin(browser, familyName: what == "wrong holder" ? "Gabler" : "Mustermann")
            if what == "removed" { bench.card.arm(.goneBefore(command: 4)) }
            let answer = try await bench.change(number, browser)
            #expect(answer.status == 422)
            #expect(answer.text.contains(try #require(words[what])))
            #expect(try await bench.item(number).openChipChange == nil)
            #expect(!bench.holdsNewAddress)
        }
    }

    /// Taken away while it is written: the journal knows, the case cannot leave, the next contact finishes or undoes it.
    @Test(arguments: [true, false])
    func anInterruptedWriteIsSettledAtTheNextContact(finishing: Bool) async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            bench.card.arm(.tornWrite(write: 1, bytes: 20))
            let torn = try await bench.change(number, browser)
            #expect(torn.text.contains("Die Karte wurde zu früh weggenommen."))
            #expect(torn.text.contains("Eine Änderung am Chip wurde unterbrochen"))
            #expect(try await bench.item(number).openChipChange != nil)
            bench.card.disarm()
            bench.card.insert()
            let cancelled = try await browser.post(
                "/vorgang/\(number.text)/verwerfen", [("reason", "Irrtum"), ("once", "x")])
            #expect(cancelled.text.contains("Eine Änderung am Chip wurde unterbrochen"))
            let settled = try await browser.post(
                "/vorgang/\(number.text)/chip/abschluss",
                [("can", "500540"), ("end", finishing ? "finish" : "undo"), ("once", "y")])
            #expect(settled.status == 303)
            let item = try await bench.item(number)
            #expect(item.openChipChange == nil)
            #expect(item.chipEnd?.outcome == (finishing ? .finished : .undone))
            #expect(bench.holdsNewAddress == finishing)
            let page = try await browser.get(settled.location)
            #expect(page.text.contains(finishing ? "zu Ende gebracht" : "zurückgenommen"))
        }
    }

    /// Where the certificates do not allow to read whose card it is, the page says who has to look.
    @Test(arguments: [true, false])
    func withoutTheRightToReadNamesTheClerkIsTold(readsNames: Bool) async throws {
        let bench = try await ChipBench(
            rights: readsNames ? .changeTerminal : [.read(17, 18), .write(17, 18), .canAllowed])
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(
                page.text.contains("Name und Geburtsdatum auf dem Chip konnten nicht geprüft werden") == !readsNames)
            #expect(try await bench.change(number, browser).status == 303)
            #expect(bench.holdsNewAddress)
        }
    }

    /// Half an address is never left on a chip: the old one stands there again, and the case can go on.
    @Test func anAddressTheChipHasNoRoomForIsTakenBack() async throws {
        let bench = try await ChipBench()
        let old = try #require(bench.card.group(17))
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            bench.card.arm(.shortMemory(bytes: 60))
            let answer = try await bench.change(number, browser)
            #expect(answer.status == 422)
            #expect(answer.text.contains("Auf dem Chip ist zu wenig Platz (Anschrift); dort steht die alte Angabe."))
            let item = try await bench.item(number)
            #expect(item.openChipChange == nil)
            #expect(item.chipEnd?.outcome == .undone)
        }
        #expect(bench.card.group(17) == old)
    }

    /// Also by a program that was started anew in between.
    @Test func anInterruptionSurvivesACrash() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            bench.card.arm(.tornWrite(write: 2, bytes: 3))
            _ = try await bench.change(number, browser)
        }
        bench.card.disarm()
        bench.card.insert()
        let again = try await bench.test.restarted()
        let item = try #require(try await again.desk.view().state.cases.values.first)
        let begun = try #require(item.openChipChange)
        #expect(begun.isSimulated)
        #expect(begun.change.hasPrefix("30"))
    }

    /// Done: what is next comes first; the same once more is folded away.
    @Test func afterTheChangeTheWayOnComesFirst() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let before = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(before.text.components(separatedBy: "data-key=\"Control+Enter\"").count == 2)
            _ = try await bench.change(number, browser)
            let after = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(after.text.components(separatedBy: "data-key=\"Control+Enter\"").count == 2)
            #expect(after.text.contains("Noch einmal ändern"))
        }
    }

    @Test func aCardThatIsGoneLeavesAnOpenPoint() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            bench.card.arm(.tornWrite(write: 1, bytes: 20))
            _ = try await bench.change(number, browser)
            let gone = try await browser.post("/vorgang/\(number.text)/chip/folgt", [("once", "z")])
            #expect(gone.status == 303)
            let item = try await bench.item(number)
            #expect(item.openChipChange == nil)
            #expect(item.chipEnd?.outcome == .unknown)
            let check = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(check.text.contains("Anschrift im Chip (folgt)"))
        }
    }

    /// A reader, but no terminal; a terminal's key in a file, but a real reader; no reader at all.
    @Test(arguments: ["no terminal", "real reader", "no reader", "no cards"])
    func withoutATerminalThereIsAWayOn(_ what: String) async throws {
        let bench = try await ChipBench(hasTerminal: what != "no terminal", isSimulated: what != "real reader")
        if what == "no reader" { bench.readers.pull() }
        let kit = what == "no cards" ? bench.test.kit : bench.kit
        try await TestBrowser.play(kit, as: "mueller-platz") { browser in
            let number = try await bench.begin(browser)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.status == 200)
            #expect(
                page.text.contains(
                    what.hasPrefix("no") && what != "no terminal" ? "Kein Kartenleser" : "Kein Änderungsterminal"))
            #expect(page.text.contains("Für den nächsten Halt vormerken"))
            #expect(!page.text.contains("name=\"can\""))
            #expect(try await bench.change(number, browser).status == 422)
            let later = try await browser.post("/vorgang/\(number.text)/chip/folgt", [("once", "z")])
            #expect(later.status == 303)
            let check = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(check.text.contains("Anschrift im Chip (folgt)"))
            #expect(check.text.contains("unvollständig abgeben"))
        }
        #expect(!bench.holdsNewAddress)
    }
}
