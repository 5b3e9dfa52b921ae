/// A person's name in the letters of a zone: components of A-Z parted by single `<`.
package struct ZoneName: Hashable, Sendable {
    /// The primary identifier: `GROSS<MUELLER`. Never empty in a zone that was read.
    package let primary: String
    /// The secondary identifier: `JUERGEN<PETER`; empty for a person with one name.
    package let secondary: String
    /// True when the zone's field is full to its last place: the name may have been longer (ICAO 9303-3, 4.6).
    package let wasCut: Bool

    package init(primary: String, secondary: String, wasCut: Bool = false) {
        (self.primary, self.secondary, self.wasCut) = (primary, secondary, wasCut)
    }

    package var primaryParts: [String] { primary.split(separator: "<").map(String.init) }
    package var secondaryParts: [String] { secondary.split(separator: "<").map(String.init) }

    /// Reads the name field of a zone; nil when it holds no name.
    init?(field: String) {
        guard let first = field.first, first != "<" else { return nil }
        let halves = Self.halves(of: field)
        primary = Self.joined(halves.before)
        secondary = Self.joined(halves.after)
        wasCut = field.last != "<"
    }

    /// The name in a field of `room` places, filled up with `<`, or cut by the rules of ICAO 9303-3, 4.6.
    ///
    /// A cut name keeps its first component whole as long as it can, always shows the secondary identifier, and ends
    /// with a letter, which is how readers know that it was cut.
    func field(room: Int) -> String {
        let whole = secondary.isEmpty ? primary : primary + "<<" + secondary
        if whole.count <= room { return whole + String(repeating: "<", count: room - whole.count) }
        if secondary.isEmpty { return Self.cut(primaryParts, room: room) }
        // The secondary identifier may shrink to the initials of its components before the primary one is touched.
        let initials = secondaryParts.map { String($0.prefix(1)) }.joined(separator: "<")
        let least = primary.count + 2 + initials.count <= room ? initials.count : 1
        let primaryRoom = room - 2 - least
        if primary.count <= primaryRoom {
            return primary + "<<" + Self.cut(secondaryParts, room: room - 2 - primary.count)
        }
        return Self.cut(primaryParts, room: primaryRoom) + "<<" + initials.prefix(1)
    }

    /// The components in exactly `room` places, the last one a letter.
    private static func cut(_ parts: [String], room: Int) -> String {
        let text = parts.joined(separator: "<")
        let cut = text.prefix(room)
        guard cut.last == "<" else { return String(cut) }
        // The cut falls between two components: the one before gives up a letter, and the next shows its initial.
        let kept = cut.dropLast()
        let next = text.dropFirst(room).prefix(1)
        if kept.count >= 2, kept.dropLast().last != "<" { return String(kept.dropLast() + "<" + next) }
        // The one before is a single letter: it joins its neighbour rather than leave a filler at the end.
        return String(kept + next)
    }

    private static func halves(of field: String) -> (before: Substring, after: Substring) {
        var previous = field.startIndex
        for index in field.indices.dropFirst() {
            if field[index] == "<", field[previous] == "<" {
                return (field[..<previous], field[field.index(after: index)...])
            }
            previous = index
        }
        return (field[...], "")
    }

    private static func joined(_ text: Substring) -> String {
        text.split(separator: "<").joined(separator: "<")
    }
}
