/// The forms that were sent lately and what each one made: a double click, a reload or a repeated request does a thing once.
/// It is folded from the events, so it survives a crash.
package struct FormTokens: Hashable, Sendable {
    /// How many forms are remembered.
    package static let capacity = 256

    private var made: [String: String] = [:]
    private var order: [String] = []
    /// Where the oldest one stands in `order`.
    private var oldest = 0

    package init() {}

    /// What the form made (a ticket's, visit's, person's, case's or receipt's name), `nil` when it was not seen.
    package subscript(token: String) -> String? { made[token] }

    package func contains(_ token: String?) -> Bool { token.map { made[$0] != nil } ?? false }

    mutating func note(_ token: String?, made thing: String) {
        guard let token, made[token] == nil else { return }
        made[token] = thing
        if order.count < Self.capacity {
            order.append(token)
        } else {
            made[order[oldest]] = nil
            order[oldest] = token
            oldest = (oldest + 1) % Self.capacity
        }
    }
}
