/// The languages of the house.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case de
    case en
    /// Einfache Sprache.
    case plain
}

extension LocalizedText {
    /// The text in a language; German where that language has none.
    package func text(in language: Language) -> String {
        switch language {
        case .de: de
        case .en: en ?? de
        case .plain: plain ?? de
        }
    }
}
