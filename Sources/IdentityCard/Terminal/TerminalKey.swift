/// The key of a change terminal. The real one lives in a certified box; this port is all that is asked of it.
package protocol TerminalKey {
    /// All certificates above and of the key, in any order; the terminal's own is the last.
    var certificates: [TerminalCertificate] { get }

    /// Signs with the hash function of the terminal's certificate; r and s, each as long as a coordinate.
    func sign(_ message: [UInt8]) throws(CardProblem) -> [UInt8]
}

/// A terminal key in memory. **For tests and demonstrations only**: a sovereign certificate's key must not leave its box.
package struct SoftwareTerminalKey: TerminalKey {
    package let certificates: [TerminalCertificate]
    private let key: SignatureKey
    private let hash: Hash

    /// - Parameters:
    ///   - chain: certificates (7F21) one behind the other, the terminal's last.
    ///   - curve: the name libcrypto knows the curve by.
    ///   - secret: the number, big-endian.
    package init(chain: [UInt8], curve: String, secret: [UInt8]) throws(CardProblem) {
        certificates = try TerminalCertificate.chain(chain)
        guard let curve = Curve(name: curve), let own = certificates.last else { throw .certificateUnreadable }
        key = try SignatureKey(curve: curve, secret: secret.padded(to: curve.fieldLength))
        hash = own.hash
    }

    /// - Parameters:
    ///   - certificates: in any order; the one of the terminal is found by its role.
    ///   - pkcs8: the key as PrivateKeyInfo (RFC 5208), DER.
    package init(certificates: [TerminalCertificate], pkcs8: [UInt8]) throws(CardProblem) {
        let own = certificates.filter { $0.role == .terminal }
        guard own.count == 1, let parts = try? DataObjectReader.one(0x30, in: pkcs8).parts(), parts.count >= 3,
            let curve = try? Curve(algorithm: parts[1]), parts[2].tag == 0x04,
            let inner = try? DataObjectReader.one(0x30, in: parts[2].value).parts(), inner.count >= 2,
            inner[1].tag == 0x04
        else { throw .certificateUnreadable }
        self.certificates = certificates.filter { $0.role != .terminal } + own
        key = try SignatureKey(curve: curve, secret: inner[1].value.padded(to: curve.fieldLength))
        hash = own[0].hash
    }

    package func sign(_ message: [UInt8]) throws(CardProblem) -> [UInt8] { try key.sign(message, hash: hash) }
}
