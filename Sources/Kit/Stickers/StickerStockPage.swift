import Casework
import Pages

/// How many stickers of a day are left, which were used and which spoiled, and what came back.
struct StickerStockPage {
    let view: DeskView
    let day: CalendarDate
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistakes: [String: String] = [:]

    private var stock: StickerStock { view.book(of: day).stickers }

    var html: HTML {
        day == view.today
            ? "\(forgotten)\(figures)\(returned)\(counting)\(spoiling)\(returning)\(table)"
            : "\(figures)\(returned)\(returning)\(table)"
    }

    /// Of another day, and nobody counted them back.
    private var forgotten: HTML? {
        let days = view.stickersOut.filter { $0 < day }
        guard !days.isEmpty else { return nil }
        let links = days.map { day -> HTML in
            "<li><a href=\"\(href: KitAddress.stickers(day))\">Aufkleber vom \(day.german) zurückzählen</a></li>"
        }
        return Notice(.warning, "Aufkleber sind nicht zurückgezählt", "<ul>\(links)</ul>").html
    }

    private var returned: HTML? {
        guard let back = stock.back else { return nil }
        let difference =
            back.count == back.expected
            ? "wie erwartet" : "erwartet \(back.expected): \(back.explanation ?? "")"
        return Notice(
            .good, "Zurückgezählt und unterzeichnet von \(view.clerkName(back.clerk))",
            text: "Übrig: \(GermanText.count(back.count, "Aufkleber", "Aufkleber")), \(difference)."
        ).html
    }

    private var returning: HTML? {
        guard stock.isOut else { return nil }
        let count = InputFrame(id: "count", label: "Wie viele Aufkleber sind noch da?", mistake: mistakes["count"])
        let why = InputFrame(
            id: "explanation", label: "Erklärung", hint: "Nur wenn die Zahl von der erwarteten abweicht.",
            isOptional: mistakes["explanation"] == nil, mistake: mistakes["explanation"], isWide: true)
        let pin = InputFrame(
            id: "pin", label: "Ihre PIN", hint: "Sie unterzeichnen damit, was gezählt ist.", mistake: mistakes["pin"])
        return Part.section(
            "Zurückzählen",
            PostForm(
                to: KitAddress.returnStickers, token: token, onceToken: once + "-zurueck",
                values: day == view.today ? [] : [("tag", day.iso)],
                """
                \(Part.fields([
                    Input.text(count, name: "count", value: typed["count"] ?? "", .number(width: "width-10")),
                    Input.text(why, name: "explanation", value: typed["explanation"] ?? "", Input.Text(maxLength: 200)),
                    Input.text(pin, name: "pin", .pin),
                ]))\
                \(Button.row([Button(submit: "Zurückgezählt und unterzeichnet", kind: .secondary)]))
                """
            ).html)
    }

    private var figures: HTML {
        Part.figures([
            (String(stock.left), " Aufkleber übrig"),
            (String(stock.used.count), " benutzt"), (String(stock.spoiled.count), " verdorben"),
        ])
    }

    private var counting: HTML {
        let first = InputFrame(id: "first", label: "Erste Nummer")
        let last = InputFrame(id: "last", label: "Letzte Nummer")
        return Part.section(
            "Mitgenommene Aufkleber zählen",
            PostForm(
                to: KitAddress.stickers, token: token, onceToken: once,
                """
                \(Part.fields([
                    Input.text(first, name: "first", value: typed["first"] ?? "", .number(width: "width-10")),
                    Input.text(last, name: "last", value: typed["last"] ?? "", .number(width: "width-10")),
                ]))\
                \(Button.row([Button(submit: "Als mitgenommen festhalten", kind: stock.counted.isEmpty ? .primary : .secondary)]))
                """
            ).html)
    }

    private var spoiling: HTML? {
        guard !stock.counted.isEmpty else { return nil }
        let number = InputFrame(id: "sticker", label: "Nummer")
        let reason = InputFrame(id: "reason", label: "Was geschah")
        return Part.section(
            "Verdorben oder verloren",
            PostForm(
                to: KitAddress.spoilSticker, token: token,
                """
                \(Part.fields([
                    Input.text(number, name: "sticker", value: typed["sticker"] ?? "", .number(width: "width-10")),
                    Input.suggested(
                        reason, name: "reason",
                        options: ["schief gedruckt", "zerrissen", "verloren"].map { Input.Option($0, $0) },
                        value: typed["reason"] ?? "", text: Input.Text(maxLength: 100)),
                ]))\
                \(Button.row([Button(submit: "Als verdorben festhalten", kind: .secondary)]))
                """
            ).html)
    }

    private var table: HTML? {
        let used = stock.used.map { ($0.key, "benutzt: Vorgang \($0.value.text)") }
        let spoiled = stock.spoiled.map { ($0.key, "verdorben: \($0.value)") }
        let rows = (used + spoiled).sorted { $0.0 < $1.0 }.map { row -> [HTML] in
            ["\(StickerStock.text(row.0))", "\(row.1)"]
        }
        return rows.isEmpty
            ? nil : Table("Aufkleber vom \(day.german)", columns: ["Nummer", "Verbleib"], rows: rows).html
    }
}

extension DeskView {
    /// Days whose stickers nobody has counted back, the oldest first.
    var stickersOut: [CalendarDate] { state.books.filter { $0.value.stickers.isOut }.keys.sorted() }
}
