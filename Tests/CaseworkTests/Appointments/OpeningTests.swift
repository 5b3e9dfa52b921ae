import Foundation
import Testing

@testable import Casework

struct OpeningTests {
    @Test func slotsFollowFromHoursAndDuration() throws {
        let book = try AppointmentBook.published(.make(minutes: 60))
        #expect(book.starts(15) == ["09:00", "09:15", "09:30", "09:45"])
        #expect(book.starts(20) == ["09:00", "09:20", "09:40"])
        #expect(book.starts(60) == ["09:00"])
        #expect(book.starts(65).isEmpty)
        #expect(book.starts(0).isEmpty)
    }

    @Test func nobodyIsBookedIntoThePause() throws {
        let book = try AppointmentBook.published(.make(minutes: 120, pause: MinuteSpan(start: 570, minutes: 30)))
        #expect(book.starts(30) == ["09:00", "10:00", "10:30"])
        #expect(book.starts(45) == ["10:00"])
    }

    @Test func everyThirdQuarterIsKept() throws {
        let book = try AppointmentBook.published(.make(minutes: 90, walkIns: .everyNth(3)))
        #expect(book.starts(15) == ["09:00", "09:15", "09:45", "10:00"])
        #expect(book.starts(30) == ["09:00", "09:45"])
        let two = try AppointmentBook.published(.make(minutes: 90, desks: 2, walkIns: .everyNth(3)))
        #expect(two.opening?.kept(desk: 1).map(\.start) == [570, 615])
        #expect(two.opening?.kept(desk: 2).map(\.start) == [555, 600])
    }

    @Test func whatHasBegunIsNotOffered() throws {
        let book = try AppointmentBook.published(.make(minutes: 60))
        let now = Moment(germanDay: day("2026-12-07"), minute: 555)!
        #expect(book.starts(15, at: now) == ["09:30", "09:45"])
        #expect(book.starts(15, at: Moment(germanDay: day("2026-12-07"), minute: 700)!).isEmpty)
    }

    @Test(arguments: [
        (541, 60, nil as MinuteSpan?, 1, ["card"] as [ServiceKey], WalkInRule.between, OpeningFault.raster),
        (540, 25, nil, 1, ["card"], .between, .tooShort),
        (540, 60, MinuteSpan(start: 540, minutes: 15), 1, ["card"], .between, .pauseOutside),
        (540, 60, MinuteSpan(start: 590, minutes: 10), 1, ["card"], .between, .pauseOutside),
        (540, 60, nil, 0, ["card"], .between, .desks),
        (540, 60, nil, 7, ["card"], .between, .desks),
        (540, 60, nil, 1, [], .between, .noServices),
        (540, 60, nil, 1, ["card", "card"], .between, .serviceTwice),
        (540, 60, nil, 1, ["card"], .everyNth(1), .walkIns),
        (540, 60, nil, 1, ["card"], .everyNth(13), .walkIns),
    ])
    func whatCannotBePublished(
        from: Int, minutes: Int, pause: MinuteSpan?, desks: Int, services: [ServiceKey], walkIns: WalkInRule,
        fault: OpeningFault
    ) throws {
        #expect(throws: fault) {
            try Opening(
                venue: "v", venueTitle: "V", day: day("2026-12-07"),
                hours: MinuteSpan(start: from, minutes: minutes)!, pause: pause, desks: desks, services: services,
                walkIns: walkIns)
        }
        #expect(fault.message.hasSuffix("."))
    }

    @Test func staysReadable() throws {
        let opening = try Opening.make(pause: MinuteSpan(start: 600, minutes: 15), desks: 2, walkIns: .everyNth(4))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let stored = """
            {"day":"2026-12-07","desks":2,"hours":{"minutes":180,"start":540},"pause":{"minutes":15,"start":600},\
            "services":["card","passport"],"venue":"straach","venueTitle":"Straach","walkIns":{"everyNth":4}}
            """
        #expect(String(decoding: try encoder.encode(opening), as: UTF8.self) == stored)
        #expect(try JSONDecoder().decode(Opening.self, from: Data(stored.utf8)) == opening)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                Opening.self, from: Data(stored.replacing("\"desks\":2", with: "\"desks\":0").utf8))
        }
    }

    @Test func durationsAddUpAndRoundUp() {
        #expect(BookedService.minutes([.card(15), .card(7, persons: 2)]) == 30)
        #expect(BookedService.minutes([.card(1)]) == 5)
        #expect(BookedService(service: "x", minutes: 0) == nil)
        #expect(BookedService(service: "x", minutes: 15, persons: 9) == nil)
        #expect(MinuteSpan(start: 1430, minutes: 20) == nil)
    }
}
