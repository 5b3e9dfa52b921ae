package import Casework
import Crypto
package import Foundation
package import Journal
import Sync
import Town

/// Setting up a kit: it makes its keys and asks, the office answers; over the line with a code, or with a file each way.
package enum Enrolling {
    private static let requestName = "enrolment-request.json"
    private static let pendingName = "enrolment-pending.json"

    /// What a person has to write down once, because the kit keeps none of it.
    package struct Secrets: Sendable {
        package let code: KitCode
        /// Five words that begin each day.
        package let passphrase: String
        /// Kept in the office: opens the kit when every other secret is lost.
        package let recoveryCode: String
        /// Whose one-time codes are set up.
        package let clerks: [ClerkID]
    }

    /// Until the office has answered: the private keys whose public halves went into the request. Replaced at enrolment.
    private struct Pending: Codable {
        var tlsKey: String
        var signingKey: Data
        var agreementKey: Data
    }

    /// Makes the kit's keys and the request for the office.
    /// - Returns: the request's file.
    package static func prepare(_ folder: KitFolder, program: String) throws -> Data {
        guard !folder.isEnrolled else { throw EnrollingFault.alreadySetUp }
        try folder.disk.makeFolder(folder.path)
        let tls = try KitCertificateRequest.make()
        let signing = Curve25519.Signing.PrivateKey()
        let agreement = Curve25519.KeyAgreement.PrivateKey()
        let request = try EnrolmentRequest(
            certificateRequest: tls.requestPEM, signingKey: signing.publicKey.rawRepresentation,
            agreementKey: agreement.publicKey.rawRepresentation, program: program
        ).encoded()
        let pending = Pending(
            tlsKey: tls.keyPEM, signingKey: signing.rawRepresentation, agreementKey: agreement.rawRepresentation)
        try folder.write(try JSONEncoder().encode(pending), to: pendingName)
        try folder.write(request, to: requestName)
        return request
    }

    /// Whether the folder waits for an office: its keys are made, and it is not enrolled.
    package static func isPending(_ folder: KitFolder) -> Bool {
        !folder.isEnrolled && folder.disk.exists(folder.path(pendingName))
    }

    /// The request that is under way, so that it can be asked again; else a new one.
    static func request(_ folder: KitFolder, program: String) throws -> Data {
        guard !folder.isEnrolled else { throw EnrollingFault.alreadySetUp }
        if (try? folder.read(pendingName)) != nil, let request = try? folder.read(requestName) { return request }
        return try prepare(folder, program: program)
    }

    /// Takes the office's answer in: certificate, keys, catalogue, one-time codes; makes the kit's own key and its lock.
    package static func complete(
        _ folder: KitFolder, answer file: Data, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws -> Secrets {
        guard !folder.isEnrolled else { throw EnrollingFault.alreadySetUp }
        guard let bytes = try? folder.read(pendingName),
            let pending = try? JSONDecoder().decode(Pending.self, from: bytes)
        else { throw EnrollingFault.notPrepared }
        let answer = try EnrolmentAnswer(file: file, keyPEM: pending.tlsKey)
        guard let code = KitCode(answer.code) else { throw EnrollingFault.badCode }
        try folder.disk.makeFolder(folder.path(KitFolder.tls))
        try folder.write(Data(answer.certificate.utf8), to: "\(KitFolder.tls)/kit.pem")
        try folder.write(Data(pending.tlsKey.utf8), to: "\(KitFolder.tls)/kit.key")
        try folder.write(Data(answer.authority.utf8), to: "\(KitFolder.tls)/office.pem")
        try folder.keep(try TownBundle(json: answer.town))

        let agreement = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: pending.agreementKey)
        let passphrase = Passphrase.random(randomness)
        var (box, day, kitKey) = try LockBox.make(passphrase: passphrase, cost: cost, randomness: randomness)
        var clerks: [ClerkID] = []
        if let sealed = answer.sealedStaff {
            guard let opened = EnrolmentSeal.open(sealed, with: agreement),
                let codes = try? JSONDecoder().decode([StaffCode].self, from: opened)
            else { throw EnrollingFault.staffUnreadable }
            for staff in codes {
                try box.addCode(
                    DayLock.plainCode(staff.code), id: staff.clerk.text, expiresAt: staff.expiry, day: day,
                    kitKey: kitKey, cost: cost,
                    randomness: randomness)
                clerks.append(staff.clerk)
            }
        }
        if let sealed = answer.sealedSlips, let opened = EnrolmentSeal.open(sealed, with: agreement),
            let slips = try? JSONDecoder().decode([SubstituteSlip].self, from: opened)
        {
            var pins = try PinFile(in: folder, under: kitKey)
            for slip in slips {
                // The last day is part of the code itself.
                try box.addCode(
                    slip.opener, id: Substitute.id(slip.number).text, expiresAt: .endOfTime, day: day, kitKey: kitKey,
                    cost: cost.atMost(.forCodes), randomness: randomness)
                pins.expect(slip)
            }
            try pins.write(to: folder, under: kitKey)
        }
        let recovery = Passphrase.random(randomness)
        try box.setRecovery(code: recovery, kitKey: kitKey, cost: cost, randomness: randomness)
        try folder.keepAgreementKey(agreement, under: kitKey)
        try box.write(to: folder.file(LockBox.name))
        try MirrorLock(day: day, kitKey: kitKey, randomness: randomness).write(to: folder.file(MirrorLock.name))
        try IdentityFile(
            kit: answer.kit, generation: answer.generation, signingKey: pending.signingKey,
            officeKeys: [answer.officeSealingKey], recoveryKey: answer.recoverySealingKey
        ).write(to: folder.file(IdentityFile.name))
        let enrolment = KitIdentity.Enrolment(
            code: code, officeSigningKeys: answer.officeSigningKeys, officeAddress: answer.officeAddress)
        // Last: with this file the kit counts as set up.
        try folder.write(try JSONEncoder().encode(enrolment), to: KitIdentity.fileName)
        try folder.file(pendingName).replace(with: Data("{}".utf8), shredding: true)
        return Secrets(code: code, passphrase: passphrase, recoveryCode: recovery, clerks: clerks)
    }
}

extension Timestamp {
    /// The end of the year 9999.
    static let endOfTime = Timestamp(milliseconds: 253_402_300_799_000)
}

extension StaffCode {
    /// The end of its last day, by German time and an hour to spare.
    package var expiry: Timestamp {
        Timestamp(milliseconds: Int64(until.dayNumber + 1) * 86_400_000)
    }
}

package enum EnrollingFault: Error, Hashable, CustomStringConvertible {
    case alreadySetUp, notPrepared, badCode, staffUnreadable

    package var description: String {
        switch self {
        case .alreadySetUp: "Dieser Koffer ist schon eingerichtet. Nehmen Sie für einen neuen einen anderen Ordner."
        case .notPrepared: "Zu diesem Ordner gibt es keine Anfrage. Beginnen Sie mit „amtskoffer kit init“."
        case .badCode:
            "Die Kofferkennung der Antwort ist keine wie „W01“. Erzeugen Sie die Antwort in der Zentrale neu."
        case .staffUnreadable:
            "Die Einmal-Codes der Antwort gehören zu einem anderen Koffer. Erzeugen Sie die Antwort für diese Anfrage neu."
        }
    }
}
