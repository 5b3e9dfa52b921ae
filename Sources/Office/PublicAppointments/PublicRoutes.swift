import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    /// The booking pages for everybody: no log-in, no script, one question a page.
    func addPublicAppointments(to router: Router<OfficeContext>) {
        router.get("/termine") { request, context in
            try await publicly(request, context) { desk in
                desk.dates(await appointments.openings(from: desk.today)).html.response(status: .ok)
            }
        }
        router.get("/termine/o/:opening") { request, context in
            try await publicly(request, context) { desk in
                let opening = try await offered(context).1
                return desk.askServices(opening, chosen: desk.query(BookingWish.serviceName)).html.response(status: .ok)
            }
        }
        router.get("/termine/o/:opening/personen") { request, context in
            try await publicly(request, context) { desk in
                let opening = try await offered(context).1
                let services = desk.query(BookingWish.serviceName)
                guard let wish = BookingWish(services: services, persons: nil, in: opening) else {
                    return desk.askServices(opening, chosen: [], problem: PublicText.whatMissing).html.response(
                        status: request.uri.queryParameters.isEmpty ? .ok : .unprocessableContent)
                }
                return desk.askPersons(opening, wish.services.map(\.text)).html.response(status: .ok)
            }
        }
        router.get("/termine/o/:opening/zeit") { request, context in
            try await publicly(request, context) { desk in
                let (book, opening) = try await offered(context)
                let services = desk.query(BookingWish.serviceName)
                guard let chosen = BookingWish(services: services, persons: nil, in: opening) else {
                    return desk.askServices(opening, chosen: []).html.response(status: .ok)
                }
                let persons = desk.query(BookingWish.personsName).last
                guard let wish = BookingWish(services: services, persons: persons ?? "", in: opening),
                    persons?.isEmpty == false
                else {
                    return desk.askPersons(opening, chosen.services.map(\.text), problem: PublicText.personsMissing)
                        .html.response(status: .unprocessableContent)
                }
                guard BookedService.minutes(wish.visits(desk.catalogue)) <= BookedService.longest else {
                    return desk.askPersons(opening, chosen.services.map(\.text), problem: PublicText.tooLong)
                        .html.response(status: .unprocessableContent)
                }
                return desk.askTime(book, wish, link: PrivateLink.make().secret).html.response(status: .ok)
            }
        }
        router.post("/termine/o/:opening/reservieren") { request, context in
            try await publicly(request, context) { try await reserve($0, context) }
        }
        router.post("/termine/o/:opening/warten") { request, context in
            try await publicly(request, context) { try await wait($0, context) }
        }
        addPrivateLink(to: router)
        addVisitQuestion(to: router)
    }

    private func offered(_ context: OfficeContext) async throws -> (AppointmentBook, Opening) {
        guard let id = context.parameters.get("opening"), !id.isEmpty,
            let book = await appointments.book(OpeningID(id)), book.takesBookings, let opening = book.opening
        else { throw PublicRefusal.noSuchOpening }
        return (book, opening)
    }

    private func reserve(_ desk: PublicDesk, _ context: OfficeContext) async throws -> Response {
        let (book, opening) = try await offered(context)
        guard
            let wish = BookingWish(
                services: desk.form.all(BookingWish.serviceName), persons: desk.form[BookingWish.personsName],
                in: opening)
        else {
            return desk.askServices(opening, chosen: [], problem: PublicText.whatMissing).html.response(
                status: .unprocessableContent)
        }
        let link = desk.form["link"].flatMap { PrivateLink($0) } ?? .make()
        if await appointments.made(link) != nil { return .redirect(to: desk.address(link.path)) }
        guard let start = desk.form["zeit"].flatMap({ Int($0) }) else {
            return desk.askTime(book, wish, link: link.secret, problem: PublicText.whenMissing).html.response(
                status: .unprocessableContent)
        }
        do {
            let id = await appointments.freshNumber()
            try await appointments.carryOut(
                AppointmentCommand(
                    token: link.hash, .reserve(id, wish.visits(desk.catalogue), start: start, link: link.hash)),
                on: opening.id, desk.catalogue)
        } catch let refusal as AppointmentRefusal {
            let now = await appointments.book(opening.id) ?? book
            return desk.askTime(now, wish, link: link.secret, problem: desk.words(refusal)).html.response(
                status: .conflict)
        }
        return .redirect(to: desk.address(link.path))
    }

    private func wait(_ desk: PublicDesk, _ context: OfficeContext) async throws -> Response {
        let (book, opening) = try await offered(context)
        guard
            let wish = BookingWish(
                services: desk.form.all(BookingWish.serviceName), persons: desk.form[BookingWish.personsName],
                in: opening)
        else {
            return desk.askServices(opening, chosen: [], problem: PublicText.whatMissing).html.response(
                status: .unprocessableContent)
        }
        let link = desk.form["link"].flatMap { PrivateLink($0) } ?? .make()
        if await appointments.made(link) != nil { return .redirect(to: desk.address(link.path)) }
        let reading = BookerReading(desk.form, language: desk.language, needsPhone: true)
        guard let booker = reading.booker else {
            let isFirst = desk.form["name"] == nil
            return desk.askWaiting(opening, wish, link: link.secret, isFirst ? .blank : reading).html.response(
                status: isFirst ? .ok : .unprocessableContent)
        }
        do {
            let id = await appointments.freshNumber()
            try await appointments.carryOut(
                AppointmentCommand(token: link.hash, .wait(id, wish.visits(desk.catalogue), link: link.hash)),
                on: opening.id, booker: (id, booker), desk.catalogue)
        } catch let refusal as AppointmentRefusal {
            let now = await appointments.book(opening.id) ?? book
            return desk.askTime(now, wish, link: link.secret, problem: desk.words(refusal)).html.response(
                status: .conflict)
        }
        return .redirect(to: desk.address(link.path))
    }
}

extension PublicDesk {
    /// Who waits is told by telephone.
    func askWaiting(_ opening: Opening, _ wish: BookingWish, link: String, _ reading: BookerReading) -> Page {
        func frame(_ id: String, _ label: LocalizedText, hint: LocalizedText? = nil) -> InputFrame {
            InputFrame(
                id: id, label: say(label), hint: hint.map(say), mistake: reading.mistake(id).map(say),
                language: language)
        }
        return page(
            PublicText.who, problems: reading.mistakes.map { Problem(say($0.text), field: $0.field) },
            back: address("/termine"),
            post(
                "/termine/o/\(opening.id.text)/warten", wish.values + [(name: "link", value: link)],
                """
                \(Input.text(frame("name", PublicText.name), name: "name", value: reading.name,
                    .init(autocomplete: "name", maxLength: 80)))\
                \(Input.text(frame("telefon", PublicText.phoneField), name: "telefon", value: reading.phone,
                    .init(type: "tel", autocomplete: "tel", maxLength: 40)))\
                \(Button.row([Button(submit: say(PublicText.wait), key: .next)]))
                """))
    }

    /// Why it did not go, for a citizen.
    func words(_ refusal: AppointmentRefusal) -> LocalizedText {
        switch refusal {
        case .taken, .slotsAreFree: PublicText.taken
        case .extendedOften: PublicText.extendedOften
        case .tooLong: PublicText.tooLong
        case .alreadyCancelled: PublicText.cancelled
        case .isOver: PublicText.over
        case .closed: PublicText.closed
        case .calledOff: PublicText.calledOff
        case .nothingChosen, .notOffered: PublicText.whatMissing
        case .notPublished, .alreadyBooked, .noSuchBooking, .notConfirmed, .reasonMissing: PublicText.noOpening
        }
    }
}
