/// What PACE leaves behind besides the keys.
package struct PACEOutcome: Sendable {
    /// The chip's ephemeral key, compressed: what terminal authentication calls the chip by.
    let chipIdentifier: [UInt8]
    /// Whose certificates the card accepts, the newest first; empty without terminal rights.
    let authorities: [[UInt8]]

    package init(chipIdentifier: [UInt8], authorities: [[UInt8]]) {
        (self.chipIdentifier, self.authorities) = (chipIdentifier, authorities)
    }
}
