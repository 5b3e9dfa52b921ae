import Foundation
import Testing

@testable import Casework

@Suite("Events as bytes") struct EventCodecTests {
    /// Every kind of every enum, many contents each: what was written is read back equal, and written again to the same bytes.
    @Test("what is written is read back equal", arguments: 0..<CaseEvent.kinds)
    func caseRoundTrip(kind: Int) throws {
        var lot = Lot(UInt64(kind))
        for _ in 0..<30 { try roundTrip(CaseEvent.wild(&lot, kind: kind), CaseEvent.codec) }
    }

    @Test("outing, book and statistics too") func otherRoundTrips() throws {
        var lot = Lot(7)
        for round in 0..<400 {
            try roundTrip(OutingEvent.wild(&lot, kind: round % OutingEvent.kinds), OutingEvent.codec)
            try roundTrip(BookEvent.wild(&lot, kind: round % BookEvent.kinds), BookEvent.codec)
            try roundTrip(StatisticsEvent.wild(&lot, kind: round % StatisticsEvent.kinds), StatisticsEvent.codec)
        }
    }

    private func roundTrip<Event: SubjectEvent>(_ event: Event, _ codec: EventCodec<Event>) throws {
        let written = try codec.encode(event)
        let read = try codec.decode(type: written.type, version: written.version, body: written.body)
        #expect(read == event)
        #expect(try codec.encode(read) == written)
        #expect(try Self.keysAreSorted(written.body))
    }

    /// Foundation's own reader gives the keys; their order in the bytes must be that of their names.
    private static func keysAreSorted(_ body: Data) throws -> Bool {
        let object = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
        let text = String(decoding: body, as: UTF8.self)
        let again = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return text == String(decoding: again, as: UTF8.self)
    }

    @Test("the wild events cover every kind there is") func everyKind() throws {
        var lot = Lot(1)
        func types<Event: SubjectEvent>(_ codec: EventCodec<Event>, _ make: () -> Event) throws {
            var met: Set<String> = []
            for _ in 0..<2000 { met.insert(try codec.encode(make()).type) }
            #expect(met.sorted() == codec.types)
        }
        try types(CaseEvent.codec) { CaseEvent.wild(&lot) }
        try types(OutingEvent.codec) { OutingEvent.wild(&lot) }
        try types(BookEvent.codec) { BookEvent.wild(&lot) }
        try types(StatisticsEvent.codec) { StatisticsEvent.wild(&lot) }
    }

    /// Bytes of the first release. They stand in journals for ever: a test that fails here is a broken journal.
    static let frozen: [(type: String, body: String)] = [
        (
            "case.answered",
            #"{"clerk":"mueller","field":"heightCentimetres","label":"Größe in cm","shown":"160","source":"typed","value":{"number":160}}"#
        ),
        ("case.answered", #"{"clerk":"mueller","field":"eyeColour","label":"Augenfarbe","source":"zone"}"#),
        (
            "case.personJoined",
            #"{"attributes":{"birthDate":{"date":"1983-08-12"},"familyName":{"text":"Mustermann"}},"clerk":"m","person":"p1","role":"applicant"}"#
        ),
        ("case.paid", #"{"amount":4600,"receipt":"W01A-R0001-6"}"#),
        (
            "case.transferred",
            #"{"attachments":["a1"],"clerk":"m","code":"CFGH2346","finished":false,"followsAt":"Straach, 04.01.2027","missing":["Foto"],"on":"2026-12-07"}"#
        ),
        ("case.looked", #"{"clerk":"m"}"#),
    ]

    @Test("frozen bytes are read and written alike", arguments: frozen)
    func frozenBytes(type: String, body: String) throws {
        let event = try CaseEvent.codec.decode(type: type, version: 1, body: Data(body.utf8))
        let written = try CaseEvent.codec.encode(event)
        #expect(written.type == type)
        #expect(String(decoding: written.body, as: UTF8.self) == body)
    }

    @Test("frozen bytes of the cash book") func frozenBook() throws {
        let body = #"{"clerk":"m","count":{"pieces":{"100":2,"5000":1}},"day":"2026-12-07"}"#
        let event = try BookEvent.codec.decode(type: "book.dayOpened", version: 1, body: Data(body.utf8))
        guard case .dayOpened(let opened) = event else {
            Issue.record("not an opening")
            return
        }
        #expect(opened.count.total == Money(cents: 5200))
        #expect(String(decoding: try BookEvent.codec.encode(event).body, as: UTF8.self) == body)
    }

    @Test("another release's type, version or member is kept or passed over") func otherRelease() throws {
        let codec = CaseEvent.codec
        #expect(
            try codec.decode(type: "case.sung", version: 1, body: Data("{}".utf8))
                == .unknown(type: "case.sung", version: 1))
        #expect(
            try codec.decode(type: "case.looked", version: 2, body: Data([0xFF]))
                == .unknown(type: "case.looked", version: 2))
        #expect(
            try codec.decode(type: "case.looked", version: 1, body: Data(#"{"clerk":"m","mood":"good"}"#.utf8))
                == .looked(CaseLooked(clerk: "m")))
        #expect(throws: EventCodecError.unknownEvent) { try codec.encode(.unknown(type: "case.sung", version: 1)) }
    }

    static let broken: [(type: String, body: String, place: String)] = [
        ("case.looked", #"{}"#, "clerk is missing"),
        ("case.looked", #"{"clerk":7}"#, "clerk is not of type String"),
        ("case.looked", #"{"clerk":""}"#, "clerk does not fit"),
        ("case.looked", #"{"clerk":"m""#, "the body does not fit"),
        ("case.looked", "", "the body does not fit"),
        ("case.paid", #"{"amount":9000000000000000,"receipt":"R"}"#, "amount does not fit"),
        ("case.answerReceived", #"{"day":"2026-02-30","follower":"F"}"#, "day does not fit"),
    ]

    @Test("a body that does not fit is an error that names the place and no value", arguments: broken)
    func brokenBodies(type: String, body: String, place: String) {
        let error = #expect(throws: EventCodecError.self) {
            try CaseEvent.codec.decode(type: type, version: 1, body: Data(body.utf8))
        }
        #expect(error == .bodyUnreadable(type: type, version: 1, reason: place))
    }

    @Test("counts that nobody can have counted are not read") func impossibleCount() {
        let body = #"{"clerk":"m","count":{"pieces":{"5000":9223372036854775807}},"day":"2026-12-07"}"#
        #expect(throws: EventCodecError.self) {
            try BookEvent.codec.decode(type: "book.dayOpened", version: 1, body: Data(body.utf8))
        }
    }

    @Test("random bytes never crash the reader") func randomBytes() {
        var lot = Lot(99)
        var unreadable = 0
        for _ in 0..<2000 {
            let event = CaseEvent.wild(&lot)
            guard let written = try? CaseEvent.codec.encode(event) else { continue }
            var body = written.body
            for _ in 0..<lot.number(1...4) { body[lot.number(0...body.count - 1)] = UInt8(lot.number(0...255)) }
            if (try? CaseEvent.codec.decode(type: written.type, version: 1, body: body)) == nil { unreadable += 1 }
        }
        #expect(unreadable > 500)
    }
}
