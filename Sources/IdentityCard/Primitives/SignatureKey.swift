import CLibCrypto

/// Signatures of elliptic curves in the plain form of TR-03110: r and s, each as long as a coordinate.
struct SignatureKey {
    let curve: Curve
    private let key: OpaqueKey

    /// A key to check signatures with.
    init(curve: Curve, point: [UInt8]) throws(CardProblem) {
        self.curve = curve
        key = try OpaqueKey(curve: curve, point: point, secret: nil)
    }

    /// A key to sign with.
    init(curve: Curve, secret: [UInt8]) throws(CardProblem) {
        self.curve = curve
        key = try OpaqueKey(curve: curve, point: try curve.multiply(secret), secret: secret)
    }

    func isGood(_ signature: [UInt8], over message: [UInt8], hash: Hash) throws(CardProblem) -> Bool {
        let length = curve.fieldLength
        guard signature.count == 2 * length else { return false }
        // DER: SEQUENCE { INTEGER r, INTEGER s }.
        let der = DataObject(
            0x30, of: [Self.integer(signature.prefix(length)), Self.integer(signature.suffix(length))]
        ).encoded
        let digest = try hash.digest(message)
        guard let context = EVP_PKEY_CTX_new(key.raw, nil) else { throw .libraryFailed("ECDSA") }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_PKEY_verify_init(context) == 1 else { throw .libraryFailed("ECDSA") }
        return EVP_PKEY_verify(context, der, der.count, digest, digest.count) == 1
    }

    func sign(_ message: [UInt8], hash: Hash) throws(CardProblem) -> [UInt8] {
        let digest = try hash.digest(message)
        guard let context = EVP_PKEY_CTX_new(key.raw, nil) else { throw .libraryFailed("ECDSA") }
        defer { EVP_PKEY_CTX_free(context) }
        var der = [UInt8](repeating: 0, count: 256)
        var length = der.count
        guard EVP_PKEY_sign_init(context) == 1,
            EVP_PKEY_sign(context, &der, &length, digest, digest.count) == 1,
            let numbers = try? DataObjectReader.one(0x30, in: Array(der.prefix(length))).parts(), numbers.count == 2
        else { throw .libraryFailed("ECDSA") }
        return numbers.flatMap { Array($0.value.drop { $0 == 0 }).padded(to: curve.fieldLength) }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> DataObject {
        let digits = Array(bytes.drop { $0 == 0 })
        return DataObject(0x02, digits.first.map { $0 >= 0x80 } ?? true ? [0] + digits : digits)
    }
}

private final class OpaqueKey {
    // The selections EVP_PKEY_PUBLIC_KEY and EVP_PKEY_KEYPAIR of core_dispatch.h, which are no plain numbers there.
    private static let publicPart: Int32 = 0x86
    private static let bothParts: Int32 = 0x87

    let raw: OpaquePointer

    init(curve: Curve, point: [UInt8], secret: [UInt8]?) throws(CardProblem) {
        guard let builder = OSSL_PARAM_BLD_new() else { throw .libraryFailed("EC") }
        defer { OSSL_PARAM_BLD_free(builder) }
        let number = secret.flatMap { BN_bin2bn($0, Int32($0.count), nil) }
        defer { BN_clear_free(number) }
        guard OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, curve.name, 0) == 1,
            OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, point.count) == 1,
            number == nil || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number) == 1,
            let parameters = OSSL_PARAM_BLD_to_param(builder)
        else { throw .libraryFailed("EC") }
        defer { OSSL_PARAM_free(parameters) }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { throw .libraryFailed("EC") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_fromdata_init(context) == 1,
            EVP_PKEY_fromdata(
                context, &key, secret == nil ? Self.publicPart : Self.bothParts, parameters) == 1,
            let key
        else { throw .libraryFailed("EC") }
        raw = key
    }

    deinit { EVP_PKEY_free(raw) }
}
