import Casework
import Foundation
import Testing
import VirtualCard

@testable import Kit

/// The service "PIN set anew", over HTTP, with a virtual card.
@Suite struct ChipPINTests {
    private func set(
        _ number: CaseNumber, _ new: String, _ again: String, _ browser: TestBrowser, once: String
    ) async throws -> TestBrowser.Answer {
        try await browser.post(
            "/vorgang/\(number.text)/chip", [("can", "500540"), ("new", new), ("again", again), ("once", once)])
    }

    @Test func aNewPINIsSetAndNowhereElse() async throws {
        let bench = try await ChipBench()
        bench.card.setState(tries: 0, isActive: false)
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("type=\"password\""))
            #expect(!page.text.contains("autocomplete=\"current-password\""))
            let done = try await set(number, "271828", "271828", browser, once: "a")
            #expect(done.status == 303)
            #expect(bench.card.hasPIN("271828"))
            #expect(bench.card.isActive)
            #expect(bench.card.triesLeft == 3)
            let item = try await bench.item(number)
            #expect(item.pinServed?.act == .set)
            #expect(item.answers["result"]?.value == .choice("done"))
            let history = try await browser.get("/vorgang/\(number.text)/verlauf")
            #expect(history.text.contains("neue PIN gesetzt"))
            #expect(!history.text.contains("271828"))
        }
        // Neither in any file of the kit.
        let files = try #require(FileManager.default.enumerator(atPath: bench.test.folder.path))
        for case let name as String in files {
            guard let data = FileManager.default.contents(atPath: bench.test.folder.path(name)) else { continue }
            #expect(data.range(of: Data("271828".utf8)) == nil, "\(name)")
        }
    }

    @Test(arguments: [
        ("271828", "314159", "Die beiden PINs sind verschieden."), ("2718", "2718", "Eine PIN hat sechs Ziffern."),
        ("abcdef", "abcdef", "Eine PIN hat sechs Ziffern."),
    ])
    func whatIsTypedWrongIsSaidAndNotRepeated(_ new: String, _ again: String, _ words: String) async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let answer = try await set(number, new, again, browser, once: "a")
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            #expect(!answer.text.contains("value=\"\(new)\""))
            #expect(bench.card.hasPIN("123456"))
        }
    }

    /// Between setting and switching on: the journal says that it was begun, the page what to do, and once more is enough.
    @Test(arguments: [1, 2])
    func aPINCutOffIsKnownAndSetOnceMore(behind: Int) async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let before = bench.card.commandCount
            #expect(try await set(number, "314159", "314159", browser, once: "w").status == 303)
            let last = bench.card.commandCount - before
            bench.card.arm(.goneAfter(command: last - 2 + behind))
            let cut = try await set(number, "271828", "271828", browser, once: "a")
            #expect(cut.status == 422)
            #expect(cut.text.contains("Die neue PIN kann schon gelten. Setzen Sie sie noch einmal."))
            #expect(!cut.text.contains("zu Ende gebracht"))
            #expect(bench.card.hasPIN("271828"))
            #expect(try await bench.item(number).openPIN != nil)
            bench.card.disarm()
            bench.card.insert()
            #expect(try await set(number, "271828", "271828", browser, once: "b").status == 303)
            let item = try await bench.item(number)
            #expect(item.openPIN == nil)
            #expect(item.pinServed?.act == .set)
            let history = try await browser.get("/vorgang/\(number.text)/verlauf")
            #expect(history.text.contains("Setzen einer neuen PIN begonnen"))
        }
    }

    @Test func thePUKUnblocks() async throws {
        let bench = try await ChipBench()
        bench.card.setState(tries: 0)
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let path = "/vorgang/\(number.text)/chip/entsperren"
            let wrong = try await browser.post(path, [("puk", "1111111111")])
            #expect(wrong.text.contains("Falsch: PUK"))
            let empty = try await browser.post(path, [("puk", "")])
            #expect(empty.text.contains("Der Leser hat keine eigenen Tasten."))
            let right = try await browser.post(path, [("puk", "9876543210")])
            #expect(right.status == 303)
            #expect(bench.card.triesLeft == 3)
            #expect(bench.card.hasPIN("123456"))
            let item = try await bench.item(number)
            #expect(item.pinServed?.act == .unblocked)
        }
    }

    @Test func aTerminalWithoutTheRightSetsNothing() async throws {
        let bench = try await ChipBench(rights: [.read(5, 8, 17, 18), .write(17, 18), .canAllowed])
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("erlaubt nicht: PIN verwalten"))
            #expect(try await set(number, "271828", "271828", browser, once: "a").status == 422)
            #expect(bench.card.hasPIN("123456"))
        }
    }
}
