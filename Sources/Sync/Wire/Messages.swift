package import Foundation
package import Journal

/// `POST /sync/1/keys`: keys sealed to the office. JSON; idempotent.
package struct KeysRequest: Codable, Equatable, Sendable {
    package let keys: [SealedKey]

    package init(keys: [SealedKey]) { self.keys = keys }
}

/// Every key of the request is either stored or refused; a refused one blocks no other.
package struct KeysAnswer: Codable, Equatable, Sendable {
    package var stored: [KeyID]
    package var refused: [KeyID]

    package init(stored: [KeyID], refused: [KeyID] = []) {
        self.stored = stored
        self.refused = refused
    }
}

/// Answer to `GET` and `PUT /sync/1/attachments/{id}`. JSON.
package struct AttachmentAnswer: Codable, Equatable, Sendable {
    package enum Fault: String, Codable, Sendable {
        /// All bytes are there and are not the ones announced; they were thrown away, ship again from 0.
        case hash
        /// Longer than the entry that names it says.
        case tooLong
        /// No accepted entry of this kit names it (yet).
        case unknown
        case locked
    }

    /// Durable bytes from the beginning: the next chunk begins here.
    package var durable: UInt64
    /// Accepted for good; nothing can change it any more.
    package var complete: Bool
    package var fault: Fault?

    package init(durable: UInt64, complete: Bool, fault: Fault? = nil) {
        self.durable = durable
        self.complete = complete
        self.fault = fault
    }
}

/// Why a request was turned away as a whole. JSON, with the status that fits.
package struct SyncProblem: Error, Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case malformed, tooLarge, unknownPath, unknownKit, locked, staleContact, otherEpoch, notPossibleNow
        /// At enrolment: there is no such code, or none any more; the proof does not fit the code.
        case noSuchCode, wrongProof
    }

    package let kind: Kind
    /// For whoever searches the fault; names no person.
    package let reason: String

    package init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    package var status: Int {
        switch kind {
        case .malformed: 400
        case .unknownKit, .locked, .noSuchCode, .wrongProof: 403
        case .unknownPath: 404
        case .staleContact, .otherEpoch: 409
        case .tooLarge: 413
        case .notPossibleNow: 503
        }
    }
}

/// The control messages' JSON.
package enum SyncJSON {
    package static func encode(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("control messages hold only what JSON can hold")
        }
        return data
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(WireFault) -> Value {
        do { return try JSONDecoder().decode(type, from: data) } catch {
            throw WireFault(.notJSON, at: 0, "\(type)")
        }
    }
}
