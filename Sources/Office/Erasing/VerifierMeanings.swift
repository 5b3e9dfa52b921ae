import Casework
package import Journal

extension JournalVerifier.Meanings {
    /// What the entries of cases mean to whoever checks an office's or a kit's folder.
    package static let ofCases = JournalVerifier.Meanings(
        forgetting: [CaseErased.type, CasePartErased.type], received: CaseReceived.type)
}
