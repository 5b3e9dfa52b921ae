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
}
