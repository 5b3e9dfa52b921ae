import Testing

@testable import Casework

struct BookingTests {
    private func book(_ minutes: Int = 60, desks: Int = 1) throws -> AppointmentBook {
        try .published(.make(minutes: minutes, desks: desks))
    }

    @Test func reservedConfirmedMovedCancelled() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"))
        #expect(book.starts(15) == ["09:15", "09:30", "09:45"])
        #expect(book.appointments.isEmpty)
        try book.does(.confirm("a"))
        #expect(book.appointments.map(\.id) == ["a"])
        try book.does(.move("a", start: 570))
        #expect(book.booking("a")?.taken?.span.start == 570)
        #expect(book.starts(15) == ["09:00", "09:15", "09:45"])
        try book.does(.cancel("a", .citizen))
        #expect(book.starts(15).count == 4)
        #expect(book.booking("a")?.state == .cancelled(.citizen))
        #expect(book.irregular == 0)
    }

    @Test func aSlotIsOnePersons() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"))
        let taken = AppointmentRefusal.taken(
            nearest: [555, 570, 585].map { Slot(desk: 1, span: MinuteSpan(start: $0, minutes: 15)!) })
        #expect(throws: taken) { try book.does(.reserve("b", [.card()], start: 540, link: "m")) }
        #expect(throws: taken) { try book.does(.book("b", [.card()], start: 545, link: "m")) }
        #expect(book.booking("b") == nil)
    }

    @Test func twoClerksServeTwo() throws {
        var book = try book(desks: 2)
        for name in ["a", "b"] { try book.does(.book(BookingID(name), [.card()], start: 540, link: name)) }
        #expect(Set(book.appointments.compactMap(\.taken?.desk)) == [1, 2])
        #expect(throws: AppointmentRefusal.self) { try book.does(.book("c", [.card()], start: 540, link: "c")) }
    }

    /// Several services and people: one after the other at one desk.
    @Test func aFamilyIsServedInOne() throws {
        var book = try book(desks: 2)
        try book.does(.book("a", [.card(15, persons: 2), .card(10)], start: 550, link: "a"))
        let slot = try #require(book.booking("a")?.taken)
        #expect(slot.span == MinuteSpan(start: 550, minutes: 40))
        #expect(throws: AppointmentRefusal.tooLong(minutes: 240)) {
            try book.does(.reserve("b", [.card(30, persons: 8)], start: 540, link: "b"))
        }
    }

    @Test func pressedTwiceItIsOne() throws {
        var book = try book()
        #expect(try !book.does(.reserve("a", [.card()], start: 540, link: "l"), token: "t").isEmpty)
        #expect(try book.does(.reserve("b", [.card()], start: 555, link: "m"), token: "t").isEmpty)
        #expect(book.tokens["t"] == "a")
        try book.does(.confirm("a"))
        #expect(try book.does(.confirm("a")).isEmpty)
        try book.does(.cancel("a", .citizen))
        #expect(try book.does(.cancel("a", .citizen)).isEmpty)
        #expect(throws: AppointmentRefusal.alreadyCancelled) { try book.does(.confirm("a")) }
    }

    @Test func aReservationEndsAfterTenMinutes() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"), at: .eve(600))
        #expect(book.starts(15, at: .eve(609, seconds: 59)).first == "09:15")
        #expect(book.starts(15, at: .eve(610)).first == "09:00")
        try book.does(.reserve("b", [.card()], start: 540, link: "m"), at: .eve(610))
        #expect(book.booking("a")?.state == .lapsed(Slot(desk: 1, span: MinuteSpan(start: 540, minutes: 15)!)))
        #expect(book.irregular == 0)
    }

    @Test func whoComesBackGetsTheSlotWhileItIsFree() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"), at: .eve(600))
        try book.does(.confirm("a"), at: .eve(700))
        #expect(book.booking("a")?.isConfirmed == true)
    }

    @Test func whoComesBackTooLateGetsTheNearest() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 570, link: "l"), at: .eve(600))
        try book.does(.book("b", [.card()], start: 570, link: "m"), at: .eve(611))
        let nearest = [555, 585, 540].map { Slot(desk: 1, span: MinuteSpan(start: $0, minutes: 15)!) }
        #expect(throws: AppointmentRefusal.taken(nearest: nearest)) { try book.does(.confirm("a"), at: .eve(612)) }
        try book.does(.take("a", start: 585), at: .eve(612))
        try book.does(.confirm("a"), at: .eve(613))
        #expect(book.collisions.isEmpty)
        #expect(book.booking("a")?.taken?.span.start == 585)
    }

    @Test func aReservationIsExtendedTenTimes() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"), at: .eve(600))
        for step in 0..<10 { try book.does(.extend("a"), at: .eve(609 + 9 * step)) }
        #expect(throws: AppointmentRefusal.extendedOften) { try book.does(.extend("a"), at: .eve(699)) }
        try book.does(.confirm("a"), at: .eve(699))
        #expect(book.booking("a")?.isConfirmed == true)
    }

    /// Asked for once too late, it is kept anew where nobody took it.
    @Test func extendingWhatHasLapsed() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"), at: .eve(600))
        try book.does(.extend("a"), at: .eve(660))
        guard case .held(_, let until, false) = try #require(book.booking("a")).state else {
            Issue.record("not held")
            return
        }
        #expect(until == .eve(670))
    }

    @Test func anotherSlotInsteadOfTheHeldOne() throws {
        var book = try book()
        try book.does(.reserve("a", [.card()], start: 540, link: "l"))
        try book.does(.take("a", start: 555))
        #expect(book.starts(15) == ["09:00", "09:30", "09:45"])
        #expect(throws: AppointmentRefusal.self) { try book.does(.take("a", start: 700)) }
        #expect(book.booking("a")?.taken?.span.start == 555)
        #expect(book.irregular == 0)
    }

    @Test func theWaitingListIsOfferedWhatComesFree() throws {
        var book = try book(30)
        try book.does(.book("a", [.card()], start: 540, link: "a"))
        #expect(throws: AppointmentRefusal.slotsAreFree) { try book.does(.wait("w", [.card()], link: "w")) }
        try book.does(.book("b", [.card()], start: 555, link: "b"))
        try book.does(.wait("long", [.card(30)], link: "x"))
        try book.does(.wait("w", [.card()], link: "w"))
        try book.does(.cancel("b", .citizen), at: .eve(600))
        // The first needs more than came free.
        #expect(book.booking("long")?.state == .waiting)
        guard case .held(let slot, let until, true) = try #require(book.booking("w")).state else {
            Issue.record("no offer")
            return
        }
        #expect(slot.span.start == 555)
        // An hour before the slot, since a day would be too late.
        #expect(until == Moment(germanDay: day("2026-12-07"), minute: 495))
        #expect(book.starts(15).isEmpty)
        try book.does(.confirm("w"), at: .eve(601))
        try book.does(.cancel("w", .citizen), at: .eve(602))
        try book.does(.cancel("a", .office), at: .eve(603))
        guard case .held(_, _, true) = try #require(book.booking("long")).state else {
            Issue.record("no offer for both")
            return
        }
    }

    @Test func anOfferNobodyTakesGoesToTheNext() throws {
        var book = try AppointmentBook.published(.make(minutes: 30))
        let early = Moment.eve().adding(minutes: -5 * 1440)
        try book.does(.book("a", [.card(30)], start: 540, link: "a"), at: early)
        for name in ["v", "w"] { try book.does(.wait(BookingID(name), [.card(30)], link: name), at: early) }
        try book.does(.cancel("a", .citizen), at: early)
        #expect(book.waiting.map(\.id) == ["w"])
        try book.does(.passTime, at: early.adding(minutes: Reservation.offerMinutes))
        #expect(book.booking("v")?.state == .lapsed(Slot(desk: 1, span: MinuteSpan(start: 540, minutes: 30)!)))
        #expect(book.waiting.isEmpty)
        #expect(book.collisions.isEmpty)
    }

    @Test func theKitTakesItsList() throws {
        var book = try book()
        try book.does(.book("a", [.card()], start: 540, link: "a"))
        try book.does(.reserve("b", [.card()], start: 555, link: "b"))
        try book.does(.close)
        #expect(book.starts(15).isEmpty)
        #expect(throws: AppointmentRefusal.closed) { try book.does(.confirm("b")) }
        #expect(throws: AppointmentRefusal.closed) { try book.does(.reserve("c", [.card()], start: 570, link: "c")) }
        #expect(throws: AppointmentRefusal.closed) { try book.does(.move("a", start: 570)) }
        #expect(throws: AppointmentRefusal.closed) { try book.does(.wait("d", [.card()], link: "d")) }
        // A cancellation is always welcome.
        try book.does(.cancel("a", .citizen))
        #expect(book.appointments.isEmpty)
        #expect(try book.does(.close).isEmpty)
    }

    @Test func peopleComeOrDoNot() throws {
        var book = try book()
        for (name, start) in [("a", 540), ("b", 555)] {
            try book.does(.book(BookingID(name), [.card()], start: start, link: name))
        }
        try book.does(.checkIn("a"))
        try book.does(.miss("b"))
        // Late, but there.
        try book.does(.checkIn("b"))
        #expect(book.booking("b")?.state == .arrived(Slot(desk: 1, span: MinuteSpan(start: 555, minutes: 15)!)))
        #expect(throws: AppointmentRefusal.isOver) { try book.does(.cancel("a", .citizen)) }
        #expect(throws: AppointmentRefusal.noSuchBooking) { try book.does(.checkIn("z")) }
    }

    @Test func theOutingFallsOut() throws {
        var book = try book()
        try book.does(.book("a", [.card()], start: 540, link: "a"))
        try book.does(.reserve("b", [.card()], start: 555, link: "b"))
        #expect(throws: AppointmentRefusal.reasonMissing) { try book.does(.callOff(reason: " ")) }
        try book.does(.callOff(reason: "Glatteis"))
        #expect(book.bookings.allSatisfy { $0.state == .cancelled(.calledOff) })
        #expect(throws: AppointmentRefusal.calledOff("Glatteis")) {
            try book.does(.reserve("c", [.card()], start: 570, link: "c"))
        }
        #expect(book.starts(15).isEmpty)
    }

    @Test func whatIsPublishedChangesWhileNobodyHasBooked() throws {
        var book = try book()
        try book.does(.publish(.make(minutes: 90)))
        #expect(book.starts(15).count == 6)
        try book.does(.reserve("a", [.card()], start: 540, link: "a"))
        #expect(throws: AppointmentRefusal.alreadyBooked) { try book.does(.publish(.make(minutes: 60))) }
        #expect(throws: AppointmentRefusal.notOffered("dog")) {
            try book.does(.reserve("b", [BookedService(service: "dog", minutes: 5)!], start: 555, link: "b"))
        }
        #expect(throws: AppointmentRefusal.nothingChosen) { try book.does(.reserve("b", [], start: 555, link: "b")) }
    }
}
