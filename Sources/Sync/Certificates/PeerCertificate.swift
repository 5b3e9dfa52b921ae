import Crypto
package import Foundation
package import Journal
import SwiftASN1
import X509

/// What the other end's certificate says. The TLS layer has checked it against our authority before.
package struct PeerCertificate: Equatable, Sendable {
    /// The number in `CN=kit-7`; nil for a certificate that is no kit's.
    package let kit: UInt16?
    /// Lower-case hexadecimal digits.
    package let serial: String
    package let validFrom: Date
    package let validUntil: Date

    package init(der: some Sequence<UInt8>) throws(CertificateFault) {
        guard let certificate = try? Certificate(derEncoded: Array(der)) else {
            throw .unreadable(what: "certificate")
        }
        self.init(certificate)
    }

    package init(pem: String) throws(CertificateFault) {
        guard let certificate = try? Certificate(pemEncoded: pem) else { throw .unreadable(what: "certificate") }
        self.init(certificate)
    }

    private init(_ certificate: Certificate) {
        let commonNames = certificate.subject.flatMap { $0 }.filter { $0.type == .RDNAttributeType.commonName }
        let isClient = (try? certificate.extensions.extendedKeyUsage)?.contains(.clientAuth) ?? false
        kit = commonNames.count == 1 && isClient ? Self.kitNumber(in: "\(commonNames[0].value)") : nil
        serial = Data(certificate.serialNumber.bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        validFrom = certificate.notValidBefore
        validUntil = certificate.notValidAfter
    }

    /// A certificate is renewed in the last third of its life.
    package func isDueForRenewal(at now: Date) -> Bool {
        let life = validUntil.timeIntervalSince(validFrom)
        return now >= validUntil.addingTimeInterval(-life / 3)
    }

    package static func commonName(kit: UInt16) -> String { "kit-\(kit)" }

    /// One number has one spelling: no signs, no leading zeros.
    static func kitNumber(in commonName: String) -> UInt16? {
        guard commonName.hasPrefix("kit-"), let number = UInt16(commonName.dropFirst(4)), number > 0,
            self.commonName(kit: number) == commonName
        else { return nil }
        return number
    }

    /// Checks an issued certificate before the kit puts it in place of its old one.
    /// - Throws: ``CertificateFault/notOurs`` unless `authorityPEM` signed it, ``CertificateFault/keyDoesNotFit``.
    package static func check(
        _ pem: String, isFor keyPEM: String, signedBy authorityPEM: String
    ) throws(CertificateFault) -> PeerCertificate {
        guard let certificate = try? Certificate(pemEncoded: pem) else { throw .unreadable(what: "certificate") }
        guard let authority = try? Certificate(pemEncoded: authorityPEM) else { throw .unreadable(what: "authority") }
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyPEM) else { throw .unreadable(what: "key") }
        guard authority.publicKey.isValidSignature(certificate.signature, for: certificate),
            certificate.issuer == authority.subject
        else { throw .notOurs }
        guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw .keyDoesNotFit }
        return PeerCertificate(certificate)
    }

    /// SHA-256 of a certificate as the other end sees it.
    package static func hash(ofPEM pem: String) throws(CertificateFault) -> EntryHash {
        guard let document = try? PEMDocument(pemString: pem) else { throw .unreadable(what: "certificate") }
        return EntryHash(of: Data(document.derBytes))
    }

    /// Whether a certificate is for this key, both PEM.
    package static func fits(_ pem: String, _ keyPEM: String) -> Bool {
        guard let certificate = try? Certificate(pemEncoded: pem),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: keyPEM)
        else { return false }
        return certificate.publicKey == Certificate.PublicKey(key.publicKey)
    }
}
