import Casework
import Pages

/// What a citizen has chosen so far; it travels in the addresses of the questions and names nobody.
struct BookingWish: Hashable, Sendable {
    let services: [ServiceKey]
    let persons: Int

    static let serviceName = "leistung"
    static let personsName = "personen"

    /// - Returns: `nil` where nothing of what is offered is chosen.
    init?(services: [String], persons: String?, in opening: Opening) {
        let chosen = opening.services.filter { services.contains($0.text) }
        guard !chosen.isEmpty else { return nil }
        self.services = chosen
        self.persons = persons.flatMap { Int($0) } ?? 1
        guard BookedService.possiblePersons.contains(self.persons) else { return nil }
    }

    var values: [(name: String, value: String)] {
        services.map { (Self.serviceName, $0.text) } + [(Self.personsName, String(persons))]
    }

    /// With the minutes of today's catalogue.
    func visits(_ catalogue: Catalogue) -> [BookedService] {
        services.compactMap { key in
            BookedService(
                service: key, minutes: catalogue.service(key)?.minutes ?? Service.usualMinutes, persons: persons)
        }
    }
}

extension PublicDesk {
    // MARK: Where and when

    func dates(_ books: [AppointmentBook]) -> Page {
        let rows = books.compactMap { book -> (what: HTML, actions: HTML)? in
            guard let opening = book.opening else { return nil }
            let free = book.free(Opening.walkInMinutes, at: now).count
            let state: LocalizedText
            var action = HTML.empty
            if book.calledOff != nil {
                state = PublicText.calledOff
            } else if book.isClosed {
                state = PublicText.closed
            } else {
                state = free == 0 ? PublicText.full : PublicText.free(free)
                action =
                    Button(
                        say(PublicText.choose), kind: .primary, to: address("/termine/o/\(opening.id.text)"),
                        unseen: "\(opening.venueTitle), \(date(opening.day))"
                    ).html
            }
            return (
                """
                <strong>\(date(opening.day)), \(MinuteSpan.clock(opening.hours.start))–\(clock(opening.hours.end))</strong>\
                <div>\(opening.venueTitle)</div><div class="soft">\(say(state))</div>
                """, action
            )
        }
        let list =
            rows.isEmpty
            ? EmptyState(say(PublicText.noDates), say(PublicText.noDatesText)).html : Part.hits(rows)
        return page(
            PublicText.dates,
            """
            <p>\(say(PublicText.datesText))</p>\(list)\
            <p><a href="\(href: address("/termine/besuch"))">\(say(PublicText.askVisit))</a></p>
            """)
    }

    // MARK: What, for how many, when

    private func stop(_ opening: Opening) -> HTML {
        "<p class=\"soft\">\(opening.venueTitle), \(date(opening.day))</p>"
    }

    func askServices(_ opening: Opening, chosen: [String], problem: LocalizedText? = nil) -> Page {
        let options = opening.services.map { key in
            Input.Option(key.text, catalogue.service(key)?.title.text(language) ?? key.text)
        }
        let frame = InputFrame(
            id: BookingWish.serviceName, label: say(PublicText.what), hint: say(PublicText.whatHint),
            mistake: problem.map(say), language: language)
        return page(
            PublicText.what, problems: problem.map { [Problem(say($0), field: BookingWish.serviceName)] } ?? [],
            back: address("/termine"),
            """
            \(stop(opening))\(get("/termine/o/\(opening.id.text)/personen", [], """
                \(Input.checkboxes(frame, name: BookingWish.serviceName, options: options, chosen: chosen))\
                \(Button.row([Button(submit: say(PublicText.next), key: .next)]))
                """))
            """)
    }

    func askPersons(_ opening: Opening, _ services: [String], problem: LocalizedText? = nil) -> Page {
        let options = BookedService.possiblePersons.map { Input.Option(String($0), String($0)) }
        let frame = InputFrame(
            id: BookingWish.personsName, label: say(PublicText.persons), hint: say(PublicText.personsHint),
            mistake: problem.map(say), language: language)
        let carried = services.map { (name: BookingWish.serviceName, value: $0) }
        let back = address(
            "/termine/o/\(opening.id.text)", services.map { (BookingWish.serviceName, $0) })
        return page(
            PublicText.persons, problems: problem.map { [Problem(say($0), field: BookingWish.personsName)] } ?? [],
            back: back,
            """
            \(stop(opening))\(get("/termine/o/\(opening.id.text)/zeit", carried, """
                \(Input.select(frame, name: BookingWish.personsName, options: options, chosen: "1"))\
                \(Button.row([Button(submit: say(PublicText.next), key: .next)]))
                """))
            """)
    }

    /// - Parameter link: the secret of the booking that this page will make; pressed twice it is one.
    func askTime(_ book: AppointmentBook, _ wish: BookingWish, link: String, problem: LocalizedText? = nil) -> Page {
        guard let opening = book.opening else { return dates([]) }
        let minutes = BookedService.minutes(wish.visits(catalogue))
        let slots = book.free(minutes, at: now)
        let back = address(
            "/termine/o/\(opening.id.text)/personen", wish.services.map { (BookingWish.serviceName, $0.text) })
        let kept = wish.values + [(name: "link", value: link)]
        let problems = problem.map { [Problem(say($0), field: slots.isEmpty ? nil : "zeit")] } ?? []
        guard !slots.isEmpty else {
            return page(
                PublicText.nothingFree, problems: problems, back: back,
                """
                \(stop(opening))<p>\(say(PublicText.nothingFreeText))</p>\
                \(post("/termine/o/\(opening.id.text)/warten", kept, Button.row([
                    Button(submit: say(PublicText.wait)),
                    Button(say(PublicText.toDates), kind: .quiet, to: address("/termine")),
                ])))
                """)
        }
        return page(
            PublicText.when, problems: problems, back: back,
            """
            \(stop(opening))\(post("/termine/o/\(opening.id.text)/reservieren", kept, """
                \(times(slots, label: PublicText.when, problem: problem))\
                \(Button.row([Button(submit: say(PublicText.reserve), key: .next)]))
                """))
            """)
    }

    /// One of the free slots.
    func times(_ slots: [Slot], label: LocalizedText, problem: LocalizedText? = nil, chosen: Int? = nil) -> HTML {
        let options = slots.map { slot in
            Input.Option(
                String(slot.span.start),
                "\(MinuteSpan.clock(slot.span.start))–\(clock(slot.span.end))")
        }
        let frame = InputFrame(id: "zeit", label: say(label), mistake: problem.map(say), language: language)
        return Input.radios(frame, name: "zeit", options: options, chosen: chosen.map(String.init))
    }
}
