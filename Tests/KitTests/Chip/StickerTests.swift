import Casework
import Foundation
import Testing

@testable import Kit

/// Numbered stickers: counted, used once each, spoiled ones too.
@Suite struct StickerTests {
    @Test func everyStickerHasItsPlace() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let path = "/vorgang/\(number.text)/aufkleber"
            let none = try await browser.post(path, [("once", "a")])
            #expect(none.text.contains("Es ist kein Aufkleber mehr gezählt."))
            let wrong = try await browser.post("/aufkleber", [("first", "9"), ("last", "3"), ("once", "b")])
            #expect(wrong.text.contains("Geben Sie die erste und die letzte Nummer"))
            let counted = try await browser.post("/aufkleber", [("first", "121"), ("last", "123"), ("once", "c")])
            #expect(counted.status == 303)
            let twice = try await browser.post("/aufkleber", [("first", "123"), ("last", "130"), ("once", "d")])
            #expect(twice.text.contains("heute schon welche gezählt"))
            // Two presses of one button take one sticker.
            for _ in 0..<2 { #expect(try await browser.post(path, [("once", "e")]).status == 303) }
            #expect(try await bench.item(number).answers["stickerNumber"]?.value == .text("000121"))
            let paper = try await browser.get(path)
            #expect(paper.text.contains("Lutherstraße 56, 06886 Lutherstadt Wittenberg"))
            #expect(paper.text.contains("000121"))
            let spoiled = try await browser.post(
                "/aufkleber/verdorben", [("sticker", "121"), ("reason", "schief gedruckt")])
            #expect(spoiled.status == 303)
            #expect(try await browser.post(path, [("once", "f")]).status == 303)
            let stock = try await bench.test.desk.view().book.stickers
            #expect(stock.used == [122: number])
            #expect(stock.spoiled == [121: "schief gedruckt"])
            #expect(stock.left == 1)
            #expect(try await bench.item(number).answers["stickerNumber"]?.value == .text("000122"))
            let page = try await browser.get("/aufkleber")
            #expect(page.text.contains("verdorben: schief gedruckt"))
        }
    }

    /// A number typed into the form comes from the stock, or says what to do.
    @Test func aTypedNumberComesFromTheStock() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            func type(_ text: String) async throws -> TestBrowser.Answer {
                try await browser.post(
                    "/vorgang/\(number.text)/antwort",
                    [("field", "stickerNumber"), ("revision", "999"), ("stickerNumber", text)], isAutosave: true)
            }
            for wrong in ["121", "abc"] {
                let refused = try await type(wrong)
                #expect(refused.status == 422)
                #expect(refused.text.contains("Diese Nummer ist heute nicht gezählt."))
            }
            _ = try await browser.post("/aufkleber", [("first", "121"), ("last", "130"), ("once", "c")])
            #expect(try await type("125").status == 200)
            #expect(try await bench.item(number).answers["stickerNumber"]?.value == .text("000125"))
            #expect(try await bench.test.desk.view().book.stickers.used == [125: number])
            let other = try await type("126")
            #expect(other.text.contains("gehört schon der Aufkleber 000125"))
            #expect(try await type("").text.contains("gehört schon der Aufkleber 000125"))
            #expect(try await type("125").status == 200)
            // At "Weiter" it is said at the field, and the rest is kept.
            let step = try await browser.post(
                "/vorgang/\(number.text)/angaben/change",
                [("stickerNumber", "127"), ("chip", "later"), ("once", "w"), ("revision", "999")])
            #expect(step.status == 422)
            #expect(step.text.contains("gehört schon der Aufkleber 000125"))
            #expect(try await bench.item(number).answers["chip"]?.value == .choice("later"))
            #expect(try await bench.test.desk.view().book.stickers.used == [125: number])
        }
    }

    /// Counted back at departure, signed; until then the day says so.
    @Test func whatIsLeftIsCountedBackAndSigned() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            let browser = browsers[0]
            _ = try await browser.post("/aufkleber", [("first", "121"), ("last", "130"), ("once", "c")])
            _ = try await browser.post(
                "/aufkleber/verdorben", [("sticker", "121"), ("reason", "zerrissen"), ("once", "d")])
            #expect(try await browser.get("/abfahrt").text.contains("nicht zurückgezählt"))
            let early = try await browser.post("/tagesende")
            #expect(early.text.contains("sind nicht zurückgezählt."))
            let path = "/aufkleber/zurueck"
            let none = try await browser.post(path, [("count", ""), ("pin", AccessWorld.pin), ("once", "1")])
            #expect(none.text.contains("wie viele Aufkleber noch da sind"))
            let unsigned = try await browser.post(path, [("count", "9"), ("pin", "4712"), ("once", "2")])
            #expect(unsigned.text.contains("Die PIN stimmt nicht.") && !unsigned.text.contains("4712"))
            world.wait(.seconds(400))
            let fewer = try await browser.post(path, [("count", "8"), ("pin", AccessWorld.pin), ("once", "3")])
            #expect(fewer.text.contains("es müssten noch 9 da sein"))
            let done = try await browser.post(
                path, [("count", "8"), ("explanation", "verweht"), ("pin", AccessWorld.pin), ("once", "4")])
            #expect(done.location == "/aufkleber")
            let page = try await browser.get("/aufkleber")
            #expect(page.text.contains("unterzeichnet von Anke Müller-Platz"))
            #expect(page.text.contains("erwartet 9: verweht"))
            let leaving = try await browser.get("/abfahrt")
            #expect(!leaving.text.contains("nicht zurückgezählt"))
        }
    }
}
