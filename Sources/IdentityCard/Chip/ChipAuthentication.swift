/// The chip proves that it is the one the state made, and new keys are agreed (TR-03110-2, 3.4, version 2).
struct ChipAuthentication {
    let curve: Curve
    private let secret: [UInt8]
    private let point: [UInt8]

    /// Makes the terminal's ephemeral key on the curve of the chip's.
    init(curve: Curve, randomness: CardRandomness) throws(CardProblem) {
        self.curve = curve
        secret = try curve.secretNumber(randomness)
        point = try curve.multiply(secret)
    }

    /// The ephemeral key as terminal authentication commits to it.
    var compressedKey: [UInt8] { curve.compressed(point) }

    /// Runs the protocol against a key from the verified EF.CardSecurity and puts the link under the new keys.
    func run(over link: CardLink, security: SecurityInfos) throws(CardProblem) {
        link.begin(.chip)
        guard let info = security.chipAuthentication.first(where: { info in key(for: info, in: security) != nil }),
            let key = key(for: info, in: security)
        else { throw .protocolUnknown(.chip) }
        var choice = DataObject(0x80, info.identifier.content).encoded
        if let keyID = info.keyID { choice += DataObject(0x84, [keyID]).encoded }
        try link.require(CardCommand(0x00, 0x22, 0x41, 0xA4, choice), in: .chip)
        let request = DataObject(0x7C, DataObject(0x80, point).encoded)
        let bytes = try link.require(
            CardCommand(0x00, 0x86, 0x00, 0x00, request.encoded, expecting: 256), in: .chip)
        guard let answer = try? DataObjectReader.one(0x7C, in: bytes).parts(),
            let nonce = answer.first(0x81)?.value, nonce.count == 8, let token = answer.first(0x82)?.value
        else { throw .answerUnreadable(.chip) }

        var shared: [UInt8]
        do {
            shared = curve.compressed(try curve.multiply(secret, key.point))
        } catch {
            throw .chipForged
        }
        defer { shared.wipe() }
        let checksumKey = try DerivedKey.checksum.derive(from: shared, nonce: nonce, for: info.cipher)
        let covered = DataObject(0x7F49, of: [info.identifier.dataObject, DataObject(0x86, point)]).encoded
        guard try info.cipher.checksum(covered, key: checksumKey).equalsInConstantTime(token) else {
            throw .chipForged
        }
        link.protect(with: try SecureMessaging(cipher: info.cipher, secret: shared, nonce: nonce))
    }

    /// The chip's key of the same number, or the only one where none is named.
    private func key(
        for info: SecurityInfos.ChipAuthentication, in security: SecurityInfos
    ) -> SecurityInfos.ChipKey? {
        security.chipKeys.first { $0.curve == curve && (info.keyID == nil || $0.keyID == info.keyID) }
    }
}
