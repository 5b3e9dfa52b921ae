import Casework
import Pages

/// The kit's cases with where each one stands: of today, those that somebody must deal with, and older ones.
struct CasesPage {
    let view: DeskView

    var html: HTML {
        "\(searching)\(asked)\(today)\(older)\(elsewhere)"
    }

    private var searching: HTML {
        Button.row(
            [
                Button("Vorgang suchen", to: KitAddress.search, key: .search),
                Button("Anliegen aufnehmen", to: KitAddress.concern),
            ])
    }

    private var all: [Case] { view.state.cases.values.sorted { $0.number.text > $1.number.text } }

    /// What needs a person: questions of the office, cases it could not take.
    private var asked: HTML? {
        let needing = all.filter { item in
            let standing = CaseStanding(item, in: view)
            return (standing.isAsked && !view.isAnswered(item.number)) || standing.isHeldBack
        }
        guard !needing.isEmpty else { return nil }
        let parts = needing.map { item -> HTML in
            let standing = CaseStanding(item, in: view)
            let answer: HTML? =
                standing.isAsked
                ? Button(
                    "Antwort aufnehmen", kind: .secondary, to: KitAddress.follow(item.number), unseen: item.number.text
                ).html
                : nil
            return Notice(
                standing.tag.tone, "\(view.title(of: item)) \(item.number.text): \(standing.tag.text)",
                "\(standing.detail)\(answer)"
            ).html
        }
        return Part.section("Zu erledigen", HTML(parts))
    }

    private var today: HTML {
        table(
            "Von heute", all.filter(view.isOfToday),
            empty: EmptyState(
                "Heute noch kein Vorgang", "Vorgänge entstehen in einer Vorsprache, mit „Weitere Leistung“.",
                buttons: [Button("Neue Vorsprache", kind: .primary, to: KitAddress.newVisit, key: .newVisit)]))
    }

    private var older: HTML? {
        let cases = all.filter { !view.isOfToday($0) }
        return cases.isEmpty ? nil : table("Von früheren Tagen", cases, empty: nil)
    }

    private func table(_ caption: String, _ cases: [Case], empty: EmptyState?) -> HTML {
        Table(
            caption,
            columns: ["Nummer", "Leistung", "Für", "Stand", .init("Weiter", isUnseen: true)],
            rows: cases.map { row($0) }, empty: empty
        ).html
    }

    private func row(_ item: Case) -> [HTML] {
        let standing = CaseStanding(item, in: view)
        let person = item.persons.first { $0.role == .applicant }?.described
        let missing: HTML? =
            item.transfer?.missing.isEmpty == false
            ? " <span class=\"soft\">unvollständig</span>" : nil
        let action: Button? =
            item.state == .open
            ? Button("Weiter aufnehmen", kind: .link, to: KitAddress.case_(item.number), unseen: item.number.text)
            : item.transfer == nil
                ? nil : Button("Nachreichen", kind: .link, to: KitAddress.follow(item.number), unseen: item.number.text)
        return [
            "<a href=\"\(href: KitAddress.page(of: item))\">\(item.number.text)</a>", "\(view.title(of: item))",
            "\(person ?? "–")",
            "\(standing.tag.html)\(missing)", "\(action?.html)",
        ]
    }

    /// Questions and documents to collect of cases that other kits took in.
    private var elsewhere: HTML? {
        let told = view.state.feed.told.values
            .filter { view.state.cases[$0.number] == nil && ($0.state == .askedBack || $0.state == .readyToCollect) }
            .sorted { $0.number.text < $1.number.text }
        guard !told.isEmpty else { return nil }
        let rows = told.map { told -> [HTML] in
            [
                "\(told.number.text)", "\(told.title)", CaseStanding(told).tag.html,
                Button("Ansehen", kind: .link, to: KitAddress.follow(told.number), unseen: told.number.text).html,
            ]
        }
        return Table(
            "Aus der Zentrale: Rückfragen und Abholbereites",
            columns: ["Nummer", "Leistung", "Stand", .init("Weiter", isUnseen: true)], rows: rows
        ).html
    }
}

extension DeskView {
    /// The service's title; for a case whose content is erased here what the office called it.
    func title(of item: Case) -> String {
        item.opening?.title ?? state.feed.told[item.number]?.title ?? item.number.text
    }

    /// Taken in today, also where its content is erased here.
    func isOfToday(_ item: Case) -> Bool { (item.opening?.day ?? item.openedAt?.germanDay) == today }

    /// A follow-up was taken in here already.
    func isAnswered(_ number: CaseNumber) -> Bool {
        state.cases.values.contains { $0.state != .cancelled && followed(by: $0) == number }
    }

    /// The case this one follows: opened for it, or named in an answer.
    func followed(by item: Case) -> CaseNumber? {
        if let follows = item.follows { return follows }
        guard let service = try? service(of: item), let field = service.fields.first(where: { $0.kind == .caseNumber }),
            case .text(let number)? = item.answers[field.key]?.value
        else { return nil }
        return CaseNumber(number)
    }
}

extension KitAddress {
    /// Where a case is worked on, or where its standing is told.
    static func page(of item: Case) -> String { item.state == .open ? case_(item.number) : transferred(item.number) }
}
