import Casework
import Pages

/// How the visit pays, read from the form; or what is wrong with it, by the name of the input.
struct PaymentReading: Sendable {
    private(set) var payment: BookCommand.Payment?
    private(set) var payer: String?
    private(set) var address: String?
    private(set) var mistakes: [String: String] = [:]

    init(_ form: FormBody, on day: CalendarDate) {
        func typed(_ name: String) -> String? {
            form[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
        switch form["way"].flatMap(PaymentWay.init(rawValue:)) {
        case nil: mistakes["way"] = "Wählen Sie, wie bezahlt wird: bar, mit Karte oder auf Rechnung."
        case .cash:
            guard let text = typed("given") else {
                payment = .cash(given: nil)
                return
            }
            guard let given = Money(german: text) else {
                mistakes["given"] = "Geben Sie den erhaltenen Betrag in Euro ein, zum Beispiel 50 oder 50,00."
                return
            }
            payment = .cash(given: given)
        case .card:
            guard let reference = typed("reference") else {
                mistakes["reference"] =
                    "Geben Sie die Belegnummer des Kartenterminals ein. Sie steht auf dem Terminalbeleg."
                return
            }
            payment = .card(reference: reference)
        case .invoice: readInvoice(form, typed, day)
        }
    }

    private mutating func readInvoice(_ form: FormBody, _ typed: (String) -> String?, _ day: CalendarDate) {
        let context = KitForms.context(on: day)
        func letters(_ name: String, _ kind: FormContext.Letters, _ missing: String) -> String? {
            guard let text = typed(name) else {
                mistakes[name] = missing
                return nil
            }
            // Each line by itself: a line break is no letter.
            for line in text.split(separator: "\n") {
                if case .foreign(let message) = context.letters(String(line), kind) {
                    mistakes[name] = message
                    return nil
                }
            }
            return text
        }
        payer = letters("payer", .text, "Geben Sie den Namen für die Rechnung ein.")
        address = letters("address", .text, "Geben Sie die Anschrift für die Rechnung ein.")
        let parts = ["due.day", "due.month", "due.year"].map { form[$0] ?? "" }
        switch DateReading.read(parts, past: false, today: day) {
        case .success(let due?): if mistakes.isEmpty { payment = .invoice(due: due) }
        case .success(nil): mistakes["due"] = "Geben Sie den Tag ein, bis zu dem zu zahlen ist."
        case .failure(let mistake): mistakes["due"] = FieldMistake.date(mistake, name: "Zu zahlen bis").message
        }
    }

    /// The input at which a refusal is mended.
    func place(of refusal: BookRefusal) -> String? {
        switch refusal {
        case .lacking: "given"
        case .payerMissing: "payer"
        case .dueInPast: "due"
        default: nil
        }
    }
}

/// Why a bill was not paid although the book would take the money.
enum BillRefusal: Explained {
    /// Positions were added or changed after the page was shown.
    case changed

    var message: String {
        "Die Rechnung hat sich inzwischen geändert. Vergleichen Sie die Positionen und nehmen Sie das Geld dann ein."
    }
}
