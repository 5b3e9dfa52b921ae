package import Casework
package import Foundation

/// Events of the kit itself (subject `kit`, in clear): they name no person, and are written without a log-in too.
package enum KitEvent: Hashable, Sendable {
    case segmentOpened(SegmentOpened)
    case generationStarted(GenerationStarted)
    /// A message of the office as it came: signed, what concerns a person sealed to this kit.
    case feedReceived(Data)
    case unknown(type: String, version: Int)

    /// Of version 1: the body is the message's bytes.
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

extension KitEvent: SubjectEvent {
    /// Messages of the feed are no JSON, and go by it: see ``DeskEvent``.
    package static let codec = EventCodec<KitEvent>([
        .init(SegmentOpened.self) { .segmentOpened($0) },
        .init(GenerationStarted.self) { .generationStarted($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .segmentOpened(let payload): payload
        case .generationStarted(let payload): payload
        case .feedReceived, .unknown: nil
        }
    }
}
