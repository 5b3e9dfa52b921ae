import Casework
import Foundation
import Testing
import Town

@Suite("The town that comes with the product")
struct WittenbergTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Towns/wittenberg").path

    private func town() throws -> Town { try #require(TownFolder.load(path: Self.path).town) }

    @Test func hasNoMistakes() {
        #expect(TownFolder.load(path: Self.path).mistakes.map(\.description) == [])
    }

    @Test func onAFirstMondayTheSuitcaseIsInStraach() throws {
        let monday = try #require(CalendarDate(iso: "2026-12-07"))
        let venues = try town().venues(on: monday)
        #expect(venues.count == 5)
        #expect(venues.first { $0.district == "straach" }?.kind == .room)
    }

    @Test func chipsAreChangedByTwoServices() throws {
        let catalogue = try town().catalogue
        #expect(
            catalogue.service("ausweis-anschrift")?.chip
                == ChipRule(
                    act: .address, result: "chip", done: "changed", later: "later", sticker: "stickerNumber"))
        #expect(
            catalogue.service("ausweis-pin")?.chip
                == ChipRule(act: .newPIN, result: "result", done: "done", later: "later"))
    }

    @Test("The fees of an identity card stand as its ordinance says")
    func identityCard() throws {
        let service = try #require(try town().catalogue.service("personalausweis"))
        let amounts = Set(service.fees.flatMap { $0.rates.map(\.amount) })
        #expect(amounts.isSuperset(of: [.fixed(Money(cents: 2760)), .fixed(Money(cents: 4600))]))
        #expect(service.leika == "99008001012000")
        #expect(service.signature?.requiredWhen == .test(.age(.applicant), .atLeast(.number(10))))
    }
}
