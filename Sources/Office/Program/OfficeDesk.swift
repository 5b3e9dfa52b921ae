import Casework
import Hummingbird
import Pages
import Town

/// What every route behind the log-in starts from: who asks, and the registry as it is now.
struct OfficeDesk: Sendable {
    let session: Session<OfficeSession>
    let clerk: StaffMember
    let view: OfficeView
    let form: FormBody

    var now: Moment { view.now }
    var town: Town { view.town.town }
    var token: FormToken { session.formToken }

    /// The case, if it is there and its unit is one of hers. Which of the two it is, is not told.
    func file(_ context: OfficeContext) throws(OfficeRefusal) -> CaseFile {
        guard let text = context.parameters.get("number"), !text.isEmpty,
            let file = view.state.cases[CaseNumber(text)]
        else {
            throw .noSuchCase
        }
        return try own(file)
    }

    func own(_ file: CaseFile) throws(OfficeRefusal) -> CaseFile {
        if file.item.access == .erased { throw .erased }
        guard clerk.sees(file.item.unit) else { throw .noSuchCase }
        return file
    }

    func requireHead() throws(OfficeRefusal) { guard clerk.isHead else { throw .headOnly } }

    /// Cases of her units.
    var files: [CaseFile] {
        view.state.cases.values.filter { $0.item.access != .erased && clerk.sees($0.item.unit) }
    }

    func unitTitle(_ key: UnitKey?) -> String { view.town.unitTitle(key) }

    /// A page with state bar and tabs.
    func page(
        _ title: String, heading: String? = nil, at tab: String? = nil, note: HTML? = nil, problems: [Problem] = [],
        back: (text: String, address: String)? = nil, side: HTML? = nil, right: HTML? = nil, width: Page.Width = .wide,
        _ main: HTML
    ) -> Page {
        Page(
            title: title, heading: heading, headingNote: note, program: "Amtskoffer Zentrale", problems: problems,
            stateBar: stateBar, tabs: tabs(current: tab),
            tools: [Button("Suche", kind: .quiet, to: "/suche", key: .search)], back: back, side: side, right: right,
            width: width,
            behaviour: .init(token: token), main: main)
    }

    private var stateBar: StateBar {
        var items: [StateBar.Item] = []
        if !view.town.mistakes.isEmpty {
            items.append(.init(.warning, "Katalog: \(view.town.mistakes.count) Fehler", to: "/stadt"))
        }
        if view.state.unopened > 0 {
            items.append(
                .init(
                    .warning,
                    GermanText.count(view.state.unopened, "Vorgang nicht lesbar", "Vorgänge nicht lesbar"),
                    to: "/nicht-lesbar"))
        }
        if view.state.waiting > 0 {
            items.append(
                .init(
                    .busy, GermanText.count(view.state.waiting, "Vorgang kommt an", "Vorgänge kommen an"),
                    to: "/nicht-lesbar"))
        }
        let out = ButtonForm(to: "/abmelden", token: token, button: Button(submit: "Abmelden", kind: .link)).html
        return StateBar(
            place: ["Zentrale", town.authority],
            items: [.init(.information, "\(GermanText.shortDate(view.today)) · \(now.germanClock)")] + items,
            desk: clerk.name, menu: [out])
    }

    private func tabs(current: String?) -> [Page.Tab] {
        var tabs = [
            ("Eingang", "/eingang"), ("Anrufliste", "/anrufliste"), ("Termine", "/terminplan"),
            ("Außentermine", "/aussentermine"),
            ("Koffer", "/koffer"), ("Nicht lesbar", "/nicht-lesbar"),
        ]
        if clerk.isHead {
            tabs += [
                ("Melderegister", "/melderegister"), ("Mitarbeiter", "/mitarbeiter"), ("Stadt", "/stadt"),
                ("Löschungen", "/loeschungen"),
            ]
        }
        return tabs.map { Page.Tab($0.0, to: $0.1, isCurrent: $0.1 == current) }
    }
}

extension OfficePages {
    /// - Throws: a redirect to the log-in when the clerk was blocked meanwhile.
    func desk(_ context: OfficeContext) async throws -> OfficeDesk {
        let view = await registry.view()
        guard let session = context.session, let clerk = staff.member(session.person.clerk, view.town.town),
            !clerk.isBlocked
        else { throw OfficeRefusal.blocked }
        return OfficeDesk(session: session, clerk: clerk, view: view, form: context.form)
    }

    /// A value that a form carries, so that pressing its button twice does one thing.
    func once() -> String { sessions.makeOnce() }
}

extension Sessions {
    func makeOnce() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 36)
    }
}
