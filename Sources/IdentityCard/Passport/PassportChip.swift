/// Whether the chip of a passport is the one its state made, and no copy of its data (ICAO 9303-11, 6). What is signed can be copied; the
/// keys these proofs need never leave the chip.
package enum ChipProof: Hashable, Sendable {
    case chipAuthentication
    case activeAuthentication
    /// The document offers neither.
    case notOffered
    /// It offers one this house does not know.
    case unknown
}

/// The proofs that the signed data groups 14 and 15 offer.
struct PassportChip {
    private let infos: SecurityInfos?
    private let activeKey: ActiveKey?
    private let offersMore: Bool
    private let randomness: CardRandomness

    /// The numbers of the groups a proof stands on.
    static let groups = [14, 15]

    /// - Parameter groups: by number, as the signature has them.
    init(_ groups: [Int: [UInt8]], randomness: CardRandomness) {
        let infos = groups[14].flatMap { try? DataObjectReader.one(0x6E, in: $0) }
            .flatMap { try? SecurityInfos($0.value) }
        activeKey = groups[15].flatMap { ActiveKey(group: $0, hash: infos?.activeAuthenticationHash) }
        // A group that cannot be read may well hold a key.
        offersMore = infos?.hasChipKey ?? (groups[14] != nil) || groups[15] != nil
        self.infos = infos
        self.randomness = randomness
    }

    /// - Parameter group: one the chip gave before; it must give it again under the new keys.
    /// - Returns: nil where the chip has not the key it ought to have: it is a copy.
    /// - Throws: only what says nothing of the chip: card or reader gone, a calculation missing.
    func prove(over link: CardLink, rereading group: (file: UInt16, bytes: [UInt8])) throws(CardProblem) -> ChipProof? {
        link.begin(.chip)
        do {
            for info in infos?.passportChipAuthentication ?? [] {
                guard let key = infos?.chipKeys.first(where: { info.keyID == nil || $0.keyID == info.keyID }) else {
                    continue
                }
                try authenticate(info, key, over: link)
                let again = try link.readFile(group.file, most: group.bytes.count, in: .chip)
                return again == group.bytes ? .chipAuthentication : nil
            }
            if let activeKey {
                let challenge = try randomness.bytes(8)
                let signature = try link.require(
                    CardCommand(0x00, 0x88, 0x00, 0x00, challenge, expecting: activeKey.expected), in: .chip)
                return try activeKey.isGood(signature, over: challenge) ? .activeAuthentication : nil
            }
        } catch {
            switch error {
            // Whoever offers a proof under the state's signature gives it.
            case .refused, .answerForged, .answerUnreadable, .fileBroken, .fileTooLong: return nil
            default: throw error
            }
        }
        return offersMore ? .unknown : .notOffered
    }

    /// Chip authentication, version 1: the terminal's fresh key against the chip's own; then new keys, which only the chip can find too.
    private func authenticate(
        _ info: SecurityInfos.ChipAuthentication, _ key: SecurityInfos.ChipKey, over link: CardLink
    ) throws(CardProblem) {
        let secret = try key.curve.secretNumber(randomness)
        let point = try key.curve.multiply(secret)
        let keyID = info.keyID.map { DataObject(0x84, [$0]).encoded } ?? []
        if info.cipher == .tripleDES {
            try link.require(CardCommand(0x00, 0x22, 0x41, 0xA6, DataObject(0x91, point).encoded + keyID), in: .chip)
        } else {
            let choice = DataObject(0x80, info.identifier.content).encoded + keyID
            try link.require(CardCommand(0x00, 0x22, 0x41, 0xA4, choice), in: .chip)
            let request = DataObject(0x7C, DataObject(0x80, point).encoded).encoded
            try link.require(CardCommand(0x00, 0x86, 0x00, 0x00, request, expecting: 256), in: .chip)
        }
        var shared = key.curve.compressed(try key.curve.multiply(secret, key.point))
        defer { shared.wipe() }
        link.protect(with: try SecureMessaging(cipher: info.cipher, secret: shared))
    }
}
