import Foundation
package import Journal
package import Sync

/// Setting up a kit over the line, with a code that the office shows.
extension Enrolling {
    /// Asks the office and takes its answer in. May be repeated with the same code when the answer was lost: the kit's keys stay the same.
    /// - Parameter invitation: address and code as typed or scanned.
    package static func enrol(
        _ folder: KitFolder, invitation: EnrolmentInvitation, program: String, cost: ScryptCost = .standard,
        randomness: Randomness = .system
    ) async throws -> Secrets {
        let request = try request(folder, program: program)
        let key = invitation.code.key
        let handle = invitation.code.handle
        let answer = try await EnrolmentLine.ask(invitation.address) { certificate in
            guard invitation.names(certificate) else { return nil }
            let proof = EnrolmentProof(key: key, certificate: certificate)
            return SyncJSON.encode(EnrolmentCall(handle: handle, request: request, proof: proof.kit(request)))
        }
        guard answer.status == 200 else { throw EnrolmentTrouble(answer) }
        guard let told = try? SyncJSON.decode(EnrolmentCall.Answer.self, from: answer.body),
            EnrolmentProof(key: key, certificate: answer.certificate).isOffice(told.proof, request, told.answer)
        else { throw EnrolmentTrouble.unproven }
        return try complete(folder, answer: told.answer, cost: cost, randomness: randomness)
    }
}

extension EnrolmentTrouble {
    fileprivate init(_ answer: EnrolmentLine.Answer) {
        self =
            switch (try? SyncJSON.decode(SyncProblem.self, from: answer.body))?.kind {
            case .noSuchCode: .noSuchCode
            case .wrongProof: .wrongProof
            case .notPossibleNow: .broken
            default: .refused(answer.status)
            }
    }
}
