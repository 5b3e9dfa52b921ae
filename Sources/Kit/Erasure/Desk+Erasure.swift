import Casework
import Foundation
package import Journal
import Logging

extension Desk {
    /// Erases all keys by the office's order: first the cases' wrapped keys, then what opens the kit. What was not sent stays as
    /// ciphertext that only the office can open. The mark comes last: without it everything is done again at the next start. The mirror
    /// follows at once, or as soon as its stick is there.
    package func eraseKeys(because reason: String) {
        guard erased == nil else { return }
        lock()
        let time = Timestamp(milliseconds: now().milliseconds)
        do {
            try keys.erase(Set(keys.rows.map(\.id)), at: time, checkpoint: journal.head)
            for name in [LockBox.name, KitFolder.agreementName, PinFile.name] {
                let file = folder.file(name)
                if try file.read() != nil { try file.replace(with: ErasedMark.empty, shredding: true) }
            }
            let mark = ErasedMark(at: time, reason: reason)
            try folder.file(ErasedMark.fileName).replace(with: JSONEncoder().encode(mark), shredding: false)
            erased = mark
            noticeChange()
        } catch {
            logger.error(
                "the kit's keys were not erased, this is tried again", metadata: ["kind": "\(type(of: error))"])
        }
    }

    package var erasedAt: Timestamp? { erased?.at }

    /// A crash between recording the order and erasing must leave no key: to be called before anybody can log in.
    package func repeatErasure() throws {
        guard erased == nil else { return }
        var feed = FeedState(kit: identity.number)
        try store.forEach(.subject(Subject(kind: .kit, id: identity.code.text))) { stored in
            let header = stored.entry.header
            guard header.keyID.isClear, let body = stored.entry.body else { return }
            if case .ofKit(.feedReceived(let bytes)) = try DeskEvent(header, body: body) {
                feed.record(bytes)
            }
        }
        heardLock = feed.lock
        if let reason = feed.eraseOrder { eraseKeys(because: reason) }
    }

    /// Why nobody gets in, before anybody has logged in.
    package var knownLock: DeskFault? {
        if let view = try? view() { return view.lock }
        if let heardLock { return .lockedByOffice(heardLock) }
        if case .passed(let days) = contactLimit.standing(at: now()) { return .lockedByAbsence(days: days) }
        return nil
    }
}
