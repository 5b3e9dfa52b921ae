/// What an authentication terminal may do: the forty bits of its authorisation template (TR-03110-4, 2.2.3.2), without the two
/// of the role.
package struct TerminalRights: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package static let ageVerification = TerminalRights(rawValue: 1 << 0)
    package static let communityVerification = TerminalRights(rawValue: 1 << 1)
    package static let restrictedIdentification = TerminalRights(rawValue: 1 << 2)
    package static let privileged = TerminalRights(rawValue: 1 << 3)
    package static let canAllowed = TerminalRights(rawValue: 1 << 4)
    package static let pinManagement = TerminalRights(rawValue: 1 << 5)
    package static let everything = TerminalRights(rawValue: (1 << 38) - 1)

    /// Reading data group 1…22.
    package static func read(_ groups: Int...) -> TerminalRights {
        TerminalRights(groups.map { TerminalRights(rawValue: 1 << UInt64(7 + $0)) })
    }

    /// Writing data group 17…22.
    package static func write(_ groups: Int...) -> TerminalRights {
        TerminalRights(groups.map { TerminalRights(rawValue: 1 << UInt64(54 - $0)) })
    }

    /// What a change terminal needs for a new address and a new PIN.
    package static let changeTerminal: TerminalRights = [
        .read(1, 2, 3, 4, 5, 6, 7, 8, 9), .read(10, 13, 17, 18, 19), .write(17, 18), .pinManagement, .canAllowed,
    ]

    /// Five bytes, highest first, with a role in the two highest bits.
    func bytes(role: UInt8) -> [UInt8] {
        let all = rawValue & TerminalRights.everything.rawValue | UInt64(role) << 38
        return stride(from: UInt64(32), through: 0, by: -8).map { UInt8(truncatingIfNeeded: all >> $0) }
    }

    static func parsed(_ bytes: [UInt8]) -> (role: UInt8, rights: TerminalRights)? {
        guard bytes.count == 5 else { return nil }
        let all = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (UInt8(all >> 38), TerminalRights(rawValue: all & TerminalRights.everything.rawValue))
    }

    /// The rights in a certificate holder authorisation template (the value of 7F4C) for authentication terminals.
    static func parsed(template: [UInt8]) -> (role: UInt8, rights: TerminalRights)? {
        guard let objects = try? DataObject.all(in: template), objects.map(\.tag) == [0x06, 0x53],
            objects[0].value == Identifier.authenticationTerminal
        else { return nil }
        return parsed(objects[1].value)
    }

    func template(role: UInt8) -> [UInt8] {
        DataObject.encoded(
            0x7F4C, DER.identifier(Identifier.authenticationTerminal), DataObject.encoded(0x53, bytes(role: role)))
    }
}
