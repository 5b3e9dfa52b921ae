import Casework
import Pages

/// The forms of the queue: one button each, twice pressed does it once.
struct QueueButtons {
    let token: FormToken
    let freshOnce: () -> String

    func form(
        _ address: String, _ ticket: TicketNumber?, _ button: Button, values: [(name: String, value: String)] = []
    ) -> HTML {
        ButtonForm(
            to: address, token: token, onceToken: freshOnce(),
            values: (ticket.map { [("ticket", $0.text)] } ?? []) + values, button: button
        ).html
    }
}

/// The queue as one clerk sees it: whom she has called, who waits, who is to come again.
struct QueueView {
    let outing: Outing
    let view: DeskView
    let clerk: DeskClerk
    let others: [DeskClerk]
    let buttons: QueueButtons

    var html: HTML { "\(place)\(waiting)\(put)" }

    // MARK: At this desk

    private var place: HTML {
        if let called = outing.called(by: clerk.id), case .called(_, let attempt) = called.state {
            return Part.section("An Ihren Platz gerufen", calledPanel(called, attempt))
        }
        guard !outing.waiting(for: clerk.id).isEmpty else { return .empty }
        return buttons.form(
            KitAddress.callTicket, nil,
            Button(
                submit: "Nächste Nummer aufrufen",
                kind: outing.openVisits(of: clerk.id).isEmpty ? .primary : .secondary,
                key: .callNext))
    }

    private func calledPanel(_ ticket: Ticket, _ attempt: Int) -> HTML {
        let number = ticket.number
        var actions = [
            buttons.form(
                KitAddress.visits, number,
                Button(submit: "Vorsprache \(number.text) beginnen", key: .next))
        ]
        if attempt < Ticket.attempts {
            actions.append(
                buttons.form(
                    KitAddress.callAgain, number,
                    Button(submit: "Noch einmal aufrufen", kind: .secondary, key: .callNext)))
        } else {
            actions.append(
                buttons.form(
                    KitAddress.missTicket, number, Button(submit: "Nicht erschienen", kind: .secondary)))
        }
        actions.append(buttons.form(KitAddress.parkTicket, number, Button(submit: "Zurückstellen", kind: .quiet)))
        actions += forwarding(ticket)
        return """
            <div class="panel flow"><div class="row"><span class="queue-number">\(number.text)</span>\
            <span>\(wish(ticket))\(attempt). Aufruf</span></div><div class="actions">\(actions)</div></div>
            """
    }

    private func wish(_ ticket: Ticket) -> HTML {
        let appointment = ticket.appointment.map { "Termin \(MinuteSpan.clock($0)) · " as HTML }
        return "\(appointment)\(ticket.wish.map { "\($0) · " as HTML })"
    }

    private func forwarding(_ ticket: Ticket) -> [HTML] {
        others.filter { $0.id != ticket.meantFor }.map { other in
            buttons.form(
                KitAddress.forwardTicket, ticket.number,
                Button(submit: "An \(other.name)", kind: .quiet, unseen: "weitergeben: \(ticket.number.text)"),
                values: [("to", other.id.text)])
        }
    }

    // MARK: Waiting

    private var waiting: HTML {
        let rows = outing.tickets.compactMap { ticket -> (what: HTML, actions: HTML)? in
            switch ticket.state {
            case .waiting: waitingRow(ticket)
            case .called(let by, let attempt) where by != clerk.id: calledElsewhere(ticket, by, attempt)
            default: nil
            }
        }
        guard !rows.isEmpty else {
            return Part.section("Warteliste", "<p class=\"soft\">Es wartet niemand.</p>")
        }
        return Part.section("Warteliste", Part.hits(rows))
    }

    private func waitingRow(_ ticket: Ticket) -> (what: HTML, actions: HTML) {
        let number = ticket.number
        let isForOther = ticket.meantFor.map { $0 != clerk.id } ?? false
        let meant = ticket.meantFor.map { isForOther ? " · für \(view.clerkName($0))" : " · für Sie" }
        let what: HTML = """
            <span class="queue-number">\(number.text)</span> \(wish(ticket))wartet seit \
            \(view.now.minutes(since: ticket.takenAt)) min\(meant)
            """
        var actions: [HTML] = []
        if !isForOther, outing.called(by: clerk.id) == nil {
            actions.append(
                buttons.form(
                    KitAddress.callTicket, number, Button(submit: "Aufrufen", kind: .secondary, unseen: number.text)))
        }
        actions.append(
            buttons.form(
                KitAddress.parkTicket, number, Button(submit: "Zurückstellen", kind: .quiet, unseen: number.text)))
        if isForOther {
            actions.append(
                buttons.form(
                    KitAddress.forwardTicket, number,
                    Button(submit: "An mich", kind: .quiet, unseen: number.text), values: [("to", clerk.id.text)]))
        } else {
            actions += forwarding(ticket)
        }
        return (what, HTML(actions))
    }

    private func calledElsewhere(_ ticket: Ticket, _ by: ClerkID, _ attempt: Int) -> (what: HTML, actions: HTML) {
        (
            """
            <span class="queue-number">\(ticket.number.text)</span> \(wish(ticket))gerufen an den Platz von \
            \(view.clerkName(by)), \(attempt). Aufruf
            """, .empty
        )
    }

    // MARK: Put back and missed

    private var put: HTML {
        let rows = outing.tickets.compactMap { ticket -> (what: HTML, actions: HTML)? in
            let why: String
            switch ticket.state {
            case .parked(let reason): why = reason.map { "zurückgestellt: \($0)" } ?? "zurückgestellt"
            case .noShow: why = "nicht erschienen"
            default: return nil
            }
            let number = ticket.number
            return (
                "<span class=\"queue-number\">\(number.text)</span> \(wish(ticket))\(why)",
                buttons.form(
                    KitAddress.returnTicket, number,
                    Button(submit: "Ist wieder da", kind: .secondary, unseen: number.text))
                    + buttons.form(
                        KitAddress.visits, number,
                        Button(submit: "Vorsprache beginnen", kind: .quiet, unseen: number.text))
            )
        }
        return rows.isEmpty ? .empty : Part.section("Zurückgestellt", Part.hits(rows))
    }

    // MARK: A new number

    /// Gives out the next number; stands where it is always in sight.
    var taking: HTML {
        let form = PostForm(
            to: KitAddress.takeTicket, token: buttons.token, onceToken: buttons.freshOnce(),
            """
            <div class="fields">\(Input.text(
                InputFrame(id: "wish", label: "Anliegen in einem Wort", isOptional: true), name: "wish",
                Input.Text(maxLength: 120)))</div>\
            \(Button.row([Button(submit: "Nummer \(outing.nextTicket.text) geben", kind: .secondary)]))
            """)
        return Part.section("Neue Person", form.html)
    }
}
