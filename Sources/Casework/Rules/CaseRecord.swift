/// What has been recorded of one case, and nothing else: the input of every rule. The fold of a case gives it, and so can a test.
package struct CaseRecord: Hashable, Sendable {
    /// Somebody of the visit in a role, with what was known of her in this case.
    package struct Person: Hashable, Sendable {
        package var id: PersonID
        package var role: Role
        package var attributes: [PersonAttribute: FieldValue]

        package init(id: PersonID, role: Role, attributes: [PersonAttribute: FieldValue] = [:]) {
            self.id = id
            self.role = role
            self.attributes = attributes
        }
    }

    /// A piece of evidence may be seen and scanned.
    package struct Evidence: Hashable, Sendable {
        package var isSeen: Bool
        package var scans: [AttachmentID]

        package init(isSeen: Bool = false, scans: [AttachmentID] = []) {
            self.isSeen = isSeen
            self.scans = scans
        }
    }

    package enum Capture: Hashable, Sendable {
        case coded(String)
        case taken(AttachmentID)
        /// Its key was erased in time: "gelöscht, neu erfassen".
        case erased
        case impossible(reason: String)
    }

    package enum Signature: Hashable, Sendable {
        case signed(AttachmentID)
        case absent(reason: String, witness: String)
    }

    /// A decision of the clerk on all positions together.
    package struct Waiver: Hashable, Sendable {
        /// What is still to be paid; zero = waived.
        package var reducedTo: Money
        package var reason: String
        package var law: String

        package init(reducedTo: Money, reason: String, law: String) {
            self.reducedTo = reducedTo
            self.reason = reason
            self.law = law
        }
    }

    package var answers: [FieldKey: FieldValue]
    package var persons: [Person]
    package var evidence: [EvidenceKey: Evidence]
    package var captures: [CaptureKey: Capture]
    package var signature: Signature?
    package var waiver: Waiver?
    /// The clerk has gone through the answers with the citizen, and nothing was changed since.
    package var isChecked: Bool

    package init(
        answers: [FieldKey: FieldValue] = [:], persons: [Person] = [], evidence: [EvidenceKey: Evidence] = [:],
        captures: [CaptureKey: Capture] = [:], signature: Signature? = nil, waiver: Waiver? = nil,
        isChecked: Bool = false
    ) {
        self.answers = answers
        self.persons = persons
        self.evidence = evidence
        self.captures = captures
        self.signature = signature
        self.waiver = waiver
        self.isChecked = isChecked
    }
}
