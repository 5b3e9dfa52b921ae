import Testing

@testable import Casework

/// Hundreds of clients do what they like, in any order, some of them twice or too late.
struct AppointmentHistoryTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func neverTwoInOneSlot(seed: UInt64) throws {
        var dice = Seeded(seed)
        let rules: [WalkInRule] = [.between, .everyNth(2), .everyNth(4)]
        let pause = Bool.random(using: &dice) ? MinuteSpan(start: 600, minutes: 30) : nil
        let opening = try Opening.make(
            pause: pause, desks: Int.random(in: 1...3, using: &dice), walkIns: rules.randomElement(using: &dice)!)
        var book = try AppointmentBook.published(opening)
        var events: [(AppointmentEvent, Moment)] = [
            (.published(OpeningPublished(opening: opening, clerk: "brandt")), .eve(0))
        ]
        var now = Moment.eve(60)
        var refusals = 0
        for step in 0..<500 {
            now = Moment(milliseconds: now.milliseconds + Int64.random(in: 0...300_000, using: &dice))
            let act = act(step, &dice)
            let token =
                Int.random(in: 0..<4, using: &dice) == 0 ? "t\(Int.random(in: 0..<step + 1, using: &dice))" : nil
            do throws(AppointmentRefusal) {
                events += try book.does(act, token: token, at: now).map { ($0, now) }
            } catch { refusals += 1 }
            #expect(book.collisions.isEmpty, "step \(step)")
            for slot in book.bookings.compactMap(\.taken) {
                #expect(opening.isOpen(slot.span, desk: slot.desk) && (1...opening.desks).contains(slot.desk))
            }
            for free in book.free(15, at: now) {
                #expect(!book.bookings.contains { isFirm($0, at: now) && $0.taken?.collides(with: free) == true })
            }
        }
        #expect(book.irregular == 0)
        #expect(refusals > 0 && !book.appointments.isEmpty)
        // The events alone tell it all.
        var again = AppointmentBook(id: opening.id)
        for (event, moment) in events {
            let encoded = try AppointmentEvent.codec.encode(event)
            again.apply(
                try AppointmentEvent.codec.decode(type: encoded.type, version: encoded.version, body: encoded.body),
                at: moment)
        }
        #expect(again == book)
    }

    /// In an order in which they cannot have happened, events still never put two people in one slot.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func notEvenOutOfOrder(seed: UInt64) throws {
        var dice = Seeded(seed)
        let opening = try Opening.make(desks: 2)
        var book = try AppointmentBook.published(opening)
        var events: [AppointmentEvent] = []
        for step in 0..<150 {
            if let more = try? book.does(act(step, &dice), at: .eve(60 + step)) { events += more }
        }
        var shuffled = try AppointmentBook.published(opening)
        for event in events.shuffled(using: &dice) + events {
            shuffled.apply(event, at: .eve())
            #expect(shuffled.collisions.isEmpty)
        }
    }

    private func isFirm(_ booking: Booking, at now: Moment) -> Bool {
        if case .held(_, let until, _) = booking.state { until > now } else { true }
    }

    private func act(_ step: Int, _ dice: inout Seeded) -> AppointmentCommand.Act {
        let id = BookingID("b\(Int.random(in: 0...max(1, step / 2), using: &dice))")
        let start = Int.random(in: 106...146, using: &dice) * 5
        let visits = [
            BookedService.card(
                [5, 15, 15, 20].randomElement(using: &dice)!, persons: Int.random(in: 1...2, using: &dice))
        ]
        switch Int.random(in: 0..<20, using: &dice) {
        case 0..<6: return .reserve(BookingID("b\(step)"), visits, start: start, link: "l\(step)")
        case 6..<10: return .confirm(id)
        case 10: return .book(BookingID("b\(step)"), visits, start: start, link: "l\(step)")
        case 11, 12: return .move(id, start: start)
        case 13: return .cancel(id, .citizen)
        case 14: return .extend(id)
        case 15, 16: return .take(id, start: start)
        case 17: return .wait(BookingID("b\(step)"), visits, link: "l\(step)")
        case 18: return Bool.random(using: &dice) ? .checkIn(id) : .miss(id)
        default: return .passTime
        }
    }
}
