import Casework
import Pages
import Sync

/// What is still open before the suitcase is packed.
struct Leaving {
    let outing: Outing?
    let waiting: [TicketNumber]
    let visits: [Visit]
    /// Of any outing: in this kit's hands until they are given away.
    let untransferred: [Case]
    let unacknowledged: [Case]
    /// Days whose cash was opened and not closed.
    let uncounted: [CalendarDate]
    /// Days whose stickers nobody has counted back.
    let stickersOut: [CalendarDate]

    init(_ view: DeskView) {
        outing = view.outing
        waiting = outing?.tickets.filter { !$0.state.isSettled }.map(\.number) ?? []
        visits = view.state.outings.values.flatMap(\.openVisits).sorted { $0.startedAt < $1.startedAt }
        untransferred = view.state.untransferred()
        unacknowledged = view.unacknowledged
        stickersOut = view.stickersOut
        uncounted = view.state.books.filter { $0.value.isOpen }.map(\.key).sorted()
    }

    /// What ending the day leaves open, in words; the next morning finds it again.
    var endsDay: [String] {
        (outing == nil ? [] : ["Der Außentermin ist noch geöffnet."])
            + uncounted.map { "Die Kasse vom \($0.german) ist nicht gezählt und nicht abgeschlossen." }
            + stickersOut.map { "Die Aufkleber vom \($0.german) sind nicht zurückgezählt." }
    }
}

/// "Abfahrt" and the closing of an outing: every open thing with the way to it.
struct LeavingPage {
    private let kit: KitProgram
    private let view: DeskView
    private let context: KitContext
    private let leaving: Leaving

    init(_ kit: KitProgram, _ view: DeskView, _ context: KitContext) {
        self.kit = kit
        self.view = view
        self.context = context
        leaving = Leaving(view)
    }

    /// - Parameter endingDay: what keeps the day from ending without "trotzdem".
    func page(endingDay: [String] = []) -> Page {
        let actions =
            leaving.outing == nil
            ? endForm(isFirst: true, anyway: !endingDay.isEmpty)
            : Button("Außentermin schließen", kind: .primary, to: KitAddress.closeOuting).html
                + endForm(isFirst: false, anyway: !endingDay.isEmpty)
        return kit.pages.page(
            "Abfahrt", tab: .leaving, view: view, context: context, problems: endingDay.map { Problem($0) },
            main: """
                <p>Was vor der Abfahrt zu erledigen ist. Alles ist gespeichert; was offen bleibt, findet sich morgen wieder.</p>\
                \(TaskList(tasks).html)<div class="actions">\(actions)</div>
                """)
    }

    private func endForm(isFirst: Bool, anyway: Bool) -> HTML {
        ButtonForm(
            to: KitAddress.dayEnd, token: context.formToken, values: anyway ? [("anyway", "yes")] : [],
            button: Button(
                submit: anyway ? "Trotzdem Tag beenden und Koffer verschließen" : "Tag beenden und Koffer verschließen",
                kind: anyway ? .danger : isFirst ? .primary : .secondary)
        ).html
    }

    private var tasks: [TaskList.Task] {
        func state(_ count: Int, _ one: String, _ many: String) -> TaskList.State {
            count == 0 ? .done : .open(missing: GermanText.count(count, one, many))
        }
        return [
            .init("Warteliste", to: KitAddress.today, state(leaving.waiting.count, "Nummer wartet", "Nummern warten")),
            .init(
                "Vorsprachen", to: leaving.visits.first.map { KitAddress.visit($0.id) } ?? KitAddress.today,
                state(leaving.visits.count, "Vorsprache ist offen", "Vorsprachen sind offen")),
            .init(
                "Vorgänge", to: leaving.untransferred.first.map { KitAddress.case_($0.number) } ?? KitAddress.cases,
                state(leaving.untransferred.count, "Vorgang ist nicht abgegeben", "Vorgänge sind nicht abgegeben")),
            .init(
                "Kasse", to: KitAddress.cash,
                leaving.uncounted.isEmpty ? .done : .open(missing: "nicht gezählt und nicht abgeschlossen")),
            .init(
                "Aufkleber", to: leaving.stickersOut.first.map { KitAddress.stickers($0) } ?? KitAddress.stickers,
                leaving.stickersOut.isEmpty ? .done : .open(missing: "nicht zurückgezählt")),
            .init(
                "Übertragung", to: KitAddress.sync,
                transfer),
            .init(
                "Außentermin", to: leaving.outing == nil ? KitAddress.today : KitAddress.closeOuting,
                leaving.outing == nil ? .done : .open(missing: "noch geöffnet")),
        ]
    }

    /// What the office does not have, or has not taken over, and why.
    private var transfer: TaskList.State {
        let steps = leaving.unacknowledged.map { TransferStep(of: $0, in: view) }
        let here = steps.count { if case .atKit = $0 { true } else { false } }
        let why = TransferStep.waiting(in: view)
        if here > 0 { return .open(missing: "\(GermanText.count(here, "Vorgang", "Vorgänge")): \(why)") }
        let held = steps.count { $0 == .heldBack }
        if held > 0 {
            return .open(missing: GermanText.count(held, "Vorgang", "Vorgänge") + " in der Zentrale zurückgehalten")
        }
        if !steps.isEmpty {
            return .open(
                missing: GermanText.count(steps.count, "Vorgang wird", "Vorgänge werden") + " in der Zentrale geprüft")
        }
        return (view.sync?.unsentEntries ?? 0) == 0 ? .done : .open(missing: "Einträge, kein Vorgang: \(why)")
    }

    // MARK: Closing the outing

    func closing(problems: [Problem] = []) throws -> Page {
        guard let outing = view.outing else { return page() }
        let here = view.state.untransferred(at: outing.id)
        let isOpen = !outing.open(untransferred: here.map(\.number)).isEmpty
        let form = PostForm(
            to: KitAddress.closeOuting, token: context.formToken,
            Button.row([
                isOpen
                    ? Button(submit: "Trotzdem schließen", kind: .danger, name: "anyway", value: "yes")
                    : Button(submit: "Außentermin schließen"),
                Button("Zurück", kind: .quiet, to: KitAddress.today),
            ]))
        let words: HTML =
            isOpen
            ? Notice(.warning, "Das ist noch offen", openThings(outing, here)).html
            : "<p>Nichts ist offen: alle Vorsprachen sind beendet, alle Vorgänge abgegeben.</p>"
        return kit.pages.page(
            "Außentermin schließen", tab: .leaving, view: view, context: context, problems: problems,
            back: ("Heute", KitAddress.today), main: "\(words)\(form.html)")
    }

    private func openThings(_ outing: Outing, _ cases: [Case]) -> HTML {
        let waiting =
            leaving.waiting.isEmpty
            ? nil
            : "<li>Wartende Nummern: \(leaving.waiting.map(\.text).joined(separator: ", "))</li>" as HTML
        let visits = outing.openVisits.map { visit -> HTML in
            let name = visit.ticket.map { "Vorsprache \($0.text)" } ?? "Vorsprache ohne Nummer"
            return
                "<li><a href=\"\(href: KitAddress.visit(visit.id))\">\(name)</a> bei \(view.clerkName(visit.clerk)) ist nicht beendet</li>"
        }
        let items = cases.map { item -> HTML in
            "<li><a href=\"\(href: KitAddress.case_(item.number))\">\(item.number.text)</a> \(item.title) ist nicht abgegeben</li>"
        }
        return "<ul>\(waiting)\(visits)\(items)</ul>"
    }
}
