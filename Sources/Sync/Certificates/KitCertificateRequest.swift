import Crypto
import Foundation
import SwiftASN1
import X509

/// The kit makes its own TLS key (P-256) and asks the office to certify it; the key never leaves the kit.
package struct KitCertificateRequest: Sendable {
    /// PKCS #10, PEM.
    package let requestPEM: String
    package let keyPEM: String

    /// A request with a new key.
    package static func make() throws(CertificateFault) -> KitCertificateRequest {
        try KitCertificateRequest(key: P256.Signing.PrivateKey())
    }

    /// A request with the key the kit has, for renewal.
    package static func renew(keyPEM: String) throws(CertificateFault) -> KitCertificateRequest {
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyPEM) else {
            throw .unreadable(what: "key")
        }
        return try KitCertificateRequest(key: key)
    }

    private init(key: P256.Signing.PrivateKey) throws(CertificateFault) {
        do {
            // The office gives the number; the request's subject is only a wish and says nothing.
            let request = try CertificateSigningRequest(
                version: .v1, subject: DistinguishedName { CommonName("kit") }, privateKey: .init(key),
                attributes: .init(), signatureAlgorithm: .ecdsaWithSHA256)
            requestPEM = try request.serializeAsPEM().pemString
            keyPEM = key.pemRepresentation
        } catch { throw .couldNotSign }
    }
}
