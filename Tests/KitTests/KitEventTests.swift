import Casework
import Foundation
import Journal
import Testing

@testable import Kit

/// What a kit writes of itself. The bytes are on disks: they must be written and read for ever as they stand here.
@Suite struct KitEventTests {
    private static let segment = KitEvent.segmentOpened(
        SegmentOpened(
            segment: 4, cases: 3, receipts: 2, feedEpoch: 1, feedNumber: 7, feedHead: Data([0, 1, 2])))
    private static let generation = KitEvent.generationStarted(
        GenerationStarted(reason: "Platte / getauscht", continuesGeneration: 1, continuesSequence: 42))

    @Test(arguments: [
        (
            segment, "segment.opened",
            #"{"cases":3,"feedEpoch":1,"feedHead":"AAEC","feedNumber":7,"receipts":2,"segment":4}"#
        ),
        (
            generation, "generation.started",
            #"{"continuesGeneration":1,"continuesSequence":42,"reason":"Platte / getauscht"}"#
        ),
        (.feedReceived(Data("\u{1}signed".utf8)), "feed.received", "\u{1}signed"),
    ])
    func bytesStayWhatTheyAre(event: KitEvent, type: String, body: String) throws {
        let draft = try DeskEvent.ofKit(event).draft(kit: "W01")
        #expect(draft.type == (try EventType(type, version: 1)) && String(decoding: draft.body, as: UTF8.self) == body)
        #expect(draft.subject == (try Subject(kind: .kit, id: "W01")) && draft.sealing == .clear)
    }

    @Test func anotherReleasesEventIsKeptAndABrokenBodyIsNamed() throws {
        #expect(
            try KitEvent.codec.decode(type: "segment.opened", version: 2, body: Data())
                == .unknown(type: "segment.opened", version: 2))
        #expect(throws: EventCodecError.unknownEvent) {
            try DeskEvent.ofKit(.unknown(type: "segment.opened", version: 2)).draft(kit: "W01")
        }
        #expect(throws: EventCodecError.self) {
            try KitEvent.codec.decode(type: "segment.opened", version: 1, body: Data("{}".utf8))
        }
    }
}
