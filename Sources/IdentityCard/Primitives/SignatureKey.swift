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
        guard let der = PlainSignature.der(signature, coordinate: curve.fieldLength) else { return false }
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
}

/// A key of libcrypto.
private final class OpaqueKey {
    let raw: OpaquePointer

    init(curve: Curve, point: [UInt8], secret: [UInt8]?) throws(CardProblem) {
        let bits = DataObject(0x03, [0] + point)
        var der: [UInt8]
        if let secret {
            // ECPrivateKey (RFC 5915).
            der =
                DataObject(
                    0x30,
                    of: [
                        DataObject(0x02, [1]), DataObject(0x04, secret),
                        DataObject(0xA0, of: [curve.identifier.dataObject]),
                        DataObject(0xA1, of: [bits]),
                    ]
                ).encoded
        } else {
            // SubjectPublicKeyInfo (RFC 5480).
            let algorithm = DataObject(
                0x30, of: [ObjectID(1, 2, 840, 10045, 2, 1).dataObject, curve.identifier.dataObject])
            der = DataObject(0x30, of: [algorithm, bits]).encoded
        }
        defer { der.wipe() }
        let key: OpaquePointer? = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return secret == nil
                ? d2i_PUBKEY(nil, &cursor, buffer.count) : d2i_PrivateKey(EVP_PKEY_EC, nil, &cursor, buffer.count)
        }
        ERR_clear_error()
        guard let key else { throw .libraryFailed("EC") }
        raw = key
    }

    deinit { EVP_PKEY_free(raw) }
}
