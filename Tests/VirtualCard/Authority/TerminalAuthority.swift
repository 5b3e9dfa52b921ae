/// Makes terminals' certificates for tests: a root (CVCA), document verifiers (DV), authentication terminals (AT); TR-03110-3,
/// annex C. Keys are made when asked for and are worth nothing outside a test.
package final class TerminalAuthority: Sendable {
    private let key = SigningKey()
    package let name: String
    /// The root's own certificate with its tag 7F21: what a terminal would carry to compare.
    package let root: [UInt8]

    /// `name`: country, holder, number: 1 to 16 characters.
    package init(name: String = "DEVIRTUELL00001", from: Day = Day(2025, 1, 1), until: Day = Day(2030, 1, 1)) {
        self.name = name
        root = Self.certificate(
            key, issuer: name, holder: name, holderKey: key, role: .root, rights: .everything, from: from, until: until)
    }

    /// What the card is given at its making.
    var rootKey: TerminalAuthentication.Key {
        guard let inner = try? DataObject.only(0x7F21, in: root), let certificate = try? CertificateOfTerminal(inner)
        else { preconditionFailure("the root's certificate cannot be read") }
        return .init(certificate: certificate, curve: key.curve, rights: .everything)
    }

    /// A terminal with its chain. `verifierRights`: what the document verifier may pass on.
    package func terminal(
        _ rights: TerminalRights = .changeTerminal, from: Day = Day(2026, 11, 1), until: Day = Day(2027, 1, 31),
        name: String = "DEKOFFER00001", verifierRights: TerminalRights = .everything,
        verifierFrom: Day = Day(2026, 11, 1), verifierUntil: Day = Day(2027, 4, 30), isDomestic: Bool = true
    ) -> TestTerminal {
        let verifier = SigningKey()
        let own = SigningKey()
        let verifierName = "DEVERMITT00001"
        let chain = [
            Self.certificate(
                key, issuer: self.name, holder: verifierName, holderKey: verifier,
                role: isDomestic ? .domesticVerifier : .foreignVerifier, rights: verifierRights, from: verifierFrom,
                until: verifierUntil),
            Self.certificate(
                verifier, issuer: verifierName, holder: name, holderKey: own, role: .terminal, rights: rights,
                from: from,
                until: until),
        ]
        return TestTerminal(chain: chain, key: own, rights: rights)
    }

    /// A newer root and the certificate by which this one vouches for it (link certificate, 7F21).
    package func successor(
        name: String = "DEVIRTUELL00002", from: Day = Day(2026, 10, 1), until: Day = Day(2031, 1, 1)
    ) -> (authority: TerminalAuthority, link: [UInt8]) {
        let next = TerminalAuthority(name: name, from: from, until: until)
        let link = Self.certificate(
            key, issuer: self.name, holder: name, holderKey: next.key, role: .root, rights: .everything, from: from,
            until: until)
        return (next, link)
    }

    private static func certificate(
        _ signer: SigningKey, issuer: String, holder: String, holderKey: SigningKey, role: CertificateOfTerminal.Role,
        rights: TerminalRights, from: Day, until: Day
    ) -> [UInt8] {
        let curve = holderKey.curve
        let (prime, a, b) = curve.coefficients
        var publicKey = DER.identifier(Identifier.terminalAuthenticationECDSA + [3])
        if role == .root {
            let values: [[UInt8]] = [prime, a, b, curve.generator, curve.order]
            for (tag, value) in zip(UInt32(0x81)..., values) { publicKey += DataObject.encoded(tag, value) }
        }
        publicKey += DataObject.encoded(0x86, holderKey.point)
        if role == .root { publicKey += DataObject.encoded(0x87, [1]) }
        let body = DataObject.encoded(
            0x7F4E, DataObject.encoded(0x5F29, [0]), DataObject.encoded(0x42, Array(issuer.utf8)),
            DataObject.encoded(0x7F49, publicKey), DataObject.encoded(0x5F20, Array(holder.utf8)),
            rights.template(role: role.rawValue), DataObject.encoded(0x5F25, from.certificateForm),
            DataObject.encoded(0x5F24, until.certificateForm))
        return DataObject.encoded(0x7F21, body, DataObject.encoded(0x5F37, signer.sign(body)))
    }
}

/// A terminal's certificates and key.
package struct TestTerminal: Sendable {
    /// Document verifier, terminal: each with its tag 7F21, in the order the card wants them.
    package var chain: [[UInt8]]
    package let key: SigningKey
    package let rights: TerminalRights

    package func sign(_ message: [UInt8]) -> [UInt8] { key.sign(message) }

    /// The same chain with one bit of the terminal's rights changed and no new signature.
    package func tampered() -> TestTerminal {
        var copy = self
        let mark: [UInt8] = [0x53, 0x05]
        let bytes = copy.chain[copy.chain.count - 1]
        for at in bytes.indices.dropLast(7) where Array(bytes[at...at + 1]) == mark {
            copy.chain[copy.chain.count - 1][at + 6] ^= 0x01
            break
        }
        return copy
    }
}
