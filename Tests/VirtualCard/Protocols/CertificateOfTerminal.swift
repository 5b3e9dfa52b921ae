/// A card verifiable certificate, as the chip reads it: TR-03110-3, annex C and D.
struct CertificateOfTerminal: Sendable {
    enum Role: UInt8 {
        case terminal = 0
        case foreignVerifier = 1
        case domesticVerifier = 2
        case root = 3
    }

    /// The body with its tag 7F4E: what is signed.
    let signed: [UInt8]
    let signature: [UInt8]
    let issuer: [UInt8]
    let holder: [UInt8]
    let role: Role
    let rights: TerminalRights
    let from: Day
    let until: Day
    let keyIdentifier: [UInt8]
    let point: [UInt8]
    /// Only where the certificate brings its own parameters: roots do.
    let curve: Curve?

    struct Malformed: Error {}

    /// `bytes`: body and signature, without the outer 7F21.
    init(_ bytes: [UInt8]) throws {
        let parts = try DataObject.all(in: bytes)
        guard parts.map(\.tag) == [0x7F4E, 0x5F37] else { throw Malformed() }
        signed = DataObject.encoded(0x7F4E, parts[0].value)
        signature = parts[1].value
        let body = try DataObject.all(in: parts[0].value)
        let tags: [UInt32] = [0x5F29, 0x42, 0x7F49, 0x5F20, 0x7F4C, 0x5F25, 0x5F24]
        guard body.map(\.tag) == tags || body.map(\.tag) == tags + [0x65], body[0].value == [0],
            (1...16).contains(body[1].value.count), (1...16).contains(body[3].value.count),
            let (roleBits, rights) = TerminalRights.parsed(template: body[4].value),
            let role = Role(rawValue: roleBits),
            let from = Day(certificateForm: body[5].value), let until = Day(certificateForm: body[6].value)
        else { throw Malformed() }
        issuer = body[1].value
        holder = body[3].value
        (self.role, self.rights, self.from, self.until) = (role, rights, from, until)
        let key = try DataObject.all(in: body[2].value)
        guard let identifier = key.first, identifier.tag == 0x06, let point = key[tag: 0x86] else { throw Malformed() }
        keyIdentifier = identifier.value
        self.point = point
        switch key.map(\.tag) {
        case [0x06, 0x86]:
            curve = nil
        case [0x06, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86], [0x06, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87]:
            curve = try Curve(
                prime: key[1].value, a: key[2].value, b: key[3].value, generator: key[4].value, order: key[5].value)
        default: throw Malformed()
        }
    }

    /// Whether `key` on `curve` signed these bytes with the algorithm `identifier` names.
    static func isSigned(
        _ bytes: [UInt8], by point: [UInt8], on curve: Curve, identifier: [UInt8], _ signature: [UInt8]
    ) -> Bool {
        let names: [UInt8: String] = [1: "SHA1", 2: "SHA224", 3: "SHA256", 4: "SHA384", 5: "SHA512"]
        guard identifier.dropLast() == Identifier.terminalAuthenticationECDSA[...], let last = identifier.last,
            let name = names[last]
        else { return false }
        return curve.isSigned(Digest.of(bytes, name), by: point, signature)
    }
}
