import Foundation
import Journal
import Sync
import Testing

@testable import Casework
@testable import Office

/// What becomes of a case's money after its transfer comes to the office with the kit's books.
@Suite struct SettlingTests {
    private static let fee = FeePosition(
        fee: "eid", title: "eID-Karte", law: "PAuswGebV § 1", reason: "ab 16", amount: Money(cents: 3700),
        accounts: [AccountShare(account: "gebuehren-ausweis", amount: Money(cents: 3700))])
    private static let day = CalendarDate(iso: "2026-12-07")!

    private static func receipt(_ running: Int, _ kit: TestKit) throws -> ReceiptNumber {
        let code = try #require(KitCode(kit.answer.code))
        return try #require(
            NumberFormat(.receiptNumber, kit: code, generation: 1, running: running)?.receiptNumber)
    }

    private static func issued(_ running: Int, for number: CaseNumber, _ kit: TestKit) throws -> BookEvent {
        .receiptIssued(
            ReceiptIssued(
                receipt: try receipt(running, kit), day: day, place: "Straach",
                positions: [
                    ReceiptPosition(
                        number: number, service: "eID-Karte", position: fee, amount: Money(cents: 3700),
                        accounts: fee.accounts)
                ],
                total: Money(cents: 3700), way: .cash, clerk: "mueller-platz"))
    }

    private static func reversed(_ running: Int, of other: Int, _ kit: TestKit) throws -> BookEvent {
        .receiptReversed(
            ReceiptReversed(
                receipt: try receipt(running, kit), reverses: try receipt(other, kit), day: day,
                total: Money(cents: 3700), way: .cash, reason: "Karte statt bar", clerk: "mueller-platz"))
    }

    /// A case of 37.00 EUR, paid with the first receipt and transferred.
    private static func paidCase(_ kit: TestKit) throws -> CaseNumber {
        let number = try kit.takeIn { making in
            try making.act(.decideFees([fee], catalogue: "c"))
            try making.act(.pay(receipt(1, kit), Money(cents: 3700)))
        }
        try kit.book(issued(1, for: number, kit))
        return number
    }

    @Test func aReversalAfterTheTransferShowsAtTheCase() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let number = try Self.paidCase(kit)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let before = try #require(await program.registry.view().state.cases[number]?.item)
        #expect(before.unpaid == .zero && before.payments.count == 1)

        try kit.book(Self.reversed(2, of: 1, kit))
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        await program.registry.takeIn()
        let after = try #require(await program.registry.view().state.cases[number]?.item)
        #expect(after.unpaid == Money(cents: 3700) && after.payments.count == 2 && after.state == .new)
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let page = try await browser.get("/vorgang/\(number.text)").text
            #expect(page.contains("Zahlung storniert am 07.12.2026, offen: 37,00 €"))
            #expect(page.contains("Karte statt bar"))
        }

        // Given anew, and after a restart told once.
        try kit.book(Self.issued(3, for: number, kit))
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number]?.item.unpaid == .zero)
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.told.map(\.state) == [.new])
        await program.registry.close()
        let again = try await bench.program()
        let item = try #require(await again.registry.view().state.cases[number]?.item)
        #expect(item.unpaid == .zero && item.payments.count == 3 && item.irregular.isEmpty)
    }

    /// The order of arrival must not matter: keys of the book late, the book before the case.
    @Test func whateverComesLastTheCaseKnowsItsMoney() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let number = try Self.paidCase(kit)
        try kit.book(Self.reversed(2, of: 1, kit))
        try await kit.ship(to: program.endpoints, keys: false)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number] == nil)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number]?.item.unpaid == Money(cents: 3700))
    }

    /// A kit says nothing of the money of another kit's case.
    @Test func aBookOfAnotherKitChangesNothing() async throws {
        let bench = try OfficeBench()
        let (kit, other) = (try bench.enrolKit(code: "W01"), try bench.enrolKit(code: "W02"))
        let program = try await bench.program()
        let number = try Self.paidCase(kit)
        try await kit.ship(to: program.endpoints)
        try other.book(Self.issued(1, for: number, other))
        try await other.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number]?.item.payments.count == 1)
    }

    @Test func aKitTakenInWhileTheOfficeServesGetsTheCatalogue() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        let kit = try bench.enrolKit(code: "W01")
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.messages.map(\.kind) == [.catalogue])
        await program.registry.close()
        let again = try await bench.program()
        try await kit.fetchFeed(again.endpoints)
        #expect(kit.messages.count { $0.kind == .catalogue } == 1)
    }
}
