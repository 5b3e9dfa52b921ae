import Casework
import Pages
import Town

/// What a clerk can do with a case; the raw value is the last part of its address.
enum CaseAction: String, CaseIterable, Sendable {
    case take = "arbeit"
    case askBack = "rueckfrage"
    case tell = "mitgeteilt"
    case answer = "antwort"
    case forward = "weiterleiten"
    case ready = "abholbereit"
    case handOut = "ausgehaendigt"
    case withdraw = "zurueckgenommen"
    case reject = "ablehnen"
    case done = "erledigt"
    case note = "notiz"

    /// The input that needs work when the act is refused.
    var field: String { "a-" + rawValue }

    func isPossible(in state: CaseState) -> Bool {
        let isWorkedOn = state == .new || state == .inWork || state == .forwarded
        return switch self {
        case .take: state == .new || state == .forwarded
        case .askBack, .ready, .done: isWorkedOn
        case .tell, .answer: state == .askedBack
        case .forward, .reject: isWorkedOn || state == .askedBack
        case .handOut: state == .readyToCollect
        case .withdraw: state.isAtOffice && !state.isEnded
        case .note: true
        }
    }

    /// What most often comes next is open, the rest is folded.
    func isOpen(in state: CaseState) -> Bool {
        switch self {
        case .take, .handOut: true
        case .tell, .answer: true
        case .ready, .done: state == .inWork
        default: false
        }
    }

    var title: String {
        switch self {
        case .take: "In Arbeit nehmen"
        case .askBack: "Rückfrage stellen"
        case .tell: "Rückfrage mitgeteilt"
        case .answer: "Antwort eintragen"
        case .forward: "Weiterleiten"
        case .ready: "Abholbereit melden"
        case .handOut: "Ausgehändigt"
        case .withdraw: "Zurückgenommen"
        case .reject: "Ablehnen"
        case .done: "Erledigt"
        case .note: "Notiz"
        }
    }
}

/// The forms of all acts that are possible now.
struct CaseActionForms {
    let desk: OfficeDesk
    let item: Case
    let once: String
    let problem: (act: CaseAction, text: String)?
    let typed: FormBody?

    var html: HTML {
        let possible = CaseAction.allCases.filter { $0.isPossible(in: item.state) && item.access == .readable }
        guard !possible.isEmpty else { return "<p>Zu diesem Vorgang ist nichts mehr zu tun.</p>" }
        let (open, folded) = (
            possible.filter { $0.isOpen(in: item.state) }, possible.filter { !$0.isOpen(in: item.state) }
        )
        let first = open.map { "<section class=\"flow\"><h2>\($0.title)</h2>\(form($0))</section>" as HTML }
        let rest = folded.map { act -> HTML in
            problem?.act == act
                ? "<section class=\"flow\"><h2>\(act.title)</h2>\(form(act))</section>"
                : Part.more(act.title, form(act))
        }
        return "<div class=\"flow\">\(first)\(rest)</div>"
    }

    private func form(_ act: CaseAction) -> HTML {
        PostForm(
            to: "/vorgang/\(item.number.text)/\(act.rawValue)", token: desk.token, onceToken: "\(once)-\(act.rawValue)",
            revision: item.revision, "\(inputs(act))\(Button.row([button(act)]))"
        ).html
    }

    private func button(_ act: CaseAction) -> Button {
        switch act {
        case .take: Button(submit: "In Arbeit nehmen")
        case .askBack: Button(submit: "Rückfrage stellen")
        case .tell: Button(submit: "Als mitgeteilt festhalten")
        case .answer: Button(submit: "Antwort als neuen Vorgang eintragen")
        case .forward: Button(submit: "Vorgang weiterleiten")
        case .ready: Button(submit: "Abholbereit melden")
        case .handOut: Button(submit: "Aushändigung festhalten")
        case .withdraw: Button(submit: "Rücknahme festhalten", kind: .danger)
        case .reject: Button(submit: "Vorgang ablehnen", kind: .danger)
        case .done: Button(submit: "Vorgang abschließen")
        case .note: Button(submit: "Notiz festhalten", kind: .secondary)
        }
    }

    private func frame(_ act: CaseAction, _ label: String, hint: String? = nil, isOptional: Bool = false) -> InputFrame
    {
        InputFrame(
            id: act.field, label: label, hint: hint, isOptional: isOptional,
            mistake: problem?.act == act ? problem?.text : nil)
    }

    private func value(_ act: CaseAction, _ name: String) -> String {
        problem?.act == act ? typed?[name] ?? "" : ""
    }

    private func text(_ act: CaseAction, _ label: String, hint: String? = nil) -> HTML {
        Input.text(frame(act, label, hint: hint), name: "text", value: value(act, "text"), .init(maxLength: 200))
    }

    private func lines(_ act: CaseAction, _ label: String, hint: String? = nil, isOptional: Bool = false) -> HTML {
        Input.multiline(
            frame(act, label, hint: hint, isOptional: isOptional), name: "text", value: value(act, "text"),
            maxLength: 2000, rows: 3)
    }

    private func inputs(_ act: CaseAction) -> HTML {
        switch act {
        case .take:
            let suggestion = item.fileNumber ?? item.number.text
            let typed = value(act, "text")
            return Input.text(
                frame(act, "Aktenzeichen", hint: "Der Vorschlag ist die Nummer des Vorgangs."), name: "text",
                value: typed.isEmpty && problem?.act != act ? suggestion : typed,
                .init(maxLength: 60, width: "width-20"))
        case .askBack: return questionInputs
        case .tell: return text(act, "Was geschah", hint: "Zum Beispiel: angerufen, kommt am 14. zum Halt")
        case .answer:
            return lines(
                act, "Antwort", hint: "Sie wird ein eigener Vorgang, der diesen nennt. Unterlagen bleiben in der Akte.")
        case .forward:
            let units = desk.town.catalogue.units.filter { $0.key != item.unit }.map {
                Input.Option($0.key.text, $0.title.de)
            }
            let target = Input.select(
                InputFrame(id: "a-stelle", label: "Organisationseinheit"), name: "stelle", options: units,
                chosen: value(act, "stelle"))
            return "\(target)\(text(act, "Grund"))"
        case .ready: return text(act, "Wo es abgeholt werden kann", hint: "Zum Beispiel: Bürgerbüro, Schalter 3")
        case .handOut: return text(act, "An wen ausgehändigt")
        case .withdraw: return text(act, "Grund")
        case .reject:
            return lines(
                act, "Grund", hint: "Er steht im Verlauf und geht als Stand an die Koffer. Ohne Angaben zur Person.")
        case .done: return text(act, "Bemerkung (freiwillig)")
        case .note: return lines(act, "Notiz")
        }
    }

    private var questionInputs: HTML {
        let act = CaseAction.askBack
        let due = desk.view.today.adding(days: 14)
        func part(_ name: String, _ number: Int?) -> String {
            problem?.act == act ? typed?["frist.\(name)"] ?? "" : number.map(String.init) ?? ""
        }
        let telling = Input.radios(
            InputFrame(id: "a-weg", label: "Wie die Bürgerin oder der Bürger es erfährt"), name: "weg",
            options: [
                .init("callList", "Anruf (kommt auf die Anrufliste)"), .init("letter", "Brief (zum Ausdrucken)"),
            ],
            chosen: value(act, "weg").isEmpty ? "callList" : value(act, "weg"))
        return """
            \(lines(act, "Frage", hint: "Kurz und in einfachen Worten; am Koffer wird sie so vorgelesen."))\
            \(Input.date(InputFrame(id: "a-frist", label: "Antwort bis"), name: "frist", day: part("day", due?.day),
                month: part("month", due?.month), year: part("year", due?.year)))\(telling)
            """
    }
}
