import Casework
import Journal

extension CaseFile {
    /// Whether a file of so many bytes would be taken in: asked before it is encrypted and written.
    /// - Returns: false where the same form was taken in before.
    /// - Throws: what is against it.
    func takes(
        bytes: Int, as act: (Attachment) -> CaseCommand.Act, by clerk: ClerkID, seen: Int? = nil, token: String?
    ) throws(CaseRefusal) -> Bool {
        let probe = Attachment(
            id: "00000000000000000000000000000000", keyID: "-", bytes: bytes, cipherSHA256: "-", mediaType: "-")
        return try !item.decide(CaseCommand(by: clerk, seen: seen, token: token, act(probe))).isEmpty
    }
}

extension CaseRoutes {
    /// The entry that names the file and the one that says what it is, in one commit.
    func commit(
        _ stored: (attachment: Attachment, ref: AttachmentRef), _ command: CaseCommand, on number: CaseNumber
    ) async throws {
        let ref = stored.ref
        do {
            try await kit.desk.commit { view, _ in
                guard try !view.openCase(number).decide(command).isEmpty else { return [] }
                var draft = DeskDraft(view)
                draft.add(.attachmentAdded(number, ref))
                try draft.decide(command, on: number)
                try draft.settleFees(by: command.by)
                return draft.events
            }
        } catch {
            await kit.desk.takeBack(ref, of: number)
            throw error
        }
    }
}
