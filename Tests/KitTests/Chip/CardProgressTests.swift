import Casework
import Identity
import IdentityCard
import Synchronization
import Testing
import VirtualCard

@testable import Kit

/// While the card works, the page can say at what; and every wait for it has an end.
@Suite struct CardProgressTests {
    /// Asked from within a conversation, so that it stands still meanwhile.
    @Test func theStepIsNamedWhileTheCardWorks() async throws {
        let bench = try await ChipBench()
        let cards = try #require(bench.kit.cards)
        try await bench.play { browser in
            #expect(try await browser.get("/karte/stand").status == 204)
            let number = try await bench.begin(browser)
            let page = try await browser.get("/vorgang/\(number.text)/chip")
            #expect(page.text.contains("data-progress=\"/karte/stand\""))
            try await cards.talk(by: "mueller-platz") { _, begin in
                begin(.write)
                try CardDesk.waiting {
                    let line = try await browser.get("/karte/stand")
                    #expect(line.status == 200 && line.text == "Die Anschrift wird geschrieben")
                    try await TestBrowser.play(bench.kit, as: "krueger") { other in
                        let line = try await other.get("/karte/stand")
                        #expect(line.text == "Der Leser wird gerade am anderen Platz benutzt")
                    }
                }
            }
            #expect(try await browser.get("/karte/stand").status == 204)
        }
    }

    /// The change tells its steps: what was read is read when it is noted.
    @Test func theChangeOfAnAddressTellsItsSteps() async throws {
        let bench = try await ChipBench()
        let cards = try #require(bench.kit.cards)
        let work = ChipWork(
            cards: cards, today: try #require(CivilDate(year: 2026, month: 12, day: 7)), clerk: "mueller-platz")
        let told = Mutex<CardStep?>(nil)
        let isWritten = try await work.change(
            to: ChipBench.residence, opening: .can(try #require(CardAccessNumber("500540"))), holder: nil
        ) { _ in
            let step = cards.talk?.step
            told.withLock { $0 = step }
        }
        #expect(isWritten)
        #expect(told.withLock { $0 } == .read)
        #expect(cards.talk?.step == nil)
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
