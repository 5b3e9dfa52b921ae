import Casework
import Pages

/// The page "Heute": without an outing the places to open one at, with one the queue, the visits and the day's cases.
struct TodayPage {
    private let kit: KitProgram
    private let view: DeskView
    private let context: KitContext

    init(_ kit: KitProgram, _ view: DeskView, _ context: KitContext) {
        self.kit = kit
        self.view = view
        self.context = context
    }

    func page(newTicket: Ticket? = nil, problems: [Problem] = []) throws -> Page {
        let clerk = try context.clerk
        guard let outing = view.outing else {
            return kit.pages.page(
                "Heute", tab: .today, view: view, context: context, problems: problems,
                headingNote: "<span class=\"soft\">\(GermanText.longDate(view.today))</span>",
                main: StopChoice(view: view, token: context.formToken).html)
        }
        if let day = view.forgottenDay { return forgotten(outing, of: day, problems, clerk) }
        let buttons = QueueButtons(token: context.formToken, freshOnce: kit.freshOnce)
        let queue = QueueView(
            outing: outing, view: view, clerk: clerk, others: colleagues(of: clerk), buttons: buttons)
        let appointments = view.appointmentSheet.map {
            AppointmentList(outing: outing, sheet: $0, now: view.now, buttons: buttons).html
        }
        let given = newTicket.map {
            Notice(
                .good, "Nummer \($0.number.text) ist vergeben.", text: $0.wish ?? "Nennen Sie der Person ihre Nummer."
            ).html
        }
        return kit.pages.page(
            "Heute", tab: .today, view: view, context: context, problems: problems,
            headingNote: Button.row([
                Button("Anliegen aufnehmen", kind: .quiet, to: KitAddress.concern),
                Button("Außentermin schließen", kind: .quiet, to: KitAddress.closeOuting),
            ]), width: .wide,
            main: """
                \(given)\(figures(outing))\
                <div class="columns"><div class="flow">\(queue.html)\(appointments)</div>\
                <div class="flow">\(visits(outing, of: clerk))\(queue.taking)\(cases(outing))</div></div>
                """)
    }

    /// An outing of another day that nobody closed: what is open in it goes on, nobody new begins.
    private func forgotten(_ outing: Outing, of day: CalendarDate, _ problems: [Problem], _ clerk: DeskClerk) -> Page {
        let notice = Notice(
            .warning, "Der Außentermin vom \(GermanText.date(day)) ist noch geöffnet.",
            """
            <p>\(outing.opening?.venueTitle): Beenden Sie, was darin offen ist, und schließen Sie ihn. Danach öffnen Sie den von heute. \
            Ist heute noch der \(GermanText.date(day)), stellen Sie <a href="\(href: KitAddress.clock(backTo: KitAddress.today))">Datum und \
            Uhrzeit</a>.</p>\
            \(Button.row([
                Button("Außentermin vom \(day.german) schließen", kind: .primary, to: KitAddress.closeOuting, key: .next),
            ]))
            """)
        return kit.pages.page(
            "Heute", tab: .today, view: view, context: context, problems: problems,
            headingNote: "<span class=\"soft\">\(GermanText.longDate(view.today))</span>", width: .wide,
            main: """
                \(notice.html)\(figures(outing))\
                <div class="columns"><div class="flow">\(visits(outing, of: clerk))</div>\
                <div class="flow">\(cases(outing))</div></div>
                """)
    }

    /// Who else is logged in at this laptop.
    private func colleagues(of clerk: DeskClerk) -> [DeskClerk] {
        Set(kit.sessions.all.map(\.person)).filter { $0.id != clerk.id }.sorted { $0.name < $1.name }
    }

    // MARK: Figures

    private func figures(_ outing: Outing) -> HTML {
        let waiting = outing.tickets.filter { $0.state == .waiting }
        let longest = waiting.map { view.now.minutes(since: $0.takenAt) }.max()
        let numbers = Set(outing.visits.flatMap(\.cases))
        let given = numbers.count { view.state.cases[$0]?.state == .transferred }
        let taken = view.state.books.values.reduce(Money.zero) { $0 + $1.takings(of: outing.id) }
        let visits = outing.visits.count == 1 ? "Vorsprache" : "Vorsprachen"
        let cases = numbers.count == 1 ? "Vorgang" : "Vorgänge"
        return Part.figures([
            ("\(waiting.count)", longest.map { "wartend, längstens \($0) min" } ?? "wartend"),
            (
                "\(outing.visits.count)",
                outing.openVisits.isEmpty ? visits : "\(visits), \(outing.openVisits.count) offen"
            ),
            ("\(numbers.count)", given == 0 ? cases : "\(cases), \(given) abgegeben"),
            (taken.german, "eingenommen"),
        ])
    }

    // MARK: Visits

    private func visits(_ outing: Outing, of clerk: DeskClerk) -> HTML {
        let open = outing.openVisits.sorted { ($0.clerk == clerk.id ? 0 : 1) < ($1.clerk == clerk.id ? 0 : 1) }
        guard !open.isEmpty else {
            return Part.section(
                "Offene Vorsprachen",
                view.forgottenDay == nil
                    ? "<p class=\"soft\">Niemand ist am Platz. Rufen Sie eine Nummer auf oder beginnen Sie ohne Nummer (F2).</p>"
                    : "<p class=\"soft\">Keine.</p>"
            )
        }
        let hits = open.map { visit -> (what: HTML, actions: HTML) in
            let isOwn = visit.clerk == clerk.id
            let cases = GermanText.count(visit.cases.count, "Vorgang", "Vorgänge", none: "noch kein Vorgang")
            let what: HTML = """
                <span class="queue-number">\(visit.ticket?.text ?? "–")</span> \
                \(isOwn ? "bei Ihnen" : "bei \(view.clerkName(visit.clerk))") seit \(SyncPage.moment(visit.startedAt, today: view.today)), \(cases)
                """
            let name = visit.ticket.map { "Vorsprache \($0.text)" } ?? "ohne Nummer"
            return (
                what,
                Button(
                    isOwn ? "Fortsetzen" : "Ansehen", kind: isOwn ? .primary : .secondary,
                    to: KitAddress.visit(visit.id), unseen: name
                ).html
            )
        }
        return Part.section("Offene Vorsprachen", Part.hits(hits))
    }

    // MARK: Cases

    private func cases(_ outing: Outing) -> HTML {
        let here = Set(outing.visits.flatMap(\.cases))
        let listed = view.state.cases.values.filter { view.isOfToday($0) || here.contains($0.number) }
            .sorted { $0.number.text > $1.number.text }
        let caption = view.forgottenDay.map { "Vorgänge vom \($0.german)" } ?? "Vorgänge heute"
        guard !listed.isEmpty else {
            return Part.section(
                caption, "<p class=\"soft\">Noch keiner. Vorgänge entstehen in einer Vorsprache (F9).</p>")
        }
        let rows = listed.prefix(12).map { item -> [HTML] in
            [
                "<a href=\"\(href: KitAddress.page(of: item))\">\(item.number.text)</a>", "\(view.title(of: item))",
                CaseStanding(item, in: view).tag.html,
            ]
        }
        let table = Table(caption, columns: ["Nummer", "Leistung", "Stand"], rows: rows)
        let more =
            listed.count > rows.count
            ? Button("Alle \(listed.count) Vorgänge", kind: .quiet, to: KitAddress.cases).html : nil
        return "<section class=\"flow\">\(table.html)\(more)</section>"
    }
}
