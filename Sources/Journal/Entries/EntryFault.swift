/// Why bytes are no entry. The place inside the entry is the field's name as in `Documentation/Journal.md`.
package enum EntryFault: Error, Hashable, Sendable {
    case unknownFormat(UInt8)
    case cutOff(field: String)
    case trailingBytes(Int)
    case forbidden(field: String, allowed: String)
}

extension EntryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownFormat(let format): "Format \(format) ist dieser Version nicht bekannt"
        case .cutOff(let field): "abgeschnitten im Feld \(field)"
        case .trailingBytes(let count): "\(count) überzählige Bytes am Ende"
        case .forbidden(let field, let allowed): "Feld \(field): erlaubt ist \(allowed)"
        }
    }
}
