/// What a terminal may do at the chip, by the bits of its certificates (TR-03110-4, 2.2.3.2).
package enum TerminalRight: Hashable, Sendable {
    case read(DataGroup)
    /// Data groups 17 to 22 only.
    case write(DataGroup)
    case pinManagement
    /// Access with the CAN instead of the PIN.
    case canAllowed

    fileprivate var bit: Int {
        switch self {
        case .read(let group): 7 + Int(group.rawValue)
        case .write(let group): 54 - Int(group.rawValue)
        case .pinManagement: 5
        case .canAllowed: 4
        }
    }

    /// German, for the page.
    package var germanName: String {
        switch self {
        case .read(let group): "\(group.germanName) lesen"
        case .write(let group): "\(group.germanName) schreiben"
        case .pinManagement: "PIN verwalten"
        case .canAllowed: "Zugang mit der CAN"
        }
    }
}

/// The rights of an authentication terminal: 38 bits and a role, in five bytes.
package struct TerminalRights: Hashable, Sendable {
    private(set) var bits: UInt64

    private static let mask: UInt64 = 1 << 38 - 1

    package init(_ rights: some Sequence<TerminalRight>) {
        bits = rights.reduce(0) { bits, right in
            // Writing is a right of groups 17 to 22; the bits of others mean something else.
            if case .write(let group) = right, group.rawValue < 17 { return bits }
            return bits | 1 << UInt64(right.bit)
        }
    }

    /// - Parameter bytes: the five bytes of a certificate holder authorisation; nil for another number.
    init?(bytes: [UInt8]) {
        guard bytes.count == 5 else { return nil }
        bits = bytes.reduce(0) { $0 << 8 | UInt64($1) } & Self.mask
    }

    package func contains(_ right: TerminalRight) -> Bool {
        if case .write(let group) = right, group.rawValue < 17 { return false }
        return bits >> UInt64(right.bit) & 1 == 1
    }

    func intersection(_ other: TerminalRights) -> TerminalRights {
        var result = self
        result.bits &= other.bits
        return result
    }

    /// The role of authentication terminals: 0.4.0.127.0.7.3.1.2.2.
    static let role = ObjectID.bsi(3, 1, 2, 2)

    /// Asks the card for these rights, as PACE sends them (tag 7F4C).
    var request: DataObject {
        let bytes = stride(from: 32, through: 0, by: -8).map { UInt8(bits >> UInt64($0) & 0xFF) }
        return DataObject(0x7F4C, of: [Self.role.dataObject, DataObject(0x53, bytes)])
    }
}
