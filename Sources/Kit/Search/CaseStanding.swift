import Casework
import Pages
import Sync

/// Where a case stands, in words for the clerk and the citizen, from this kit's own entries and from what the office told last.
struct CaseStanding {
    let tag: StatusTag
    /// What it means and what to do: a question with its deadline, where a document waits, why the office holds it back.
    let detail: HTML?
    /// The office waits for an answer.
    let isAsked: Bool
    /// The office could not open it: somebody must deal with it.
    let isHeldBack: Bool

    init(_ item: Case, in view: DeskView) {
        if let told = view.state.feed.told[item.number] {
            self.init(told)
        } else if let reasons = view.state.feed.heldBack[item.number] {
            self.init(
                .bad, "in der Zentrale zurückgehalten",
                "<p>\(reasons.joined(separator: " ")) Rufen Sie die Zentrale an; am Koffer bleibt der Vorgang erhalten.</p>",
                isHeldBack: true)
        } else if view.state.feed.acknowledged.contains(item.number) {
            self.init(.good, "in der Zentrale", nil)
        } else {
            switch item.state {
            case .open: self.init(.busy, "in Aufnahme", nil)
            case .cancelled: self.init(.idle, "verworfen", nil)
            case .transferred where TransferStep(of: item, in: view) == .received:
                self.init(.busy, "gesendet, wird in der Zentrale geprüft", nil)
            case .transferred: self.init(.busy, "abgegeben, \(TransferStep.waiting(in: view))", nil)
            default: self.init(.information, item.state.german, nil)
            }
        }
    }

    init(_ told: CaseTold) {
        let whom = "<p>Auskunft: \(told.unit), Telefon \(told.phone). Stand vom \(told.day.german).</p>" as HTML
        switch told.state {
        case .askedBack:
            let due = told.due.map { " bis \($0.german)" } ?? ""
            let question = told.question.map { "<p>Die Frage: \($0)</p>" as HTML }
            self.init(.warning, "Rückfrage, Antwort\(due)", "\(question)\(whom)", isAsked: true)
        case .readyToCollect:
            let place = told.note.map { "<p>Abholen: \($0)</p>" as HTML }
            self.init(.good, "abholbereit", "\(place)\(whom)")
        case .rejected, .withdrawn:
            let note = told.note.map { "<p>\($0)</p>" as HTML }
            self.init(.idle, told.state.german, "\(note)\(whom)")
        case .done, .handedOut: self.init(.good, told.state.german, whom)
        case .new: self.init(.good, "in der Zentrale, neu", whom)
        default: self.init(.information, told.state.german, whom)
        }
    }

    private init(_ tone: Tone, _ text: String, _ detail: HTML?, isAsked: Bool = false, isHeldBack: Bool = false) {
        tag = StatusTag(tone, text)
        self.detail = detail
        self.isAsked = isAsked
        self.isHeldBack = isHeldBack
    }
}
