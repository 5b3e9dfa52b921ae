/// A card's eID application, opened by a terminal it trusts over a channel it proved.
package final class ChipSession {
    private let link: CardLink
    /// What the certificates and the password allow together.
    package let rights: TerminalRights

    init(link: CardLink, rights: TerminalRights) { (self.link, self.rights) = (link, rights) }

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

    /// Writes both groups of a change and reads them back.
    ///
    /// Note the change in the journal first. When this throws in the middle, `settle` puts it right at the card's next
    /// contact.
    package func write(_ change: ChipChange) throws(CardProblem) { try write(change.after) }

    /// Puts an interrupted change right: reads both groups, then finishes it or takes it back.
    ///
    /// - Throws: `.changedElsewhere` when the card holds neither the old nor the new nor a piece of both: it is
    ///   another card, or was written elsewhere since. Then nothing is written.
    package func settle(_ change: ChipChange, finishing: Bool) throws(CardProblem) -> ChipSettlement {
        var progress: [ChipChange.Progress] = []
        for group in ChipResidence.groups {
            do {
                progress.append(change.progress(of: group, reading: try read(group)))
            } catch .fileBroken {
                progress.append(.torn)
            }
        }
        if progress.contains(.foreign) { throw .changedElsewhere }
        if progress.allSatisfy({ $0 == .after }) {
            if finishing { return .complete }
        } else if progress.allSatisfy({ $0 == .before }) {
            if finishing { try write(change.after) }
            return .notBegun
        }
        try write(finishing ? change.after : change.before)
        return finishing ? .finished : .undone
    }

    private func write(_ residence: ChipResidence) throws(CardProblem) {
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
            try link.require(command, in: .pin)
        }
    }

    /// Typed on the keys of the reader that opened the channel: only there can the digits be protected.
    static func setOnPad(over link: CardLink) throws(CardProblem) {
        guard link.isProtectedByReader, !link.isProtectedHere, let pad = link.channel.pad else {
            throw .protocolUnknown(.pin)
        }
        link.begin(.typing)
        let status = try pad.setPIN()
        guard status.isDone else { throw .refused(.pin, status) }
    }

    /// ACTIVATE or DEACTIVATE for the eID function (TR-03110-3, B.11.10).
    static func switching(on: Bool) -> CardCommand { CardCommand(0x00, on ? 0x44 : 0x04, 0x10, 0x03) }

    static func unblock(over link: CardLink) throws(CardProblem) {
        link.begin(.pin)
        try link.require(CardCommand(0x00, 0x2C, 0x03, 0x03), in: .pin)
    }
}
