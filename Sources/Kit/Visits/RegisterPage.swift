import Casework
import Identity
import Pages

/// Searching the register extract for a person of a visit.
struct RegisterPage {
    static let title = "Person suchen"

    let visit: Visit
    let standing: RegisterStanding
    let token: FormToken
    let once: String
    let today: CalendarDate
    var typed = ""
    var found: [(place: Int, person: RegisterPerson)]?

    var html: HTML {
        guard case .open(let extract) = standing else {
            return Notice(.information, "Die Suche ist geschlossen.", text: standing.message ?? "").html
        }
        return "\(form(extract))\(found.map { result($0, extract) })"
    }

    private func form(_ extract: RegisterInHand) -> HTML {
        let input = Input.text(
            InputFrame(
                id: "person", label: "Name und Geburtsjahr",
                hint: "Wie gehört, auch nur der Anfang: „Müller Erika 1964“. Ein Geburtsdatum geht auch: 12.8.1964.",
                isWide: true),
            name: "person", value: typed, .init(type: "search", maxLength: 80, isFirst: true))
        let form = PostForm(
            to: KitAddress.register(visit.id), token: token,
            "\(input)\(Button.row([Button(submit: "Suchen", key: .next)]))")
        return """
            <p class="soft">Auszug aus dem Melderegister: \(GermanText.list(extract.districts)), bis \(extract.until.german). \
            Personen mit Auskunftssperre oder Sperrvermerk stehen nicht darin. Jede Suche steht im Journal.</p>\(form.html)
            """
    }

    private func result(_ found: [(place: Int, person: RegisterPerson)], _ extract: RegisterInHand) -> HTML {
        let unread = CivilDate(today).flatMap { NameQuery(typed, today: $0).unread }
        let notice: HTML? =
            (unread ?? []).isEmpty
            ? nil
            : Notice(
                .information, "Ein Geburtsdatum war nicht zu lesen.", text: "Tippen Sie es so: 12.8.1964 oder nur 1964."
            ).html
        guard !found.isEmpty else {
            let nobody = EmptyState(
                "Niemand gefunden",
                "Versuchen Sie es nur mit dem Nachnamen oder ohne Geburtsjahr. Steht die Person nicht im Auszug, tragen Sie sie von Hand ein."
            )
            return "<div role=\"status\">\(notice)\(nobody.html)</div>"
        }
        return "<div role=\"status\">\(notice)\(Part.hits(found.map { hit($0.place, $0.person, extract) }))</div>"
    }

    private func hit(_ place: Int, _ person: RegisterPerson, _ extract: RegisterInHand) -> (what: HTML, actions: HTML) {
        let birthName = person[.birthName].isEmpty ? "" : ", geb. \(person[.birthName])"
        let street = [person[.street], person[.houseNumber]].filter { !$0.isEmpty }.joined(separator: " ")
        let address = [street, person[.district]].filter { !$0.isEmpty }.joined(separator: ", ")
        let take = ButtonForm(
            to: KitAddress.takeFromRegister(visit.id), token: token, onceToken: once,
            values: [("extract", extract.name), ("place", String(place))],
            button: Button(submit: "Übernehmen", kind: .secondary, unseen: "\(person.called), \(person.born)"))
        return (
            "<strong>\(person.called)</strong>\(birthName) · \(person.born)<div class=\"soft\">\(address)</div>",
            take.html
        )
    }
}

extension RegisterPerson {
    /// `Mustermann, Erika`
    var called: String {
        self[.givenNames].isEmpty ? self[.familyName] : "\(self[.familyName]), \(self[.givenNames])"
    }

    /// `12.08.1964`, or what of it is known.
    var born: String {
        let date = birthDate
        if let day = CalendarDate(date.date) { return day.german }
        return date.year.map { "geboren \($0)" } ?? "Geburtsdatum nicht bekannt"
    }

    /// What a form asks and the extract says, as the fields of a person's page take it.
    func values(on day: CalendarDate) -> [(field: Field, attribute: PersonAttribute, value: FieldValue)] {
        let forms = KitForms.context(on: day)
        return PersonForm.fields.compactMap { field in
            guard let attribute = field.person, let typed = typed(attribute),
                case .success(let value?) = field.read(typed, in: forms)
            else { return nil }
            return (field, attribute, value)
        }
    }

    /// What a clerk would type; nil where nothing is known.
    private func typed(_ attribute: PersonAttribute) -> [String]? {
        func cell(_ column: RegisterColumn) -> [String]? { self[column].isEmpty ? nil : [self[column]] }
        return switch attribute {
        case .familyName: cell(.familyName)
        case .birthName: cell(.birthName)
        case .givenNames: cell(.givenNames)
        case .doctorate: cell(.doctorate)
        case .birthDate:
            CalendarDate(birthDate.date).map { ["\($0.day)", "\($0.month)", "\($0.year)"] }
        case .birthPlace: cell(.birthPlace)
        case .sex: cell(.sex)
        // Of several the first; German is first where it is one of them.
        case .nationality: self[.nationality].split(whereSeparator: { ", ".contains($0) }).first.map { [String($0)] }
        case .street: cell(.street)
        case .houseNumber: cell(.houseNumber)
        case .postCode: cell(.postCode)
        case .town: cell(.town)
        default: nil
        }
    }
}

extension CivilDate {
    init?(_ day: CalendarDate) { self.init(year: day.year, month: day.month, day: day.day) }
}
