package import Casework
package import Town

/// The last good town, and what is wrong with its folder now.
package struct TownInUse: Sendable {
    package internal(set) var town: Town
    package internal(set) var mistakes: [Mistake]
    package internal(set) var checkedAt: Moment
    /// Set when the catalogue is too large for the feed.
    package internal(set) var tooLargeToSend: Int?

    package func unitTitle(_ key: UnitKey?) -> String {
        key.map { town.catalogue.unit($0)?.title.de ?? $0.text } ?? "–"
    }

    package func clerkName(_ id: ClerkID) -> String { town.clerk(id)?.name ?? id.text }
}
