package import Foundation

/// `POST /sync/1/certificate`: a kit asks over its present certificate for the next one. JSON.
package struct CertificateRenewalRequest: Codable, Equatable, Sendable {
    /// PKCS #10, PEM, P-256, of a key made for it.
    package let request: String

    package init(request: String) { self.request = request }
}

package struct CertificateRenewalAnswer: Codable, Equatable, Sendable {
    /// PEM.
    package let certificate: String

    package init(certificate: String) { self.certificate = certificate }
}

/// The kit's end of a renewal: makes a key, has it certified, and believes only what our authority signed for it.
struct CertificateRenewal {
    let kit: UInt16
    let authorityPEM: String
    let contact: ContactToken

    func ask(_ line: KitSyncLine, patience: Int64) async throws -> CertificateIdentity {
        let new = try KitCertificateRequest.make()
        let response = try await line.ask(
            SyncHTTPRequest(
                method: "POST", path: SyncRoutes.certificate, contact: contact.rawValue,
                body: SyncJSON.encode(CertificateRenewalRequest(request: new.requestPEM))), patience: patience)
        guard response.status == 200 else { throw SyncTrouble.status(response.status) }
        let answer = try SyncJSON.decode(CertificateRenewalAnswer.self, from: response.body)
        let issued = try PeerCertificate.check(answer.certificate, isFor: new.keyPEM, signedBy: authorityPEM)
        guard issued.kit == kit else { throw CertificateFault.noKitNumber }
        return CertificateIdentity(certificatePEM: answer.certificate, keyPEM: new.keyPEM)
    }
}

/// A renewal by file, for a kit whose certificate has ended: it proves itself with the key that signs its journal. Frozen: Ed25519
/// over `"amtskoffer-renewal-1" ‖ kit u16 ‖ request`.
package struct RenewalFile: Codable, Equatable, Sendable {
    package let format: Int
    package let kit: UInt16
    /// PKCS #10, PEM.
    package let request: String
    package let signature: Data

    package init(kit: UInt16, request: String, sign: (Data) throws -> Data) rethrows {
        format = 1
        self.kit = kit
        self.request = request
        signature = try sign(Self.signed(kit, request))
    }

    /// What the signature is over.
    package var signed: Data { Self.signed(kit, request) }

    private static func signed(_ kit: UInt16, _ request: String) -> Data {
        Data("amtskoffer-renewal-1".utf8) + Data([UInt8(kit >> 8), UInt8(kit & 0xFF)]) + Data(request.utf8)
    }
}
