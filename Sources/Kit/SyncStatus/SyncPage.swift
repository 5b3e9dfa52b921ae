import Casework
import Foundation
import Journal
import Pages
import Sync

/// What is not at the office yet, since when, and what to do. Nothing leaves this page before the office has it.
struct SyncPage {
    let view: DeskView
    let token: FormToken
    /// The sync was asked to try at once.
    var wasAsked = false

    var html: HTML {
        "\(behind)\(state)\(notUnderstood)\(figures)\(progress)\(asking)\(problems)\(heldBack)\(refused)\(waiting)\(taken)"
    }

    // MARK: What somebody has to look after

    private var behind: HTML? {
        guard view.isBehindOffice else { return nil }
        return Notice(
            .bad, "Auf diesem Koffer fehlen Einträge, die die Zentrale schon hat.",
            text:
                "Die Platte wurde auf einen älteren Stand zurückgesetzt. Nehmen Sie nichts mehr auf und rufen Sie die Zentrale an."
        ).html
    }

    private var notUnderstood: HTML? {
        let count = view.state.unknownEntries + view.state.feed.unknown
        guard count > 0 else { return nil }
        return Notice(
            .warning,
            GermanText.count(count, "Eintrag ist", "Einträge sind") + " von einer anderen Programmversion.",
            text:
                "Nichts davon geht verloren. Bringen Sie den Koffer auf den Stand der Zentrale, dann werden sie lesbar."
        ).html
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
            sync.lastContact.map { "Letzter Kontakt: \(Self.time($0, today: view.today))." } ?? "Noch kein Kontakt."
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
        case .upToDate where !view.unacknowledged.isEmpty:
            let count = GermanText.count(view.unacknowledged.count, "Vorgang", "Vorgänge")
            return Notice(.busy, "Alles ist gesendet. Die Zentrale prüft noch \(count).", text: contact).html
        case .upToDate: return Notice(.good, "Die Zentrale hat alles.", text: contact).html
        case .refused(let refusal):
            return Notice(.bad, "Die Zentrale nimmt von diesem Koffer nichts an.", text: refusal.message).html
        }
    }

    /// `10:42 Uhr`, with the day where it is another one.
    static func time(_ time: Timestamp, today: CalendarDate) -> String {
        let moment = Moment(milliseconds: time.milliseconds)
        let day = moment.germanDay.flatMap { $0 == today ? nil : "\($0.german), " } ?? ""
        return "\(day)\(moment.germanClock) Uhr"
    }

    private var figures: HTML {
        Part.figures([
            (GermanText.number(view.unacknowledged.count), "Vorgänge abgegeben, noch nicht in der Zentrale"),
            (view.sync.map { GermanText.number(Int(clamping: $0.unsentEntries)) } ?? "–", "Einträge nicht gesendet"),
            (view.sync.map { GermanText.number($0.unsentAttachments) } ?? "–", "Anlagen nicht gesendet"),
            (view.sync.map { GermanText.size(bytes: Int(clamping: $0.unsentBytes)) } ?? "–", "davon noch zu senden"),
        ])
    }

    private var progress: HTML? {
        guard let sync = view.sync, sync.attachmentBytes > 0, sync.unsentBytes > 0 else { return nil }
        let sent = sync.attachmentBytes - min(sync.unsentBytes, sync.attachmentBytes)
        return """
            <p><label for="sent">Anlagen gesendet: \(GermanText.size(bytes: Int(clamping: sent))) von \
            \(GermanText.size(bytes: Int(clamping: sync.attachmentBytes)))</label>\
            <progress id="sent" value="\(String(sent))" max="\(String(sync.attachmentBytes))"></progress></p>
            """
    }

    private var asking: HTML {
        let note: HTML? =
            wasAsked
            ? Notice(.information, "Es wird jetzt versucht.", text: "Laden Sie die Seite in ein paar Sekunden neu.")
                .html : nil
        let button = ButtonForm(
            to: KitAddress.syncNow, token: token, button: Button(submit: "Jetzt übertragen", key: .next))
        return
            "\(note)<div class=\"actions\">\(button.html)\(Button("Seite neu laden", to: KitAddress.sync).html)</div>"
    }

    // MARK: What stands in the way

    private var problems: HTML? {
        guard let problems = view.sync?.problems, !problems.isEmpty else { return nil }
        let notices = problems.map { problem in
            Notice(
                problem.trouble.isOfTheLine ? .idle : .warning, problem.message,
                text: """
                    Seit \(Self.time(problem.since, today: view.today)), \
                    \(GermanText.count(problem.attempts, "Versuch", "Versuche")), \
                    nächster Versuch \(Self.time(problem.nextTry, today: view.today)).
                    """
            ).html
        }
        return Part.section("Was nicht gesendet werden konnte", HTML(notices))
    }

    private var heldBack: HTML? {
        let cases = view.state.feed.heldBack.sorted { $0.key.text < $1.key.text }
        guard !cases.isEmpty else { return nil }
        let rows = cases.map { number, reasons -> [HTML] in
            [
                "<a href=\"\(href: KitAddress.transferred(number))\">\(number.text)</a>",
                "\(view.state.cases[number].map(view.title))", "\(reasons.joined(separator: " "))",
                "Zentrale anrufen. Der Vorgang bleibt am Koffer erhalten.",
            ]
        }
        return Table(
            "In der Zentrale zurückgehalten", columns: ["Nummer", "Leistung", "Warum", "Was zu tun ist"], rows: rows
        ).html
    }

    private var refused: HTML? {
        let reasons = view.state.feed.refused
        guard !reasons.isEmpty else { return nil }
        return Notice(
            .warning, "Die Zentrale hat etwas nicht angenommen.",
            "<ul>\(reasons.map { "<li>\($0)</li>" as HTML })</ul><p>Rufen Sie die Zentrale an. Am Koffer bleibt es erhalten.</p>"
        ).html
    }

    private var waiting: HTML {
        Table(
            "Abgegeben, noch nicht in der Zentrale", columns: ["Nummer", "Leistung", "Abgegeben am", "Stand"],
            rows: view.unacknowledged.map { item in
                [
                    "<a href=\"\(href: KitAddress.transferred(item.number))\">\(item.number.text)</a>",
                    "\(view.title(of: item))", "\(item.transfer?.on.german ?? "–")",
                    CaseStanding(item, in: view).tag.html,
                ]
            },
            empty: EmptyState(
                "Kein Vorgang wartet", "Was abgegeben wird, steht hier, bis die Zentrale es geöffnet und geprüft hat.")
        ).html
    }

    private var taken: HTML? {
        let count = view.state.feed.acknowledged.count
        let verb = count == 1 ? "ist" : "sind"
        return count == 0
            ? nil
            : "<p>\(GermanText.count(count, "Vorgang", "Vorgänge")) dieses Koffers \(verb) in der Zentrale angekommen.</p>"
    }
}
