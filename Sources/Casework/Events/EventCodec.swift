package import Foundation

/// The events of one kind of subject: what ``EventCodec`` needs to know of them.
package protocol SubjectEvent: Hashable, Sendable {
    /// What the event says; `nil` for an unknown one, which cannot be written.
    var payload: (any EventPayload)? { get }
    static func unknown(type: String, version: Int) -> Self
}

/// An event as it stands in an entry: type and version in the header, the body as JSON with sorted keys.
package struct EncodedEvent: Hashable, Sendable {
    package let type: String
    package let version: Int
    package let body: Data
}

/// Why an event could not be read or written. The entry stays where it is.
package enum EventCodecError: Error, Hashable, Sendable {
    /// The type and version are known, the body does not fit them. `reason` names the member, never its value.
    case bodyUnreadable(type: String, version: Int, reason: String)
    /// An event of another release is kept as its bytes; it is never encoded again.
    case unknownEvent
    case notEncodable(type: String, reason: String)
}

extension EventCodecError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .bodyUnreadable(let type, let version, let reason):
            "the body of \(type) version \(version) cannot be read: \(reason)"
        case .unknownEvent: "an event of another release cannot be written by this one"
        case .notEncodable(let type, let reason): "\(type) cannot be written: \(reason)"
        }
    }
}

/// Reads and writes the events of one kind of subject. There is one a kind: `CaseEvent.codec`, `OutingEvent.codec`,
/// `BookEvent.codec`, `StatisticsEvent.codec`; the kit's own stand in its room.
package struct EventCodec<Event: SubjectEvent>: Sendable {
    /// One known event: how its body becomes the event.
    package struct Kind: Sendable {
        let type: String
        let version: Int
        let read: @Sendable (Data, JSONDecoder) throws -> Event

        package init<Payload: EventPayload>(_ payload: Payload.Type, _ event: @escaping @Sendable (Payload) -> Event) {
            type = Payload.type
            version = Payload.version
            read = { body, decoder in event(try decoder.decode(Payload.self, from: body)) }
        }

        /// Of a payload that most journals are made of.
        init<Payload: QuicklyRead>(_ payload: Payload.Type, _ event: @escaping @Sendable (Payload) -> Event) {
            type = Payload.type
            version = Payload.version
            read = { body, decoder in
                let quickly = body.withUnsafeBytes { bytes in
                    var reader = CanonicalReader(bytes)
                    return Payload(canonical: &reader)
                }
                return event(try quickly ?? decoder.decode(Payload.self, from: body))
            }
        }
    }

    private struct Name: Hashable {
        let type: String
        let version: Int
    }

    private let kinds: [Name: Kind]
    private let decoder: JSONDecoder
    private let encoder: JSONEncoder

    package init(_ kinds: [Kind]) {
        self.kinds = Dictionary(uniqueKeysWithValues: kinds.map { (Name(type: $0.type, version: $0.version), $0) })
        decoder = JSONDecoder()
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// The types it knows, sorted.
    package var types: [String] { kinds.keys.map(\.type).sorted() }

    /// - Returns: `.unknown` for a type or version of another release.
    package func decode(type: String, version: Int, body: Data) throws(EventCodecError) -> Event {
        guard let kind = kinds[Name(type: type, version: version)] else {
            return .unknown(type: type, version: version)
        }
        do {
            return try kind.read(body, decoder)
        } catch {
            throw .bodyUnreadable(type: type, version: version, reason: Self.reason(of: error))
        }
    }

    package func encode(_ event: Event) throws(EventCodecError) -> EncodedEvent {
        guard let payload = event.payload else {
            throw .unknownEvent
        }
        let type = Swift.type(of: payload).type
        do {
            return EncodedEvent(
                type: type, version: Swift.type(of: payload).version, body: try encoder.encode(payload))
        } catch {
            throw .notEncodable(type: type, reason: Self.reason(of: error))
        }
    }

    /// Where the body differs from what was expected. Foundation's own words may quote the body, so they are left out.
    private static func reason(of error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "the body" : path.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case DecodingError.keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
        case DecodingError.valueNotFound(_, let context): "\(place(context.codingPath)) is empty"
        case DecodingError.typeMismatch(let type, let context): "\(place(context.codingPath)) is not of type \(type)"
        case DecodingError.dataCorrupted(let context): "\(place(context.codingPath)) does not fit"
        case EncodingError.invalidValue(_, let context): "\(place(context.codingPath)) cannot be written"
        default: "unexpected failure"
        }
    }
}
