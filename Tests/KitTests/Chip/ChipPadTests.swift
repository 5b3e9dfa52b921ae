import Casework
import Testing
import VirtualCard

@testable import Kit

/// A reader with keys of its own at the desk: no page has a field for what is typed there.
@Suite struct ChipPadTests {
    @Test func aNewPINIsTypedOnTheReader() async throws {
        let bench = try await ChipBench(hasKeys: true)
        let keys = try #require(bench.readers.keys)
        bench.card.setState(tries: 0, isActive: false)
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("Geben Sie die PIN am Lesegerät ein"))
            #expect(page.text.contains("Geben Sie die PUK am Lesegerät ein"))
            #expect(!page.text.contains("type=\"password\""))
            let path = "/vorgang/\(number.text)/chip"
            keys.type("271828", "314159")
            let different = try await browser.post(path, [("can", "500540"), ("once", "a")])
            #expect(different.text.contains("zweimal verschiedene oder nicht sechs Ziffern"))
            #expect(!bench.card.hasPIN("271828"))
            keys.type("271828", "271828")
            #expect(try await browser.post(path, [("can", "500540"), ("once", "b")]).status == 303)
            #expect(bench.card.hasPIN("271828"))
            #expect(bench.card.isActive)
            #expect(try await bench.item(number).pinServed?.act == .set)
            let left = try await browser.post(path, [("can", "500540"), ("once", "c")])
            #expect(left.text.contains("Die Eingabe am Leser wurde abgebrochen."))
        }
    }

    @Test func thePUKIsTypedOnTheReader() async throws {
        let bench = try await ChipBench(hasKeys: true)
        bench.card.setState(tries: 0)
        try await bench.play { browser in
            let number = try await bench.begin(browser, service: "ausweis-pin")
            bench.readers.keys?.type("9876543210")
            #expect(try await browser.post("/vorgang/\(number.text)/chip/entsperren", []).status == 303)
            #expect(bench.card.triesLeft == 3)
        }
    }

    @Test func theAddressIsOpenedWithThePINFromTheReader() async throws {
        let bench = try await ChipBench(hasKeys: true)
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let path = "/vorgang/\(number.text)/chip"
            let page = try await browser.get(path)
            #expect(page.text.contains("Geben Sie die PIN am Lesegerät ein"))
            #expect(!page.text.contains("name=\"pin\""))
            bench.readers.keys?.type("111111", "123456")
            let wrong = try await browser.post(path, [("way", "pin"), ("once", "a")])
            #expect(wrong.text.contains("Es bleiben 2 Versuche"))
            #expect(try await browser.post(path, [("way", "pin"), ("once", "b")]).status == 303)
            #expect(bench.holdsNewAddress)
        }
    }
}
