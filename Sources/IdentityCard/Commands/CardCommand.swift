/// A command to a card (APDU; ISO 7816-4, 5.1).
package struct CardCommand: Sendable {
    package var cla: UInt8
    package let ins: UInt8
    package let p1: UInt8
    package let p2: UInt8
    package var data: [UInt8]
    /// How many bytes may come back, 1...65536; nil when none are wanted.
    package let expected: Int?

    package init(
        _ cla: UInt8, _ ins: UInt8, _ p1: UInt8, _ p2: UInt8, _ data: [UInt8] = [], expecting expected: Int? = nil
    ) {
        (self.cla, self.ins, self.p1, self.p2, self.data, self.expected) = (cla, ins, p1, p2, data, expected)
    }

    /// Data of more than 255 bytes or an answer of more than 256 needs lengths of several bytes.
    var isExtended: Bool { data.count > 255 || (expected ?? 0) > 256 }

    /// As sent to the card, short where possible.
    package var encoded: [UInt8] {
        var bytes = [cla, ins, p1, p2]
        if isExtended {
            bytes.append(0)
            if !data.isEmpty { bytes += [UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data }
            if let expected { bytes += [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)] }
        } else {
            if !data.isEmpty { bytes += [UInt8(data.count)] + data }
            if let expected { bytes.append(UInt8(expected & 0xFF)) }
        }
        return bytes
    }
}

/// What a card answered.
package struct CardAnswer: Sendable {
    package let data: [UInt8]
    package let status: StatusWord

    package init(data: [UInt8], status: StatusWord) { (self.data, self.status) = (data, status) }

    /// Nil for less than a status word or more than a card can send.
    init?(_ bytes: [UInt8]) {
        guard (2...65_538).contains(bytes.count) else { return nil }
        data = bytes.dropLast(2)
        status = StatusWord(rawValue: UInt16(bytes[bytes.count - 2]) << 8 | UInt16(bytes[bytes.count - 1]))
    }
}
