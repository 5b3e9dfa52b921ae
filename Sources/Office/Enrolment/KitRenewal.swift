import Crypto
package import Foundation
package import Journal
import Sync

/// A kit's next certificate by file, for one whose certificate has ended; those that still hold renew by themselves over the sync.
package enum KitRenewal {
    /// - Parameter now: the machine's own time, from which the certificate holds.
    /// - Returns: the answer's file.
    package static func answer(
        _ file: Data, in folder: OfficeFolder, at now: Date, randomness: Randomness = .system
    ) throws -> Data {
        guard let asked = try? JSONDecoder().decode(RenewalFile.self, from: file), asked.format == 1 else {
            throw RenewalFault.unreadable
        }
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        guard let record = try ledger.record(of: asked.kit) else { throw RenewalFault.unknownKit }
        // The key of the laptop now in use; one that was replaced gets nothing.
        let key = record.kit.signingKeys.first.flatMap { try? Curve25519.Signing.PublicKey(rawRepresentation: $0) }
        guard let key, key.isValidSignature(asked.signature, for: asked.signed) else { throw RenewalFault.notSigned }
        guard record.kit.state == .active else { throw RenewalFault.locked }
        let authority = try folder.authority()
        let certificate: String
        do throws(CertificateFault) {
            certificate = try authority.issue(
                kit: asked.kit, request: asked.request, at: now, serial: randomness.bytes(16))
        } catch { throw RenewalFault.unreadable }
        return SyncJSON.encode(CertificateRenewalAnswer(certificate: certificate))
    }
}

/// Why no certificate was issued; `description` is for the person at the screen.
package enum RenewalFault: Error, Equatable, CustomStringConvertible {
    case unreadable, unknownKit, notSigned, locked

    package var description: String {
        switch self {
        case .unreadable:
            "Die Datei ist keine Anfrage auf Erneuerung. Erzeugen Sie sie am Koffer mit „amtskoffer kit renew“."
        case .unknownKit: "Diesen Koffer kennt die Zentrale nicht. Nehmen Sie ihn mit „amtskoffer office enrol“ auf."
        case .notSigned:
            "Die Anfrage kommt nicht von dem Laptop, der diesen Koffer jetzt führt. Erzeugen Sie sie dort neu."
        case .locked:
            "Dieser Koffer ist gesperrt oder gelöscht und bekommt kein Zertifikat. Geben Sie ihn zuerst auf der Seite „Koffer“ frei."
        }
    }
}
