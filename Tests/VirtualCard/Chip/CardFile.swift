/// When a file may be read or written.
package enum AccessRule: Equatable, Sendable {
    case always
    case never
    /// After BAC or PACE.
    case basicAccess
    /// After terminal authentication.
    case authenticatedTerminal
    /// After terminal and chip authentication, by a terminal with this bit of the authorisation.
    case right(TerminalRights)
}

/// A transparent file with a place of fixed size on the chip.
package struct CardFile: Sendable {
    package let identifier: UInt16
    /// 1…30; the five low bits of the identifier, except EF.DIR's.
    var short: UInt8 { identifier == 0x2F00 ? 0x1E : UInt8(identifier & 0x1F) }
    /// What is written. A shorter value written later leaves old bytes behind it.
    package internal(set) var content: [UInt8]
    /// The most bytes it holds.
    package let size: Int
    let read: AccessRule
    let write: AccessRule

    init(_ identifier: UInt16, _ content: [UInt8], size: Int? = nil, read: AccessRule, write: AccessRule = .never) {
        self.identifier = identifier
        self.content = content
        self.size = max(size ?? 0, content.count)
        self.read = read
        self.write = write
    }
}

/// The master file or an application.
package struct Folder: Sendable {
    /// Empty for the master file.
    let application: [UInt8]
    var files: [CardFile]
}
