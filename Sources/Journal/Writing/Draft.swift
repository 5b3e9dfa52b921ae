package import Foundation

/// An entry that is still to be written.
package struct Draft: Sendable {
    /// Which key closes the body.
    package enum Sealing: Hashable, Sendable {
        /// Nothing in it concerns a person; readable by anyone, written without log-in.
        case clear
        /// The subject's own key; made with its first entry.
        case subject
        /// A key made before under the subject, for one capture that is to be erased earlier.
        case key(KeyID)
    }

    package let subject: Subject
    package let type: EventType
    package let body: Data
    package let sealing: Sealing

    package init(subject: Subject, type: EventType, body: Data, sealing: Sealing = .subject) {
        self.subject = subject
        self.type = type
        self.body = body
        self.sealing = sealing
    }
}
