/// A piece of a YAML file with its place. Scalars stay as they were written; what they mean is decided by who reads them.
struct SourceNode {
    enum Content {
        /// `key:` with nothing behind it, `~`, `null`.
        case nothing
        case text(String)
        case list([SourceNode])
        case map([Entry])
    }

    struct Entry {
        let key: String
        let place: Place
        let value: SourceNode
    }

    let place: Place
    let content: Content

    var isNothing: Bool {
        if case .nothing = content { true } else { false }
    }

    /// How a message names what stands here instead of what was expected.
    var kind: String {
        switch content {
        case .nothing: "nichts"
        case .text(let text): "„\(text.shortened)“"
        case .list: "eine Liste"
        case .map: "eine Gruppe von Schlüsseln"
        }
    }
}
