/// The six digits printed on the front of a card; they prove that it is in sight.
package struct CardAccessNumber: Hashable, Sendable {
    package let digits: String

    /// Blanks between the digits are left out; nil when six digits do not remain.
    package init?(_ text: String) {
        let digits = text.filter { !$0.isWhitespace }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.digits = digits
    }
}
