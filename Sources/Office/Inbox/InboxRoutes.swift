import Casework
import Hummingbird
import Pages
import Town

extension OfficePages {
    func addInbox(to router: OfficeRoutes) {
        router.get("/eingang") { request, context in
            let desk = try await desk(context)
            return desk.inbox(
                unit: request.uri.queryParameters.get("stelle").flatMap { $0.isEmpty ? nil : UnitKey($0) },
                filter: request.uri.queryParameters.get("stand").flatMap(InboxFilter.init(rawValue:)) ?? .new)
        }
        router.get("/suche") { _, context in try await desk(context).searchPage("") }
        // Posted, and answered directly: a name in an address would stay in the browser's history.
        router.post("/suche") { _, context in
            let desk = try await desk(context)
            return desk.searchPage(desk.form["q"] ?? "")
        }
    }
}

extension OfficeDesk {
    /// The units she works for; the head has all of them.
    var units: [UnitKey] {
        clerk.isHead ? town.catalogue.units.map(\.key) : clerk.units
    }

    fileprivate func inbox(unit wanted: UnitKey?, filter: InboxFilter) -> Page {
        let unit = wanted.flatMap { units.contains($0) ? $0 : nil }
        let mine = files
        let shown = mine.filter { unit == nil || $0.item.unit == unit }
        let hits = shown.filter { filter.holds($0.item, on: view.today) }.sorted { left, right in
            filter == .ended
                ? left.changedAt > right.changedAt
                : (left.item.deadline ?? .distant, left.item.number.text)
                    < (right.item.deadline ?? .distant, right.item.number.text)
        }
        let limit = 200
        let table = Table(
            "\(filter.title): \(GermanText.count(hits.count, "Vorgang", "Vorgänge", none: "keine Vorgänge"))",
            columns: ["Vorgang", "Leistung", "Wer", "Abgegeben", "Frist", "Stelle", "Stand"],
            rows: hits.prefix(limit).map(row), empty: filter.empty)
        let more: HTML? =
            hits.count > limit
            ? "<p>Gezeigt sind die ersten \(limit) von \(GermanText.number(hits.count)). Die übrigen finden Sie über die Suche (F8).</p>"
            : nil
        return page(
            "Eingang", at: "/eingang", side: side(mine, unit, filter),
            "\(filters(shown, unit, filter))\(table.html)\(more)")
    }

    private func filters(_ files: [CaseFile], _ unit: UnitKey?, _ current: InboxFilter) -> HTML {
        LinkList(
            "Stand",
            InboxFilter.allCases.map { filter in
                let count = files.count { filter.holds($0.item, on: view.today) }
                return LinkList.Link(
                    filter.title, to: address(filter, unit), note: "\(GermanText.number(count))",
                    isCurrent: filter == current)
            }, isInLine: true
        ).html
    }

    private func address(_ filter: InboxFilter, _ unit: UnitKey?) -> String {
        "/eingang?stand=\(filter.rawValue)" + (unit.map { "&stelle=\($0.text)" } ?? "")
    }

    private func side(_ files: [CaseFile], _ current: UnitKey?, _ filter: InboxFilter) -> HTML {
        func link(_ title: String, _ unit: UnitKey?) -> LinkList.Link {
            let own = files.filter { unit == nil || $0.item.unit == unit }
            let open = own.count { !$0.item.state.isEnded }
            let late = own.count { $0.item.isOverdue(on: view.today) }
            let lateNote: HTML? = late > 0 ? ", <strong>\(late) überfällig</strong>" : nil
            return LinkList.Link(
                title, to: address(filter, unit), note: "\(GermanText.number(open)) offen\(lateNote)",
                isCurrent: unit == current)
        }
        let links = [link("Alle Stellen", nil)] + units.map { link(unitTitle($0), $0) }
        return "<h2>Eingänge</h2>\(LinkList("Organisationseinheiten", links).html)"
    }

    private func row(_ file: CaseFile) -> [HTML] {
        let item = file.item
        let incomplete: HTML? =
            item.transfer.map(\.missing.isEmpty) == false ? " \(StatusTag(.warning, "unvollständig").html)" : nil
        let late = item.isOverdue(on: view.today)
        let deadline: HTML =
            item.deadline.map { "\($0.german)\(late ? " \(StatusTag(.bad, "überfällig").html)" : HTML.empty)" } ?? "–"
        return [
            "<a href=\"/vorgang/\(item.number.text)\">\(item.number.text)</a>", "\(item.title)\(incomplete)",
            "\(item.applicantName ?? "–")", "\(item.transfer?.on.german ?? "–")", deadline, "\(unitTitle(item.unit))",
            item.state.tag,
        ]
    }

    fileprivate func searchPage(_ query: String) -> Page {
        let found = query.nonBlank.map { query in
            files.filter { $0.matches(query) }.sorted { $0.changedAt > $1.changedAt }
        }
        let input = Input.text(
            InputFrame(id: "q", label: "Nummer, Code vom Beleg, Aktenzeichen oder Name"), name: "q", value: query,
            .init(type: "search", width: "width-20", isFirst: true))
        let form = PostForm(
            to: "/suche", token: token, "\(input)\(Button.row([Button(submit: "Suchen", key: .next)]))")
        let result = found.map { found in
            Table(
                "\(GermanText.count(found.count, "Vorgang", "Vorgänge")) gefunden",
                columns: ["Vorgang", "Leistung", "Wer", "Abgegeben", "Frist", "Stelle", "Stand"],
                rows: found.prefix(100).map(row),
                empty: EmptyState(
                    "Nichts gefunden",
                    "Prüfen Sie die Schreibweise. Gezeigt werden nur Vorgänge Ihrer Organisationseinheiten, die ganz angekommen sind."
                )
            ).html
        }
        return page("Suche", "<div role=\"search\">\(form.html)</div>\(result)")
    }
}

extension CalendarDate {
    /// Later than any deadline, for sorting.
    static let distant = CalendarDate(year: 2199, month: 12, day: 31)!
}

extension Case {
    /// Whom it is about, for lists: from the person in the role of the applicant, or the answers.
    var applicantName: String? {
        let person = persons.first { $0.role == .applicant } ?? persons.first
        func text(_ attribute: PersonAttribute, _ field: FieldKey) -> String? {
            if case .text(let text) = person?.attributes[attribute] { return text }
            return answers[field]?.shown
        }
        let parts = [text(.familyName, "familyName"), text(.givenNames, "givenNames")].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
