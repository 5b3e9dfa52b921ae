import Casework
import Hummingbird
import Pages
import Sync
import Town

extension OfficePages {
    /// What the office does with appointments: publishing, booking at the telephone, giving the list to a kit, calling an outing off.
    func addAppointmentPlan(to router: OfficeRoutes) {
        router.get("/terminplan") { _, context in
            let desk = try await desk(context)
            return desk.plan(
                await appointments.openings(from: desk.view.today), requests: try appointments.requests().count)
        }
        router.get("/terminplan/neu") { _, context in
            let desk = try await desk(context)
            try desk.requireHead()
            return desk.newOpening(OpeningReading.blank)
        }
        router.post("/terminplan/neu") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let reading = OpeningReading(desk.form, desk.view)
            guard let opening = reading.opening else {
                return desk.newOpening(reading).html.response(status: .unprocessableContent)
            }
            do {
                try await appointments.carryOut(
                    AppointmentCommand(by: desk.clerk.id, .publish(opening)), on: opening.id, desk.town.catalogue)
            } catch let refusal as AppointmentRefusal {
                return desk.newOpening(reading.refused(refusal.message)).html.response(status: .conflict)
            }
            return .redirect(to: "/terminplan/\(opening.id.text)")
        }
        router.get("/terminplan/:opening") { _, context in
            let desk = try await desk(context)
            return desk.opening(try shelf(try await planned(context)))
        }
        router.get("/terminplan/:opening/buchen") { request, context in
            let desk = try await desk(context)
            let book = try await planned(context)
            let query = request.uri.queryParameters
            let services = query.filter { $0.key == BookingWish.serviceName }.map { String($0.value) }
            let persons = query.filter { $0.key == BookingWish.personsName }.map { String($0.value) }.last
            let isFirst = query.isEmpty
            let isChosen = book.opening.flatMap { BookingWish(services: services, persons: persons, in: $0) } != nil
            return desk.book(
                book, link: PrivateLink.make().secret, services: services, persons: persons ?? "1",
                problems: isFirst || isChosen
                    ? []
                    : [Problem("Wählen Sie mindestens eine Leistung und 1 bis 8 Personen.", field: "leistung")])
        }
        router.post("/terminplan/:opening/buchen") { _, context in try await bookByPhone(context) }
        router.get("/terminplan/:opening/zettel/:booking") { _, context in
            let desk = try await desk(context)
            let book = try await planned(context)
            guard let id = context.parameters.get("booking"), !id.isEmpty, let booking = book.booking(BookingID(id)),
                booking.isConfirmed
            else { throw OfficeRefusal.noSuchAppointment }
            return desk.slip(book, booking, link: nil, host: nil)
        }
        router.post("/terminplan/:opening/absagen") { _, context in
            try await act(context) { id, _ in .cancel(id, .office) }
        }
        router.post("/terminplan/:opening/zusagen") { _, context in
            try await act(context) { id, _ in .confirm(id) }
        }
        router.post("/terminplan/:opening/ausfallen") { _, context in
            try await act(context) { _, form in .callOff(reason: form["grund"]?.trimmed ?? "") }
        }
        router.post("/terminplan/:opening/schliessen") { _, context -> Response in
            let desk = try await desk(context)
            let book = try await planned(context)
            let code = desk.form["koffer"]?.trimmed ?? ""
            guard let kit = try registry.ledger.kits().first(where: { $0.code == code && $0.kit.state == .active })
            else {
                return desk.opening(
                    try shelf(book), problems: [Problem("Wählen Sie den Koffer, der hinfährt.", field: "koffer")]
                ).html.response(status: .unprocessableContent)
            }
            try await appointments.handOver(
                book.id, to: [kit.kit.number], by: desk.clerk.id, desk.town.catalogue)
            return .redirect(to: "/terminplan/\(book.id.text)")
        }
    }

    private func planned(_ context: OfficeContext) async throws -> AppointmentBook {
        guard let id = context.parameters.get("opening"), !id.isEmpty,
            let book = await appointments.book(OpeningID(id))
        else { throw OfficeRefusal.noSuchOpening }
        return book
    }

    private func shelf(_ book: AppointmentBook) throws -> OpeningShelf {
        let kits = try registry.ledger.kits()
        let given = try appointments.kitsWithList(of: book.id)
        return OpeningShelf(
            book: book, bookers: try appointments.bookers(of: book.id),
            given: kits.filter { given.contains($0.kit.number) }.map(\.code),
            kits: kits.filter { $0.kit.state == .active && !given.contains($0.kit.number) }.map(\.code))
    }

    /// Something with one booking, or with all of them.
    private func act(
        _ context: OfficeContext, _ wanted: (BookingID, FormBody) -> AppointmentCommand.Act
    ) async throws -> Response {
        let desk = try await desk(context)
        let book = try await planned(context)
        let number = desk.form["nummer"]?.nonBlank ?? "-"
        do {
            try await appointments.carryOut(
                AppointmentCommand(by: desk.clerk.id, wanted(BookingID(number), desk.form)), on: book.id,
                desk.town.catalogue)
        } catch let refusal as AppointmentRefusal {
            return desk.opening(
                try shelf(await appointments.book(book.id) ?? book), problems: [Problem(refusal.message)]
            ).html.response(status: .conflict)
        }
        return .redirect(to: "/terminplan/\(book.id.text)")
    }

    private func bookByPhone(_ context: OfficeContext) async throws -> Response {
        let desk = try await desk(context)
        let book = try await planned(context)
        let form = desk.form
        let services = form.all(BookingWish.serviceName)
        let persons = form[BookingWish.personsName] ?? ""
        let link = form["link"].flatMap { PrivateLink($0) } ?? .make()
        let (name, phone) = (form["name"]?.trimmed ?? "", form["telefon"]?.trimmed ?? "")
        let start = form["zeit"].flatMap { Int($0) }
        func again(_ book: AppointmentBook, _ problems: [Problem], conflict: Bool = false) -> Response {
            desk.book(
                book, link: link.secret, services: services, persons: persons, name: name, phone: phone, start: start,
                problems: problems
            ).html.response(status: conflict ? .conflict : .unprocessableContent)
        }
        guard let wish = book.opening.flatMap({ BookingWish(services: services, persons: persons, in: $0) }) else {
            return again(
                book, [Problem("Wählen Sie mindestens eine Leistung und 1 bis 8 Personen.", field: "leistung")])
        }
        // Pressed twice: the booking of the first press, whose address was in the answer that nobody saw.
        if let (book, booking) = await appointments.find(link) {
            return desk.slip(book, booking, link: link, host: registry.settings.pageAddress).html.response(status: .ok)
        }
        var problems: [Problem] = []
        if start == nil { problems.append(Problem("Wählen Sie eine Zeit.", field: "zeit")) }
        if !name.contains(where: \.isLetter) || name.count > 80 {
            problems.append(Problem("Geben Sie Vor- und Nachnamen ein.", field: "name"))
        }
        if !phone.isEmpty, ContactReading.phone(phone) == nil {
            problems.append(
                Problem("Geben Sie die Telefonnummer mit Vorwahl und nur mit Ziffern ein.", field: "telefon"))
        }
        guard problems.isEmpty, let start else { return again(book, problems) }
        do {
            let id = await appointments.freshNumber()
            try await appointments.carryOut(
                AppointmentCommand(
                    by: desk.clerk.id, token: link.hash,
                    .book(id, wish.visits(desk.town.catalogue), start: start, link: link.hash)),
                on: book.id, booker: (id, Booker(name: name, phone: phone.nonBlank)), desk.town.catalogue)
        } catch let refusal as AppointmentRefusal {
            return again(
                await appointments.book(book.id) ?? book, [Problem(refusal.message, field: "zeit")], conflict: true)
        }
        guard let (after, booking) = await appointments.find(link) else { throw OfficeRefusal.noSuchAppointment }
        return desk.slip(after, booking, link: link, host: registry.settings.pageAddress).html.response(status: .ok)
    }
}
