/// The languages of the house. German is always there; what a text lacks is shown in German.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case german = "de"
    case english = "en"
    /// Einfache Sprache: short sentences, one thought a line.
    case plain = "de-einfach"

    /// For the attribute `lang` (BCP 47).
    package var tag: String {
        switch self {
        case .german: "de"
        case .english: "en"
        case .plain: "de-x-einfach"
        }
    }
}

extension LocalizedText {
    /// The text in a language; German where that language has none.
    package func text(_ language: Language) -> String {
        switch language {
        case .german: de
        case .english: en ?? de
        case .plain: plain ?? de
        }
    }
}

/// A text in the languages of the house. German is always there.
package struct LocalizedText: Hashable, Sendable, Codable {
    package let de: String
    package let en: String?
    /// Einfache Sprache.
    package let plain: String?

    package init(de: String, en: String? = nil, plain: String? = nil) {
        self.de = de
        self.en = en
        self.plain = plain
    }
}
