import Casework
import Pages

/// How many stickers are left, which were used and which spoiled.
struct StickerStockPage {
    let stock: StickerStock
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]

    var html: HTML { "\(figures)\(counting)\(spoiling)\(table)" }

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
        return rows.isEmpty ? nil : Table("Aufkleber von heute", columns: ["Nummer", "Verbleib"], rows: rows).html
    }
}
