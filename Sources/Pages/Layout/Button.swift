/// What can be pressed: a link that looks like a button, or a button of a form. A key is shown on it and works everywhere on the page.
package struct Button: Sendable {
    package enum Kind: String, Sendable { case primary, secondary, danger, quiet, link }

    package enum Does: Sendable {
        /// Goes to an address of this program.
        case goes(to: String)
        /// Sends the form around it; a name and value tell the buttons of one form apart.
        case submits(name: String?, value: String?)
        /// Prints the page with the browser; hidden where there are no scripts.
        case prints
    }

    package var text: String
    package var kind: Kind
    package var does: Does
    package var key: Key?
    /// Read aloud after the text where it alone would not tell the buttons of a page apart.
    package var unseen: String?

    package init(_ text: String, kind: Kind = .secondary, to address: String, key: Key? = nil, unseen: String? = nil) {
        (self.text, self.kind, self.does, self.key, self.unseen) = (text, kind, .goes(to: address), key, unseen)
    }

    package init(
        submit text: String, kind: Kind = .primary, name: String? = nil, value: String? = nil, key: Key? = nil,
        unseen: String? = nil
    ) {
        (self.text, self.kind, self.does) = (text, kind, .submits(name: name, value: value))
        (self.key, self.unseen) = (key, unseen)
    }

    package init(print text: String, kind: Kind = .secondary, key: Key? = nil) {
        (self.text, self.kind, self.does, self.key, self.unseen) = (text, kind, .prints, key, nil)
    }

    package var html: HTML {
        let hidden = unseen.map { " <span class=\"unseen\">\($0)</span>" as HTML }
        let inner: HTML = "<span>\(text)\(hidden)</span>\(key?.hint)"
        let common: HTML =
            "class=\"button button-\(kind.rawValue)\"\(attribute: "data-key", key?.code)\(attribute: "aria-keyshortcuts", key?.code)"
        switch does {
        case .goes(let address): return "<a href=\"\(href: address)\" \(common)>\(inner)</a>"
        case .submits(let name, let value):
            return "<button \(common)\(attribute: "name", name)\(attribute: "value", value)>\(inner)</button>"
        case .prints: return "<button type=\"button\" hidden data-print \(common)>\(inner)</button>"
        }
    }

    /// Buttons in a row; the last may stand apart at the right.
    package static func row(_ buttons: [Button], last: Button? = nil) -> HTML {
        let apart = last.map { "<span class=\"last\">\($0.html)</span>" as HTML }
        return "<div class=\"actions\">\(buttons.map(\.html))\(apart)</div>"
    }
}

/// A key or combination that neither the browser nor a screen reader needs.
package struct Key: Sendable, Hashable {
    /// As `keyboard.js` and `aria-keyshortcuts` read it: `F2`, `Control+Enter`.
    package let code: String
    /// As a German keyboard shows it: `F2`, `Strg+↵`.
    package let label: String

    private init(_ code: String, _ label: String) {
        self.code = code
        self.label = label
    }

    package static let newVisit = Key("F2", "F2")
    package static let search = Key("F8", "F8")
    package static let addService = Key("F9", "F9")
    package static let callNext = Key("F4", "F4")
    package static let lock = Key("F10", "F10")
    package static let next = Key("Control+Enter", "Strg+↵")
    package static let nextStep = Key("Control+ArrowDown", "Strg+↓")
    package static let previousStep = Key("Control+ArrowUp", "Strg+↑")
    package static let back = Key("Escape", "Esc")
    package static let print = Key("Control+p", "Strg+P")

    var hint: HTML { "<kbd aria-hidden=\"true\">\(label)</kbd>" }
}
