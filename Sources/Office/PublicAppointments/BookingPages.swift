import Casework
import Pages
import Town

/// What the citizen typed of herself, and what is wrong with it.
struct BookerReading {
    var name: String
    var phone: String
    var email: String
    private(set) var mistakes: [(field: String, text: LocalizedText)] = []
    private(set) var booker: Booker?

    static let blank = BookerReading()

    private init() { (name, phone, email) = ("", "", "") }

    /// - Parameter needsPhone: nobody could be told otherwise.
    init(_ form: FormBody, language: Language, needsPhone: Bool) {
        name = String((form["name"] ?? "").trimmed.prefix(80))
        phone = String((form["telefon"] ?? "").trimmed.prefix(40))
        email = String((form["email"] ?? "").trimmed.prefix(254))
        if !name.contains(where: \.isLetter) { mistakes.append(("name", PublicText.nameMissing)) }
        if phone.isEmpty {
            if needsPhone { mistakes.append(("telefon", PublicText.phoneMissing)) }
        } else if ContactReading.phone(phone) == nil {
            mistakes.append(("telefon", PublicText.phoneWrong))
        }
        if !email.isEmpty, ContactReading.email(email) == nil { mistakes.append(("email", PublicText.emailWrong)) }
        guard mistakes.isEmpty else { return }
        booker = Booker(name: name, phone: phone.nonBlank, email: email.nonBlank, language: language)
    }

    func mistake(_ field: String) -> LocalizedText? { mistakes.first { $0.field == field }?.text }
}

/// The pages behind a private link.
extension PublicDesk {
    func booking(
        _ book: AppointmentBook, _ booking: Booking, _ link: PrivateLink, reading: BookerReading = .blank,
        problem: LocalizedText? = nil
    ) -> Page {
        guard let opening = book.opening else { return dates([]) }
        switch booking.state {
        case .held(let slot, let until, let isOffer):
            return askWho(opening, booking, slot, until, link, reading, isOffer: isOffer, problem)
        case .lapsed(let slot): return lapsed(book, booking, slot, link, problem)
        case .confirmed(let slot):
            return confirmed(book, booking, slot, link, problem)
        case .waiting:
            return page(
                PublicText.waiting, problems: problem.map { [Problem(say($0))] } ?? [],
                """
                \(facts(opening, booking, nil))<p>\(say(PublicText.waitingText))</p>\
                \(post("\(link.path)/absagen", [], Button.row([Button(submit: say(PublicText.leaveList), kind: .secondary)])))
                """)
        case .cancelled(let reason):
            let text = reason == .citizen ? PublicText.cancelledText : PublicText.cancelledByOffice
            return page(PublicText.cancelled, "<p>\(say(text))</p>\(toDates)")
        case .arrived, .missed: return page(PublicText.over, toDates)
        }
    }

    private var toDates: HTML {
        Button.row([Button(say(PublicText.toDates), kind: .primary, to: address("/termine"))])
    }

    // MARK: Reserved

    private func askWho(
        _ opening: Opening, _ booking: Booking, _ slot: Slot, _ until: Moment, _ link: PrivateLink,
        _ reading: BookerReading, isOffer: Bool, _ problem: LocalizedText?
    ) -> Page {
        func frame(_ id: String, _ label: LocalizedText, hint: LocalizedText? = nil, isOptional: Bool = false)
            -> InputFrame
        {
            InputFrame(
                id: id, label: say(label), hint: hint.map(say), isOptional: isOptional,
                mistake: reading.mistake(id).map(say), language: language)
        }
        let problems =
            (problem.map { [Problem(say($0))] } ?? []) + reading.mistakes.map { Problem(say($0.text), field: $0.field) }
        let day = until.germanDay == today ? "" : "\(until.germanDay.map(date) ?? ""), "
        let kept = say(PublicText.keptUntil(day + clock(until.inGermany?.minute ?? 0)))
        let more =
            isOffer
            ? nil
            : Button(
                submit: say(PublicText.extend), kind: .secondary, name: "tun", value: "verlaengern")
        let buttons = [Button(submit: say(PublicText.confirm), key: .next)] + (more.map { [$0] } ?? [])
        return page(
            isOffer ? PublicText.offer : PublicText.who, problems: problems,
            """
            \(Notice(.information, kept, facts(opening, booking, slot)).html)\
            \(post("\(link.path)/bestaetigen", [], """
                \(Input.text(frame("name", PublicText.name), name: "name", value: reading.name,
                    .init(autocomplete: "name", maxLength: 80)))\
                \(Input.text(frame("telefon", PublicText.phoneField, hint: PublicText.phoneHint, isOptional: true),
                    name: "telefon", value: reading.phone, .init(type: "tel", autocomplete: "tel", maxLength: 40)))\
                \(Input.text(frame("email", PublicText.emailField, isOptional: true), name: "email",
                    value: reading.email, .init(type: "email", autocomplete: "email", maxLength: 254)))\
                \(Button.row(buttons))
                """))\
            \(post("\(link.path)/absagen", [], Button(submit: say(PublicText.cancel), kind: .link).html))
            """)
    }

    private func lapsed(
        _ book: AppointmentBook, _ booking: Booking, _ slot: Slot, _ link: PrivateLink, _ problem: LocalizedText?
    ) -> Page {
        let slots = book.nearest(to: slot.span.start, minutes: booking.minutes, count: 5, at: now)
            .sorted { $0.span.start < $1.span.start }
        let isFree = slots.contains { $0.span.start == slot.span.start }
        let problems = problem.map { [Problem(say($0))] } ?? []
        guard !slots.isEmpty else {
            return page(PublicText.lapsed, problems: problems, "<p>\(say(PublicText.lapsedNone))</p>\(toDates)")
        }
        let text = isFree ? PublicText.lapsedFree : PublicText.lapsedTaken
        return page(
            PublicText.lapsed, problems: problems,
            """
            <p>\(say(text))</p>\(post("\(link.path)/zeit", [], """
                \(times(slots, label: PublicText.when, chosen: isFree ? slot.span.start : nil))\
                \(Button.row([Button(submit: say(PublicText.reserve), key: .next)]))
                """))
            """)
    }

    // MARK: Confirmed

    private func confirmed(
        _ book: AppointmentBook, _ booking: Booking, _ slot: Slot, _ link: PrivateLink, _ problem: LocalizedText?
    ) -> Page {
        guard let opening = book.opening else { return dates([]) }
        let isOver = opening.moment(slot.span.start).map { $0 <= now } ?? true
        var buttons = [Button(print: say(PublicText.printIt), kind: .secondary, key: .print)]
        if !isOver {
            buttons.insert(Button(say(PublicText.calendar), to: "\(link.path)/termin.ics"), at: 0)
            if book.takesBookings {
                buttons.append(Button(say(PublicText.move), to: address("\(link.path)/verschieben")))
            }
            buttons.append(Button(say(PublicText.cancel), kind: .quiet, to: address("\(link.path)/absagen")))
        }
        let note: HTML? = book.isClosed && !isOver ? "<p>\(say(PublicText.kitHasList))</p>" : nil
        return page(
            PublicText.booked, problems: problem.map { [Problem(say($0))] } ?? [],
            """
            \(facts(opening, booking, slot))\(bring(booking))\(note)<p>\(say(PublicText.bookedText))</p>\
            \(Button.row(buttons))
            """)
    }

    func facts(_ opening: Opening, _ booking: Booking, _ slot: Slot?) -> HTML {
        var rows: [AnswerList.Row] = []
        if booking.isConfirmed { rows.append(.init(say(PublicText.number), text: booking.id.printed)) }
        rows.append(.init(say(PublicText.day), text: date(opening.day)))
        if let slot { rows.append(.init(say(PublicText.time), text: clock(slot.span.start))) }
        rows += [
            .init(say(PublicText.place), text: opening.venueTitle),
            .init(say(PublicText.services), text: booking.wish(catalogue, language)),
            .init(say(PublicText.duration), text: "\(booking.minutes) min"),
        ]
        return AnswerList(rows: rows).html
    }

    /// What to bring and what it costs, by service.
    func bring(_ booking: Booking) -> HTML {
        let lists = booking.visits.compactMap { catalogue.service($0.service) }.map { service -> HTML in
            let items = service.evidence.filter(\.isRequired).map { rule -> HTML in
                let when: HTML? =
                    rule.when == .always ? nil : " <span class=\"soft\">(\(say(PublicText.ifItApplies)))</span>"
                return "<li>\(rule.title.text(language))\(when)</li>"
            }
            let all = items.isEmpty ? ["<li>\(say(PublicText.bringNothing))</li>"] : items
            return """
                <h2>\(service.title.text(language))</h2><h3>\(say(PublicText.bring))</h3><ul>\(all)</ul>\
                <h3>\(say(PublicText.costs))</h3><ul>\(fees(service))</ul>
                """
        }
        return HTML(lists)
    }

    private func fees(_ service: Service) -> [HTML] {
        let rates = service.fees.flatMap { rule in
            rule.rates.map { rate -> HTML in
                let amount =
                    switch rate.amount {
                    case .fixed(let money): money.german
                    case .counted(_, let first, let further): "\(first.german), \(further.german)"
                    case .setByOffice: say(PublicText.setByOffice)
                    }
                return
                    "<li>\(amount) <span class=\"soft\">\(rule.title.text(language)), \(rate.reason.text(language))</span></li>"
            }
        }
        return rates.isEmpty ? ["<li>\(say(PublicText.noFee))</li>"] : rates
    }

    // MARK: Moving and cancelling

    /// - Parameter others: openings with a free time for it, this one among them.
    func askMove(
        _ book: AppointmentBook, _ booking: Booking, _ link: PrivateLink, others: [AppointmentBook],
        problem: LocalizedText? = nil
    ) -> Page {
        let lists = others.compactMap { other -> HTML? in
            guard let opening = other.opening else { return nil }
            let slots = other.free(booking.minutes, at: now)
            guard !slots.isEmpty else { return nil }
            let options = slots.prefix(40).map { slot in
                Input.Option(
                    "\(opening.id.text) \(slot.span.start)",
                    "\(MinuteSpan.clock(slot.span.start))–\(clock(slot.span.end))")
            }
            let frame = InputFrame(
                id: "zeit-\(opening.id.text)", label: "\(date(opening.day)), \(opening.venueTitle)", language: language)
            return Input.radios(frame, name: "zeit", options: options, chosen: nil)
        }
        let problems = problem.map { [Problem(say($0))] } ?? []
        let body: HTML =
            lists.isEmpty
            ? EmptyState(say(PublicText.nothingFree), say(PublicText.noDatesText)).html
            : post(
                "\(link.path)/verschieben", [],
                "\(lists)\(Button.row([Button(submit: say(PublicText.moveIt), key: .next)]))")
        return page(PublicText.moveTitle, problems: problems, back: address(link.path), body)
    }

    func askCancel(_ opening: Opening, _ booking: Booking, _ link: PrivateLink) -> Page {
        page(
            PublicText.cancelTitle, back: address(link.path),
            """
            \(facts(opening, booking, booking.taken))\(post("\(link.path)/absagen", [], Button.row([
                Button(submit: say(PublicText.cancelIt), kind: .danger),
                Button(say(PublicText.keep), to: address(link.path)),
            ])))
            """)
    }
}

extension BookingID {
    /// `CFGH-2346`
    var printed: String { CitizenCode(parsing: text)?.printed ?? text }
}
