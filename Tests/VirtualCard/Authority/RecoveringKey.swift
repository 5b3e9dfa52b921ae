import CLibCrypto

/// A key that signs by ISO 9796-2, scheme 1, with partial recovery: RSA with 2048 bits and SHA-256, as passports do (ICAO 9303-11, 6.1).
final class RecoveringKey: @unchecked Sendable {
    // Unchecked: the key is not changed after it is made.
    private let raw: OpaquePointer
    private static let bytes = 256

    init() {
        let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(Self.bytes * 8)) == 1,
            EVP_PKEY_keygen(context, &key) == 1, let key
        else { preconditionFailure("libcrypto makes no key") }
        raw = key
    }

    deinit { EVP_PKEY_free(raw) }

    /// SubjectPublicKeyInfo, DER.
    var publicInfo: [UInt8] { derived { i2d_PUBKEY(raw, $0) } }

    /// 6A, random bytes of the chip, their hash with the challenge, 34 CC; raised to the private exponent.
    func sign(_ challenge: [UInt8], random: Randomness) -> [UInt8] {
        let own = random(Self.bytes - 1 - 32 - 2)
        let message = [0x6A] + own + Digest.of(own + challenge, "SHA256") + [0x34, 0xCC]
        let context = EVP_PKEY_CTX_new(raw, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Self.bytes)
        var count = signature.count
        precondition(EVP_PKEY_decrypt_init(context) == 1)
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING)
        precondition(EVP_PKEY_decrypt(context, &signature, &count, message, message.count) == 1)
        return signature
    }
}
