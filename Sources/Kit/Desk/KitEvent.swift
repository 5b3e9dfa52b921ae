import Casework
package import Foundation
import Journal

/// Events of the kit itself (subject `kit`, in clear): they name no person, and are written without a log-in too.
package enum KitEvent: Hashable, Sendable {
    case segmentOpened(SegmentOpened)
    case generationStarted(GenerationStarted)
    /// A message of the office as it came: signed, what concerns a person sealed to this kit.
    case feedReceived(Data)
    case unknown(type: String, version: Int)

    static let feedType = "feed.received"
}

/// The first entry of a segment: what the fold of the open segments could not know from them alone.
package struct SegmentOpened: EventPayload {
    package static let type = "segment.opened"
    package var segment: UInt32
    /// The running numbers that were given out last in this generation.
    package var cases: Int
    package var receipts: Int
    /// The last message of the feed and its hash.
    package var feedEpoch: UInt32
    package var feedNumber: UInt64
    package var feedHead: Data
}

/// The first entry of a generation that goes on from an older one.
package struct GenerationStarted: EventPayload {
    package static let type = "generation.started"
    /// What made it necessary, in words for a person.
    package var reason: String
    package var continuesGeneration: UInt16
    package var continuesSequence: UInt64
}

extension KitEvent {
    func draft(kit: String) throws -> Draft {
        let subject = try Subject(kind: .kit, id: kit)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func draft(_ payload: some EventPayload) throws -> Draft {
            let kind = Swift.type(of: payload)
            return Draft(
                subject: subject, type: try EventType(kind.type, version: UInt16(kind.version)),
                body: try encoder.encode(payload), sealing: .clear)
        }
        return switch self {
        case .segmentOpened(let payload): try draft(payload)
        case .generationStarted(let payload): try draft(payload)
        case .feedReceived(let bytes):
            Draft(subject: subject, type: try EventType(Self.feedType, version: 1), body: bytes, sealing: .clear)
        case .unknown: throw EventCodecError.unknownEvent
        }
    }

    init(type: String, version: Int, body: Data) throws {
        switch (type, version) {
        case (SegmentOpened.type, 1): self = .segmentOpened(try JSONDecoder().decode(SegmentOpened.self, from: body))
        case (GenerationStarted.type, 1):
            self = .generationStarted(try JSONDecoder().decode(GenerationStarted.self, from: body))
        case (Self.feedType, 1): self = .feedReceived(body)
        default: self = .unknown(type: type, version: version)
        }
    }
}
