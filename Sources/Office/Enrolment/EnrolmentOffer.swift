package import Casework
import Foundation
package import Journal
package import Sync
package import Town

/// A new enrolment code with all that is shown beside it, once.
package struct EnrolmentOffer: Sendable {
    /// Address, certificate and code.
    package let invitation: EnrolmentInvitation
    package let kit: KitCode
    package let until: Timestamp
    /// For the clerks' first log-in at the kit.
    package let staff: [StaffCode]

    /// - Parameters:
    ///   - wanted: the kit's code; nil for the next free one. That of a kit there is means another laptop for it.
    ///   - minutes: how long the code is good, of ``EnrolmentBook/possibleMinutes``.
    package static func make(
        kit wanted: String?, minutes: Int, in folder: OfficeFolder, book: EnrolmentBook, town: Town,
        at now: Timestamp, randomness: Randomness = .system
    ) throws -> EnrolmentOffer {
        let settings = try folder.settings()
        guard let address = EnrolmentAddress(settings.syncAddress) else {
            throw OfficeFault.unreadable(OfficeSettings.name)
        }
        let server = try folder.server()
        let certificate: EntryHash
        do throws(CertificateFault) { certificate = try PeerCertificate.hash(ofPEM: server.certificatePEM) } catch {
            throw OfficeFault.certificate(error)
        }
        let promised = try book.pending(at: now).filter { $0.state != .used }.map(\.kit)
        let kit = try KitEnrolment.kitCode(wanted, book.ledger, promised: promised)
        let today = Moment(milliseconds: now.milliseconds).germanDay
        let staff = KitEnrolment.staffCodes(town, today: today, randomness)
        let until = Timestamp(milliseconds: now.milliseconds + Int64(minutes) * 60_000)
        let code = try book.make(kit: kit, staff: staff, until: until, at: now, randomness: randomness)
        return EnrolmentOffer(
            invitation: EnrolmentInvitation(address: address, certificate: certificate, code: code), kit: kit,
            until: until, staff: staff)
    }

    /// For a terminal.
    package var lines: [String] {
        let end = Moment(milliseconds: until.milliseconds)
        return [
            "Code für Koffer \(kit.text), gilt einmal bis \(end.germanDay?.german ?? "") \(end.germanClock) Uhr:",
            "  \(invitation.code.text)",
            "Adresse: \(invitation.address.text)",
            "", "Am Koffer: „amtskoffer kit enrol ORDNER --code CODE --address ADRESSE“,",
            "oder „amtskoffer kit init ORDNER“, „amtskoffer kit serve ORDNER“ und die Seite, die dann erscheint.",
            "", "Einmalcodes für die erste Anmeldung am Koffer:",
        ] + staff.map { "  \($0.clerk.text.filled(20)) \($0.code)  bis \($0.until.german)" }
    }
}
