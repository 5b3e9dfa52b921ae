import Casework
import Pages

/// Finding a service by any part of a name, and what the clerk must know before she begins: fee, and what it is without a network.
struct ServiceChoice {
    let view: DeskView
    let visit: Visit
    let token: FormToken
    let once: String
    /// For whom, where several persons are there.
    var person: PersonID?
    /// A case that must be done first.
    var waitsFor: CaseNumber?

    static let listID = "services"

    /// The search field with the list of what it finds; works by form, and as one types where there are scripts.
    func form(typed: String) -> HTML {
        let frame = InputFrame(
            id: "q", label: "Leistung", hint: "Einen Teil des Namens tippen, mit Pfeil ab in die Liste", isWide: true)
        let input = Input.text(
            frame, name: "q", value: typed, .init(type: "search", isFirst: true))
        let address = KitAddress.services(visit.id)
        return """
            <form method="get" action="\(href: address)" class="flow" role="search" data-live="\(Self.listID)">\
            \(input)\(Part.fields([personSelect, waitingSelect].compactMap { $0 }))\(Button.row([Button(submit: "Suchen", kind: .secondary)]))</form>\(list(typed: typed))
            """
    }

    private var personSelect: HTML? {
        guard visit.persons.count > 1 else { return nil }
        let options = visit.persons.map { Input.Option($0.id.text, $0.name, hint: nil) }
        return Input.select(
            InputFrame(id: "person", label: "Für wen?"), name: "person", options: options,
            chosen: chosenPerson?.id.text)
    }

    /// A card after the registration: the later one is given away only when the other is.
    private var waitingSelect: HTML? {
        let open = visit.cases.compactMap { view.state.cases[$0] }.filter { $0.state == .open }
        guard !open.isEmpty else { return nil }
        let options = open.map { Input.Option($0.number.text, $0.title) }
        return Input.select(
            InputFrame(id: "waitsFor", label: "Erst nach", isOptional: true), name: "waitsFor", options: options,
            chosen: waitsFor?.text)
    }

    var chosenPerson: Visit.Person? { person.flatMap(visit.person) ?? visit.applicant ?? visit.persons.first }

    /// The part that is replaced as one types.
    func list(typed: String) -> HTML {
        let found = ServiceSearch(view.catalogue.services).find(typed)
        guard !found.isEmpty else {
            let empty = EmptyState(
                "Nichts gefunden",
                "Tippen Sie ein anderes Wort oder nur den Anfang. Was keine Leistung ist, nehmen Sie als „Anliegen“ auf."
            )
            return "<div id=\"\(Self.listID)\" aria-live=\"polite\">\(empty.html)</div>"
        }
        let hits = found.prefix(typed.isEmpty ? 8 : 12).map(hit)
        let more =
            found.count > hits.count
            ? "<p class=\"soft\">\(found.count - hits.count) weitere. Tippen Sie mehr vom Namen.</p>" as HTML : nil
        return "<div id=\"\(Self.listID)\">\(Part.hits(hits))\(more)</div>"
    }

    private func hit(_ service: Service) -> (what: HTML, actions: HTML) {
        let fee = feeText(service)
        let hint = service.hint.map { "<div class=\"soft\">\($0.de)</div>" as HTML }
        let values =
            [("service", service.key.text)] + (chosenPerson.map { [("person", $0.id.text)] } ?? [])
            + (waitsFor.map { [("waitsFor", $0.text)] } ?? [])
        let button = ButtonForm(
            to: KitAddress.services(visit.id), token: token, onceToken: once,
            values: values.map { (name: $0.0, value: $0.1) },
            button: Button(submit: "Hinzufügen", kind: .secondary, unseen: service.title.de))
        let level = StatusTag(service.withoutNetwork.tone, service.withoutNetwork.german)
        return (
            "<strong>\(service.title.de)</strong> \(level.html) <span class=\"number\">\(fee)</span>\(hint)",
            button.html
        )
    }

    /// The fee on what is known of the person: `27,60 €: unter 24 am Tag des Antrags`.
    private func feeText(_ service: Service) -> String {
        let record = CaseOpening.record(of: service, for: chosenPerson, in: visit)
        let facts = Facts(of: record, service: service, devices: view.readyDevices, on: view.today)
        let quote = service.fees(facts)
        if quote.positions.isEmpty { return quote.undecided.isEmpty ? "gebührenfrei" : "Gebühr je nach Angaben" }
        return quote.positions.map(\.line).joined(separator: " · ")
    }
}

extension Service.WithoutNetwork {
    var german: String {
        switch self {
        case .finished: "ohne Netz: wird fertig"
        case .takenIn: "ohne Netz: Aufnahme"
        case .preparedOnly: "ohne Netz: nur Vorbereitung"
        }
    }

    var tone: Tone {
        switch self {
        case .finished: .good
        case .takenIn: .information
        case .preparedOnly: .warning
        }
    }
}
