/// A card's eID application, opened by a terminal it trusts over a channel it proved.
package final class ChipSession {
    private let link: CardLink
    /// What the certificates and the password allow together.
    package let rights: TerminalRights

    /// SHA-256 of EF.CardSecurity.
    private let security: [UInt8]

    init(link: CardLink, rights: TerminalRights, security: [UInt8]) {
        (self.link, self.rights, self.security) = (link, rights, security)
    }

    /// Commands sent to the card so far, the opening included.
    package var commandCount: Int { link.commandCount }

    /// The eID application: E8 0704007F00070302.
    static let application: [UInt8] = [0xE8, 0x07, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02]
    /// More than any data group holds.
    private static let longestGroup = 4096

    /// Reads one data group as it stands.
    package func read(_ group: DataGroup) throws(CardProblem) -> [UInt8] {
        guard rights.contains(.read(group)) else { throw .rightMissing(.read(group)) }
        link.begin(.read)
        return try link.readFile(short: group.fileIdentifier, most: Self.longestGroup, in: .read)
    }

    /// The text in a data group of one string: names, birth place, nationality.
    package func text(_ group: DataGroup) throws(CardProblem) -> String {
        let bytes = try read(group)
        guard let object = try? DataObjectReader.one(0x60 | Int(group.rawValue), in: bytes),
            let value = Self.string(in: object)
        else { throw .dataUnreadable(group) }
        return value
    }

    /// The first text inside an object: UTF8String, PrintableString, NumericString or IA5String.
    private static func string(in object: DataObject) -> String? {
        guard let part = try? object.parts().first else { return nil }
        if [0x0C, 0x12, 0x13, 0x16].contains(part.tag) { return String(validating: part.value, as: UTF8.self) }
        return part.tag & 0x20 == 0x20 ? string(in: part) : nil
    }

    /// Address and community id.
    package func residence() throws(CardProblem) -> ChipResidence {
        ChipResidence(addressData: try read(.address), communityData: try read(.communityID))
    }

    /// By what this card is known again: as much of it as may be read.
    package func mark() throws(CardProblem) -> CardMark {
        try mark(of: CardMark.groups.filter { rights.contains(.read($0)) })
    }

    private func mark(of wanted: [DataGroup]) throws(CardProblem) -> CardMark {
        var groups: [DataGroup: [UInt8]] = [:]
        for group in wanted { groups[group] = try Hash.sha256.digest(try read(group)) }
        return CardMark(security: security, groups: groups)
    }

    /// What a change of this card would write, and what stands there now. Nothing is written yet.
    ///
    /// - Throws: `.dataTooLong` where the card says beforehand that it has no room.
    package func change(to after: ChipResidence) throws(CardProblem) -> ChipChange {
        let change = ChipChange(before: try residence(), after: after, card: try mark())
        for group in ChipResidence.groups where change.before != after {
            let wanted = after.data(of: group).count
            // One piece is taken or refused as a whole; only of several could the first be written and the next refused.
            guard wanted > CardLink.shortReadLength else { continue }
            if let room = try link.room(in: group.fileName, in: .read), room < wanted { throw .dataTooLong(group) }
        }
        return change
    }

    /// Writes both groups of a change and reads them back.
    ///
    /// Note the change in the journal first. When this throws in the middle, `settle` puts it right at the card's next
    /// contact.
    ///
    /// - Throws: `.dataTooLong` when the card has no room: then both groups are again as before, and were read back.
    package func write(_ change: ChipChange) throws(CardProblem) { try write(change.after, or: change.before) }

    /// Puts an interrupted change right: reads both groups, then finishes it or takes it back.
    ///
    /// - Throws: `.otherCard` when it is not the card the change was begun on; `.changedElsewhere` when the card holds neither the old
    ///   nor the new nor a piece of both: it was written elsewhere since. Then nothing is written. `.dataTooLong` as ``write(_:)``.
    package func settle(_ change: ChipChange, finishing: Bool) throws(CardProblem) -> ChipSettlement {
        // What was known of the card must be known again: with fewer rights than then, another one could pass for it.
        let known = CardMark.groups.filter { change.card.groups[$0] != nil }
        guard try mark(of: known) == change.card else { throw .otherCard }
        var progress: [ChipChange.Progress] = []
        for group in ChipResidence.groups {
            do {
                progress.append(change.progress(of: group, reading: try read(group)))
            } catch .fileBroken, .fileTooLong {
                progress.append(.torn)
            }
        }
        if progress.contains(.foreign) { throw .changedElsewhere }
        if progress.allSatisfy({ $0 == .after }) {
            if finishing { return .complete }
        } else if progress.allSatisfy({ $0 == .before }) {
            if finishing { try write(change.after, or: change.before) }
            return .notBegun
        }
        try write(finishing ? change.after : change.before, or: change.before)
        return finishing ? .finished : .undone
    }

    /// - Parameter before: stands there again when there is no room for the residence: half an address is worse than an old one.
    private func write(_ residence: ChipResidence, or before: ChipResidence) throws(CardProblem) {
        do throws(CardProblem) {
            try put(residence)
        } catch .dataTooLong(let group) where residence != before {
            do throws(CardProblem) {
                try put(before)
            } catch .dataTooLong(let group) {
                throw .writingNotConfirmed(group)
            }
            throw .dataTooLong(group)
        }
    }

    private func put(_ residence: ChipResidence) throws(CardProblem) {
        for group in ChipResidence.groups where !rights.contains(.write(group)) {
            throw .rightMissing(.write(group))
        }
        link.begin(.write)
        for group in ChipResidence.groups {
            do {
                try link.updateFile(short: group.fileIdentifier, with: residence.data(of: group), in: .write)
            } catch .refused(.write, let status)
                where [.noRoom, .wrongPosition, .wrongLength, .endOfFile].contains(status.meaning)
            {
                throw .dataTooLong(group)
            }
        }
        link.begin(.confirm)
        for group in ChipResidence.groups {
            let found = try link.readFile(short: group.fileIdentifier, most: Self.longestGroup, in: .confirm)
            guard found == residence.data(of: group) else { throw .writingNotConfirmed(group) }
        }
    }

    /// Sets a new PIN without the old one. The card forgets how often the old one was mistyped.
    package func setPIN(_ new: SecretDigits) throws(CardProblem) {
        try requirePINManagement()
        try PINCommand.set(new, over: link)
    }

    /// Sets a new PIN and switches the eID function on.
    ///
    /// - Throws: `.pinUnsettled` once the new PIN may be on the card.
    package func setPINAndSwitchOn(_ new: SecretDigits) throws(CardProblem) {
        try setPIN(new)
        try PINCommand.switchOn(over: link)
    }

    /// Gives a blocked PIN its tries back; the PIN stays.
    package func unblockPIN() throws(CardProblem) {
        try requirePINManagement()
        try PINCommand.unblock(over: link)
    }

    /// Switches the eID function on or off.
    package func switchElectronicIdentity(on: Bool) throws(CardProblem) {
        try requirePINManagement()
        link.begin(.pin)
        try link.require(PINCommand.switching(on: on), in: .pin)
    }

    private func requirePINManagement() throws(CardProblem) {
        guard rights.contains(.pinManagement) else { throw .rightMissing(.pinManagement) }
    }
}

/// RESET RETRY COUNTER for the PIN (TR-03110-3, B.12).
enum PINCommand {
    static func set(_ new: SecretDigits, over link: CardLink) throws(CardProblem) {
        guard link.isProtected, new.count == 6 else { throw .protocolUnknown(.pin) }
        link.begin(.pin)
        try new.withBytes { digits throws(CardProblem) in
            var command = CardCommand(0x00, 0x2C, 0x02, 0x03, digits)
            defer { command.data.wipe() }
            try settled { () throws(CardProblem) in try link.require(command, in: .pin) }
        }
    }

    /// Typed on the keys of the reader that opened the channel: only there can the digits be protected.
    static func setOnPad(over link: CardLink) throws(CardProblem) {
        guard link.isProtectedByReader, !link.isProtectedHere, let pad = link.channel.pad else {
            throw .protocolUnknown(.pin)
        }
        link.begin(.typing)
        var status = StatusWord(rawValue: 0)
        try settled { () throws(CardProblem) in status = try pad.setPIN() }
        guard status.isDone else { throw .refused(.pin, status) }
    }

    /// Behind a new PIN: it is on the card by now, whatever becomes of the rest.
    static func switchOn(over link: CardLink) throws(CardProblem) {
        link.begin(.pin)
        do throws(CardProblem) {
            try link.require(switching(on: true), in: .pin)
        } catch {
            throw .pinUnsettled
        }
    }

    /// Cut off while a new PIN is set: the card may have taken it, and cannot be asked.
    private static func settled(_ work: () throws(CardProblem) -> Void) throws(CardProblem) {
        do throws(CardProblem) {
            try work()
        } catch {
            switch error {
            case .cardRemoved, .readerFailed, .readerSilent, .answerUnreadable, .answerForged: throw .pinUnsettled
            default: throw error
            }
        }
    }

    /// ACTIVATE or DEACTIVATE for the eID function (TR-03110-3, B.11.10).
    static func switching(on: Bool) -> CardCommand { CardCommand(0x00, on ? 0x44 : 0x04, 0x10, 0x03) }

    static func unblock(over link: CardLink) throws(CardProblem) {
        link.begin(.pin)
        try link.require(CardCommand(0x00, 0x2C, 0x03, 0x03), in: .pin)
    }
}
