import Casework
import Foundation
import Journal
import Pages
import Sync

/// What is not at the office yet, since when, why, how long it will take, and what to do. Nothing leaves this page before the office has
/// it, and what failed stays until a person has dealt with it.
struct SyncPage {
    /// The `id` of the part that renews itself.
    static let livePart = "transfer-live"
    static let reasonMissing = "Geben Sie an, wie die Sache erledigt wurde."

    let view: DeskView
    /// When the oldest entry was written that the office does not have.
    let unsentSince: Moment?
    let rate: TransferRate
    let token: FormToken
    /// The sync was asked to try at once.
    var wasAsked = false
    /// The matter for which the reason was missing.
    var mistake: String?

    var html: HTML { "<div class=\"flow\">\(warnings)\(matters)\(live)\(asking)\(settled)</div>" }

    /// Without anything that is typed into: it is replaced every two seconds.
    var live: HTML {
        """
        <div class="flow" id="\(Self.livePart)" data-renew="\(KitAddress.sync)">\
        \(state)\(MirrorNotice(view: view).standing)\(progress)\(figures)\(problems)\(waiting)\(arrived)</div>
        """
    }

    // MARK: What somebody has to look after

    private var warnings: HTML {
        var notices: [HTML] = []
        if view.isBehindOffice {
            notices.append(
                Notice(
                    .bad, "Auf diesem Koffer fehlen Einträge, die die Zentrale schon hat.",
                    text:
                        "Die Platte wurde auf einen älteren Stand zurückgesetzt. Nehmen Sie nichts mehr auf und rufen Sie die Zentrale an."
                ).html)
        }
        if case .warning(let until) = view.contact {
            notices.append(
                Notice(
                    .warning,
                    "Dieser Koffer braucht Kontakt zur Zentrale bis \(until.germanDay?.german ?? ""), \(until.germanClock) Uhr.",
                    text: "Danach sperrt er sich, bis er wieder Kontakt hatte. Verbinden Sie ihn vorher mit einem Netz."
                ).html)
        }
        let unknown = view.state.unknownEntries + view.state.feed.unknown
        if unknown > 0 {
            notices.append(
                Notice(
                    .warning,
                    GermanText.count(unknown, "Eintrag ist", "Einträge sind") + " von einer anderen Programmversion.",
                    text:
                        "Nichts davon geht verloren. Bringen Sie den Koffer auf den Stand der Zentrale, dann werden sie lesbar."
                ).html)
        }
        return HTML(notices)
    }

    private var matters: HTML? {
        let open = Matter.open(in: view)
        guard !open.isEmpty else { return nil }
        let items = open.map { matter -> HTML in
            let isWrong = mistake == matter.key
            let reason = Input.text(
                InputFrame(
                    id: "grund-\(matter.key)", label: "Wie wurde es erledigt?",
                    mistake: isWrong ? Self.reasonMissing : nil),
                name: "grund", .init(maxLength: 300))
            let form = PostForm(
                to: KitAddress.syncSettled, token: token,
                """
                <input type="hidden" name="sache" value="\(matter.key)">\(reason)\
                \(Button.row([Button(submit: "Als erledigt eintragen", kind: .secondary)]))
                """
            ).html
            let link = matter.number.map {
                "<p><a href=\"\(href: KitAddress.transferred($0))\">Vorgang \($0.text) ansehen</a></p>" as HTML
            }
            return Notice(
                .warning, matter.title,
                "<p>\(matter.text)</p><p>\(matter.advice)</p>\(link)\(isWrong ? form : Part.more("Erledigt …", form))"
            ).html
        }
        return Part.section("Darum muss sich jemand kümmern", HTML(items))
    }

    private var settled: HTML? {
        let known = Set(Matter.all(in: view).map(\.key))
        let settled = view.state.settledMatters.values.filter { known.contains($0.matter) }
            .sorted { $0.matter < $1.matter }
        guard !settled.isEmpty else { return nil }
        let table = Table(
            "Erledigt", isCaptionUnseen: true, columns: ["Was es war", "Wie es erledigt wurde", "Wer"],
            rows: settled.map { ["\($0.what)", "\($0.reason)", "\(view.clerkName($0.clerk))"] })
        return Part.more(GermanText.count(settled.count, "erledigte Sache", "erledigte Sachen"), table.html)
    }

    // MARK: How it stands

    private var state: HTML {
        guard let sync = view.sync else {
            return Notice(
                .idle, "Noch kein Kontakt seit dem Start.",
                text: "Weiterarbeiten ist möglich. Gesendet wird von selbst, sobald ein Netz da ist."
            ).html
        }
        let contact =
            sync.lastContact.map { "Letzter Kontakt: \(Self.time($0, today: view.today))." }
            ?? (sync.isKnown ? "Noch kein Kontakt." : "Was die Zentrale schon hat, zeigt sich beim nächsten Kontakt.")
        let next = sync.nextTry.map { " Nächster Versuch: \(Self.time($0, today: view.today))." } ?? ""
        switch sync.state {
        case .stopped: return Notice(.idle, "Die Übertragung läuft nicht.", text: contact).html
        case .offline:
            return Notice(
                .idle, "Kein Netz.",
                text: "\(contact)\(next) Weiterarbeiten ist möglich, es wird von selbst gesendet."
            ).html
        case .connecting: return Notice(.busy, "Die Verbindung wird aufgebaut.", text: contact).html
        case .sending: return Notice(.busy, "Es wird übertragen.", text: contact).html
        case .upToDate: return allSent(contact)
        case .refused(let refusal):
            // A matter says the same above, and what to do.
            let text = refusal.isKeptAside ? "Was zu tun ist, steht oben." : refusal.message
            return Notice(.bad, "Die Zentrale nimmt von diesem Koffer nichts an.", text: text).html
        }
    }

    /// Nothing waits on this laptop; what the office has not taken over yet it checks, or holds back for a person.
    private func allSent(_ contact: String) -> HTML {
        let steps = view.unacknowledged.map { TransferStep(of: $0, in: view) }
        func count(_ wanted: TransferStep) -> String? {
            let count = steps.count { $0 == wanted }
            return count == 0 ? nil : GermanText.count(count, "Vorgang", "Vorgänge")
        }
        // Just given away, and the sync hears of it in the same second.
        if steps.contains(where: { if case .atKit = $0 { true } else { false } }) {
            return Notice(.busy, "Es wird übertragen.", text: contact).html
        }
        let (held, checked) = (count(.heldBack), count(.received))
        guard held != nil || checked != nil else { return Notice(.good, "Die Zentrale hat alles.", text: contact).html }
        let what = [
            checked.map { "Die Zentrale prüft noch \($0)." }, held.map { "\($0) hält sie zurück." },
        ].compactMap { $0 }.joined(separator: " ")
        return Notice(held == nil ? .busy : .warning, "Alles ist gesendet. \(what)", text: contact).html
    }

    /// `10:42 Uhr`, with the day where it is another one.
    static func time(_ time: Timestamp, today: CalendarDate) -> String {
        moment(Moment(milliseconds: time.milliseconds), today: today)
    }

    static func moment(_ moment: Moment, today: CalendarDate) -> String {
        let day = moment.germanDay.flatMap { $0 == today ? nil : "\($0.german), " } ?? ""
        return "\(day)\(moment.germanClock) Uhr"
    }

    private var figures: HTML {
        let since = unsentSince.map { ", ältester von \(Self.moment($0, today: view.today))" } ?? ""
        let waiting = view.unacknowledged.count
        let sync = view.sync
        func figure(_ number: Int?, _ one: String, _ many: String) -> (String, String) {
            (number.map(GermanText.number) ?? "–", number == 1 ? one : many)
        }
        let entries = sync.flatMap { $0.isKnown ? Int(clamping: $0.unsentEntries) : nil }
        let rest = sync?.isKnown == false ? ": Stand vor dem Start unbekannt" : " nicht gesendet\(since)"
        return Part.figures([
            figure(
                waiting, "Vorgang abgegeben, noch nicht übernommen", "Vorgänge abgegeben, noch nicht übernommen"),
            figure(entries, "Eintrag\(rest)", "Einträge\(rest)"),
            figure(sync?.unsentAttachments, "Anlage nicht gesendet", "Anlagen nicht gesendet"),
            (sync.map { GermanText.size(bytes: Int(clamping: $0.unsentBytes)) } ?? "–", "davon noch zu senden"),
        ])
    }

    private var progress: HTML? {
        guard let sync = view.sync, sync.isKnown, sync.unsentEntries > 0 || sync.unsentBytes > 0 else { return nil }
        let sent = sync.attachmentBytes - min(sync.unsentBytes, sync.attachmentBytes)
        let bar: HTML? =
            sync.unsentBytes == 0
            ? nil
            : """
            <p><label for="sent">Anlagen gesendet: \(GermanText.size(bytes: Int(clamping: sent))) von \
            \(GermanText.size(bytes: Int(clamping: sync.attachmentBytes)))</label>\
            <progress id="sent" value="\(String(sent))" max="\(String(sync.attachmentBytes))"></progress></p>
            """
        return "\(bar)<p>\(duration(sync))</p>"
    }

    /// How long the rest will take, in words, from what was measured.
    private func duration(_ sync: SyncProgress) -> String {
        guard let seconds = rate.seconds(for: sync) else {
            return "Wie lange es dauert, zeigt sich, sobald gesendet wird."
        }
        let speed = rate.bytesPerSecond.map { " bei \(GermanText.size(bytes: Int($0))) in der Sekunde" } ?? ""
        let start = sync.state == .sending ? "Das dauert noch" : "Sobald ein Netz da ist, dauert das"
        return "\(start) \(Self.words(seconds))\(speed), gemessen an dem, was zuletzt ankam."
    }

    static func words(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "weniger als eine Minute"
        case ..<5_400: "etwa " + GermanText.count((seconds + 59) / 60, "Minute", "Minuten")
        default: "etwa " + GermanText.count((seconds + 1_800) / 3_600, "Stunde", "Stunden")
        }
    }

    private var asking: HTML {
        let note: HTML? =
            wasAsked
            ? Notice(.information, "Es wird jetzt versucht.", text: "Der Stand erneuert sich von selbst.").html : nil
        let button = ButtonForm(
            to: KitAddress.syncNow, token: token, button: Button(submit: "Jetzt übertragen", key: .next))
        return
            "\(note)<div class=\"actions\">\(button.html)\(Button("Seite neu laden", to: KitAddress.sync).html)</div>"
    }

    // MARK: What stands in the way

    /// What passes by itself; the rest stands above, for a person.
    private var problems: HTML? {
        let problems = (view.sync?.problems ?? []).filter { !$0.trouble.needsPerson && !view.isDamaged($0) }
        guard !problems.isEmpty else { return nil }
        let notices = problems.map { problem -> HTML in
            let number: CaseNumber? =
                if case .attachment(let id) = problem.subject { view.caseNumber(of: id) } else { nil }
            let title = number.map { "Anlage zum Vorgang \($0.text): \(problem.message)" } ?? problem.message
            return Notice(
                problem.trouble.isOfTheLine ? .idle : .warning, title,
                text: """
                    Seit \(Self.time(problem.since, today: view.today)), \
                    \(GermanText.count(problem.attempts, "Versuch", "Versuche")), \
                    nächster Versuch \(Self.time(problem.nextTry, today: view.today)).
                    """
            ).html
        }
        return Part.section("Was gerade nicht geht und von selbst wieder versucht wird", HTML(notices))
    }

    // MARK: Cases, with the steps they go

    private var waiting: HTML {
        Table(
            "Abgegeben, von der Zentrale noch nicht übernommen",
            columns: ["Nummer", "Leistung", "Abgegeben", "Empfangen", "Geprüft und übernommen"],
            rows: view.unacknowledged.map { row($0) },
            empty: EmptyState(
                "Kein Vorgang wartet", "Was abgegeben wird, steht hier, bis die Zentrale es geöffnet und geprüft hat.")
        ).html
    }

    private func row(_ item: Case) -> [HTML] {
        let step = TransferStep(of: item, in: view)
        let since = item.history.last { if case .event(.transferred) = $0.what { true } else { false } }?.at
        return [
            "<a href=\"\(href: KitAddress.transferred(item.number))\">\(item.number.text)</a>",
            "\(view.title(of: item))",
            "\(since.map { Self.moment($0, today: view.today) } ?? item.transfer?.on.german ?? "–")",
            step.received(in: view).html, step.checked?.html ?? "–",
        ]
    }

    /// What the office took over of what was given away here and is still folded.
    private var arrived: HTML? {
        let count = view.state.feed.acknowledged.count
        guard count > 0 else { return nil }
        let items = view.state.cases.values.filter { view.state.feed.acknowledged.contains($0.number) }
            .sorted { $0.number.text > $1.number.text }
        let rows = items.prefix(20).map { item -> [HTML] in
            [
                "\(item.number.text)", "\(view.title(of: item))", "\(item.transfer?.on.german ?? "–")",
                StatusTag(.good, "ja").html, StatusTag(.good, "ja").html,
            ]
        }
        let table = Table(
            "In der Zentrale angekommen", isCaptionUnseen: true,
            columns: ["Nummer", "Leistung", "Abgegeben", "Empfangen", "Geprüft und übernommen"], rows: Array(rows))
        let verb = count == 1 ? "ist" : "sind"
        return Part.more(
            "\(GermanText.count(count, "Vorgang", "Vorgänge")) dieses Koffers \(verb) in der Zentrale angekommen.",
            table.html)
    }
}
