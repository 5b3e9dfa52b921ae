import Casework
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    /// "Wann kommt das Amt zu mir?"
    func addStops(to router: OfficeRoutes) {
        router.get("/wann") { request, context in
            let asked = request.uri.queryParameters["ort"].map(String.init)?.trimmed ?? ""
            let frame = await frame(request, context, path: Self.asking(asked))
            return frame.when(asked)
        }
        router.get("/wann/kalender.ics") { request, context -> Response in
            let frame = await frame(request, context)
            return Self.calendar(frame.calendar(of: nil), named: "termine")
        }
        router.get("/wann/:venue") { request, context in
            let frame = await frame(request, context)
            return try frame.stop(frame.venue(context))
        }
        router.get("/wann/:venue/kalender.ics") { request, context -> Response in
            let frame = await frame(request, context)
            let venue = try frame.venue(context)
            return Self.calendar(frame.calendar(of: venue), named: venue.key.text)
        }
        router.get("/wann/:venue/plakat.pdf") { request, context -> Response in
            let frame = await frame(request, context)
            let venue = try frame.venue(context)
            let origin = registry.settings.pageAddress ?? "http://\(registry.settings.host):\(registry.settings.port)"
            return try await printer.response(
                frame.poster(venue, origin: origin), fileName: "plakat-\(venue.key.text).pdf")
        }
    }

    private static func asking(_ place: String) -> String {
        place.isEmpty ? "/wann" : "/wann?ort=" + QueryText.encoded(place)
    }

    private static func calendar(_ file: CalendarFile, named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/calendar; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name).ics\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: file.text)))
    }
}

enum QueryText {
    /// For a query's value: everything but letters and digits of ASCII as `%XX`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

/// Somewhere the office does not come to.
struct NoSuchStop: PageError {
    var status: HTTPResponse.Status { .notFound }
    var title: String { "Diesen Halt gibt es nicht" }
    var text: String { "Sehen Sie unter „Termine“ nach, wohin das Amt kommt." }
}

extension PublicFrame {
    func venue(_ context: OfficeContext) throws -> Venue {
        guard let key = context.parameters.get("venue"),
            let venue = town.publicVenues.first(where: { $0.key.text == key })
        else { throw NoSuchStop() }
        return venue
    }

    private var stops: [PublicStop] { town.publicStops(from: view.today) }

    // MARK: Where do you live?

    func when(_ asked: String) -> Page {
        let search = PlaceSearch(town)
        let answer = asked.isEmpty ? nil : search.find(asked)
        let problems =
            answer == .unknown
            ? [
                Problem(
                    say(
                        "„\(asked)“ ist kein Ortsteil und keine Postleitzahl der Stadt. Geben Sie einen Ortsteil ein, zum Beispiel \(town.districts.first?.name ?? "").",
                        "“\(asked)” is no district or post code of this town. Enter a district, for example \(town.districts.first?.name ?? "").",
                        "Diesen Ort kennen wir nicht. Schreiben Sie den Namen von Ihrem Orts-Teil."), field: "ort")
            ] : []
        var found: HTML?
        var marked: String?
        if case .districts(let districts) = answer {
            found = HTML(districts.prefix(3).map { near($0, search) })
            marked = districts.count == 1 ? districts[0].name : nil
        } else {
            found = next
        }
        let title = say(
            "Wann kommt das Amt zu mir?", "When does the office come to me?", "Wann kommt das Amt zu Ihnen?")
        return page(title, problems: problems, "\(question(asked, problems.first))\(found)\(overview(marked))")
    }

    private func question(_ asked: String, _ problem: Problem?) -> HTML {
        let field = Input.suggested(
            InputFrame(
                id: "ort", label: say("Wo wohnen Sie?", "Where do you live?"),
                hint: say("Ortsteil oder Postleitzahl", "District or post code", "Orts-Teil oder Post-Leit-Zahl"),
                mistake: problem?.text, language: language),
            name: "ort", options: town.districts.map { .init($0.key.text, $0.name) }, value: asked,
            text: .init(maxLength: 60, width: "width-20"))
        let kept: HTML? =
            language == .german
            ? nil : "<input type=\"hidden\" name=\"\(Self.languageName)\" value=\"\(language.rawValue)\">"
        return """
            <form method="get" action="/wann" class="flow" role="search">\(kept)\(field)\
            \(Button.row([Button(submit: say("Termine zeigen", "Show dates"), kind: .primary)]))</form>
            """
    }

    /// The stops nearest to a district, each with its next dates.
    private func near(_ district: District, _ search: PlaceSearch) -> HTML {
        let stops = stops
        let venues = town.publicVenues.map { ($0, search.kilometres(from: district, to: $0)) }
            .sorted { ($0.1 ?? 1_000, $0.0.title) < ($1.1 ?? 1_000, $1.0.title) }.prefix(5)
        let hits = venues.map { venue, distance -> (what: HTML, actions: HTML) in
            let dates = stops.filter { $0.venue.key == venue.key }.prefix(2).map { language.longDate($0.day) }
            let far =
                distance.map {
                    $0 < 0.05
                        ? say("in \(district.name)", "in \(district.name)")
                        : say(
                            "etwa \(language.kilometres($0)) Luftlinie",
                            "about \(language.kilometres($0)) as the crow flies",
                            "ungefähr \(language.kilometres($0)) weit")
                } ?? ""
            return (row(venue, dates: dates, note: far), .empty)
        }
        return Part.section(
            say("In der Nähe von \(district.name)", "Near \(district.name)", "Nah bei \(district.name)"),
            Part.hits(hits))
    }

    private func row(_ venue: Venue, dates: [String], note: String) -> HTML {
        let when =
            dates.isEmpty
            ? say("in den nächsten drei Monaten nicht", "not within the next three months")
            : dates.joined(separator: say(" und ", " and "))
        return """
            <a href="\(href: address("/wann/\(venue.key.text)"))"><strong>\(venue.title)</strong></a>\
            <div>\(when)</div><div class="soft">\(note)</div>
            """
    }

    /// The next dates of the whole town.
    private var next: HTML {
        let hits = stops.prefix(6).map { stop -> (what: HTML, actions: HTML) in
            (
                "<strong>\(language.longDate(stop.day))</strong><div><a href=\"\(href: address("/wann/\(stop.venue.key.text)"))\">\(stop.venue.title)</a></div>",
                .empty
            )
        }
        let title = say("Die nächsten Termine", "The next dates", "Die nächsten Tage")
        guard !hits.isEmpty else {
            return Notice(
                .information, title,
                text: say(
                    "Gerade steht kein Termin fest. Rufen Sie an: \(town.phone)",
                    "There is no date yet. Call us: \(town.phone)")
            ).html
        }
        return Part.section(title, Part.hits(hits))
    }

    private func overview(_ marked: String?) -> HTML {
        let hits = town.publicVenues.map { venue -> (what: HTML, actions: HTML) in
            let dates = stops.filter { $0.venue.key == venue.key }.prefix(1).map { language.longDate($0.day) }
            return (row(venue, dates: dates, note: rota(venue)), .empty)
        }
        let title = say("Alle Orte", "All places")
        let map = TownMap(town)?.html(
            title: say("Karte der Stadt mit allen Halten", "Map of the town with all stops"), marked: marked)
        return Part.section(title, "\(map)\(Part.hits(hits))")
    }

    private func rota(_ venue: Venue) -> String {
        venue.rota.map { day in
            let english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            let german = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
            let nth = ["first", "second", "third", "fourth", "fifth"]
            let place = day.weekday.number - 1
            return say(
                "jeden \(day.nth). \(german[place]) im Monat",
                "every \(nth[day.nth - 1]) \(english[place]) of the month")
        }.joined(separator: ", ")
    }

    // MARK: One stop

    func stop(_ venue: Venue) -> Page {
        let dates = stops.filter { $0.venue.key == venue.key }
        let days: HTML =
            dates.isEmpty
            ? "\(say("In den nächsten drei Monaten nicht.", "Not within the next three months."))"
            : HTML(dates.map { "\(language.longDate($0.day))" as HTML }, separator: "<br>")
        let facts = AnswerList(rows: [
            .init(say("Termine", "Dates", "Tage"), days), .init(say("Regel", "Rule"), text: rota(venue)),
            .init(say("Ortsteil", "District", "Orts-Teil"), text: town.district(venue.district)?.name),
        ])
        let calendar = Button(
            say("In meinen Kalender", "Add to my calendar", "In den Kalender"),
            to: "/wann/\(venue.key.text)/kalender.ics")
        let bring = say(
            "Was Sie mitbringen und was es kostet, steht bei jeder Leistung.",
            "What to bring and what it costs stands with each service.",
            "Bei jeder Leistung steht: Was bringen Sie mit? Was kostet es?")
        return page(
            venue.title, back: (say("Alle Termine", "All dates"), "/wann"),
            """
            \(facts.html)<p>\(bring)</p>\
            \(Button.row([Button(say("Termin buchen", "Book an appointment"), kind: .primary, to: address("/termine")), Button(say("Leistungen ansehen", "See the services", "Was können Sie hier machen?"), to: address("/leistungen")), calendar]))
            """)
    }

    func calendar(of venue: Venue?) -> CalendarFile {
        let chosen = stops.filter { venue == nil || $0.venue.key == venue?.key }
        return CalendarFile(
            name: venue.map { "\(town.authority): \($0.title)" } ?? town.authority,
            events: chosen.map { stop in
                .init(
                    id: "\(stop.venue.key.text)-\(stop.day.iso)@\(town.ags)", time: .day(stop.day),
                    title: say("Mobiles Bürgerbüro", "Mobile citizens’ office"),
                    place: "\(stop.venue.title), \(town.name)",
                    text: say("Fragen: \(town.phone)", "Questions: \(town.phone)"))
            }, made: view.now)
    }

    /// For the notice board at the stop.
    func poster(_ venue: Venue, origin: String) -> PrintDocument {
        let dates = stops.filter { $0.venue.key == venue.key }.prefix(4).map {
            "<p class=\"big\">\(language.longDate($0.day))</p>" as HTML
        }
        let address = "\(origin)/wann/\(venue.key.text)"
        let code = QRCode(address)?.picture(of: address)
        return PrintDocument(
            title: say("Das Bürgerbüro kommt zu Ihnen", "The citizens’ office comes to you"), language: language,
            sender: [town.authority, town.address], foot: "\(say("Fragen", "Questions")): \(town.phone)",
            body: """
                <p class="big">\(venue.title)</p>\(dates)\
                <p>\(say("Ausweis, Anmeldung, Führungszeugnis und vieles mehr: Alles geht hier wie im Rathaus.", "Identity card, registration, certificate of conduct and more: everything as in the town hall.", "Hier können Sie zum Beispiel einen Ausweis beantragen."))</p>\
                <p>\(say("Termine, Leistungen und was Sie mitbringen:", "Dates, services and what to bring:"))<br>\(address)</p>\(code)
                """)
    }
}
