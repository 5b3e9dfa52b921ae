/// By what a card is known again: a change that was begun on it is settled on it and on no other, not even on one of the same household that
/// bears the same address. Hashes only, and only of what the terminal was allowed to read.
package struct CardMark: Hashable, Sendable {
    /// SHA-256 of EF.CardSecurity. Cards of one batch may share it; then the groups tell them apart.
    let security: [UInt8]
    /// SHA-256 of each group that could be read.
    let groups: [DataGroup: [UInt8]]

    init(security: [UInt8], groups: [DataGroup: [UInt8]]) { (self.security, self.groups) = (security, groups) }

    /// What tells one holder from another.
    static let groups: [DataGroup] = [.givenNames, .familyName, .birthDate]

    /// Asked of a card beside what a change needs, as far as the certificates allow it.
    package static let rights: [TerminalRight] = groups.map { .read($0) }

    private static let hashLength = 32

    var dataObject: DataObject {
        let known = groups.sorted { $0.key.rawValue < $1.key.rawValue }
        return DataObject(
            0x30,
            of: [DataObject(0x04, security)] + known.map { DataObject(0x04, [$0.key.rawValue] + $0.value) })
    }

    /// Reads what `dataObject` wrote; nil for anything else.
    init?(_ object: DataObject) {
        guard object.tag == 0x30, let parts = try? object.parts(), let first = parts.first,
            parts.allSatisfy({ $0.tag == 0x04 }), first.value.count == Self.hashLength
        else { return nil }
        var groups: [DataGroup: [UInt8]] = [:]
        for part in parts.dropFirst() {
            guard part.value.count == 1 + Self.hashLength, let group = DataGroup(rawValue: part.value[0]),
                Self.groups.contains(group),
                groups.updateValue(Array(part.value.dropFirst()), forKey: group) == nil
            else { return nil }
        }
        self.init(security: first.value, groups: groups)
    }
}
