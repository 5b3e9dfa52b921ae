import CLibCrypto

/// The certificates of states whose signatures on cards and passports are trusted (CSCA; ICAO 9303-12).
package struct CountryCertificates: Sendable {
    /// DER
    let certificates: [[UInt8]]

    /// - Throws: `.certificateUnreadable` for bytes that are no X.509 certificate.
    package init(_ certificates: [[UInt8]]) throws(CardProblem) {
        for bytes in certificates {
            guard let certificate = X509Certificate(bytes) else { throw .certificateUnreadable }
            _ = certificate
        }
        self.certificates = certificates
    }

    package var isEmpty: Bool { certificates.isEmpty }
}

/// An X.509 certificate of libcrypto.
final class X509Certificate {
    let raw: OpaquePointer

    /// Nil for bytes that are no certificate, or have something behind it.
    init?(_ bytes: [UInt8]) {
        let raw: OpaquePointer? = bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let certificate = d2i_X509(nil, &cursor, buffer.count) else { return nil }
            guard cursor == buffer.baseAddress.map({ $0 + buffer.count }) else {
                X509_free(certificate)
                return nil
            }
            return certificate
        }
        ERR_clear_error()
        guard let raw else { return nil }
        self.raw = raw
    }

    /// Shares a certificate somebody else holds.
    init(sharing raw: OpaquePointer) {
        X509_up_ref(raw)
        self.raw = raw
    }

    deinit { X509_free(raw) }

    /// The subject in one line, as libcrypto writes it: the name of a state's service, never a person's.
    var subject: String {
        guard let text = X509_NAME_oneline(X509_get_subject_name(raw), nil, 0) else { return "" }
        defer { CRYPTO_free(text, nil, 0) }
        return String(cString: text)
    }

    /// The country of the subject, two letters in capitals; nil where it names none.
    var country: String? {
        var text = [CChar](repeating: 0, count: 8)
        let length = X509_NAME_get_text_by_NID(
            X509_get_subject_name(raw), NID_countryName, &text, Int32(text.count))
        guard length == 2 else { return nil }
        return String(decoding: text.prefix(2).map { UInt8(bitPattern: $0) }, as: UTF8.self).uppercased()
    }

    /// True when the key is no elliptic one, or one on a curve this house knows. Parameters spelt out are accepted
    /// only when they equal such a curve: others could be made so that any signature fits.
    var standsOnKnownCurve: Bool {
        guard let key = X509_get0_pubkey(raw) else { return false }
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_EC else { return true }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return false }
        let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return Curve(name: text) != nil || Self.olderCurves.contains(text)
    }

    /// Curves of passports still in use, good for signatures though not for new keys.
    private static let olderCurves: Set<String> = [
        "secp224r1", "brainpoolP224r1", "brainpoolP320r1", "brainpoolP256t1", "brainpoolP384t1", "brainpoolP512t1",
    ]
}
