import Foundation
package import NIOSSL

/// TLS as both ends speak it: 1.3 only, each end shows a certificate of the office's authority, and no other root
/// is trusted. The one exception is the enrolment of a kit, see ``EnrolmentCall``.
package enum TLSTerms {
    /// The office's end. Handshakes without a certificate of `authorityPEM` fail.
    package static func office(
        _ server: CertificateIdentity, authorityPEM: String
    ) throws(CertificateFault) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfigurationWithMTLS(
            certificateChain: try certificates(server.certificatePEM).map { .certificate($0) },
            privateKey: .privateKey(try privateKey(server.keyPEM)),
            trustRoots: .certificates(try certificates(authorityPEM)))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    /// The office's end for a kit that is being enrolled and has no certificate yet; what is spoken there proves itself.
    package static func enrolment(_ server: CertificateIdentity) throws(CertificateFault) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try certificates(server.certificatePEM).map { .certificate($0) },
            privateKey: .privateKey(try privateKey(server.keyPEM)))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    /// The kit's end. The server has to have one of the names the kit calls.
    package static func kit(
        _ kit: CertificateIdentity, authorityPEM: String
    ) throws(CertificateFault) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = try certificates(kit.certificatePEM).map { .certificate($0) }
        configuration.privateKey = .privateKey(try privateKey(kit.keyPEM))
        configuration.trustRoots = .certificates(try certificates(authorityPEM))
        configuration.certificateVerification = .fullVerification
        configuration.minimumTLSVersion = .tlsv13
        return configuration
    }

    private static func certificates(_ pem: String) throws(CertificateFault) -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)), !certificates.isEmpty else {
            throw .unreadable(what: "certificate")
        }
        return certificates
    }

    private static func privateKey(_ pem: String) throws(CertificateFault) -> NIOSSLPrivateKey {
        guard let key = try? NIOSSLPrivateKey(bytes: Array(pem.utf8), format: .pem) else {
            throw .unreadable(what: "key")
        }
        return key
    }
}
