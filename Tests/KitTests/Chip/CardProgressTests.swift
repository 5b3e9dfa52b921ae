import Casework
import Testing
import VirtualCard

@testable import Kit

/// While the card works, the page can say at what; and every wait for it has an end.
@Suite struct CardProgressTests {
    @Test func theStepsAreNamedWhileTheCardWorks() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            #expect(try await browser.get("/karte/stand").status == 204)
            let number = try await bench.begin(browser)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("data-progress=\"/karte/stand\""))
            bench.card.arm(.slow(.milliseconds(20)))
            async let done = bench.change(number, browser)
            var told: Set<String> = []
            for _ in 0..<2000 where !told.contains("Die Anschrift wird geschrieben") {
                let line = try await browser.get("/karte/stand")
                if line.status == 200 { told.insert(line.text) }
                try await Task.sleep(for: .milliseconds(2))
            }
            #expect(try await done.status == 303)
            #expect(told.isSuperset(of: ["Das Änderungsterminal weist sich aus", "Die Anschrift wird geschrieben"]))
            #expect(try await browser.get("/karte/stand").status == 204)
        }
    }

    @Test func theOtherClerkLearnsThatTheReaderIsInUse() async throws {
        let bench = try await ChipBench()
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            bench.card.arm(.slow(.milliseconds(20)))
            async let done = bench.change(number, browser)
            try await TestBrowser.play(bench.kit, as: "krueger") { other in
                var line = try await other.get("/karte/stand")
                for _ in 0..<2000 where line.status != 200 {
                    try await Task.sleep(for: .milliseconds(2))
                    line = try await other.get("/karte/stand")
                }
                #expect(line.text == "Der Leser wird gerade am anderen Platz benutzt")
            }
            #expect(try await done.status == 303)
        }
    }

    /// A card that takes for ever: the page comes back and says what to do, and not one command follows.
    @Test func aWaitForTheCardHasAnEnd() async throws {
        let bench = try await ChipBench(patience: .milliseconds(200))
        try await bench.play { browser in
            let number = try await bench.begin(browser)
            let before = bench.card.commandCount
            bench.card.arm(.slow(.milliseconds(1500)))
            let answer = try await bench.change(number, browser)
            #expect(answer.status == 422)
            #expect(answer.text.contains("Karte und Leser haben zu lange gebraucht."))
            // The page after it asked the reader again, behind the command that was under way.
            #expect(bench.card.commandCount == before + 1)
            #expect(try await bench.item(number).openChipChange == nil)
            #expect(!bench.holdsNewAddress)
        }
    }
}
