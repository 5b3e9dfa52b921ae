import Casework
package import Foundation
package import Journal
package import Logging
package import Sync

/// Where a kit without a certificate is let in to be enrolled: open only while there is a code for one.
package actor EnrolmentDoor {
    private let folder: OfficeFolder
    private let book: EnrolmentBook
    private let clock: WallClock
    private let logger: Logger

    package init(folder: OfficeFolder, book: EnrolmentBook, clock: WallClock, logger: Logger) {
        self.folder = folder
        self.book = book
        self.clock = clock
        self.logger = logger
    }

    package var isOpen: Bool { book.isOpen(at: clock.now()) }

    /// - Parameter certificate: SHA-256 of the one this office shows on this connection.
    package func respond(to body: Data, certificate: EntryHash) -> SyncHTTPResponse {
        do throws(SyncProblem) {
            let answer = try answer(body, certificate)
            return SyncHTTPResponse(status: 200, contentType: SyncRoutes.json, body: SyncJSON.encode(answer))
        } catch {
            return SyncHTTPResponse(status: error.status, contentType: SyncRoutes.json, body: SyncJSON.encode(error))
        }
    }

    private func answer(_ body: Data, _ certificate: EntryHash) throws(SyncProblem) -> EnrolmentCall.Answer {
        guard body.count <= EnrolmentCall.callBytes else { throw SyncProblem(.tooLarge, "body") }
        let call: EnrolmentCall
        do throws(WireFault) { call = try SyncJSON.decode(EnrolmentCall.self, from: body) } catch {
            throw SyncProblem(.malformed, "\(error)")
        }
        let caller: EnrolmentBook.Caller
        do { caller = try book.caller(call, certificate: certificate, at: clock.now()) } catch {
            throw SyncProblem(.notPossibleNow, "ledger")
        }
        switch caller {
        case .none: throw SyncProblem(.noSuchCode, "code")
        case .wrong: throw SyncProblem(.wrongProof, "proof")
        case .again(let answer, let proof):
            return EnrolmentCall.Answer(answer: answer, proof: proof.office(call.request, answer))
        case .new(let kit, let staff, let proof):
            let answer: Data
            do {
                // TLS judges certificates by the machine's own time.
                answer = try KitEnrolment.enrol(
                    call.request, code: kit.text, in: folder, at: Date(), staff: staff
                ).answer
                try book.note(answer, to: call.handle)
            } catch OfficeFault.enrolment, OfficeFault.certificate {
                throw SyncProblem(.malformed, "request")
            } catch {
                logger.error("enrolling a kit failed", metadata: ["kind": "\(type(of: error))"])
                throw SyncProblem(.notPossibleNow, "enrolment")
            }
            logger.notice("kit enrolled", metadata: ["kit": "\(kit.text)"])
            return EnrolmentCall.Answer(answer: answer, proof: proof.office(call.request, answer))
        }
    }
}
