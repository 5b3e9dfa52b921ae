import Casework
import Pages
import Sync
import Town

/// What the page of one opening shows beside the desk.
struct OpeningShelf {
    let book: AppointmentBook
    let bookers: [BookingID: Booker]
    /// Codes of the kits that have the list.
    let given: [String]
    /// Codes of the kits that can get it.
    let kits: [String]
}

extension OfficeDesk {
    func plan(_ books: [AppointmentBook], requests: Int) -> Page {
        let rows = books.compactMap { book -> [HTML]? in
            guard let opening = book.opening else { return nil }
            let free = book.free(Opening.walkInMinutes, at: now).count
            return [
                "<a href=\"\(href: "/terminplan/\(opening.id.text)")\">\(GermanText.longDate(opening.day))</a>",
                "\(opening.venueTitle)", "\(opening.hours.german)", "\(opening.desks)", "\(book.appointments.count)",
                "\(free)", "\(book.waiting.count)", standing(book).html,
            ]
        }
        let table = Table(
            "Veröffentlichte Außentermine", isCaptionUnseen: true,
            columns: [
                "Tag", "Ort", "Zeit", .init("Plätze", isNumber: true), .init("Gebucht", isNumber: true),
                .init("Frei", isNumber: true), .init("Warteliste", isNumber: true), "Stand",
            ], rows: rows,
            empty: EmptyState(
                "Noch kein Außentermin veröffentlicht",
                "Sobald einer veröffentlicht ist, kann ihn jeder unter /termine buchen."
            ))
        var buttons = [
            Button("Öffentliche Seite", kind: .quiet, to: "/termine"),
            Button(
                "Besuchsanfragen" + (requests == 0 ? "" : " (\(requests))"), kind: .secondary, to: "/terminplan/besuche"
            ),
        ]
        if clerk.isHead {
            buttons.insert(Button("Außentermin veröffentlichen", kind: .primary, to: "/terminplan/neu"), at: 0)
        }
        return page(
            "Termine", at: "/terminplan", "<div class=\"flow\">\(Button.row(buttons))\(table.html)</div>")
    }

    private func standing(_ book: AppointmentBook) -> StatusTag {
        if book.calledOff != nil { return StatusTag(.bad, "fällt aus") }
        return book.isClosed ? StatusTag(.busy, "beim Koffer") : StatusTag(.good, "buchbar")
    }

    // MARK: One opening

    func opening(_ shelf: OpeningShelf, problems: [Problem] = [], note: HTML? = nil) -> Page {
        let book = shelf.book
        guard let opening = book.opening else { return plan([], requests: 0) }
        let address = "/terminplan/\(opening.id.text)"
        let facts = AnswerList(rows: [
            .init("Ort", text: opening.venueTitle), .init("Zeit", text: opening.hours.german),
            .init("Pause", text: opening.pause?.german ?? "keine"), .init("Plätze", text: String(opening.desks)),
            .init("Ohne Termin", text: opening.walkIns.german),
            .init(
                "Leistungen",
                text: opening.services.count == town.catalogue.services.count
                    ? "alle" : GermanText.list(opening.services.map { town.catalogue.service($0)?.title.de ?? $0.text })
            ),
            .init("Liste", text: shelf.given.isEmpty ? "noch beim Amt" : "bei Koffer \(GermanText.list(shelf.given))"),
        ])
        var buttons: [Button] = []
        if book.takesBookings { buttons.append(Button("Am Telefon buchen", kind: .primary, to: "\(address)/buchen")) }
        buttons.append(Button(print: "Liste drucken", key: .print))
        let off: HTML? = book.calledOff.map {
            Notice(.bad, "Dieser Außentermin fällt aus", text: "\($0). Rufen Sie alle an, die unten stehen.").html
        }
        return page(
            "\(GermanText.longDate(opening.day)), \(opening.venueTitle)", at: "/terminplan",
            note: standing(book).html, problems: problems, back: ("Termine", "/terminplan"),
            """
            <div class="flow">\(note)\(off)\(facts.html)\(Button.row(buttons))\(list(shelf, address))\(waiting(shelf, address))\
            \(handOver(shelf, address))\(callOff(book, address))</div>
            """)
    }

    private func list(_ shelf: OpeningShelf, _ address: String) -> HTML {
        // Where it falls out, those who have to be called.
        let bookings =
            shelf.book.calledOff == nil
            ? shelf.book.appointments
            : shelf.book.bookings.filter { $0.state == .cancelled(.calledOff) && shelf.bookers[$0.id] != nil }
        let rows = bookings.map { booking -> [HTML] in
            let booker = shelf.bookers[booking.id]
            let start = booking.taken.map { "\(MinuteSpan.clock($0.span.start)), Platz \($0.desk)" } ?? "–"
            let cancel: HTML =
                booking.isConfirmed
                ? ButtonForm(
                    to: "\(address)/absagen", token: token, values: [("nummer", booking.id.text)],
                    button: Button(submit: "Absagen", kind: .quiet, unseen: booking.id.printed)
                ).html : .empty
            let slip: HTML =
                booking.isConfirmed
                ? "<a href=\"\(href: "\(address)/zettel/\(booking.id.text)")\">\(booking.id.printed)</a>"
                : "\(booking.id.printed)"
            return [
                "\(start)", slip, "\(booker?.name ?? "–")", telephone(booker?.phone),
                "\(booking.wish(town.catalogue)), \(booking.minutes) min", cancel,
            ]
        }
        return Table(
            shelf.book.calledOff == nil ? "Gebucht" : "Anrufen",
            columns: ["Zeit", "Nummer", "Wer", "Telefon", "Anliegen", .init("Absagen", isUnseen: true)], rows: rows,
            empty: EmptyState("Noch niemand gebucht", "Gebucht wird auf der öffentlichen Seite und am Telefon.")
        ).html
    }

    private func waiting(_ shelf: OpeningShelf, _ address: String) -> HTML? {
        let waiting = shelf.book.bookings.filter { booking in
            switch booking.state {
            case .waiting, .held(_, _, isOffer: true): true
            default: false
            }
        }
        guard !waiting.isEmpty else { return nil }
        let rows = waiting.map { booking -> [HTML] in
            let booker = shelf.bookers[booking.id]
            var state = StatusTag(.idle, "wartet")
            if case .held(let slot, let until, _) = booking.state {
                state = StatusTag(
                    .warning,
                    "anrufen: \(MinuteSpan.clock(slot.span.start)) frei, gehalten bis \(until.germanDay?.german ?? "") \(until.germanClock)"
                )
            }
            let confirm: HTML =
                state.tone == .warning
                ? ButtonForm(
                    to: "\(address)/zusagen", token: token, values: [("nummer", booking.id.text)],
                    button: Button(submit: "Nimmt an", kind: .secondary, unseen: booking.id.printed)
                ).html : .empty
            let leave = ButtonForm(
                to: "\(address)/absagen", token: token, values: [("nummer", booking.id.text)],
                button: Button(submit: "Streichen", kind: .quiet, unseen: booking.id.printed)
            ).html
            return [
                "\(booker?.name ?? "–")", telephone(booker?.phone),
                "\(booking.wish(town.catalogue)), \(booking.minutes) min", state.html, confirm + leave,
            ]
        }
        return Table(
            "Warteliste", columns: ["Wer", "Telefon", "Anliegen", "Stand", .init("Was geht", isUnseen: true)],
            rows: rows
        ).html
    }

    private func telephone(_ number: String?) -> HTML {
        guard let number else { return "–" }
        return "<a href=\"\(href: "tel:\(number.filter { $0.isNumber || $0 == "+" })")\">\(number)</a>"
    }

    private func handOver(_ shelf: OpeningShelf, _ address: String) -> HTML? {
        guard shelf.book.calledOff == nil, !shelf.kits.isEmpty else { return nil }
        let options = shelf.kits.map { Input.Option($0, "Koffer \($0)") }
        let form = PostForm(
            to: "\(address)/schliessen", token: token,
            """
            <p>Damit schließt die Buchung. Von da an gehören die Zeiten dem Koffer; spätere Absagen erfährt er, sobald er Netz hat. \
            Von selbst geschieht das \(AppointmentRegistry.handOverMinutes) Minuten vor Beginn.</p>\
            \(Input.select(InputFrame(id: "koffer", label: "Koffer"), name: "koffer", options: options,
                chosen: shelf.kits.count == 1 ? shelf.kits[0] : nil))\
            \(Button.row([Button(submit: "Buchung schließen und Liste geben", kind: .secondary)]))
            """
        ).html
        return Part.more("Liste an den Koffer geben …", form)
    }

    private func callOff(_ book: AppointmentBook, _ address: String) -> HTML? {
        guard book.calledOff == nil else { return nil }
        let form = PostForm(
            to: "\(address)/ausfallen", token: token,
            """
            <p>Alle Termine dieses Tages werden abgesagt. Danach steht hier, wen Sie anrufen.</p>\
            \(Input.text(InputFrame(id: "grund", label: "Warum fällt er aus?"), name: "grund", .init(maxLength: 200)))\
            \(Button.row([Button(submit: "Außentermin absagen", kind: .danger)]))
            """
        ).html
        return Part.more("Außentermin fällt aus …", form)
    }

    // MARK: By telephone

    func book(
        _ book: AppointmentBook, link: String, services: [String] = [], persons: String = "1", name: String = "",
        phone: String = "", start: Int? = nil, problems: [Problem] = []
    ) -> Page {
        guard let opening = book.opening else { return plan([], requests: 0) }
        let address = "/terminplan/\(opening.id.text)"
        func frame(_ id: String, _ label: String, hint: String? = nil, isOptional: Bool = false) -> InputFrame {
            InputFrame(
                id: id, label: label, hint: hint, isOptional: isOptional,
                mistake: problems.first { $0.field == id }?.text)
        }
        let options = opening.services.map { key in
            Input.Option(key.text, town.catalogue.service(key)?.title.de ?? key.text)
        }
        let wish = BookingWish(services: services, persons: persons, in: opening)
        let minutes = wish.map { BookedService.minutes($0.visits(town.catalogue)) }
        let slots = minutes.map { book.free($0, at: now) } ?? []
        let times = slots.map {
            Input.Option(String($0.span.start), $0.span.german)
        }
        let questions = Input.checkboxes(
            frame("leistung", "Was soll erledigt werden?"), name: "leistung", options: options, chosen: services)
        let first: HTML = """
            \(questions)\
            \(Input.text(frame("personen", "Für wie viele Personen?"), name: "personen", value: persons, .number()))
            """
        let body: HTML
        if wish == nil || !problems.allSatisfy({ $0.field != "leistung" }) {
            body = """
                <form method="get" action="\(href: "\(address)/buchen")" class="flow">\(first)\
                \(Button.row([Button(submit: "Freie Zeiten zeigen", key: .next)]))</form>
                """
        } else if slots.isEmpty {
            body =
                EmptyState(
                    "Dafür ist an diesem Tag nichts frei", "Wählen Sie weniger oder einen anderen Tag.",
                    buttons: [Button("Anderes wählen", to: "\(address)/buchen")]
                ).html
        } else {
            let kept = (wish?.values ?? []) + [(name: "link", value: link)]
            let phoneFrame = frame("telefon", "Telefon", hint: "Falls der Termin ausfällt", isOptional: true)
            let answers = [
                Input.radios(frame("zeit", "Wann?"), name: "zeit", options: times, chosen: start.map(String.init)),
                Input.text(frame("name", "Vor- und Nachname"), name: "name", value: name, .init(maxLength: 80)),
                Input.text(phoneFrame, name: "telefon", value: phone, .init(maxLength: 40)),
                Button.row([
                    Button(submit: "Termin buchen", key: .next),
                    Button("Anderes wählen", kind: .quiet, to: "\(address)/buchen"),
                ]),
            ]
            body =
                PostForm(to: "\(address)/buchen", token: token, values: kept, HTML(answers)).html
        }
        return page(
            "Am Telefon buchen", at: "/terminplan", problems: problems, back: ("Außentermin", address), width: .reading,
            "<p class=\"soft\">\(opening.venueTitle), \(GermanText.longDate(opening.day))</p>\(body)")
    }

    /// What the citizen gets in hand, or is read out.
    func slip(_ book: AppointmentBook, _ booking: Booking, link: PrivateLink?, host: String?) -> Page {
        guard let opening = book.opening else { return plan([], requests: 0) }
        let items = booking.visits.compactMap { town.catalogue.service($0.service) }.flatMap { service in
            service.evidence.filter(\.isRequired).map { "<li>\($0.title.de)</li>" as HTML }
        }
        let bring: HTML? = items.isEmpty ? nil : "<h2>Mitbringen</h2><ul>\(items)</ul>"
        let address = link.flatMap { link in host.map { "\($0)\(link.path)" } }
        let own: HTML? = address.map {
            let code = QRCode($0)?.picture(of: "Adresse zum Ändern des Termins")
            return "<p>Verschieben oder absagen: <br>\($0)</p>\(code)"
        }
        return page(
            "Termin \(booking.id.printed)", at: "/terminplan", back: ("Außentermin", "/terminplan/\(opening.id.text)"),
            width: .reading,
            """
            <article class="paper flow"><p><strong>\(town.authority)</strong></p>\
            \(AnswerList(rows: [
                .init("Nummer", text: booking.id.printed), .init("Tag", text: GermanText.longDate(opening.day)),
                .init("Uhrzeit", text: booking.taken.map { "\(MinuteSpan.clock($0.span.start)) Uhr" }),
                .init("Ort", text: opening.venueTitle), .init("Anliegen", text: booking.wish(town.catalogue)),
                .init("Absagen", text: "Telefon \(town.phone)"),
            ]).html)\(bring)\(own)</article>\
            \(Button.row([Button(print: "Zettel drucken", kind: .primary, key: .print)]))
            """)
    }
}
