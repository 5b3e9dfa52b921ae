import Casework
import Hummingbird
import Pages
import Synchronization
import Town

extension OfficePages {
    /// "Ist mein Ausweis fertig?": state of a case by its number and the code on the citizen's paper. Posted, so that neither is in an address.
    func addStatus(to router: OfficeRoutes) {
        router.get("/stand") { request, context in await frame(request, context).ask() }
        router.post("/stand") { request, context -> Response in
            let frame = await frame(request, context)
            let number = context.form["nummer"]?.trimmed.uppercased() ?? ""
            let typed = context.form["code"]?.trimmed ?? ""
            guard attempts.mayTry() else {
                return frame.ask(number: number, problem: frame.tooMany).html.response(status: .tooManyRequests)
            }
            // The code alone finds the case; the number has to be its own. Neither is told to be the wrong one.
            guard let code = CitizenCode(parsing: typed), let file = frame.view.state.file(code: code.text),
                file.item.number.text == number, file.item.access == .readable
            else {
                attempts.failed()
                return frame.ask(number: number, problem: frame.notFound).html.response(status: .unprocessableContent)
            }
            return frame.state(of: file).html.response(status: .ok)
        }
    }
}

/// Slows down guessing: so many wrong tries a minute in all, whoever makes them. Behind a town's proxy all citizens have one address.
final class AttemptLimit: Sendable {
    /// Wrong tries that are free, and that come back each minute.
    static let perMinute = 20
    private let now: @Sendable () -> Duration
    private let wrong = Mutex<[Duration]>([])

    init(now: @escaping @Sendable () -> Duration) { self.now = now }

    func mayTry() -> Bool {
        let start = now() - .seconds(60)
        return wrong.withLock { wrong in
            wrong.removeAll { $0 <= start }
            return wrong.count < Self.perMinute
        }
    }

    func failed() { wrong.withLock { $0.append(now()) } }
}

extension PublicFrame {
    var notFound: Problem {
        Problem(
            say(
                "Nummer und Code passen nicht zusammen. Beides steht auf dem Papier, das Sie am Schalter bekommen haben.",
                "Number and code do not match. Both stand on the paper you got at the desk.",
                "Nummer und Code passen nicht zusammen. Beides steht auf Ihrem Papier."), field: "nummer")
    }

    var tooMany: Problem {
        Problem(
            say(
                "Gerade wird zu oft Falsches eingegeben. Warten Sie eine Minute oder rufen Sie an: \(town.phone)",
                "Too many wrong tries just now. Wait a minute or call us: \(town.phone)",
                "Bitte warten Sie eine Minute. Oder rufen Sie an: \(town.phone)"), field: "nummer")
    }

    func ask(number: String = "", problem: Problem? = nil) -> Page {
        let kept = [
            (name: Self.languageName, value: language.rawValue), (name: FormToken.name, value: token?.text ?? ""),
        ]
        .filter { !$0.value.isEmpty }
        .map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML }
        let title = say("Stand meines Antrags", "State of my application", "Mein Antrag")
        return page(
            title, problems: problem.map { [$0] } ?? [],
            """
            <p>\(say("Nummer und Code stehen auf dem Papier, das Sie am Schalter bekommen haben.", "Number and code stand on the paper you got at the desk.", "Sie haben ein Papier bekommen. Dort stehen eine Nummer und ein Code."))</p>\
            <form method="post" action="/stand" class="flow">\(kept)\
            \(Input.text(
                InputFrame(
                    id: "nummer", label: say("Nummer", "Number"), hint: say("Zum Beispiel W01A-0042-U", "For example W01A-0042-U"),
                    mistake: problem?.text, language: language),
                name: "nummer", value: number, .init(maxLength: 20, width: "width-20")))\
            \(Input.text(
                InputFrame(
                    id: "code", label: "Code", hint: say("Acht Zeichen, zum Beispiel CFGH-2346", "Eight characters, for example CFGH-2346"),
                    language: language),
                name: "code", value: "", .init(maxLength: 12, width: "width-20")))\
            \(Button.row([Button(submit: say("Stand zeigen", "Show the state"), kind: .primary)]))</form>
            """)
    }

    /// Service, state and date; no answers, no names.
    func state(of file: CaseFile) -> Page {
        let item = file.item
        let title =
            item.opening.flatMap { town.catalogue.service($0.service) }?.title.text(language) ?? item.title
        let unit = item.unit.flatMap { town.catalogue.unit($0) }
        let isReady = item.state == .readyToCollect
        let facts = AnswerList(
            rows: [
                .init(say("Vorgang", "Case", "Nummer"), text: item.number.text),
                .init(say("Leistung", "Service"), text: title),
                .init(say("Stand", "State"), text: words(item.state)),
                .init(say("Seit", "Since"), text: file.changedAt.germanDay.map(language.longDate)),
            ] + (isReady ? [.init(say("Abholen", "Collect at", "Hier abholen"), text: item.collectAt)] : [])
                + (item.state.isEnded
                    ? []
                    : [
                        .init(
                            say("Fragen an", "Questions to"),
                            text: "\(unit?.title.de ?? town.authority), \(unit?.phone ?? town.phone)")
                    ]))
        return page(
            say("Stand meines Antrags", "State of my application", "Mein Antrag"),
            back: (say("Noch einmal fragen", "Ask again"), "/stand"),
            facts.html)
    }

    private func words(_ state: CaseState) -> String {
        switch state {
        case .open, .transferred: say("aufgenommen", "taken in", "Wir haben Ihren Antrag.")
        case .new, .inWork: say("in Bearbeitung", "in progress", "Wir arbeiten daran.")
        case .askedBack:
            say("Wir haben eine Rückfrage an Sie", "We have a question for you", "Wir haben eine Frage an Sie.")
        case .forwarded:
            say(
                "an die zuständige Stelle weitergeleitet", "passed on to the office in charge",
                "Ein anderes Amt arbeitet daran.")
        case .readyToCollect:
            say("fertig, Sie können abholen", "ready, you can collect it", "Fertig. Sie können es abholen.")
        case .handedOut: say("abgeholt", "collected", "Sie haben es abgeholt.")
        case .withdrawn, .cancelled: say("zurückgenommen", "withdrawn", "Sie haben den Antrag zurückgenommen.")
        case .rejected:
            say(
                "abgelehnt; der Bescheid kommt mit der Post", "rejected; a letter follows",
                "Der Antrag ist abgelehnt. Sie bekommen einen Brief.")
        case .done: say("erledigt", "done", "Fertig.")
        }
    }
}
