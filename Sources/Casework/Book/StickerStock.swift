/// The numbered address stickers a kit carries on a day (PAuswV § 19): counted out, used, spoiled; none leaves without a trace.
package struct StickerStock: Hashable, Sendable {
    /// Counted out today, in the order they were.
    package internal(set) var counted: [ClosedRange<Int>] = []
    /// On whose card's case each was used.
    package internal(set) var used: [Int: CaseNumber] = [:]
    /// Why each was not.
    package internal(set) var spoiled: [Int: String] = [:]

    /// The number the next sticker has; nil where none is left.
    package var next: Int? {
        for range in counted {
            if let free = range.first(where: { used[$0] == nil && spoiled[$0] == nil }) { return free }
        }
        return nil
    }

    package var left: Int { max(0, counted.reduce(0) { $0 + $1.count } - used.count - spoiled.count) }

    /// As it stands on the paper: six digits.
    package static func text(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 6 - String(number).count)) + String(number)
    }

    /// More are on no roll.
    static let most = 1000
    static let highest = 999_999
}

extension CashBook {
    func decideStickers(_ command: BookCommand) throws(BookRefusal) -> [BookEvent] {
        let clerk = command.by
        switch command.act {
        case .countStickers(let first, let last):
            guard first > 0, first <= last, last <= StickerStock.highest, last - first < StickerStock.most else {
                throw .impossibleStickers
            }
            guard !stickers.counted.contains(where: { $0.overlaps(first...last) }) else { throw .stickersCounted }
            return [.stickersCounted(StickersCounted(first: first, last: last, clerk: clerk, token: command.token))]
        case .useSticker(let number):
            guard let next = stickers.next else { throw .noStickers }
            return [.stickerUsed(StickerUsed(sticker: next, number: number, clerk: clerk, token: command.token))]
        case .spoilSticker(let sticker, let reason):
            guard stickers.counted.contains(where: { $0.contains(sticker) }) else { throw .noSuchSticker }
            if stickers.spoiled[sticker] != nil { return [] }
            guard !reason.isBlank else { throw .stickerReasonMissing }
            return [.stickerSpoiled(StickerSpoiled(sticker: sticker, reason: reason, clerk: clerk))]
        default: return []
        }
    }

    /// - Returns: whether the event had its place.
    mutating func foldStickers(_ event: BookEvent) -> Bool {
        switch event {
        case .stickersCounted(let it):
            guard it.first > 0, it.first <= it.last, it.last <= StickerStock.highest,
                it.last - it.first < StickerStock.most
            else { return false }
            stickers.counted.append(it.first...it.last)
            tokens.note(it.token, made: "")
        case .stickerUsed(let it):
            guard stickers.used[it.sticker] == nil, stickers.spoiled[it.sticker] == nil else { return false }
            stickers.used[it.sticker] = it.number
            tokens.note(it.token, made: String(it.sticker))
        case .stickerSpoiled(let it):
            stickers.used[it.sticker] = nil
            stickers.spoiled[it.sticker] = it.reason
        default: return false
        }
        return true
    }
}
