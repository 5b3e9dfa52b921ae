package import Identity

/// A certificate a card can check itself (card-verifiable certificate; TR-03110-3, C.1).
package struct TerminalCertificate: Sendable {
    enum Role: Hashable {
        case countryAuthority, documentVerifier, terminal
    }

    /// Who signed it, and whom it belongs to; names of at most 16 bytes.
    let authority: [UInt8]
    let holder: [UInt8]
    let role: Role
    package let rights: TerminalRights
    /// The days it is good on, both inclusive.
    package let effective: CivilDate
    package let expiry: CivilDate
    let hash: Hash
    let point: [UInt8]
    /// Only certificates of the country's authority name their curve.
    let curve: Curve?
    /// What is signed, and the signature: together what the card is given.
    let body: [UInt8]
    let signature: [UInt8]

    /// Reads one certificate (tag 7F21) with nothing behind it.
    package init(_ bytes: [UInt8]) throws(CardProblem) {
        do {
            try self.init(DataObjectReader.one(0x7F21, in: bytes))
        } catch {
            throw .certificateUnreadable
        }
    }

    /// Reads a row of certificates, one behind the other.
    package static func chain(_ bytes: [UInt8]) throws(CardProblem) -> [TerminalCertificate] {
        do {
            let objects = try DataObjectReader.all(in: bytes)
            var certificates: [TerminalCertificate] = []
            for object in objects { certificates.append(try TerminalCertificate(object)) }
            return certificates
        } catch {
            throw .certificateUnreadable
        }
    }

    private init(_ object: DataObject) throws(DataObjectProblem) {
        guard object.tag == 0x7F21 else { throw .other(expected: 0x7F21, found: object.tag) }
        var reader = DataObjectReader(object.value)
        let body = try reader.next(0x7F4E)
        let signature = try reader.next(0x5F37)
        guard reader.isAtEnd else { throw .other(expected: 0x7F21, found: nil) }

        var fields = DataObjectReader(body.value)
        let profile = try fields.next(0x5F29)
        authority = try Self.name(fields.next(0x42))
        let key = try fields.next(0x7F49)
        holder = try Self.name(fields.next(0x5F20))
        let holderRights = try fields.next(0x7F4C)
        effective = try Self.day(fields.next(0x5F25))
        expiry = try Self.day(fields.next(0x5F24))
        if !fields.isAtEnd { _ = try fields.next(0x65) }
        guard fields.isAtEnd, profile.value == [0] else { throw .other(expected: 0x7F4E, found: nil) }

        let allowed = try holderRights.parts()
        guard allowed.count == 2, allowed[0].tag == 0x06, allowed[0].value == TerminalRights.role.content,
            allowed[1].tag == 0x53, let rights = TerminalRights(bytes: allowed[1].value)
        else { throw .other(expected: 0x7F4C, found: nil) }
        self.rights = rights
        role =
            switch allowed[1].value[0] >> 6 {
            case 0b11: .countryAuthority
            case 0b00: .terminal
            default: .documentVerifier
            }

        let parts = try key.parts()
        // id-TA-ECDSA and the number of the hash function.
        let hashes: [UInt8: Hash] = [1: .sha1, 2: .sha224, 3: .sha256, 4: .sha384, 5: .sha512]
        guard let identifier = parts.first, identifier.tag == 0x06,
            identifier.value.dropLast() == ObjectID.bsi(2, 2, 2, 2).content[...],
            let hash = identifier.value.last.flatMap({ hashes[$0] }), let point = parts.first(0x86)?.value
        else { throw .other(expected: 0x7F49, found: nil) }
        self.hash = hash
        self.point = point
        if let prime = parts.first(0x81), let a = parts.first(0x82), let b = parts.first(0x83),
            let generator = parts.first(0x84), let order = parts.first(0x85)
        {
            guard
                let known = Curve.matching(
                    prime: prime.value, a: a.value, b: b.value, generator: generator.value, order: order.value)
            else { throw .other(expected: 0x7F49, found: 0x81) }
            curve = known
        } else {
            curve = nil
        }
        self.body = body.encoded
        self.signature = signature.value
    }

    private static func name(_ object: DataObject) throws(DataObjectProblem) -> [UInt8] {
        guard (1...16).contains(object.value.count) else { throw .length(at: 0) }
        return object.value
    }

    /// Six bytes, each one digit: YYMMDD of this century.
    private static func day(_ object: DataObject) throws(DataObjectProblem) -> CivilDate {
        let digits = object.value.map(Int.init)
        guard digits.count == 6, digits.allSatisfy({ $0 < 10 }),
            let date = CivilDate(
                year: 2000 + digits[0] * 10 + digits[1], month: digits[2] * 10 + digits[3],
                day: digits[4] * 10 + digits[5])
        else { throw .length(at: 0) }
        return date
    }
}
