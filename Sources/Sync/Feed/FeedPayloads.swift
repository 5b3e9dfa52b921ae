package import Foundation

/// Clear payloads are small JSON objects without personal data; unknown members are left alone.
package protocol FeedPayload: Codable, Sendable, Equatable {}

extension FeedPayload {
    package func encoded() -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("payloads hold only what JSON can hold")
        }
        return data
    }

    package init?(_ message: FeedMessage) {
        guard let value = try? JSONDecoder().decode(Self.self, from: message.clear) else { return nil }
        self = value
    }
}

/// `acknowledged`: up to which entry the case (the message's subject) was opened and checked.
package struct Acknowledged: FeedPayload {
    package let generation: UInt16
    /// Sequence of the case's last entry the office has opened and made durable.
    package let sequence: UInt64
    package let entries: Int
    package let attachments: Int

    package init(generation: UInt16, sequence: UInt64, entries: Int, attachments: Int) {
        self.generation = generation
        self.sequence = sequence
        self.entries = entries
        self.attachments = attachments
    }
}

/// `held-back`: what keeps the office from acknowledging a transferred case, in German for the clerk.
package struct CaseHeldBack: FeedPayload {
    package let reasons: [String]

    package init(reasons: [String]) { self.reasons = reasons }
}

/// `lock`, `unlock`, `erase`: why, in German for the clerk.
package struct LockOrder: FeedPayload {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// `terms`: after how many days without contact the kit stops taking in cases.
package struct KitTerms: FeedPayload {
    /// Where the office has set nothing else.
    package static let standardDays = 30
    /// What an office may set.
    package static let possibleDays = 2...366

    package let lockAfterDays: Int

    package init(lockAfterDays: Int) { self.lockAfterDays = lockAfterDays }
}

/// `office-keys`: the office's X25519 public keys, 32 bytes each, the one to seal to first.
package struct OfficeKeys: FeedPayload {
    package let keys: [Data]

    package init(keys: [Data]) { self.keys = keys }
}
