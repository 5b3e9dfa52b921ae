/// The numbered address stickers a kit carries on a day (PAuswV § 19): counted out, used, spoiled, counted back; none leaves without a trace.
package struct StickerStock: Hashable, Sendable {
    /// Counted out today, in the order they were.
    package internal(set) var counted: [ClosedRange<Int>] = []
    /// On whose card's case each was used.
    package internal(set) var used: [Int: CaseNumber] = [:]
    /// Why each was not.
    package internal(set) var spoiled: [Int: String] = [:]

    /// The count at departure; nil until there is one, and again once something happened after it.
    package internal(set) var back: StickersCountedBack?

    /// They came along, and nobody has counted them back.
    package var isOut: Bool { !counted.isEmpty && back == nil }

    /// How many came along today.
    package var taken: Int { counted.reduce(0) { $0 + $1.count } }

    /// The one that belongs to a case.
    package func sticker(of number: CaseNumber) -> Int? { used.filter { $0.value == number }.keys.min() }

    /// The number the next sticker has; nil where none is left.
    package var next: Int? {
        for range in counted {
            if let free = range.first(where: { used[$0] == nil && spoiled[$0] == nil }) { return free }
        }
        return nil
    }

    package var left: Int { max(0, taken - used.count - spoiled.count) }

    /// What a person typed; nil for anything but a number of at most six digits.
    package static func number(_ text: String) -> Int? {
        let digits = text.filter { !$0.isWhitespace }
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

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
        case .useSticker(let number, let numbered):
            if let held = stickers.sticker(of: number) {
                if held == numbered { return [] }
                throw .stickerStays(held)
            }
            guard let next = try numbered.map({ sticker throws(BookRefusal) in try free(sticker) }) ?? stickers.next
            else {
                throw .noStickers
            }
            return [.stickerUsed(StickerUsed(sticker: next, number: number, clerk: clerk, token: command.token))]
        case .spoilSticker(let sticker, let reason):
            guard stickers.counted.contains(where: { $0.contains(sticker) }) else { throw .noSuchSticker }
            if stickers.spoiled[sticker] != nil { return [] }
            guard !reason.isBlank else { throw .stickerReasonMissing }
            return [.stickerSpoiled(StickerSpoiled(sticker: sticker, reason: reason, clerk: clerk))]
        case .returnStickers(let count, let explanation):
            guard !stickers.counted.isEmpty else { throw .noStickers }
            guard (0...stickers.taken).contains(count) else { throw .tooManyStickers(most: stickers.taken) }
            let words = explanation.flatMap { $0.isBlank ? nil : $0 }
            guard count == stickers.left || words != nil else {
                throw .stickersDiffer(counted: count, expected: stickers.left)
            }
            return [
                .stickersCountedBack(
                    StickersCountedBack(
                        count: count, expected: stickers.left, explanation: words, clerk: clerk, token: command.token))
            ]
        default: return []
        }
    }

    /// A sticker whose number was typed: from today's stock, and nobody else's.
    private func free(_ sticker: Int) throws(BookRefusal) -> Int {
        guard stickers.counted.contains(where: { $0.contains(sticker) }) else { throw .noSuchSticker }
        if stickers.spoiled[sticker] != nil { throw .stickerSpoiled(sticker) }
        if let other = stickers.used[sticker] { throw .stickerUsed(sticker, for: other) }
        return sticker
    }

    /// - Returns: whether the event had its place.
    mutating func foldStickers(_ event: BookEvent) -> Bool {
        switch event {
        case .stickersCounted(let it):
            guard it.first > 0, it.first <= it.last, it.last <= StickerStock.highest,
                it.last - it.first < StickerStock.most
            else { return false }
            stickers.counted.append(it.first...it.last)
            stickers.back = nil
            tokens.note(it.token, made: "")
        case .stickerUsed(let it):
            guard stickers.used[it.sticker] == nil, stickers.spoiled[it.sticker] == nil else { return false }
            stickers.used[it.sticker] = it.number
            stickers.back = nil
            tokens.note(it.token, made: String(it.sticker))
        case .stickerSpoiled(let it):
            stickers.used[it.sticker] = nil
            stickers.spoiled[it.sticker] = it.reason
            stickers.back = nil
        case .stickersCountedBack(let it):
            guard !stickers.counted.isEmpty else { return false }
            stickers.back = it
            tokens.note(it.token, made: "")
        default: return false
        }
        return true
    }
}
