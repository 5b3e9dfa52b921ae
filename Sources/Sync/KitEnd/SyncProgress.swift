package import Journal

/// What the page "Übertragung" and the state bar show. Nothing leaves it before the office has it.
package struct SyncProgress: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        case stopped
        /// No contact; tried again by itself.
        case offline
        case connecting
        case sending
        /// The office has everything.
        case upToDate
        case refused(Refusal)
    }

    /// Something that could not be sent, in sight until it could.
    package struct Problem: Equatable, Sendable {
        package enum Subject: Equatable, Sendable {
            case line, keys, journal, feed
            case attachment(KeyID)
        }

        package let subject: Subject
        package let since: Timestamp
        package let attempts: Int
        package let nextTry: Timestamp
        package let trouble: SyncTrouble
        /// German: what is the matter and what to do.
        package var message: String { trouble.message }
    }

    package var state: State
    /// False where the office's last word is not known: nothing is said then of what it has.
    package var isKnown = true
    package var unsentEntries: UInt64
    package var unsentKeys: Int
    package var unsentAttachments: Int
    /// Bytes of attachments the office does not have durably.
    package var unsentBytes: UInt64
    /// Bytes of all attachments that are waiting or under way, for a progress bar.
    package var attachmentBytes: UInt64
    package var lastContact: Timestamp?
    package var nextTry: Timestamp?
    package var problems: [Problem]
    /// Up to which entry the office has stored each generation.
    package var receivedThrough: [UInt16: UInt64]
    /// Attachments the office does not have whole.
    package var waitingAttachments: Set<KeyID>
}

extension SyncProgress.Problem.Subject {
    /// Among those that began at the same moment.
    var order: String {
        switch self {
        case .attachment(let id): "attachment \(id.hex)"
        case .feed: "feed"
        case .journal: "journal"
        case .keys: "keys"
        case .line: "line"
        }
    }

    init(_ lane: Lane) {
        self =
            switch lane {
            case .line, .pieces: .line
            case .keys: .keys
            case .journal: .journal
            case .feed: .feed
            case .attachment(let id): .attachment(id)
            }
    }
}
