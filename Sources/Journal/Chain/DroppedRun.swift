package import Foundation

/// Entries without a gap that were dropped with their segment; the last one's head stays, so that the chain behind it
/// still checks. The kit signs the run: nobody else can pass off missing entries as dropped ones.
package struct DroppedRun: Hashable, Sendable {
    package let segment: UInt32
    package let first: Position
    package let last: Head
    /// Ed25519 over ``signedBytes``, 64 bytes.
    package let signature: Data

    package init(segment: UInt32, first: Position, last: Head, signature: Data) {
        self.segment = segment
        self.first = first
        self.last = last
        self.signature = signature
    }

    package init(segment: UInt32, first: Position, last: Head, signer: any Signer) throws {
        let bytes = DroppedRun.signedBytes(segment: segment, first: first, last: last)
        self.init(segment: segment, first: first, last: last, signature: try signer.sign(bytes))
    }

    /// `"amtskoffer-drop-1" ‖ kit ‖ generation ‖ segment ‖ first ‖ last ‖ hash of the last`.
    package static func signedBytes(segment: UInt32, first: Position, last: Head) -> Data {
        var data = Data("amtskoffer-drop-1".utf8)
        data.append(bigEndian: first.kit)
        data.append(bigEndian: first.generation)
        data.append(bigEndian: segment)
        data.append(bigEndian: first.sequence)
        data.append(bigEndian: last.position.sequence)
        data.append(last.hash.bytes)
        return data
    }

    package func isSigned(by publicKey: Data) -> Bool {
        let bytes = DroppedRun.signedBytes(segment: segment, first: first, last: last)
        return Ed25519.verify(signature, of: bytes, by: publicKey)
    }
}
