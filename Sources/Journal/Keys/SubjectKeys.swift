package import Crypto

/// Where the journal's writer gets keys from: a kit's ``KeyRing`` or the office's ``KeyStore``.
package protocol SubjectKeys: AnyObject {
    /// The key itself; cached while unlocked.
    func key(_ id: KeyID) throws(KeyFault) -> SymmetricKey

    /// The subjects' own keys; makes those that are missing, durable before this returns.
    /// - Parameter checkpoint: the journal's head as known now.
    func keys(for subjects: Set<Subject>, at time: Timestamp, checkpoint: Head?) throws(KeyFault) -> [Subject: KeyID]
}
