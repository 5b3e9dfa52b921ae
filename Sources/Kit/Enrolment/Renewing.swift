package import Foundation
import Journal
import Sync

/// A new certificate by file, for a kit whose certificate has ended.
extension KitFolder {
    package static let renewalName = "renewal-request.json"
    private static let renewalKey = "\(tls)/renewal.key"

    /// Makes a key and the request for the office, signed with the key that signs the journal.
    /// - Returns: the request's file.
    package func askForRenewal() throws -> Data {
        let identity = try identity()
        let new = try KitCertificateRequest.make()
        let signer = try identity.file.signer
        let request = try RenewalFile(kit: identity.number, request: new.requestPEM) { try signer.sign($0) }
        let bytes = SyncJSON.encode(request)
        try write(Data(new.keyPEM.utf8), to: Self.renewalKey)
        try write(bytes, to: Self.renewalName)
        return bytes
    }

    /// Puts the office's answer in place of the old certificate.
    package func takeRenewal(_ answer: Data) throws {
        let identity = try identity()
        guard let key = try file(Self.renewalKey).read() else { throw RenewingFault.notAsked }
        guard let answer = try? SyncJSON.decode(CertificateRenewalAnswer.self, from: answer) else {
            throw RenewingFault.unreadable
        }
        let keyPEM = String(decoding: key, as: UTF8.self)
        let issued = try? PeerCertificate.check(
            answer.certificate, isFor: keyPEM, signedBy: try office(identity).authorityPEM)
        guard issued?.kit == identity.number else { throw RenewingFault.otherAnswer }
        try keep(CertificateIdentity(certificatePEM: answer.certificate, keyPEM: keyPEM))
        try file(Self.renewalKey).replace(with: Data(), shredding: true)
        try disk.remove(path(Self.renewalKey))
    }
}

package enum RenewingFault: Error, Hashable, CustomStringConvertible {
    case notAsked, unreadable, otherAnswer

    package var description: String {
        switch self {
        case .notAsked: "Zu diesem Koffer gibt es keine Anfrage. Beginnen Sie mit „amtskoffer kit renew ORDNER“."
        case .unreadable:
            "Die Datei ist keine Antwort der Zentrale. Holen Sie die Antwort von „amtskoffer office renew“."
        case .otherAnswer:
            "Die Antwort gehört zu einer anderen Anfrage oder einer anderen Zentrale. Nehmen Sie die Antwort auf die letzte Anfrage."
        }
    }
}
