/// So many stickers came along today.
package struct StickersCounted: EventPayload {
    package static let type = "stickers.counted"
    package var first: Int
    package var last: Int
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?

    package init(first: Int, last: Int, clerk: ClerkID, token: String? = nil) {
        (self.first, self.last, self.clerk, self.token) = (first, last, clerk, token)
    }
}

package struct StickerUsed: EventPayload {
    package static let type = "sticker.used"
    package var sticker: Int
    package var number: CaseNumber
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?

    package init(sticker: Int, number: CaseNumber, clerk: ClerkID, token: String? = nil) {
        (self.sticker, self.number, self.clerk, self.token) = (sticker, number, clerk, token)
    }
}

/// Lost, torn, printed askew; one that was used before counts as spoiled from then on.
package struct StickerSpoiled: EventPayload {
    package static let type = "sticker.spoiled"
    package var sticker: Int
    package var reason: String
    package var clerk: ClerkID

    package init(sticker: Int, reason: String, clerk: ClerkID) {
        (self.sticker, self.reason, self.clerk) = (sticker, reason, clerk)
    }
}

/// So many came back from the day; the clerk who counted signed with her PIN.
package struct StickersCountedBack: EventPayload {
    package static let type = "stickers.countedBack"
    package var count: Int
    /// Counted out, less used and spoiled.
    package var expected: Int
    /// Where the two differ.
    package var explanation: String?
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?

    package init(count: Int, expected: Int, explanation: String?, clerk: ClerkID, token: String? = nil) {
        (self.count, self.expected, self.explanation) = (count, expected, explanation)
        (self.clerk, self.token) = (clerk, token)
    }
}
