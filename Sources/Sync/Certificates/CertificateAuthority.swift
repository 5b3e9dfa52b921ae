import Crypto
package import Foundation
import SwiftASN1
import X509

/// Why a certificate was not made or not believed.
package enum CertificateFault: Error, Equatable, Sendable {
    /// `what` does not read as PEM of its kind.
    case unreadable(what: String)
    /// The request is not signed by the key it names.
    case requestNotSigned
    /// Only P-256 keys are taken.
    case otherKeyKind
    /// The key does not belong to the certificate.
    case keyDoesNotFit
    case notOurs
    /// Kit numbers go from 1 to 65535.
    case noKitNumber
    case couldNotSign
}

/// A certificate and the private key it is for, both PEM. The key goes to a file of mode 0600.
package struct CertificateIdentity: Sendable, Equatable {
    package let certificatePEM: String
    package let keyPEM: String

    package init(certificatePEM: String, keyPEM: String) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
    }
}

/// How long certificates hold. They begin a day early, because a kit's clock may be behind.
package struct CertificateTerms: Sendable, Equatable {
    package var authorityDays = 3_650
    package var serverDays = 397
    package var kitDays = 397
    package static let backdatedDays = 1

    package init() {}
}

/// The office's own certificate authority (ECDSA P-256, SHA-256): it issues the office's server certificate and the
/// certificates of its kits, and nothing below it may issue any.
package struct CertificateAuthority: Sendable {
    private let certificate: Certificate
    private let key: P256.Signing.PrivateKey
    private let terms: CertificateTerms

    package var certificatePEM: String { get throws { try certificate.serializeAsPEM().pemString } }

    /// Reads a stored authority.
    package init(_ identity: CertificateIdentity, terms: CertificateTerms = .init()) throws(CertificateFault) {
        guard let certificate = try? Certificate(pemEncoded: identity.certificatePEM) else {
            throw .unreadable(what: "certificate")
        }
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: identity.keyPEM) else {
            throw .unreadable(what: "key")
        }
        guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw .keyDoesNotFit }
        self.certificate = certificate
        self.key = key
        self.terms = terms
    }

    /// A new authority. Store what comes back before it issues anything.
    /// - Parameter serial: 16 random bytes.
    package static func make(
        town: String, at now: Date, serial: Data, terms: CertificateTerms = .init()
    ) throws(CertificateFault) -> CertificateIdentity {
        let key = P256.Signing.PrivateKey()
        do {
            let name = try DistinguishedName {
                OrganizationName(town)
                CommonName("Amtskoffer-Zentrale CA")
            }
            let certificate = try Certificate(
                version: .v3, serialNumber: serialNumber(serial), publicKey: .init(key.publicKey),
                notValidBefore: start(now), notValidAfter: end(now, days: terms.authorityDays),
                issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    SubjectKeyIdentifier(hash: .init(key.publicKey))
                },
                issuerPrivateKey: .init(key))
            return CertificateIdentity(
                certificatePEM: try certificate.serializeAsPEM().pemString, keyPEM: key.pemRepresentation)
        } catch { throw .couldNotSign }
    }

    /// Makes the office's server key and certificate.
    /// - Parameter names: host names and IPv4 addresses that kits use.
    package func makeServer(
        names: [String], at now: Date, serial: Data
    ) throws(CertificateFault) -> CertificateIdentity {
        let serverKey = P256.Signing.PrivateKey()
        let alternatives = names.map { name in
            Self.ipv4(name).map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) } ?? GeneralName.dnsName(name)
        }
        let pem = try issue(
            to: .init(serverKey.publicKey), commonName: names.first ?? "localhost", usage: .serverAuth,
            alternatives: alternatives, days: terms.serverDays, at: now, serial: serial)
        return CertificateIdentity(certificatePEM: pem, keyPEM: serverKey.pemRepresentation)
    }

    /// Issues the certificate of a kit; its number stands in the subject (`CN=kit-7`), whatever the request says.
    /// - Parameters:
    ///   - request: the kit's PKCS #10 request, PEM, see ``KitCertificateRequest``.
    ///   - serial: 16 random bytes, never used before.
    package func issue(
        kit: UInt16, request: String, at now: Date, serial: Data
    ) throws(CertificateFault) -> String {
        guard kit > 0 else { throw .noKitNumber }
        guard let request = try? CertificateSigningRequest(pemEncoded: request) else {
            throw .unreadable(what: "request")
        }
        guard let kitKey = P256.Signing.PublicKey(request.publicKey) else { throw .otherKeyKind }
        guard request.publicKey.isValidSignature(request.signature, for: request) else { throw .requestNotSigned }
        return try issue(
            to: .init(kitKey), commonName: PeerCertificate.commonName(kit: kit), usage: .clientAuth, alternatives: [],
            days: terms.kitDays, at: now, serial: serial)
    }

    private func issue(
        to publicKey: Certificate.PublicKey, commonName: String, usage: ExtendedKeyUsage.Usage,
        alternatives: [GeneralName], days: Int, at now: Date, serial: Data
    ) throws(CertificateFault) -> String {
        do {
            let authorityKeyID = try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
            let subject = try DistinguishedName { CommonName(commonName) }
            let issued = try Certificate(
                version: .v3, serialNumber: Self.serialNumber(serial), publicKey: publicKey,
                notValidBefore: Self.start(now),
                notValidAfter: min(Self.end(now, days: days), certificate.notValidAfter),
                issuer: certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([usage])
                    // No identifier of its own key: nothing is issued below, and it travels with every new connection.
                    AuthorityKeyIdentifier(keyIdentifier: authorityKeyID)
                    if !alternatives.isEmpty { SubjectAlternativeNames(alternatives) }
                },
                issuerPrivateKey: .init(key))
            return try issued.serializeAsPEM().pemString
        } catch { throw .couldNotSign }
    }

    /// 16 bytes, positive and not zero (RFC 5280, 4.1.2.2).
    private static func serialNumber(_ random: Data) -> Certificate.SerialNumber {
        var bytes = [UInt8](random.prefix(16))
        if bytes.isEmpty { bytes = [0] }
        bytes[0] = (bytes[0] & 0x7F) | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }

    private static func start(_ now: Date) -> Date {
        now.addingTimeInterval(-86_400 * Double(CertificateTerms.backdatedDays))
    }

    private static func end(_ now: Date, days: Int) -> Date { now.addingTimeInterval(86_400 * Double(days)) }

    private static func ipv4(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { UInt8($0) }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }
}
