package import Identity

/// What data groups 17 and 18 say of where the holder lives; both are written together.
package struct ChipResidence: Hashable, Sendable {
    /// The data groups as on the card.
    package let addressData: [UInt8]
    package let communityData: [UInt8]

    package init(address: ChipAddress, community: MunicipalityKey) {
        addressData = address.encoded
        // Fourteen digits, two in a byte.
        let digits = community.communityID.utf8.map { $0 - 48 }
        let packed = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        communityData = DataObject(0x72, DataObject(0x04, packed).encoded).encoded
    }

    /// As read from a card or from the journal.
    package init(addressData: [UInt8], communityData: [UInt8]) {
        (self.addressData, self.communityData) = (addressData, communityData)
    }

    /// Nil where the card holds something this terminal does not know.
    package var address: ChipAddress? { ChipAddress(addressData) }

    /// Fourteen digits; nil where the card holds something else.
    package var communityID: String? {
        guard let parts = try? DataObjectReader.one(0x72, in: communityData).parts(), parts.count == 1,
            parts[0].tag == 0x04, parts[0].value.count == 7
        else { return nil }
        let text = parts[0].value.hex
        return text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
    }

    package var community: MunicipalityKey? { communityID.flatMap { MunicipalityKey(communityID: $0) } }

    func data(of group: DataGroup) -> [UInt8] { group == .address ? addressData : communityData }

    static let groups: [DataGroup] = [.address, .communityID]
}

/// What shall be written, noted before the first byte is: after an interruption it tells what to do.
package struct ChipChange: Hashable, Sendable {
    package let before: ChipResidence
    package let after: ChipResidence
    /// The card it was begun on.
    package let card: CardMark

    package init(before: ChipResidence, after: ChipResidence, card: CardMark) {
        (self.before, self.after, self.card) = (before, after, card)
    }

    /// Reads what `encoded` wrote; nil for anything else.
    package init?(encoded bytes: [UInt8]) {
        guard let parts = try? DataObjectReader.one(0x30, in: bytes).parts(), parts.count == 5,
            parts.prefix(4).allSatisfy({ $0.tag == 0x04 }), let card = CardMark(parts[4])
        else { return nil }
        self.init(
            before: ChipResidence(addressData: parts[0].value, communityData: parts[1].value),
            after: ChipResidence(addressData: parts[2].value, communityData: parts[3].value),
            card: card)
    }

    /// For the journal. Personal data: where it is kept, it is kept encrypted.
    package var encoded: [UInt8] {
        let groups = [before.addressData, before.communityData, after.addressData, after.communityData]
        return DataObject(0x30, of: groups.map { DataObject(0x04, $0) } + [card.dataObject]).encoded
    }

    /// How far the writing of one data group came.
    enum Progress {
        case before, torn, after, foreign
    }

    /// - Parameter current: the group as read now; nil where it could not be read as a data object.
    func progress(of group: DataGroup, reading current: [UInt8]?) -> Progress {
        let (old, new) = (before.data(of: group), after.data(of: group))
        guard let current else { return .torn }
        if current == new { return .after }
        if current == old { return .before }
        // Writing goes from front to back: a beginning of the new, and behind it the old. What lay behind the old
        // group's end may be anything.
        let written = zip(current, new).prefix { $0 == $1 }.count
        let isTorn =
            written > 0
            && (0...written).contains { cut in
                current.indices.dropFirst(cut).allSatisfy { $0 >= old.count || current[$0] == old[$0] }
            }
        return isTorn ? .torn : .foreign
    }
}

/// How an interrupted change ended.
package enum ChipSettlement: Hashable, Sendable {
    /// Nothing had been written; with `finish` asked for, it has been now.
    case notBegun
    /// Everything had been written before the interruption.
    case complete
    /// The rest has been written now.
    case finished
    /// What had been written has been taken back.
    case undone
}
