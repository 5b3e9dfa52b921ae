import Casework
import Pages
import Town

/// The form of an opening as it was typed.
struct OpeningReading {
    let form: FormBody
    private(set) var problems: [Problem] = []
    private(set) var opening: Opening?

    /// Nothing typed yet.
    static let blank = OpeningReading()

    private init() { form = FormBody() }

    init(_ form: FormBody, _ view: OfficeView) {
        self.form = form
        let town = view.town.town
        var problems: [Problem] = []
        func refuse(_ text: String, _ field: String) { problems.append(Problem(text, field: field)) }
        let venue = form["ort"].flatMap { key in town.venues.first { $0.key.text == key && $0.kind == .room } }
        if venue == nil { refuse("Wählen Sie einen Ort mit einem Raum.", "ort") }
        let day = Self.day(form)
        if let day {
            if day < view.today { refuse("Wählen Sie einen Tag, der noch kommt.", "tag") }
            if let holiday = town.holiday(on: day) {
                refuse("Am \(day.german) ist \(holiday.name). Wählen Sie einen anderen Tag.", "tag")
            }
        } else {
            refuse("Geben Sie den Tag mit Tag, Monat und Jahr ein.", "tag")
        }
        let hours = Self.span(form["von"], form["bis"])
        if hours == nil { refuse("Geben Sie Beginn und Ende als Uhrzeit ein, zum Beispiel 9:00 und 12:30.", "von") }
        var pause: MinuteSpan?
        if !(form["pause"] ?? "").trimmed.isEmpty || !(form["pausenende"] ?? "").trimmed.isEmpty {
            pause = Self.span(form["pause"], form["pausenende"])
            if pause == nil {
                refuse("Geben Sie Beginn und Ende der Pause als Uhrzeit ein oder lassen Sie beide leer.", "pause")
            }
        }
        let desks = Int((form["plaetze"] ?? "").trimmed) ?? 0
        let services = town.catalogue.services.map(\.key).filter { form.all("leistung").contains($0.text) }
        let walkIns: WalkInRule = form["frei"].flatMap { Int($0) }.map { .everyNth($0) } ?? .between
        if problems.isEmpty, let venue, let day, let hours {
            do throws(OpeningFault) {
                opening = try Opening(
                    venue: venue.key, venueTitle: venue.title, day: day, hours: hours, pause: pause, desks: desks,
                    services: services, walkIns: walkIns)
            } catch { refuse(error.message, Self.field(error)) }
        }
        self.problems = problems
    }

    func refused(_ text: String) -> OpeningReading {
        var reading = self
        reading.problems.append(Problem(text))
        return reading
    }

    func mistake(_ field: String) -> String? { problems.first { $0.field == field }?.text }

    private static func field(_ fault: OpeningFault) -> String {
        switch fault {
        case .raster, .tooShort: "von"
        case .pauseOutside: "pause"
        case .desks: "plaetze"
        case .noServices, .serviceTwice: "leistung"
        case .walkIns: "frei"
        }
    }

    /// Three fields, or all of it in the first.
    private static func day(_ form: FormBody) -> CalendarDate? {
        let parts = ["tag.day", "tag.month", "tag.year"].map { (form[$0] ?? "").trimmed }
        let all = parts.dropFirst().allSatisfy(\.isEmpty) ? parts[0].split(separator: ".").map(String.init) : parts
        guard all.count == 3, let day = Int(all[0]), let month = Int(all[1]), let year = Int(all[2]) else { return nil }
        return CalendarDate(year: year < 100 ? 2000 + year : year, month: month, day: day)
    }

    private static func span(_ from: String?, _ to: String?) -> MinuteSpan? {
        guard let from = minute(from), let to = minute(to), to > from else { return nil }
        return MinuteSpan(start: from, minutes: to - from)
    }

    /// `9`, `9:30`, `9.30` or `0930`
    private static func minute(_ text: String?) -> Int? {
        let text = (text ?? "").trimmed
        var parts = text.split(whereSeparator: { ":.".contains($0) }).map(String.init)
        if parts.count == 1, parts[0].count >= 3 { parts = [String(parts[0].dropLast(2)), String(parts[0].suffix(2))] }
        guard (1...2).contains(parts.count), let hour = Int(parts[0]), (0...23).contains(hour) else { return nil }
        guard parts.count == 2 else { return hour * 60 }
        guard parts[1].count == 2, let minute = Int(parts[1]), (0...59).contains(minute) else { return nil }
        return hour * 60 + minute
    }
}

extension OfficeDesk {
    func newOpening(_ reading: OpeningReading) -> Page {
        let form = reading.form
        func frame(_ id: String, _ label: String, hint: String? = nil, isOptional: Bool = false) -> InputFrame {
            InputFrame(id: id, label: label, hint: hint, isOptional: isOptional, mistake: reading.mistake(id))
        }
        let venues = town.venues.filter { $0.kind == .room }.map { Input.Option($0.key.text, $0.title) }
        let services = town.catalogue.services.map { Input.Option($0.key.text, "\($0.title.de), \($0.minutes) min") }
        let rules =
            [Input.Option("", "keine; dazwischen kommt dran, wer ohne Termin wartet")]
            + [2, 3, 4, 6].map { Input.Option(String($0), "jede \($0). Viertelstunde") }
        let chosen = form.values.isEmpty ? town.catalogue.services.map(\.key.text) : form.all("leistung")
        let clock = Input.Text(maxLength: 5, width: "width-5")
        return page(
            "Außentermin veröffentlichen", at: "/terminplan", problems: reading.problems,
            back: ("Termine", "/terminplan"), width: .reading,
            PostForm(
                to: "/terminplan/neu", token: token,
                """
                \(Input.select(frame("ort", "Ort"), name: "ort", options: venues, chosen: form["ort"]))\
                \(Input.date(frame("tag", "Tag"), name: "tag", day: form["tag.day"] ?? "", month: form["tag.month"] ?? "",
                    year: form["tag.year"] ?? ""))\
                \(Part.fields([
                    Input.text(frame("von", "Beginn", hint: "Zum Beispiel 9:00"), name: "von", value: form["von"] ?? "", clock),
                    Input.text(frame("bis", "Ende"), name: "bis", value: form["bis"] ?? "", clock),
                    Input.text(frame("pause", "Pause von", isOptional: true), name: "pause", value: form["pause"] ?? "", clock),
                    Input.text(frame("pausenende", "Pause bis", isOptional: true), name: "pausenende",
                        value: form["pausenende"] ?? "", clock),
                ]))\
                \(Input.text(frame("plaetze", "Wie viele bedienen?"), name: "plaetze", value: form["plaetze"] ?? "2", .number()))\
                \(Input.radios(frame("frei", "Was bleibt für Menschen ohne Termin frei?"), name: "frei", options: rules,
                    chosen: form["frei"] ?? "4"))\
                \(Input.checkboxes(frame("leistung", "Leistungen"), name: "leistung", options: services, chosen: chosen))\
                \(Button.row([Button(submit: "Veröffentlichen", key: .next)]))
                """
            ).html)
    }
}
