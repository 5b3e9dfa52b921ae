package import Journal

/// How the mirror stands, for pages.
package struct MirrorStanding: Hashable, Sendable {
    /// Where it is; nil when none was set up.
    package var path: String?
    /// Why it does not follow; nil when it does.
    package var trouble: MirrorTrouble?
    /// Since when there is trouble.
    package var since: Timestamp?
    /// The entries through here are there, with all that belongs to them.
    package var through: Head?
    package var attachmentsLeft = 0
    /// When it last held everything.
    package var lastComplete: Timestamp?
    /// Journals that lie beside, with entries this kit has not.
    package var keptBeside = 0
    /// What opens the kit is erased here by the office's order, and there too.
    package var isErased = false

    package init() {}

    package var isSetUp: Bool { path != nil }

    package func holds(_ head: Head?) -> Bool {
        guard let head else { return true }
        return trouble == nil && attachmentsLeft == 0 && through.map { $0.position >= head.position } == true
    }
}

/// A laptop that another one has replaced.
package struct Successor: Hashable, Codable, Sendable {
    /// The generation the other one writes; nil when only the office said so.
    package var generation: UInt16?
    /// The last entry of this laptop that the other one goes on from.
    package var continues: Position?

    package init(generation: UInt16? = nil, continues: Position? = nil) {
        self.generation = generation
        self.continues = continues
    }
}
