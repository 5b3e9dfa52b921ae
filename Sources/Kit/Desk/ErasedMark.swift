package import Journal

/// What is left of a kit that the office had erased: when it was done, and why.
package struct ErasedMark: Codable, Hashable, Sendable {
    static let fileName = "erased.json"
    package let at: Timestamp
    /// As the office gave it.
    package let reason: String
}
