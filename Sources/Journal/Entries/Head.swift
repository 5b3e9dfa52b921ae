package import Foundation

/// The last entry of a generation: where it stands and its hash.
package struct Head: Hashable, Codable, Sendable {
    package let position: Position
    package let hash: EntryHash

    package init(position: Position, hash: EntryHash) {
        self.position = position
        self.hash = hash
    }

    package init(_ entry: Entry) { self.init(position: entry.position, hash: entry.hash) }

    /// What the kit signs: `"amtskoffer-head-1" ‖ kit ‖ generation ‖ sequence ‖ hash`, 61 bytes.
    package var signedBytes: Data {
        var data = Data("amtskoffer-head-1".utf8)
        data.append(bigEndian: position.kit)
        data.append(bigEndian: position.generation)
        data.append(bigEndian: position.sequence)
        data.append(hash.bytes)
        return data
    }

    package func signed(by signer: some Signer) throws -> SignedHead {
        SignedHead(head: self, signature: try signer.sign(signedBytes))
    }
}

/// A head with the kit's Ed25519 signature (64 bytes).
package struct SignedHead: Hashable, Codable, Sendable {
    package let head: Head
    package let signature: Data

    package init(head: Head, signature: Data) {
        self.head = head
        self.signature = signature
    }

    package var position: Position { head.position }

    /// - Parameter publicKey: the kit's Ed25519 key, 32 bytes.
    package func isSigned(by publicKey: Data) -> Bool {
        Ed25519.verify(signature, of: head.signedBytes, by: publicKey)
    }
}
