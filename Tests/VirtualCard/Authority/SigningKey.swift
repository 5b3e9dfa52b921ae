import CLibCrypto

/// Randomness of the machine.
package let trueRandomness: Randomness = { count in
    var bytes = [UInt8](repeating: 0, count: count)
    RAND_bytes(&bytes, Int32(count))
    return bytes
}

/// A private key of an elliptic curve, made at test time.
package final class SigningKey: @unchecked Sendable {
    // Unchecked: the key is not changed after it is made; libcrypto counts references by itself.
    let raw: OpaquePointer
    let curve: Curve

    /// `explicit`: certificates of this key carry the curve's parameters instead of its name, as passports' do.
    init(explicit: Bool = false) {
        guard let raw = vc_new_key("brainpoolP256r1") else { preconditionFailure("libcrypto makes no key") }
        self.raw = raw
        curve = Curve(standardized: 13)
        if explicit { EVP_PKEY_set_utf8_string_param(raw, OSSL_PKEY_PARAM_EC_ENCODING, "explicit") }
    }

    deinit { EVP_PKEY_free(raw) }

    /// 04 ‖ x ‖ y.
    var point: [UInt8] {
        var out: UnsafeMutablePointer<UInt8>?
        let count = EVP_PKEY_get1_encoded_public_key(raw, &out)
        defer { CRYPTO_free(out, nil, 0) }
        return Array(UnsafeBufferPointer(start: out, count: count))
    }

    /// The private number, highest byte first.
    package var scalar: [UInt8] {
        var number: OpaquePointer?
        EVP_PKEY_get_bn_param(raw, OSSL_PKEY_PARAM_PRIV_KEY, &number)
        defer { BN_clear_free(number) }
        var out = [UInt8](repeating: 0, count: curve.length)
        BN_bn2binpad(number, &out, Int32(out.count))
        return out
    }

    /// SubjectPublicKeyInfo, DER.
    var publicInfo: [UInt8] { derived { i2d_PUBKEY(raw, $0) } }

    /// PKCS #8, DER.
    package var pkcs8: [UInt8] {
        let info = EVP_PKEY2PKCS8(raw)
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        return derived { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
    }

    /// ECDSA with SHA-256, r ‖ s.
    package func sign(_ message: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var der = [UInt8](repeating: 0, count: 256)
        var count = der.count
        EVP_DigestSignInit(context, nil, EVP_sha256(), nil, raw)
        precondition(EVP_DigestSign(context, &der, &count, message, message.count) == 1)
        let parts = try? DataObject.all(in: DataObject.only(0x30, in: Array(der.prefix(count))))
        return (parts ?? []).flatMap { part in
            let digits = Array(part.value.drop { $0 == 0 })
            return [UInt8](repeating: 0, count: curve.length - digits.count) + digits
        }
    }
}

/// What libcrypto writes as DER: asked for its length first.
func derived(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let count = Int(write(nil))
    guard count > 0 else { preconditionFailure("libcrypto cannot write this") }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        var start = buffer.baseAddress
        filled = Int(write(&start))
    }
}
