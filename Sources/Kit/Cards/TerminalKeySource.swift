package import IdentityCard

/// Where the change terminal's key is: the certified box that plugs in here, asked anew for each card.
package protocol TerminalKeySource: Sendable {
    /// Nil where there is none.
    func key() throws(CardProblem) -> (any TerminalKey)?
}

/// The key in the kit's folder, for demonstrations only.
struct FolderKey: TerminalKeySource {
    let folder: CardFolder
    let isAllowed: Bool

    func key() throws(CardProblem) -> (any TerminalKey)? {
        guard isAllowed else { return nil }
        return try folder.softwareKey()
    }
}
