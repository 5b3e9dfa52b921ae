import CLibCrypto

/// The hash functions cards use.
enum Hash: String, CaseIterable, Sendable {
    case sha1 = "SHA1"
    case sha224 = "SHA224"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    func digest(_ bytes: [UInt8]) throws(CardProblem) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 64)
        var length = 0
        guard EVP_Q_digest(nil, rawValue, nil, bytes, bytes.count, &output, &length) == 1 else {
            throw .libraryFailed(rawValue)
        }
        return Array(output.prefix(length))
    }

    /// By its identifier in an AlgorithmIdentifier.
    init?(_ identifier: ObjectID) {
        switch identifier {
        case ObjectID(1, 3, 14, 3, 2, 26): self = .sha1
        case ObjectID(2, 16, 840, 1, 101, 3, 4, 2, 4): self = .sha224
        case ObjectID(2, 16, 840, 1, 101, 3, 4, 2, 1): self = .sha256
        case ObjectID(2, 16, 840, 1, 101, 3, 4, 2, 2): self = .sha384
        case ObjectID(2, 16, 840, 1, 101, 3, 4, 2, 3): self = .sha512
        default: return nil
        }
    }
}

/// Keys for two purposes and for a password, from one shared secret (ICAO 9303-11, 9.7; TR-03110-3, A.2.3).
enum DerivedKey: UInt32 {
    case encryption = 1
    case checksum = 2
    case password = 3

    /// - Parameter nonce: chip authentication mixes one in.
    func derive(from secret: [UInt8], nonce: [UInt8] = [], for cipher: Cipher) throws(CardProblem) -> [UInt8] {
        let hash: Hash = cipher.keyLength > 16 ? .sha256 : .sha1
        let counter = [0, 0, 0, UInt8(rawValue)]
        return Array(try hash.digest(secret + nonce + counter).prefix(cipher.keyLength))
    }
}
