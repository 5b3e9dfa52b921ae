/// Terminal authentication version 2 on the card's side: TR-03110-2, 3.3; TR-03110-3, B.11.4 to B.11.7.
struct TerminalAuthentication: Sendable {
    /// A key the card would check a signature with.
    struct Key: Sendable {
        let certificate: CertificateOfTerminal
        let curve: Curve
        /// What every certificate above allows together.
        let rights: TerminalRights
    }

    /// What the card remembers for good: roots, newest first, and the day it believes it is.
    struct Trust: Sendable {
        var roots: [Key]
        var today: Day
    }

    private(set) var imported: Key?
    private var reference: Key?
    private var terminal: (key: Key, compressedKey: [UInt8], extra: [UInt8])?
    private var challenge: [UInt8]?

    /// Why the card refused, in words for the one who reads a test's output; the wire only says so in general.
    struct Refusal: Error {
        let status: Status
        let reason: String
    }

    /// MSE:Set DST.
    mutating func choose(_ name: [UInt8], _ trust: Trust) throws(Refusal) {
        let keys = [imported].compactMap { $0 } + trust.roots
        guard let key = keys.first(where: { $0.certificate.holder == name && $0.certificate.role != .terminal }) else {
            throw Refusal(status: .referenceNotFound, reason: "issuer of the certificate is not known")
        }
        reference = key
    }

    /// PSO: Verify Certificate. Advances the card's day, takes in new roots.
    mutating func verify(_ bytes: [UInt8], _ trust: inout Trust) throws(Refusal) {
        guard let issuer = reference else {
            throw Refusal(status: .conditionsNotMet, reason: "no issuer was chosen")
        }
        reference = nil
        guard let certificate = try? CertificateOfTerminal(bytes) else {
            throw Refusal(status: .wrongData, reason: "certificate cannot be read")
        }
        guard certificate.issuer == issuer.certificate.holder,
            CertificateOfTerminal.isSigned(
                certificate.signed, by: issuer.certificate.point, on: issuer.curve,
                identifier: issuer.certificate.keyIdentifier, certificate.signature)
        else { throw Refusal(status: .authenticationFailed, reason: "certificate is not signed by its issuer") }
        let isLink = certificate.role == .root
        let fits =
            switch (issuer.certificate.role, certificate.role) {
            case (.root, .root), (.root, .domesticVerifier), (.root, .foreignVerifier): true
            case (.domesticVerifier, .terminal), (.foreignVerifier, .terminal): true
            default: false
            }
        guard fits else { throw Refusal(status: .authenticationFailed, reason: "issuer may not issue this kind") }
        // Links to newer roots are taken even when expired, or an old card could never be opened again.
        guard isLink || certificate.until >= trust.today else {
            throw Refusal(status: .authenticationFailed, reason: "certificate expired on \(certificate.until)")
        }
        guard certificate.from <= certificate.until else {
            throw Refusal(status: .wrongData, reason: "certificate ends before it begins")
        }
        let rights = certificate.rights.intersection(issuer.rights)
        let key = Key(certificate: certificate, curve: certificate.curve ?? issuer.curve, rights: rights)
        // Only whom the card believes may move its day: the state's own.
        let isAccurate = certificate.role != .terminal || issuer.certificate.role == .domesticVerifier
        if isAccurate, certificate.from > trust.today { trust.today = certificate.from }
        if isLink {
            trust.roots = Array(([key] + trust.roots.filter { $0.certificate.holder != certificate.holder }).prefix(2))
        } else {
            imported = key
        }
    }

    /// MSE:Set AT for terminal authentication.
    mutating func set(_ objects: [DataObject]) throws(Refusal) {
        guard let key = imported, key.certificate.role == .terminal, objects[tag: 0x83] == key.certificate.holder else {
            throw Refusal(status: .referenceNotFound, reason: "no terminal certificate of this name was verified")
        }
        guard objects[tag: 0x80] == key.certificate.keyIdentifier, let compressed = objects[tag: 0x91],
            compressed.count == key.curve.length
        else { throw Refusal(status: .wrongData, reason: "algorithm or ephemeral key missing or wrong") }
        let extra = objects[tag: 0x67].map { DataObject.encoded(0x67, $0) } ?? []
        terminal = (key, compressed, extra)
    }

    mutating func newChallenge(_ random: Randomness) -> [UInt8] {
        let bytes = random(8)
        challenge = bytes
        return bytes
    }

    /// EXTERNAL AUTHENTICATE: what the chain allows, and the terminal's compressed ephemeral key for chip authentication.
    mutating func finish(
        _ signature: [UInt8], cardIdentifier: [UInt8]
    ) throws(Refusal) -> (rights: TerminalRights, compressedKey: [UInt8]) {
        guard let terminal, let challenge else {
            throw Refusal(status: .conditionsNotMet, reason: "no terminal was named or no challenge asked for")
        }
        self.challenge = nil
        let message = cardIdentifier + challenge + terminal.compressedKey + terminal.extra
        guard
            CertificateOfTerminal.isSigned(
                message, by: terminal.key.certificate.point, on: terminal.key.curve,
                identifier: terminal.key.certificate.keyIdentifier, signature)
        else { throw Refusal(status: .authenticationFailed, reason: "the terminal's signature is wrong") }
        return (terminal.key.rights, terminal.compressedKey)
    }
}
