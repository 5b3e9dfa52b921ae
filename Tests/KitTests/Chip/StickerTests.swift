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
}
