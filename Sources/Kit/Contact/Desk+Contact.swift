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
