package import Casework
package import Pages

/// The left column: who is there, which cases, which step, what is missing, what it costs.
package struct VisitSide: Sendable {
    package static let id = "visit-side"
    let view: DeskView
    let visit: Visit
    let current: (file: CaseFile, place: CasePlace)?

    package init(_ view: DeskView, _ visit: Visit, at current: (file: CaseFile, place: CasePlace)? = nil) {
        self.view = view
        self.visit = visit
        self.current = current
    }

    package var html: HTML {
        let link = Button("Vorsprache", kind: .link, to: KitAddress.visit(visit.id))
        return """
            \(persons)<p>\(link.html)</p>\(casesHTML)\
            \(Button("Weitere Leistung", kind: .secondary, to: KitAddress.services(visit.id), key: .addService).html)\
            \(sum)
            """
    }

    /// What an autosave replaces: the cases with their tasks, and the sum.
    package var parts: [String: HTML] { [Self.id: casesHTML, "sum": sum] }

    private var persons: HTML {
        if visit.persons.isEmpty { return "<p class=\"soft\">Noch keine Person</p>" }
        let all = visit.persons.map { person -> HTML in
            let expiry = person.values[.documentExpiry]?.date.map { "gültig bis \($0.german)" }
            let role = person.role == .applicant ? nil : person.role.title
            let note = [role, expiry].compactMap { $0 }.joined(separator: " · ")
            return Part.person(name: person.name, born: person.born, note: note.isEmpty ? nil : note)
        }
        return HTML(all)
    }

    private var casesHTML: HTML {
        let entries = visit.cases.enumerated().compactMap { index, number -> HTML? in
            guard let item = view.state.cases[number] else { return nil }
            return entry(index + 1, item)
        }
        guard !entries.isEmpty else {
            return "<div id=\"\(Self.id)\"><h2>Vorgänge</h2><p class=\"soft\">Noch keine Leistung gewählt</p></div>"
        }
        return "<div id=\"\(Self.id)\"><h2>Vorgänge</h2><ol class=\"cases\">\(entries)</ol></div>"
    }

    private func entry(_ index: Int, _ item: Case) -> HTML {
        let title: HTML =
            "<a href=\"\(href: KitAddress.case_(item.number))\">\(index) \(item.title)</a>"
        let owner = visit.persons.count > 1 ? owner(of: item).map { "<div class=\"soft\">\($0)</div>" as HTML } : nil
        let waits = item.opening?.waitsFor.flatMap { view.state.cases[$0] }.flatMap { other -> HTML? in
            other.state == .open ? "<div class=\"soft\">wartet auf: \(other.title)</div>" : nil
        }
        guard item.state == .open, let file = file(of: item.number) else {
            return "<li>\(title)\(owner)<div>\(CaseStanding(item, in: view).tag.html)</div></li>"
        }
        return "<li>\(title)\(owner)\(waits)\(TaskList(tasks(of: file)).html)</li>"
    }

    private func file(of number: CaseNumber) -> CaseFile? {
        if let current, current.file.number == number { return current.file }
        return try? CaseFile(number, in: view)
    }

    private func owner(of item: Case) -> String? {
        item.persons.first { $0.role == .applicant }.flatMap { visit.person($0.id)?.name }
    }

    private func tasks(of file: CaseFile) -> [TaskList.Task] {
        let isCurrent = current?.file.number == file.number
        var tasks: [TaskList.Task] = []
        if isCurrent {
            tasks = file.places.map { place in
                TaskList.Task(
                    file.title(of: place), to: file.address(of: place), state(of: [place], file),
                    isCurrent: place == current?.place)
            }
        } else {
            let details = file.places.filter { if case .details = $0 { true } else { $0 == .roles } }
            if let first = details.first(where: { !file.missing(at: $0).isEmpty }) ?? details.first {
                tasks.append(.init("Angaben", to: file.address(of: first), state(of: details, file)))
            }
            tasks += file.places.filter { !details.contains($0) }.map {
                TaskList.Task(file.title(of: $0), to: file.address(of: $0), state(of: [$0], file))
            }
        }
        return tasks
    }

    private func state(of places: [CasePlace], _ file: CaseFile) -> TaskList.State {
        if places == [.fees] { return feeState(file) }
        if places == [.check] {
            if !file.review.failures.isEmpty { return .open(missing: "so nicht möglich") }
            return file.item.isChecked ? .done : .untouched
        }
        let missing = places.flatMap { file.missing(at: $0) }
        switch missing.count {
        case 0: return .done
        case 1: return .open(missing: "1 fehlt")
        default: return .open(missing: "\(missing.count) fehlen")
        }
    }

    private func feeState(_ file: CaseFile) -> TaskList.State {
        let quote = file.quote
        if !quote.undecided.isEmpty { return .untouched }
        if file.item.unpaid > .zero { return .open(missing: "\(file.item.unpaid.german) offen") }
        if quote.positions.isEmpty { return .unneeded(because: "gebührenfrei") }
        return .done
    }

    private var sum: HTML {
        let cases = visit.cases.compactMap { view.state.cases[$0] }
        let total = cases.reduce(Money.zero) { $0 + $1.charge }
        return Part.sum("Summe", total.german)
    }
}
