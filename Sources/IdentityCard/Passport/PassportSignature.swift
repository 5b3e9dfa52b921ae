import Identity

/// EF.SOD: the state's signature over the hashes of all data groups (ICAO 9303-10, 4.6.2 and -11, 5.1).
struct PassportSignature {
    private let signed: SignedObject
    private let hash: Hash
    private let hashes: [Int: [UInt8]]

    /// The identifier of the signed content: id-icao-ldsSecurityObject.
    static let contentType = ObjectID(2, 23, 136, 1, 1, 1)

    init(_ bytes: [UInt8]) throws(SignedObjectProblem) {
        guard let envelope = try? DataObjectReader.one(0x77, in: bytes) else { throw .unreadable }
        signed = try SignedObject(envelope.value, contentType: Self.contentType)
        // LDSSecurityObject: version, hash algorithm, hashes by number of the group.
        guard let parts = try? DataObjectReader.one(0x30, in: signed.content).parts(), parts.count >= 3,
            let algorithm = try? parts[1].parts().first, algorithm.tag == 0x06,
            let hash = Hash(ObjectID(content: algorithm.value)), let list = try? parts[2].parts()
        else { throw .otherContent }
        var hashes: [Int: [UInt8]] = [:]
        for entry in list {
            guard let pair = try? entry.parts(), pair.count == 2, let number = pair[0].smallNumber,
                pair[1].tag == 0x04, hashes.updateValue(pair[1].value, forKey: number) == nil
            else { throw .otherContent }
        }
        (self.hash, self.hashes) = (hash, hashes)
    }

    /// The signer's country, two letters; nil where its certificate names none.
    var country: String? { signed.country }

    /// Whether the state signed a group of this number: then the chip must have it.
    func covers(_ number: Int) -> Bool { hashes[number] != nil }

    /// Judges data groups by the signature, and the signature by the trusted states.
    func verdict(
        on groups: [Int: [UInt8]], trusted: CountryCertificates, today: CivilDate
    ) throws(CardProblem) -> PassportVerdict {
        for (number, bytes) in groups.sorted(by: { $0.key < $1.key }) {
            guard try hash.digest(bytes) == hashes[number] else { return .changed(.group(number)) }
        }
        return switch try signed.signer(trusted: trusted, today: today) {
        case .trusted(let signer): .genuine(signer: signer, chip: .notOffered)
        case .expired: .signerUnknown(.expired)
        case .unknown: .signerUnknown(.foreign)
        }
    }
}
