import Foundation
package import Journal

/// What is left of a kit that the office had erased: when it was done, and why.
package struct ErasedMark: Codable, Hashable, Sendable {
    static let fileName = "erased.json"
    /// What stands in the place of everything that opened the kit.
    static let empty = Data("{}\n".utf8)
    static let emptyFile = EntryHash(of: empty)
    package let at: Timestamp
    /// As the office gave it.
    package let reason: String
}
