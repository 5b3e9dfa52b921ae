import Casework
import Journal
import Logging
import Sync

/// Attachments that go bad on this laptop's own disk. The office says that one came changed; when it says so again, it was not the line.
extension Desk {
    /// Looks at the files of attachments that do not arrive: a bad one is taken from the mirror where that has it whole, and is otherwise
    /// named as damaged until a person has dealt with it. Everything else goes on being sent.
    func examine(_ problems: [SyncProgress.Problem]) {
        for problem in problems where problem.mayBeOwnDamage {
            guard case .attachment(let id) = problem.subject, !damaged.contains(id), let ref = ref(of: id) else {
                continue
            }
            do { try attachments.check(ref) } catch {
                if !mendFromMirror(ref) {
                    damaged.insert(id)
                    logger.error("an attachment is damaged on this disk", metadata: ["id": "\(id.hex)"])
                }
            }
        }
    }

    private func ref(of id: KeyID) -> AttachmentRef? {
        if let known = unlocked?.attachments.values.lazy.flatMap({ $0 }).first(where: { $0.id == id }) { return known }
        return try? storedShipments().0.first { $0.id == id }
    }

    private func mendFromMirror(_ ref: AttachmentRef) -> Bool {
        guard let setting = (try? MirrorSetting(in: folder)) ?? nil else { return false }
        do {
            try attachments.mend(ref, from: "\(setting.path)/\(AttachmentFolder.name)", on: folder.disk)
            logger.notice("an attachment was taken from the mirror", metadata: ["id": "\(ref.id.hex)"])
            return true
        } catch { return false }
    }
}

extension SyncProgress.Problem {
    fileprivate var mayBeOwnDamage: Bool {
        switch trouble {
        case .attachment(.hash): attempts >= 2
        case .ownDisk: true
        default: false
        }
    }
}
