import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    /// What somebody can do with her own booking, who knows its address.
    func addPrivateLink(to router: Router<OfficeContext>) {
        router.get("/termine/b/:secret") { request, context in
            try await publicly(request, context) { desk in
                let (link, book, booking) = try await own(context)
                return desk.booking(book, booking, link).html.response(status: .ok)
            }
        }
        router.post("/termine/b/:secret/bestaetigen") { request, context in
            try await publicly(request, context) { try await confirm($0, context) }
        }
        router.post("/termine/b/:secret/zeit") { request, context in
            try await publicly(request, context) { desk in
                let (link, book, booking) = try await own(context)
                guard let start = desk.form["zeit"].flatMap({ Int($0) }) else {
                    return desk.booking(book, booking, link, problem: PublicText.whenMissing).html.response(
                        status: .unprocessableContent)
                }
                return try await change(desk, context, .take(booking.id, start: start))
            }
        }
        router.get("/termine/b/:secret/verschieben") { request, context in
            try await publicly(request, context) { desk in
                let (link, book, booking) = try await own(context)
                guard booking.isConfirmed, book.takesBookings else { return .redirect(to: desk.address(link.path)) }
                return desk.askMove(book, booking, link, others: await appointments.openings(from: desk.today))
                    .html.response(status: .ok)
            }
        }
        router.post("/termine/b/:secret/verschieben") { request, context in
            try await publicly(request, context) { try await move($0, context) }
        }
        router.get("/termine/b/:secret/absagen") { request, context in
            try await publicly(request, context) { desk in
                let (link, book, booking) = try await own(context)
                guard booking.isConfirmed, let opening = book.opening else {
                    return .redirect(to: desk.address(link.path))
                }
                return desk.askCancel(opening, booking, link).html.response(status: .ok)
            }
        }
        router.post("/termine/b/:secret/absagen") { request, context in
            try await publicly(request, context) { desk in
                try await change(desk, context, .cancel(own(context).booking.id, .citizen))
            }
        }
        router.get("/termine/b/:secret/termin.ics") { request, context in
            try await publicly(request, context) { desk in
                let (link, book, booking) = try await own(context)
                guard let opening = book.opening, booking.isConfirmed, let slot = booking.taken,
                    let file = CalendarFile(opening, slot, booking, desk)
                else { return .redirect(to: desk.address(link.path)) }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/calendar; charset=utf-8",
                        .contentDisposition: "attachment; filename=\"termin.ics\"",
                    ], body: ResponseBody(byteBuffer: ByteBuffer(string: file.text)))
            }
        }
    }

    private func own(
        _ context: OfficeContext
    ) async throws -> (link: PrivateLink, book: AppointmentBook, booking: Booking) {
        guard let link = context.parameters.get("secret").flatMap({ PrivateLink($0) }),
            let (book, booking) = await appointments.find(link)
        else { throw PublicRefusal.noSuchBooking }
        return (link, book, booking)
    }

    private func change(
        _ desk: PublicDesk, _ context: OfficeContext, _ act: AppointmentCommand.Act
    ) async throws -> Response {
        let (link, book, booking) = try await own(context)
        do {
            try await appointments.carryOut(AppointmentCommand(act), on: book.id, desk.catalogue)
        } catch let refusal as AppointmentRefusal {
            let (_, book, now) = try await own(context)
            return desk.booking(book, now, link, problem: desk.words(refusal)).html.response(status: .conflict)
        }
        _ = booking
        return .redirect(to: desk.address(link.path))
    }

    private func confirm(_ desk: PublicDesk, _ context: OfficeContext) async throws -> Response {
        let (link, book, booking) = try await own(context)
        // What was typed stays, whatever is pressed.
        let reading = BookerReading(desk.form, language: desk.language, needsPhone: false)
        if desk.form["tun"] == "verlaengern" {
            var problem: LocalizedText?
            do {
                try await appointments.carryOut(
                    AppointmentCommand(.extend(booking.id)), on: book.id, desk.catalogue)
            } catch let refusal as AppointmentRefusal { problem = desk.words(refusal) }
            let (_, after, now) = try await own(context)
            return desk.booking(after, now, link, reading: reading.withoutMistakes, problem: problem).html.response(
                status: problem == nil ? .ok : .conflict)
        }
        guard !booking.isConfirmed else { return .redirect(to: desk.address(link.path)) }
        guard let booker = reading.booker else {
            return desk.booking(book, booking, link, reading: reading).html.response(status: .unprocessableContent)
        }
        do {
            try await appointments.carryOut(
                AppointmentCommand(.confirm(booking.id)), on: book.id, booker: (booking.id, booker), desk.catalogue)
        } catch let refusal as AppointmentRefusal {
            // It lapses with the next question; the page then offers what is nearest.
            try await appointments.carryOut(AppointmentCommand(.passTime), on: book.id, desk.catalogue)
            let (_, after, now) = try await own(context)
            return desk.booking(after, now, link, reading: reading, problem: desk.words(refusal)).html.response(
                status: .conflict)
        }
        return .redirect(to: desk.address(link.path))
    }

    private func move(_ desk: PublicDesk, _ context: OfficeContext) async throws -> Response {
        let (link, book, booking) = try await own(context)
        let parts = (desk.form["zeit"] ?? "").split(separator: " ")
        var problem: LocalizedText?
        if parts.count == 2, let start = Int(parts[1]) {
            do {
                try await appointments.move(booking.id, to: OpeningID(String(parts[0])), start: start, desk.catalogue)
                return .redirect(to: desk.address(link.path))
            } catch let refusal as AppointmentRefusal { problem = desk.words(refusal) }
        } else {
            problem = PublicText.whenMissing
        }
        guard booking.isConfirmed else { return .redirect(to: desk.address(link.path)) }
        return desk.askMove(
            book, booking, link, others: await appointments.openings(from: desk.today), problem: problem
        ).html.response(status: .conflict)
    }
}

extension BookerReading {
    /// What was typed, without a word about it yet.
    var withoutMistakes: BookerReading {
        var reading = BookerReading.blank
        (reading.name, reading.phone, reading.email) = (name, phone, email)
        return reading
    }
}

extension CalendarFile {
    /// One appointment; nil at an hour that the clock's change leaves out.
    init?(_ opening: Opening, _ slot: Slot, _ booking: Booking, _ desk: PublicDesk) {
        guard let begin = opening.moment(slot.span.start) else { return nil }
        let wish = booking.wish(desk.catalogue, desk.language)
        self.init(
            name: desk.town.authority,
            events: [
                Event(
                    id: "\(booking.id.text)@amtskoffer",
                    time: .span(from: begin, to: begin.adding(minutes: slot.span.minutes)), title: desk.town.authority,
                    place: opening.venueTitle, text: "\(desk.say(PublicText.number)) \(booking.id.printed), \(wish)")
            ], made: desk.now)
    }
}
