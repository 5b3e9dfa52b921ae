package import Casework
import Crypto
package import Foundation
package import Journal
import Sync
import Town

/// Takes a kit in: gives it its number and certificate, and its clerks their first one-time codes.
package struct KitEnrolment: Sendable {
    /// What the person at the screen compares and passes on.
    package struct Outcome: Sendable {
        package let answer: Data
        package let kit: UInt16
        package let code: KitCode
        /// SHA-256 of the kit's signing key in groups of four hexadecimal digits; the kit shows the same.
        package let fingerprint: String
        package let staff: [StaffCode]

        /// For the screen: each clerk's one-time code, once.
        package var lines: [String] {
            [
                "Koffer \(code.text) (Nummer \(kit)) ist aufgenommen.",
                "Prüfzahl, am Koffer vergleichen: \(fingerprint)", "",
            ]
                + ["Einmalcodes für die erste Anmeldung am Koffer:"]
                + staff.map { "  \($0.clerk.text.filled(20)) \($0.code)  bis \($0.until.german)" }
        }
    }

    /// - Parameters:
    ///   - now: the machine's own time, from which the certificate holds.
    ///   - today: the first day of the one-time codes.
    package static func enrol(
        _ file: Data, code wanted: String?, in folder: OfficeFolder, at now: Date, today: CalendarDate?,
        randomness: Randomness = .system
    ) throws -> Outcome {
        let staff = staffCodes(try folder.town(), today: today, randomness)
        return try enrol(file, code: wanted, in: folder, at: now, staff: staff, randomness: randomness)
    }

    /// First one-time codes for everybody who works at kits.
    /// - Parameter today: their first day.
    static func staffCodes(_ town: Town, today: CalendarDate?, _ randomness: Randomness) -> [StaffCode] {
        let until = today?.adding(days: StaffBook.codeDays)
        return town.clerks.filter(\.worksAtKit).compactMap { clerk in
            until.map { StaffCode(clerk: clerk.id, code: StaffBook.makeCode(randomness), until: $0) }
        }
    }

    /// - Parameter staff: the clerks' one-time codes, made before.
    static func enrol(
        _ file: Data, code wanted: String?, in folder: OfficeFolder, at now: Date, staff: [StaffCode],
        randomness: Randomness = .system
    ) throws -> Outcome {
        let request: EnrolmentRequest
        do throws(EnrolmentFault) { request = try EnrolmentRequest(file: file) } catch {
            throw OfficeFault.enrolment(error)
        }
        let settings = try folder.settings()
        let town = try folder.town()
        var identity = try folder.identity()
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        let code = try kitCode(wanted, ledger)
        let enrolled = try ledger.enrol(
            code: code.text, signingKey: request.signingKey, agreementKey: request.agreementKey, at: Timestamp(now))
        let signer = IdentityFile.KitSigner(kit: enrolled.number, publicKey: request.signingKey)
        if !identity.signers.contains(signer) {
            identity.signers.append(signer)
            try identity.write(to: folder.file(IdentityFile.name))
        }
        let authority = try folder.authority()
        let certificate: String
        do throws(CertificateFault) {
            certificate = try authority.issue(
                kit: enrolled.number, request: request.certificateRequest, at: now, serial: randomness.bytes(16))
        } catch { throw OfficeFault.certificate(error) }
        _ = try ledger.send(
            town.bundle, signedWith: Curve25519.Signing.PrivateKey(rawRepresentation: identity.signingKey),
            at: Timestamp(now))
        let answer = EnrolmentAnswer(
            kit: enrolled.number, generation: enrolled.generation, certificate: certificate,
            authority: try folder.authorityPEM(), officeSigningKeys: identity.publicKeys(of: 0),
            officeSealingKey: identity.officeKeys[0], recoverySealingKey: identity.recoveryKey,
            officeAddress: settings.syncAddress, code: code.text, town: try town.bundle.json(),
            sealedStaff: try EnrolmentSeal.seal(try JSONEncoder().encode(staff), to: request.agreementKey),
            sealedSlips: try EnrolmentSeal.seal(
                try JSONEncoder().encode(
                    SubstituteBook.slips(
                        of: enrolled.number, signingKey: request.signingKey, from: try folder.secrets().atRestKey)),
                to: request.agreementKey))
        return Outcome(
            answer: try answer.encoded(), kit: enrolled.number, code: code,
            fingerprint: fingerprint(of: request.signingKey), staff: staff)
    }

    /// `1A2B 3C4D …`, 32 digits.
    package static func fingerprint(of key: Data) -> String {
        let digits = Array(Data(SHA256.hash(data: key)).prefix(16).hex.uppercased())
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<($0 + 4)]) }.joined(separator: " ")
    }

    /// The code that was asked for, or the next that no kit and no open enrolment has.
    static func kitCode(_ wanted: String?, _ ledger: SQLiteOfficeLedger, promised: [String] = []) throws -> KitCode {
        if let wanted {
            guard let code = KitCode(wanted.uppercased()), code != .office else { throw OfficeFault.kitCode(wanted) }
            return code
        }
        let taken = Set(try ledger.kits().map(\.code) + promised)
        for number in 1...99 {
            let text = "W" + (number < 10 ? "0\(number)" : "\(number)")
            if !taken.contains(text), let code = KitCode(text) { return code }
        }
        throw OfficeFault.kitCode("W100")
    }
}
