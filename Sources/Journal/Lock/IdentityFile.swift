package import Foundation

/// `identity.json` (mode 0600): who writes this journal. Holds the private signing key, because signing works without
/// log-in, and the public keys of everybody whose entries are kept here.
package struct IdentityFile: Hashable, Codable, Sendable {
    package static let name = "identity.json"

    private var format = 1
    /// 0 for the office.
    package let kit: UInt16
    /// The generation this machine writes.
    package var generation: UInt16
    /// Ed25519, 32 private bytes.
    package let signingKey: Data
    /// Whose signatures count: this machine's own (earlier ones, too), and at the office those of all kits.
    package var signers: [KitSigner]
    /// The office's X25519 public keys, the current one first.
    package var officeKeys: [Data]
    /// The offline recovery key's public half.
    package var recoveryKey: Data?

    package struct KitSigner: Hashable, Codable, Sendable {
        package let kit: UInt16
        /// Ed25519, 32 bytes.
        package let publicKey: Data

        package init(kit: UInt16, publicKey: Data) {
            self.kit = kit
            self.publicKey = publicKey
        }
    }

    package init(
        kit: UInt16, generation: UInt16 = 1, signingKey: Data, officeKeys: [Data], recoveryKey: Data? = nil
    ) throws {
        self.kit = kit
        self.generation = generation
        self.signingKey = signingKey
        self.officeKeys = officeKeys
        self.recoveryKey = recoveryKey
        signers = [KitSigner(kit: kit, publicKey: try SoftwareSigner(privateKey: signingKey).publicKey)]
    }

    /// - Throws: ``FileFault/missing(name:)`` when there is none, ``FileFault/unreadable(name:)`` when it is no identity.
    package init(from file: some WholeFile) throws(FileFault) {
        guard let bytes = try file.read() else { throw .missing(name: IdentityFile.name) }
        guard let identity = try? JSONDecoder().decode(IdentityFile.self, from: bytes), identity.format == 1,
            (try? identity.signer) != nil, (try? identity.recipients) != nil
        else { throw .unreadable(name: IdentityFile.name) }
        self = identity
    }

    package func write(to file: some WholeFile) throws(FileFault) {
        try file.replace(with: KeyFile.line(self), shredding: false)
    }

    package var signer: SoftwareSigner { get throws { try SoftwareSigner(privateKey: signingKey) } }

    /// Whom a kit's keys are sealed to.
    package var recipients: [Recipient] {
        get throws { try (officeKeys.prefix(1) + [recoveryKey].compactMap { $0 }).map(Recipient.init(publicKey:)) }
    }

    package func publicKeys(of kit: UInt16) -> [Data] { signers.filter { $0.kit == kit }.map(\.publicKey) }
}
