package import Crypto
package import Foundation
package import Journal

/// `POST /sync/1/enrol`, on a connection without a certificate of ours. Both ends prove that they know the code, over what was said and
/// over the certificate that the office showed on this very connection: somebody in between shows another one, and neither end goes on.
package struct EnrolmentCall: Codable, Hashable, Sendable {
    /// ``EnrolmentCode/handle``
    package let handle: String
    /// The file of an ``EnrolmentRequest``.
    package let request: Data
    package let proof: Data

    package init(handle: String, request: Data, proof: Data) {
        self.handle = handle
        self.request = request
        self.proof = proof
    }

    package struct Answer: Codable, Hashable, Sendable {
        /// The file of an ``EnrolmentAnswer``.
        package let answer: Data
        package let proof: Data

        package init(answer: Data, proof: Data) {
            self.answer = answer
            self.proof = proof
        }
    }

    /// The server name that a kit asks for while it is enrolled; nobody else is spoken to without a certificate.
    package static let serverName = "enrolment.amtskoffer.internal"
    package static let path = SyncRoutes.prefix + "/enrol"
    /// A request has some 1,200 bytes.
    package static let callBytes = 16 << 10
    /// An answer holds a town's files.
    package static let answerBytes = 16 << 20
}

/// HMAC-SHA256 with the code's key over `amtskoffer-enrolment-1 kit` or `… office` ‖ 0 ‖ SHA-256 of the office's certificate ‖ SHA-256 of the
/// request ‖ at the office: SHA-256 of the answer.
package struct EnrolmentProof: Sendable {
    private let key: SymmetricKey
    /// SHA-256 of the certificate (DER) that the office shows.
    private let certificate: EntryHash

    package init(key: SymmetricKey, certificate: EntryHash) {
        self.key = key
        self.certificate = certificate
    }

    package func kit(_ request: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: said("kit", [request]), using: key))
    }

    package func office(_ request: Data, _ answer: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: said("office", [request, answer]), using: key))
    }

    /// In constant time.
    package func isKit(_ proof: Data, _ request: Data) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: said("kit", [request]), using: key)
    }

    package func isOffice(_ proof: Data, _ request: Data, _ answer: Data) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: said("office", [request, answer]), using: key)
    }

    private func said(_ who: String, _ parts: [Data]) -> Data {
        parts.reduce(Data("amtskoffer-enrolment-1 \(who)".utf8) + [0] + certificate.bytes) {
            $0 + EntryHash(of: $1).bytes
        }
    }
}
