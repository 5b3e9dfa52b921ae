/// The last two bytes of a card's answer (ISO 7816-4, 5.1.3; TR-03110-3, B).
package struct StatusWord: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package enum Meaning: Hashable, Sendable {
        case done
        /// Less came than was asked for: the file ends there.
        case endOfFile
        /// The file or password was switched off.
        case deactivated
        /// The secret was wrong; so many tries are left (0...15).
        case triesLeft(Int)
        case failed
        case wrongLength
        /// The card would give this many bytes.
        case otherLength(Int)
        case notAllowed
        case blocked
        case notUsable
        case conditionsNotMet
        case protectionMissing, protectionWrong
        case wrongData
        case notFound
        case noRoom
        case unknownReference
        case wrongPosition
        case unknownCommand
        case other
    }

    package var meaning: Meaning {
        switch rawValue {
        case 0x9000: .done
        case 0x6282: .endOfFile
        case 0x6283: .deactivated
        case 0x6300: .failed
        case 0x63C0...0x63CF: .triesLeft(Int(rawValue & 0x0F))
        case 0x6700: .wrongLength
        case 0x6C00...0x6CFF: .otherLength(rawValue == 0x6C00 ? 256 : Int(rawValue & 0xFF))
        case 0x6982: .notAllowed
        case 0x6983: .blocked
        case 0x6984: .notUsable
        case 0x6985, 0x6986: .conditionsNotMet
        case 0x6987: .protectionMissing
        case 0x6988: .protectionWrong
        case 0x6A80: .wrongData
        case 0x6A82, 0x6A83: .notFound
        case 0x6A84: .noRoom
        case 0x6A88: .unknownReference
        case 0x6A86, 0x6B00: .wrongPosition
        case 0x6D00, 0x6E00: .unknownCommand
        default: .other
        }
    }

    var isDone: Bool { rawValue == 0x9000 }

    /// Four hexadecimal digits, as the standards write them.
    package var text: String { [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)].hex }
}
