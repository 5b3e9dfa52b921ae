import CLibCrypto
import Identity

/// Why bytes are no object signed as they should be.
enum SignedObjectProblem: Error, Equatable {
    case unreadable
    case otherContent
    case signatureWrong
    case curveUnknown
}

/// Who signed, judged against the country certificates at hand.
enum Signer: Equatable {
    /// The names of the signer and of the trusted certificate above.
    case trusted(signer: String)
    case expired(signer: String)
    case unknown(signer: String)
}

/// Content with one signature and its signer's certificate (CMS SignedData; RFC 5652). The signature is checked when
/// it is read; whether the signer is trusted is a question of its own.
struct SignedObject {
    let content: [UInt8]
    private let certificate: X509Certificate

    /// The signer's country, two letters.
    var country: String? { certificate.country }

    init(_ bytes: [UInt8], contentType: ObjectID) throws(SignedObjectProblem) {
        defer { ERR_clear_error() }
        let message: OpaquePointer? = bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_CMS_ContentInfo(nil, &cursor, buffer.count)
        }
        guard let message else { throw .unreadable }
        defer { CMS_ContentInfo_free(message) }
        guard OBJ_obj2nid(CMS_get0_type(message)) == NID_pkcs7_signed,
            OPENSSL_sk_num(CMS_get0_SignerInfos(message)) == 1, let type = CMS_get0_eContentType(message)
        else { throw .unreadable }
        let kind = UnsafeBufferPointer(start: OBJ_get0_data(type), count: OBJ_length(type))
        guard Array(kind) == contentType.content else { throw .otherContent }
        try Self.checkSigner(message, signing: type)
        guard let output = BIO_new(BIO_s_mem()) else { throw .unreadable }
        defer { BIO_free(output) }
        let flags = UInt32(CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY)
        guard CMS_verify(message, nil, nil, nil, output, flags) == 1 else { throw .signatureWrong }
        let signers = CMS_get0_signers(message)
        defer { OPENSSL_sk_free(signers) }
        guard OPENSSL_sk_num(signers) == 1, let signer = OPENSSL_sk_value(signers, 0) else { throw .signatureWrong }
        certificate = X509Certificate(sharing: OpaquePointer(signer))
        guard certificate.standsOnKnownCurve else { throw .curveUnknown }
        var content = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
        guard content.isEmpty || BIO_read(output, &content, Int32(content.count)) == Int32(content.count) else {
            throw .unreadable
        }
        self.content = content
    }

    /// The signed attributes must name the same content, and the hash must be one this house knows: what else would be
    /// signed is another message (RFC 5652, 5.3 and 11.1).
    private static func checkSigner(
        _ message: OpaquePointer, signing type: OpaquePointer
    ) throws(SignedObjectProblem) {
        guard let signer = OPENSSL_sk_value(CMS_get0_SignerInfos(message), 0).map({ OpaquePointer($0) }),
            let named = CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_contentType), -3, V_ASN1_OBJECT),
            OBJ_cmp(OpaquePointer(named), type) == 0
        else { throw .otherContent }
        var algorithm: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signer, nil, nil, &algorithm, nil)
        guard let hash = algorithm?.pointee.algorithm else { throw .unreadable }
        let identifier = Array(UnsafeBufferPointer(start: OBJ_get0_data(hash), count: OBJ_length(hash)))
        guard Hash(ObjectID(content: identifier)) != nil else { throw .signatureWrong }
    }

    /// Follows the signer's certificate up to a trusted one, on a day.
    func signer(trusted: CountryCertificates, today: CivilDate) throws(CardProblem) -> Signer {
        defer { ERR_clear_error() }
        guard let store = X509_STORE_new() else { throw .libraryFailed("X509") }
        defer { X509_STORE_free(store) }
        for bytes in trusted.certificates {
            guard let root = X509Certificate(bytes), X509_STORE_add_cert(store, root.raw) == 1 else {
                throw .certificateUnreadable
            }
        }
        guard let context = X509_STORE_CTX_new() else { throw .libraryFailed("X509") }
        defer { X509_STORE_CTX_free(context) }
        guard X509_STORE_CTX_init(context, store, certificate.raw, nil) == 1 else { throw .libraryFailed("X509") }
        // A link certificate of a state is as good as its first.
        X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        X509_STORE_CTX_set_time(context, 0, today.noon)
        X509_STORE_CTX_set_verify_cb(context) { good, context in
            if good == 1 { return 1 }
            // The library refuses elliptic parameters that are spelt out. States do that; the curve decides.
            guard X509_STORE_CTX_get_error(context) == X509_V_ERR_EC_KEY_EXPLICIT_PARAMS,
                let current = X509_STORE_CTX_get_current_cert(context),
                X509Certificate(sharing: current).standsOnKnownCurve
            else { return 0 }
            X509_STORE_CTX_set_error(context, X509_V_OK)
            return 1
        }
        if X509_verify_cert(context) == 1 { return .trusted(signer: certificate.subject) }
        let expired = [X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID]
        return expired.contains(X509_STORE_CTX_get_error(context))
            ? .expired(signer: certificate.subject) : .unknown(signer: certificate.subject)
    }
}

extension CivilDate {
    /// Noon of the day in universal time, as seconds since 1970.
    fileprivate var noon: Int {
        // Days from the civil calendar, with March as the first month so that leap days come last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return days * 86_400 + 43_200
    }
}
