import Casework
import Pages

/// What is wrong with date or time as typed.
enum ClockMistake: Error, Hashable {
    case date(String)
    case time
    case noSuchTime
    case notSaved(String)

    var problem: Problem {
        switch self {
        case .date(let text): Problem(text, field: "date")
        case .time: Problem("Geben Sie die Uhrzeit mit Stunde und Minute ein, zum Beispiel 10:42.", field: "time")
        case .noSuchTime:
            Problem(
                "Diese Stunde fällt an diesem Tag aus, weil die Sommerzeit beginnt. Geben Sie eine spätere ein.",
                field: "time")
        case .notSaved(let text): Problem(text)
        }
    }
}

/// Date and time given by a person, for a laptop whose clock cannot be true: its battery was empty, or somebody changed it.
struct ClockPage {
    private let kit: KitProgram
    private let view: DeskView
    private let context: KitContext
    let back: String

    init(_ kit: KitProgram, _ view: DeskView, _ context: KitContext, back: String?) {
        self.kit = kit
        self.view = view
        self.context = context
        self.back = ReturnAddress.read(back, otherwise: KitAddress.today)
    }

    /// The moment that was typed.
    func moment() throws(ClockMistake) -> Moment {
        let form = context.form
        let parts = ["day", "month", "year"].map { form["date.\($0)"] ?? "" }
        let day: CalendarDate
        switch DateReading.read(parts, past: nil, today: view.today) {
        case .success(let date?): day = date
        case .success(nil), .failure: throw .date("Geben Sie das heutige Datum mit Tag, Monat und Jahr ein.")
        }
        guard let minute = ClockReading.minute(form["time"] ?? "") else { throw .time }
        guard let moment = Moment(germanDay: day, minute: minute) else { throw .noSuchTime }
        return moment
    }

    func page(mistake: ClockMistake? = nil) -> Page {
        let form = context.form
        let problem = mistake?.problem
        func text(_ field: String) -> String? { problem?.field == field ? problem?.text : nil }
        let doubt = view.clockDoubt.map { Notice(.warning, "Die Uhr kann nicht stimmen.", text: $0.message).html }
        let fields = PostForm(
            to: KitAddress.clock, token: context.formToken,
            """
            <input type="hidden" name="back" value="\(back)">\
            \(Input.date(
                InputFrame(id: "date", label: "Datum heute", mistake: text("date")), name: "date",
                day: form["date.day"] ?? "", month: form["date.month"] ?? "", year: form["date.year"] ?? ""))\
            \(Input.text(
                InputFrame(id: "time", label: "Uhrzeit jetzt", hint: "Zum Beispiel 10:42.", mistake: text("time")), name: "time",
                value: form["time"] ?? "", Input.Text(inputMode: "numeric", width: "width-5")))\
            \(Button.row([Button(submit: "Datum und Uhrzeit übernehmen", key: .next)]))
            """)
        return kit.pages.page(
            "Uhr prüfen", tab: nil, view: view, context: context, problems: problem.map { [$0] } ?? [],
            back: ("Zurück", back),
            main: """
                \(doubt)<p>Der Koffer zeigt jetzt <strong>\(view.today.german), \(view.now.germanClock) Uhr</strong>. Was Sie eingeben, gilt, bis \
                der Koffer neu startet, und steht im Kassenbuch des Tages.</p>\(fields.html)
                """)
    }
}
