package import Journal

/// Up to where the office said it has each generation, and when it said so. Noted beside the journal, so that a kit that starts without a
/// network still knows. A note that is lost makes the kit say that it does not know; it never says more than the office did.
package struct Received: Hashable, Sendable, Codable {
    package let at: Timestamp
    package let through: [UInt16: UInt64]

    package init(at: Timestamp, through: [UInt16: UInt64]) {
        self.at = at
        self.through = through
    }

    /// Nil where the office had more than this disk has: then the disk was put back, and the note says nothing of what is on it now.
    package func entriesBehind(_ heads: [Position]) -> UInt64? {
        var behind: UInt64 = 0
        for head in heads {
            let received = through[head.generation] ?? 0
            guard received <= head.sequence else { return nil }
            behind += head.sequence - received
        }
        return behind
    }
}
