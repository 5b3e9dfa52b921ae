package import Crypto
package import Foundation
package import Journal

/// Decides whether the office may acknowledge a case: only after its transfer, and only when every entry opens with the
/// office's own key and every attachment is there, whole and opens too. The kit erases its key on that word.
package enum Acknowledgement {
    /// The entry by which a case is given to the office.
    package static let transfer = "case.transferred"

    package enum Verdict: Equatable, Sendable {
        /// The kit still works on it.
        case notTransferred
        /// Transferred; these are still on their way and come by themselves.
        case waiting([Missing])
        /// Everything is here, and something is wrong with it: a person has to look. Never acknowledged as it is.
        case heldBack([Finding])
        /// Opened and checked; the openings are the bodies in order.
        case ready(Acknowledged, opened: [OpenedEntry])
    }

    package enum Missing: Hashable, Sendable {
        case key(KeyID)
        case attachment(KeyID)
    }

    package enum Finding: Hashable, Sendable {
        /// The sealed key does not open with any key of this office.
        case keyUnopenable(KeyID)
        case entryUnopenable(Position)
        case bodyForgotten(Position)
        case attachmentUnopenable(KeyID)

        /// German: what is the matter, for the clerk of the office and of the kit.
        package var message: String {
            switch self {
            case .keyUnopenable: "Ein Schlüssel des Vorgangs lässt sich in der Zentrale nicht öffnen."
            case .entryUnopenable(let place), .bodyForgotten(let place):
                "Der Eintrag \(place.sequence) lässt sich in der Zentrale nicht öffnen."
            case .attachmentUnopenable: "Eine Anlage lässt sich in der Zentrale nicht öffnen."
            }
        }

        /// German: what the office does; the kit's clerk has her own advice.
        package var remedy: String {
            switch self {
            case .keyUnopenable: "Den Koffer erneut anmelden."
            case .entryUnopenable, .bodyForgotten: "Am Koffer nachsehen und den Vorgang neu erfassen."
            case .attachmentUnopenable: "Am Koffer nachsehen und neu erfassen."
            }
        }
    }

    package struct OpenedEntry: Equatable, Sendable {
        package let entry: Entry
        package let body: Data
    }

    /// - Parameters:
    ///   - entries: all stored entries of the case, in order.
    ///   - keys: the case's keys as the kit sealed them, by id.
    ///   - erased: keys of attachments that were erased in time, before a restore brought the case again.
    ///   - opener: the office's private keys.
    ///   - attachment: the bytes in clear of an attachment under its key; throws when it does not open; nil when it is
    ///     not complete yet.
    package static func check(
        _ entries: [Entry], keys: [KeyID: SealedKey], erased: Set<KeyID> = [], opener: some KeyOpener,
        attachment: (AttachmentRef, SymmetricKey) throws -> Data?
    ) -> Verdict {
        guard let last = entries.last, entries.contains(where: { $0.header.type.name == transfer }) else {
            return .notTransferred
        }
        var missing: [Missing] = []
        var findings: [Finding] = []
        var opened: [OpenedEntry] = []
        var attachments = 0
        let keyring = OpenedKeys(sealed: keys, opener: opener)
        for entry in entries {
            guard let body = entry.body else {
                findings.append(.bodyForgotten(entry.position))
                continue
            }
            if entry.header.keyID.isClear {
                opened.append(OpenedEntry(entry: entry, body: body))
            } else {
                switch keyring.key(entry.header.keyID, of: entry.header.subject) {
                case .missing: missing.append(.key(entry.header.keyID))
                case .unopenable: findings.append(.keyUnopenable(entry.header.keyID))
                case .open(let key):
                    if let box = try? AES.GCM.SealedBox(combined: body),
                        let clear = try? AES.GCM.open(box, using: key, authenticating: entry.headerBytes)
                    {
                        opened.append(OpenedEntry(entry: entry, body: clear))
                    } else {
                        findings.append(.entryUnopenable(entry.position))
                    }
                }
            }
            guard let ref = AttachmentRef(entry: entry) else { continue }
            attachments += 1
            if erased.contains(ref.keyID) { continue }
            switch keyring.key(ref.keyID, of: entry.header.subject) {
            case .missing: missing.append(.key(ref.keyID))
            case .unopenable: findings.append(.keyUnopenable(ref.keyID))
            case .open(let key):
                do {
                    if try attachment(ref, key) == nil { missing.append(.attachment(ref.id)) }
                } catch { findings.append(.attachmentUnopenable(ref.id)) }
            }
        }
        if !findings.isEmpty { return .heldBack(findings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }) }
        if !missing.isEmpty { return .waiting(missing.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }) }
        let acknowledged = Acknowledged(
            generation: last.position.generation, sequence: last.position.sequence, entries: entries.count,
            attachments: attachments)
        return .ready(acknowledged, opened: opened)
    }
}

/// Opens each key of a case once.
private final class OpenedKeys<Opener: KeyOpener> {
    enum State {
        case missing, unopenable
        case open(SymmetricKey)
    }

    private let sealed: [KeyID: SealedKey]
    private let opener: Opener
    private var states: [KeyID: State] = [:]

    init(sealed: [KeyID: SealedKey], opener: Opener) {
        self.sealed = sealed
        self.opener = opener
    }

    /// A key that was sealed for another subject is no key of this one.
    func key(_ id: KeyID, of subject: Subject) -> State {
        if let state = states[id] { return state }
        let state: State =
            if let row = sealed[id] {
                if row.subject == subject, let key = opener.open(row) { .open(key) } else { .unopenable }
            } else {
                .missing
            }
        states[id] = state
        return state
    }
}
