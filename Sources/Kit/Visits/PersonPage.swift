import Casework
import Identity
import Pages

/// A person of the visit: what is known, what a zone proposes, what must be asked.
struct PersonPage {
    let view: DeskView
    let visit: Visit
    let person: Visit.Person
    let revision: Int
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistakes: [FieldKey: String] = [:]

    private var proposal: ZoneProposal? { ZoneProposal(for: person, on: view.today) }

    var title: String { proposal == nil ? person.name : "Ausweis gelesen" }

    var html: HTML {
        let proposal = proposal
        let role = Input.select(
            InputFrame(id: "role", label: "Rolle in dieser Vorsprache", isWide: true), name: "role",
            options: VisitPage.roleOptions,
            chosen: typed["role"] ?? person.role.rawValue)
        let fields = PersonForm.fields.flatMap { field in views(of: field, proposal) }
        let button = Button(submit: proposal == nil ? "Weiter" : "Übernehmen und weiter", key: .next)
        let form = PostForm(
            to: KitAddress.person(person.id, in: visit.id), token: token, onceToken: once, revision: revision,
            autosaveAddress: proposal == nil ? KitAddress.personAnswer(person.id, in: visit.id) : nil,
            "\(Part.fields([role] + fields))\(Button.row([button]))")
        return "\(proposal.map(notices))\(form.html)\(removing)"
    }

    /// For who was taken down by mistake, or has gone; who takes part in a case stays.
    private var removing: HTML? {
        let cases = visit.cases.compactMap { view.state.cases[$0] }
        guard visit.endedAt == nil, !cases.contains(where: { $0.state != .cancelled && $0.names(person.id) }) else {
            return nil
        }
        let form = ButtonForm(
            to: KitAddress.removePerson(person.id, in: visit.id), token: token, onceToken: once,
            button: Button(submit: "Aus der Vorsprache nehmen", kind: .quiet, unseen: person.name))
        return "<div class=\"actions\">\(form.html)</div>"
    }

    private func notices(_ proposal: ZoneProposal) -> HTML {
        var notices: [HTML] = []
        if !proposal.zone.repairs.isEmpty {
            let lines = proposal.zone.repairs.map { "<li>\($0.message)</li>" as HTML }
            notices.append(Notice(.warning, "Die Zone wurde ausgebessert", "<ul>\(lines)</ul>").html)
        }
        for warning in proposal.zone.warnings {
            notices.append(Notice(.warning, "Ungewöhnlich an der Zone", text: warning.message).html)
        }
        if proposal.person.nameWasCut {
            notices.append(
                Notice(
                    .warning, "Der Name ist in der Zone abgeschnitten",
                    text: "Vergleichen Sie ihn mit der Vorderseite und ergänzen Sie, was fehlt."
                ).html)
        }
        if let expiry = CalendarDate(proposal.zone.expiry), expiry < view.today {
            notices.append(
                Notice(.warning, "Abgelaufen am \(expiry.german)", text: "Das Dokument gilt nicht mehr.").html)
        }
        notices.append(
            Notice(
                .information, "\(proposal.zone.document.germanName), Nummer \(proposal.zone.number)",
                text: "In der Zone steht nicht: \(GermanText.list(proposal.lacking)). Fragen Sie danach."
            ).html)
        return HTML(notices)
    }

    private func views(of field: Field, _ proposal: ZoneProposal?) -> [HTML] {
        guard let attribute = field.person else { return [] }
        let proposed = proposal?.values[attribute]
        let isRead = proposed != nil && (person.values[attribute] == nil || person.values[attribute] == proposed)
        if let spellings = proposal?.spellings(of: attribute), !spellings.isCertain,
            person.values[attribute].map({ known in !spellings.spellings.contains { .text($0) == known } }) ?? true
        {
            return spellingViews(field, spellings)
        }
        let view = FieldView(
            field, value: person.values[attribute] ?? proposed, typed: typed, mistake: mistakes[field.key],
            source: isRead ? CaseAnswered.Source.zone.note : person.attributes[attribute]?.source.note,
            isRequired: [.familyName, .birthDate].contains(attribute), options: options(of: field))
        return [view.html]
    }

    /// The spellings to choose from, and a place for another one.
    private func spellingViews(_ field: Field, _ spellings: SpellingProposal) -> [HTML] {
        let name = field.key.text
        let known = person.values[field.person ?? .familyName]?.text
        let all = spellings.spellings.prefix(6) + (known.map { [$0] } ?? [])
        let options = all.map { Input.Option($0, $0) } + [Input.Option("", "andere Schreibweise")]
        let frame = InputFrame(
            id: FieldView.id(of: field.key) + "-spelling", label: field.label.de,
            hint: "Wie steht er auf der Vorderseite?", source: CaseAnswered.Source.zone.note)
        let other = InputFrame(
            id: FieldView.id(of: field.key), label: "\(field.label.de), andere Schreibweise", isOptional: true,
            mistake: mistakes[field.key])
        return [
            Input.radios(
                frame, name: name + ".spelling", options: options,
                chosen: typed[name + ".spelling"] ?? known ?? spellings.spellings.first),
            Input.text(other, name: name, value: typed[name] ?? "", .name),
        ]
    }

    private func options(of field: Field) -> [Input.Option] {
        if case .codeList(let list) = field.kind { KitForms.codes(list, on: view.today) } else { [] }
    }
}

extension CaseAnswered.Source {
    /// What stands at a field whose value nobody typed here.
    var note: String? {
        switch self {
        case .typed: nil
        case .zone: "aus dem Ausweis gelesen, prüfen"
        case .visit: "aus dieser Vorsprache übernommen"
        case .card: "aus dem Chip gelesen"
        case .register: "aus dem Melderegister übernommen, prüfen"
        }
    }
}
