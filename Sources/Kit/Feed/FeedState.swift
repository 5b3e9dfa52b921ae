package import Casework
import Crypto
package import Foundation
package import Sync

/// What the office told this kit, folded from the recorded messages: where each case stands, what was asked back, locks, staff, catalogue.
package struct FeedState: Sendable {
    /// A case's state as the office last told it; no answers, no names.
    package struct CaseNews: Hashable, Sendable {
        package var state: CaseState
        package var title: String
        package var unit: String
        package var day: CalendarDate
        /// The question and until when the answer is awaited.
        package var question: String?
        package var due: CalendarDate?
        /// Where the finished document waits, why it was rejected, …
        package var note: String?
        package var codeHash: String?
    }

    /// The chain of the recorded messages, for the next one to be checked against.
    package private(set) var chain: FeedChain
    package private(set) var news: [CaseNumber: CaseNews] = [:]
    package private(set) var acknowledged: Set<CaseNumber> = []
    /// Cases the office could not open, with its reasons.
    package private(set) var heldBack: [CaseNumber: [String]] = [:]
    package private(set) var lock: String?
    package private(set) var eraseOrder: String?
    package private(set) var refused: [String] = []
    /// The hash of the catalogue the office offers now.
    package private(set) var catalogue: String?
    /// Recorded messages that were sealed and not opened yet (nobody has logged in since).
    package private(set) var unopened: [FeedMessage] = []
    /// One-time codes of clerks that came with the feed and are not in the lock box yet.
    package var newCodes: [StaffCode] = []
    package private(set) var unknown = 0

    private var key: Curve25519.KeyAgreement.PrivateKey?

    package init(kit: UInt16) { chain = FeedChain(kit: kit) }

    /// A segment began behind messages that are no longer folded.
    mutating func carry(epoch: UInt32, number: UInt64, head: Data) {
        if (epoch, number) > (chain.epoch, chain.number) {
            chain = FeedChain(kit: chain.kit, epoch: epoch, number: number, head: head)
        }
    }

    /// With the kit's agreement key the sealed payloads are read, those that waited for it too.
    package mutating func unlock(with key: Curve25519.KeyAgreement.PrivateKey) {
        self.key = key
        let waiting = unopened
        unopened = []
        for message in waiting { read(message) }
    }

    /// A recorded message. Its place in the chain was checked before it was recorded.
    mutating func record(_ bytes: Data) {
        guard let message = try? FeedMessage(bytes: bytes) else {
            unknown += 1
            return
        }
        chain = FeedChain(kit: chain.kit, epoch: message.epoch, number: message.number, head: message.hash)
        read(message)
    }

    private mutating func read(_ message: FeedMessage) {
        let secret: Data?
        if message.sealed.isEmpty {
            secret = nil
        } else if let key {
            secret = message.open(with: key)
        } else {
            unopened.append(message)
            return
        }
        let number = message.subject.isEmpty ? nil : CaseNumber(message.subject)
        switch message.kind {
        case .acknowledged:
            guard let number else { break }
            acknowledged.insert(number)
            heldBack[number] = nil
        case .heldBack:
            if let number, let payload = CaseHeldBack(message) { heldBack[number] = payload.reasons }
        case .state, .question:
            if let number, let secret, let told = try? JSONDecoder().decode(CaseTold.self, from: secret) {
                news[number] = told.news
            }
        case .lock: lock = LockOrder(message)?.reason ?? ""
        case .unlock: lock = nil
        case .erase: eraseOrder = LockOrder(message)?.reason ?? ""
        case .refused: if let payload = CaseHeldBack(message) { refused += payload.reasons }
        case .catalogue: catalogue = CatalogueOffered(message)?.hash
        case .staff:
            if let secret, let code = try? JSONDecoder().decode(StaffCode.self, from: secret) { newCodes.append(code) }
        default: unknown += 1
        }
    }
}
