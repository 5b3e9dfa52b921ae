package import Casework
package import Foundation
package import Journal

extension Desk {
    /// Encrypts a file under a key of its own and makes it durable, before the entry that names it.
    /// - Returns: what goes into the case's event, and the reference that goes into the same commit as `attachmentAdded`.
    package func store(
        _ file: Data, mediaType: String, for number: CaseNumber, pages: Int? = nil
    ) throws(DeskFault) -> (attachment: Attachment, ref: AttachmentRef) {
        let time = Timestamp(milliseconds: now().milliseconds)
        let keyID: KeyID
        let ref: AttachmentRef
        do throws(KeyFault) {
            let subject: Subject
            do { subject = try Subject(kind: .case, id: number.text) } catch { throw .locked }
            keyID = try keys.makeKey(under: subject, at: time, checkpoint: journal.head)
        } catch {
            if case .erased = error, unlocked?.feed.acknowledged.contains(number) ?? false {
                throw .takenByOffice(number)
            }
            throw .keys(error)
        }
        do {
            ref = try attachments.add(file, mediaType: mediaType, keyID: keyID, key: keys.key(keyID))
        } catch let fault as AttachmentFault {
            throw .attachment(fault)
        } catch { throw .locked }
        let attachment = Attachment(
            id: AttachmentID(ref.id.hex), keyID: ref.keyID.hex, bytes: file.count, cipherSHA256: ref.cipherSHA256.hex,
            mediaType: mediaType, pages: pages)
        return (attachment, ref)
    }

    /// Deletes a file that no entry names because its commit failed: trying again on a full disk must not fill it further.
    package func takeBack(_ ref: AttachmentRef, of number: CaseNumber) {
        // A store that reports a failure may have written all the same: what is stored decides.
        if mustRefold { guard (try? refold()) != nil else { return } }
        guard let state = unlocked, state.attachments[number]?.contains(where: { $0.id == ref.id }) != true else {
            return
        }
        try? attachments.remove(ref.id)
        try? keys.erase(
            [ref.keyID], at: Timestamp(milliseconds: now().milliseconds), checkpoint: journal.head)
    }

    /// The file in clear; stays in memory.
    package func read(_ attachment: Attachment, of number: CaseNumber) throws(DeskFault) -> Data {
        let view = try view()
        guard let ref = view.state.attachments[number]?.first(where: { $0.id.hex == attachment.id.text }) else {
            throw .noSuchCase(number)
        }
        do {
            return try attachments.read(ref, key: keys.key(ref.keyID))
        } catch let fault as AttachmentFault {
            throw .attachment(fault)
        } catch let fault as KeyFault {
            throw .keys(fault)
        } catch { throw .locked }
    }
}
