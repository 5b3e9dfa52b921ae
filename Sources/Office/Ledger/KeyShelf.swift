import Casework
package import Journal
import Sync

/// Where keys that kits sealed to the office arrive.
///
/// `@unchecked`: of the key store only what is passed on to its database is used here, which takes one caller at a time.
package final class KeyShelf: SealedKeyShelf, @unchecked Sendable {
    private let keys: KeyStore
    private let ledger: SQLiteOfficeLedger

    init(_ keys: KeyStore, ledger: SQLiteOfficeLedger) {
        self.keys = keys
        self.ledger = ledger
    }

    /// A kit's keys are for its own cases: one for another kit's case is refused.
    package func receive(_ sealed: [SealedKey], from kit: UInt16, at time: Timestamp) throws -> [KeyID] {
        let code = try ledger.record(of: kit)?.code
        let (own, foreign) = (
            sealed.filter { isOwn($0.subject, code) }, sealed.filter { !isOwn($0.subject, code) }
        )
        try keys.receive(own, at: time)
        return foreign.map(\.id)
    }

    private func isOwn(_ subject: Subject, _ code: String?) -> Bool {
        guard subject.kind == .case else { return true }
        return NumberFormat(parsing: subject.id)?.kit.text == code
    }
}
