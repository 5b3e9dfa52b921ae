import Casework
import Foundation
import Journal
import Sync

/// What the office's messages ask of the keys here. Needs no log-in; done again at every start of the sync, for a crash may come between the
/// message and what it asks.
extension Desk {
    func obeyKeyOrders(_ feed: FeedState) {
        if let officeKeys = feed.officeKeys { seal(to: officeKeys) }
        for number in feed.erased { eraseSealedToo(number) }
    }

    func obeyKeyOrders(_ messages: [FeedMessage]) {
        for message in messages {
            switch message.kind {
            case .officeKeys: if let payload = OfficeKeys(message) { seal(to: payload.keys) }
            case .caseErased: eraseSealedToo(CaseNumber(message.subject))
            default: continue
            }
        }
    }

    /// From now on new keys are sealed to the office's current key, and to its recovery key as before.
    private func seal(to officeKeys: [Data]) {
        guard let current = officeKeys.first, (try? Recipient(publicKey: current)) != nil,
            var file = try? folder.identity().file
        else { return }
        if file.officeKeys != officeKeys {
            file.officeKeys = officeKeys
            // What is not written down is sealed to the old key again after a restart, which the office keeps until it is told otherwise.
            try? file.write(to: folder.file(IdentityFile.name))
        }
        if let recipients = try? file.recipients { keys.recipients = recipients }
    }

    /// Nobody opens the case any more: not the kit, and not the office with what is sealed to it.
    func eraseSealedToo(_ number: CaseNumber) {
        guard let subject = try? Subject(kind: .case, id: number.text) else { return }
        let ids = Set(keys.rows(of: subject).filter { $0.wrapped != nil || !$0.sealed.isEmpty }.map(\.id))
        guard !ids.isEmpty else { return }
        // One that could not be erased now is erased at the next start.
        try? keys.erase(ids, sealed: true, at: Timestamp(milliseconds: now().milliseconds), checkpoint: journal.head)
    }
}
