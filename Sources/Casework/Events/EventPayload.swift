/// What one entry says. The type name and version stand in the entry's header, the payload is its body as JSON with sorted keys.
/// Payloads only ever grow by optional members; anything else is a new version. Stored bytes are never written again.
package protocol EventPayload: Codable, Hashable, Sendable {
    /// `case.answered`; frozen with its first release.
    static var type: String { get }
    static var version: Int { get }
}

extension EventPayload {
    package static var version: Int { 1 }
}

/// A moment in milliseconds since 1970 UTC. Order never comes from it.
package struct Moment: Hashable, Sendable, Codable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}
