import Casework
import Testing
import VirtualCard

@testable import Kit

/// The chip was written, then the address in the case was changed: the chip holds another one, and the case says so.
@Suite struct ChipReopenedTests {
    @Test(arguments: [("houseNumber", "58"), ("street", "Collegienstraße"), ("postCode", "06889")])
    func anotherAddressOpensTheTaskAgain(field: String, value: String) async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            #expect(try await bench.change(number, browser).status == 303)
            #expect(try await bench.item(number).answers["chip"]?.value == .choice("changed"))
            let saved = try await browser.post(
                "/vorgang/\(number.text)/antwort", [("field", field), ("revision", "999"), (field, value)],
                isAutosave: true)
            #expect(saved.status == 200)
            #expect(try await bench.item(number).answers["chip"]?.value == nil)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("Auf dem Chip steht noch die vorige Anschrift"))
            #expect(page.text.contains("name=\"can\""))
            let check = try await browser.get("/vorgang/\(number.text)/pruefen")
            #expect(check.text.contains("Anschrift im Chip"))
            #expect(!check.text.contains("am Terminal geändert und gelesen"))
            // Written again, it is done again.
            #expect(try await bench.change(number, browser).status == 303)
            #expect(try await bench.item(number).answers["chip"]?.value == .choice("changed"))
        }
    }

    @Test(arguments: [("registeredSince", "1.12.2026"), ("cardNumber", "L01X00T47")])
    func whatIsNotOnTheChipOpensNothing(field: String, value: String) async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            #expect(try await bench.change(number, browser).status == 303)
            _ = try await browser.post(
                "/vorgang/\(number.text)/antwort", [("field", field), ("revision", "999"), (field, value)],
                isAutosave: true)
            #expect(try await bench.item(number).answers["chip"]?.value == .choice("changed"))
        }
    }
}
