import CLibCrypto

/// Makes what a state signs on its chips: a country root (CSCA), a document signer, and CMS signatures over EF.CardSecurity and SOD
/// (RFC 5652; ICAO 9303-12 for the certificates).
package final class DocumentAuthority: @unchecked Sendable {
    // Unchecked: certificates are not changed after they are made.
    private let signerKey: SigningKey
    private let rootCertificate: OpaquePointer
    private let signerCertificate: OpaquePointer

    /// The country root, DER: what a terminal trusts.
    package var root: [UInt8] { derived { i2d_X509(rootCertificate, $0) } }
    /// The document signer, DER.
    package var signer: [UInt8] { derived { i2d_X509(signerCertificate, $0) } }

    /// `hasExplicitParameters`: certificates describe their curve by its numbers instead of its name.
    package init(
        country: String = "DE", name: String = "Virtuelle Wurzel", hasExplicitParameters: Bool = false,
        from: Day = Day(2025, 1, 1), until: Day = Day(2040, 1, 1), signerUntil: Day = Day(2037, 1, 1)
    ) {
        let rootKey = SigningKey(explicit: hasExplicitParameters)
        signerKey = SigningKey(explicit: hasExplicitParameters)
        let root = Self.certificate(rootKey, country, name, number: 1, from: from, until: until)
        let signer = Self.certificate(
            signerKey, country, "Virtueller Unterzeichner", number: 2, from: from, until: signerUntil)
        X509_set_issuer_name(root, X509_get_subject_name(root))
        X509_set_issuer_name(signer, X509_get_subject_name(root))
        let rootExtensions: [(Int32, String)] = [
            (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
            (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid"),
        ]
        let signerExtensions: [(Int32, String)] = [
            (NID_key_usage, "critical,digitalSignature"), (NID_authority_key_identifier, "keyid:always"),
        ]
        for (kind, value) in rootExtensions { precondition(vc_add_extension(root, root, kind, value) == 1) }
        for (kind, value) in signerExtensions { precondition(vc_add_extension(signer, root, kind, value) == 1) }
        precondition(X509_sign(root, rootKey.raw, EVP_sha256()) > 0)
        precondition(X509_sign(signer, rootKey.raw, EVP_sha256()) > 0)
        rootCertificate = root
        signerCertificate = signer
    }

    deinit {
        X509_free(rootCertificate)
        X509_free(signerCertificate)
    }

    private static func certificate(
        _ key: SigningKey, _ country: String, _ name: String, number: Int, from: Day, until: Day
    ) -> OpaquePointer {
        guard let certificate = X509_new() else { preconditionFailure("no memory") }
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), number)
        precondition(ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), from.timeText) == 1)
        precondition(ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), until.timeText) == 1)
        let subject = X509_get_subject_name(certificate)
        for (field, value) in [("C", country), ("O", "Amtskoffer Test"), ("CN", name)] {
            X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, value, -1, -1, 0)
        }
        precondition(X509_set_pubkey(certificate, key.raw) == 1)
        return certificate
    }

    /// SignedData over `content` of the type `identifier` names (dotted), signer certificate enclosed. DER.
    package func sign(_ content: [UInt8], _ identifier: String) throws -> [UInt8] {
        struct NotSigned: Error {}
        let flags = UInt32(CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL)
        let type = OBJ_txt2obj(identifier, 1)
        let input = BIO_new_mem_buf(content, Int32(content.count))
        let message = CMS_sign(nil, nil, nil, nil, flags)
        defer {
            ASN1_OBJECT_free(type)
            BIO_free(input)
            CMS_ContentInfo_free(message)
        }
        guard CMS_set1_eContentType(message, type) == 1,
            CMS_add1_signer(message, signerCertificate, signerKey.raw, EVP_sha256(), flags) != nil,
            CMS_final(message, input, nil, flags) == 1
        else { throw NotSigned() }
        return derived { i2d_CMS_ContentInfo(message, $0) }
    }
}
