import Casework
import Foundation
package import Journal
package import Sync

/// When the office was last heard of, noted beside the journal.
extension Desk {
    private static let note = "kit.contact"

    /// What is noted; the first start is noted as a contact.
    static func contactLimit(in store: some JournalStore, at now: Timestamp) throws(StoreFault) -> ContactLimit {
        if let bytes = try store.note(note), let limit = try? JSONDecoder().decode(ContactLimit.self, from: bytes) {
            return limit
        }
        let limit = ContactLimit(last: now)
        // A full disk must not keep the kit from starting.
        try? keep(limit, in: store)
        return limit
    }

    private static func keep(_ limit: ContactLimit, in store: some JournalStore) throws(StoreFault) {
        guard let bytes = try? JSONEncoder().encode(limit) else { return }
        try store.setNote(bytes, for: note)
    }

    /// The office answered. A note that is lost only makes the limit a little shorter.
    package func learnOfficeTime(_ time: Timestamp) {
        officeTime = Moment(milliseconds: time.milliseconds)
        let before = contactLimit
        contactLimit.met(at: Timestamp(milliseconds: now().milliseconds))
        // A note for each greeting would be a write every few seconds.
        if contactLimit.last.milliseconds - before.last.milliseconds > 600_000 {
            try? Self.keep(contactLimit, in: store)
        }
    }

    // MARK: What the office has

    private static let receivedNote = "kit.received"
    /// While much is sent, a note is written this often; with the last of it in any case.
    private static let receivedPause: Int64 = 30_000

    static func received(in store: some JournalStore) -> Received? {
        (try? store.note(receivedNote)).flatMap { $0 }.flatMap { try? JSONDecoder().decode(Received.self, from: $0) }
    }

    /// What the sync shows, with what was known before it had its first answer.
    func completed(_ progress: SyncProgress) -> SyncProgress {
        if let at = progress.lastContact {
            // What is kept aside was not received.
            if case .refused = progress.state {
            } else {
                note(Received(at: at, through: progress.receivedThrough), progress)
            }
            return progress
        }
        var progress = progress
        if let received, let heads = try? store.heads(),
            let behind = received.entriesBehind(heads.map(\.position).filter { $0.kit == identity.number })
        {
            progress.receivedThrough = received.through
            progress.unsentEntries = behind
            progress.lastContact = received.at
        } else {
            // Before the first contact there was nothing to hear; after it the office has more than this kit knows.
            progress.isKnown = !hadContact
        }
        return progress
    }

    private func note(_ new: Received, _ progress: SyncProgress) {
        let isNew = received?.through != new.through
        received = new
        let isDue = progress.state != .sending || new.at.milliseconds - receivedNotedAt >= Self.receivedPause
        guard isNew || isReceivedUnnoted else { return }
        isReceivedUnnoted = true
        guard isDue, let bytes = try? JSONEncoder().encode(new),
            (try? store.setNote(bytes, for: Self.receivedNote)) != nil
        else { return }
        isReceivedUnnoted = false
        receivedNotedAt = new.at.milliseconds
    }

    /// The office has set another limit.
    func learn(_ terms: KitTerms) {
        guard KitTerms.possibleDays.contains(terms.lockAfterDays) else { return }
        contactLimit.days = terms.lockAfterDays
        try? Self.keep(contactLimit, in: store)
    }

    /// What the office's list shows of this kit.
    package func report() -> KitReport {
        let report = MirrorReport(standing: mirror, head: journal.head, isErased: erasedAt != nil)
        return KitReport(mirror: report.text, erasedAt: erasedAt)
    }
}
