import Testing

@testable import Casework

/// Every sticker that was counted out is left, used or spoiled, once.
@Suite struct StickerStockTests {
    @Test func aStickerIsUsedOrSpoiledOnce() {
        var book = CashBook()
        let at = Moment(milliseconds: 0)
        book.apply(.stickersCounted(StickersCounted(first: 7, last: 9, clerk: "a")), at: at)
        #expect(book.stickers.next == 7)
        book.apply(.stickerUsed(StickerUsed(sticker: 7, number: "W01A-0001-X", clerk: "a")), at: at)
        book.apply(.stickerUsed(StickerUsed(sticker: 7, number: "W01A-0002-X", clerk: "a")), at: at)
        #expect(book.stickers.used == [7: "W01A-0001-X"])
        #expect(book.irregular == 1)
        book.apply(.stickerSpoiled(StickerSpoiled(sticker: 7, reason: "schief", clerk: "a")), at: at)
        book.apply(.stickerSpoiled(StickerSpoiled(sticker: 8, reason: "verloren", clerk: "a")), at: at)
        #expect(book.stickers.used == [:])
        #expect(book.stickers.next == 9)
        #expect(book.stickers.left == 1)
    }

    @Test(arguments: [(0, 5), (9, 3), (1, 1_000_000), (1, 1001)])
    func impossibleRollsAreNoStock(first: Int, last: Int) {
        var book = CashBook()
        book.apply(
            .stickersCounted(StickersCounted(first: first, last: last, clerk: "a")), at: Moment(milliseconds: 0))
        #expect(book.stickers.counted == [])
        #expect(throws: BookRefusal.impossibleStickers) {
            try book.decideStickers(BookCommand(by: "a", .countStickers(first: first, last: last)))
        }
    }

    private static func stocked() -> CashBook {
        var book = CashBook()
        let at = Moment(milliseconds: 0)
        book.apply(.stickersCounted(StickersCounted(first: 7, last: 10, clerk: "a")), at: at)
        book.apply(.stickerUsed(StickerUsed(sticker: 7, number: "W01A-0001-X", clerk: "a")), at: at)
        book.apply(.stickerSpoiled(StickerSpoiled(sticker: 8, reason: "schief", clerk: "a")), at: at)
        return book
    }

    /// A number typed by hand comes from the stock, or it is no sticker.
    @Test(arguments: [
        (6, "W01A-0002-X", BookRefusal.noSuchSticker), (11, "W01A-0002-X", .noSuchSticker),
        (8, "W01A-0002-X", .stickerSpoiled(8)), (7, "W01A-0002-X", .stickerUsed(7, for: "W01A-0001-X")),
        (9, "W01A-0001-X", .stickerStays(7)),
    ])
    func aTypedNumberFromElsewhereIsRefused(sticker: Int, number: CaseNumber, refusal: BookRefusal) {
        #expect(throws: refusal) {
            try Self.stocked().decideStickers(BookCommand(by: "a", .useSticker(number, numbered: sticker)))
        }
        #expect(refusal.message.contains("Aufkleber"))
    }

    @Test func aTypedNumberOfTheStockIsUsed() throws {
        let book = Self.stocked()
        let used = try book.decideStickers(BookCommand(by: "a", .useSticker("W01A-0002-X", numbered: 10)))
        #expect(used == [.stickerUsed(StickerUsed(sticker: 10, number: "W01A-0002-X", clerk: "a"))])
        // The one it has: nothing to do.
        #expect(try book.decideStickers(BookCommand(by: "a", .useSticker("W01A-0001-X", numbered: 7))) == [])
    }

    @Test(arguments: [
        ("121", 121), ("000121", 121), (" 12 1", 121), ("0", 0), ("", nil), ("1234567", nil), ("12a", nil), ("-3", nil),
    ])
    func numbersAreReadAsTyped(text: String, number: Int?) { #expect(StickerStock.number(text) == number) }

    @Test func countedBackIsWhatIsLeftOrExplained() throws {
        var book = Self.stocked()
        #expect(book.stickers.isOut)
        func back(_ count: Int, _ why: String? = nil) throws -> [BookEvent] {
            try book.decideStickers(BookCommand(by: "a", .returnStickers(count: count, explanation: why)))
        }
        #expect(throws: BookRefusal.tooManyStickers(most: 4)) { try back(5) }
        #expect(throws: BookRefusal.tooManyStickers(most: 4)) { try back(-1, "x") }
        #expect(throws: BookRefusal.stickersDiffer(counted: 1, expected: 2)) { try back(1, " ") }
        #expect(try back(1, "verweht").count == 1)
        for event in try back(2) { book.apply(event, at: Moment(milliseconds: 0)) }
        #expect(!book.stickers.isOut)
        #expect(book.stickers.back?.count == 2)
        // What happens after it wants a new count.
        book.apply(
            .stickerUsed(StickerUsed(sticker: 9, number: "W01A-0003-X", clerk: "a")), at: Moment(milliseconds: 0))
        #expect(book.stickers.isOut)
        #expect(throws: BookRefusal.noStickers) {
            try CashBook().decideStickers(BookCommand(by: "a", .returnStickers(count: 0, explanation: nil)))
        }
    }
}
