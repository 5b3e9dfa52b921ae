/// The kind of event a body holds, e.g. `case.answered` version 1. The journal keeps types it does not know.
package struct EventType: Hashable, Sendable {
    /// 1-48 ASCII letters, digits and `. - _`.
    package let name: String
    /// From 1.
    package let version: UInt16

    /// - Throws: ``EntryFault/forbidden(field:allowed:)`` when the name or version is outside its range.
    package init(_ name: String, version: UInt16 = 1) throws(EntryFault) {
        let allowed = name.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard allowed, (1...48).contains(name.utf8.count) else {
            throw .forbidden(field: "type", allowed: "1 bis 48 Zeichen aus A-Z a-z 0-9 . - _")
        }
        guard version >= 1 else { throw .forbidden(field: "typeVersion", allowed: "1 bis 65535") }
        self.name = name
        self.version = version
    }
}
