import CLibCrypto

/// The public key in data group 15, and how the chip signs a challenge with its private half (ICAO 9303-11, 6.1).
final class ActiveKey {
    private enum Scheme {
        /// r and s, each as long as a coordinate.
        case plainECDSA(Hash, coordinate: Int)
        /// ISO 9796-2, scheme 1: part of the message is in the signature.
        case recoveringRSA(modulus: Int)
    }

    private let raw: OpaquePointer
    private let scheme: Scheme

    /// - Parameter hash: of ECDSA, as data group 14 says it; nil where it does not.
    /// - Returns: nil for a key or a hash this house does not know.
    init?(group: [UInt8], hash: Hash?) {
        guard let object = try? DataObjectReader.one(0x6F, in: group) else { return nil }
        let key: OpaquePointer? = object.value.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        ERR_clear_error()
        guard let key else { return nil }
        let bits = Int(EVP_PKEY_get_bits(key))
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA where (1024...8192).contains(bits): scheme = .recoveringRSA(modulus: (bits + 7) / 8)
        case EVP_PKEY_EC:
            guard let hash, let coordinate = Self.coordinateLength(of: key) else {
                EVP_PKEY_free(key)
                return nil
            }
            scheme = .plainECDSA(hash, coordinate: coordinate)
        default:
            EVP_PKEY_free(key)
            return nil
        }
        raw = key
    }

    deinit { EVP_PKEY_free(raw) }

    /// Half of an uncompressed point without its first byte.
    private static func coordinateLength(of key: OpaquePointer) -> Int? {
        var point: UnsafeMutablePointer<UInt8>?
        let count = EVP_PKEY_get1_encoded_public_key(key, &point)
        defer { CRYPTO_free(point, nil, 0) }
        return count > 1 && point?[0] == 0x04 ? (count - 1) / 2 : nil
    }

    /// How many bytes the card is asked for; a long signature fits no short answer.
    var expected: Int {
        switch scheme {
        case .plainECDSA(_, let coordinate): 2 * coordinate > CardLink.shortReadLength ? 65_536 : 256
        case .recoveringRSA(let modulus): modulus > CardLink.shortReadLength ? 65_536 : 256
        }
    }

    func isGood(_ signature: [UInt8], over challenge: [UInt8]) throws(CardProblem) -> Bool {
        defer { ERR_clear_error() }
        switch scheme {
        case .plainECDSA(let hash, let coordinate):
            guard let der = PlainSignature.der(signature, coordinate: coordinate) else { return false }
            let digest = try hash.digest(challenge)
            guard let context = EVP_PKEY_CTX_new(raw, nil) else { throw .libraryFailed("ECDSA") }
            defer { EVP_PKEY_CTX_free(context) }
            guard EVP_PKEY_verify_init(context) == 1 else { throw .libraryFailed("ECDSA") }
            return EVP_PKEY_verify(context, der, der.count, digest, digest.count) == 1
        case .recoveringRSA(let modulus):
            guard signature.count == modulus, let message = try opened(signature) else { return false }
            return try Self.isMessage(message, over: challenge)
        }
    }

    /// The signature raised to the public exponent; nil where it is no number below the modulus.
    private func opened(_ signature: [UInt8]) throws(CardProblem) -> [UInt8]? {
        guard let context = EVP_PKEY_CTX_new(raw, nil) else { throw .libraryFailed("RSA") }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_encrypt_init(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1 else {
            throw .libraryFailed("RSA")
        }
        var message = [UInt8](repeating: 0, count: signature.count)
        var length = message.count
        guard EVP_PKEY_encrypt(context, &message, &length, signature, signature.count) == 1, length == message.count
        else { return nil }
        return message
    }

    /// 6A, the chip's own part, the hash of that part and the challenge, and the trailer that names the hash function.
    private static func isMessage(_ message: [UInt8], over challenge: [UInt8]) throws(CardProblem) -> Bool {
        let hashes: [UInt8: Hash] = [0x33: .sha1, 0x34: .sha256, 0x35: .sha512, 0x36: .sha384, 0x38: .sha224]
        let (hash, trailer): (Hash, Int)
        switch message[message.count - 1] {
        case 0xBC: (hash, trailer) = (.sha1, 1)
        case 0xCC:
            guard let named = hashes[message[message.count - 2]] else { return false }
            (hash, trailer) = (named, 2)
        default: return false
        }
        let digestLength = try hash.digest([]).count
        let end = message.count - trailer - digestLength
        guard message[0] == 0x6A, end > 1 else { return false }
        let own = Array(message[1..<end])
        return try hash.digest(own + challenge) == Array(message[end..<end + digestLength])
    }
}
