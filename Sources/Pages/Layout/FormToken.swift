/// Proves that a form comes from a page of this session. 32 hexadecimal digits, made with the session; empty before log-in.
package struct FormToken: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// For forms before log-in, which are protected by their origin alone.
    package static let none = FormToken("")

    /// The name of the hidden input that carries it, and of the header where a script sends it.
    package static let name = "token"
    package static let header = "X-Form-Token"
}
