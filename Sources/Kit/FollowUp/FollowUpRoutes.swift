import Casework
package import Hummingbird
import Pages

/// The answer to a question, a late document: a new case that names the old one.
package struct FollowUpRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/folge", use: ask)
        router.post("vorgang/:case/folge", use: open)
    }

    private func followed(_ context: KitContext, in view: DeskView) throws -> FollowedCase {
        guard let text = context.parameters.get("case"), !text.isEmpty else { throw HTTPError(.notFound) }
        guard let followed = FollowedCase(CaseNumber(text), in: view) else {
            throw DeskFault.noSuchCase(CaseNumber(text))
        }
        return followed
    }

    @Sendable private func ask(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        return try page(view, followed(context, in: view), context).response(from: request, context: context)
    }

    private func page(
        _ view: DeskView, _ followed: FollowedCase, _ context: KitContext, problems: [Problem] = []
    ) throws -> Page {
        let standing =
            view.state.cases[followed.number].map { CaseStanding($0, in: view) }
            ?? view.state.feed.told[followed.number].map { CaseStanding($0) }
        let open = view.outing?.openVisits(of: try context.clerk.id) ?? []
        let once = kit.freshOnce()
        func form(_ text: String, _ visit: String, isFirst: Bool) -> HTML {
            ButtonForm(
                to: KitAddress.follow(followed.number), token: context.formToken, onceToken: once,
                values: [("visit", visit)],
                button: Button(submit: text, kind: isFirst ? .primary : .secondary, key: isFirst ? .next : nil)
            ).html
        }
        var forms = open.map { visit in
            let name = visit.ticket.map { " \($0.text)" } ?? (visit.applicant.map { ": \($0.name)" } ?? "")
            return form("In der Vorsprache\(name) aufnehmen", visit.id.text, isFirst: visit.id == open.first?.id)
        }
        if view.forgottenDay == nil {
            forms.append(form("In einer neuen Vorsprache aufnehmen", "", isFirst: open.isEmpty))
        }
        let question = followed.question.map { Notice(.information, "Die Frage der Zentrale", text: $0).html }
        let body: HTML =
            if let day = view.forgottenDay, open.isEmpty {
                Notice(
                    .warning, OutingRefusal.ofAnotherDay(day).message,
                    Button.row([Button("Außentermin schließen", kind: .primary, to: KitAddress.closeOuting)])
                ).html
            } else if view.outing == nil {
                Notice(
                    .warning, "Es ist kein Außentermin geöffnet.",
                    text: "Öffnen Sie ihn auf der Seite „Heute“, dann nehmen Sie die Antwort auf."
                ).html
            } else {
                "<p>Die Antwort wird ein neuer Vorgang, der \(followed.number.text) nennt. Ohne Netz geht er mit der nächsten Übertragung.</p>\(followed.isReadable ? nil : Self.asksAgain)<div class=\"actions\">\(forms)</div>"
            }
        return kit.pages.page(
            "Zu Vorgang \(followed.number.text)", tab: .cases, view: view, context: context, problems: problems,
            back: ("Vorgänge", KitAddress.cases),
            main:
                "<p><strong>\(followed.title)</strong> \(standing?.tag.html)</p>\(question ?? standing?.detail)\(body)")
    }

    /// Nothing of a case stays here once the office has it, not even the name.
    static let asksAgain: HTML =
        "<p>Name und Geburtsdatum werden in einer neuen Vorsprache noch einmal erfragt: Der Vorgang ist abgegeben und auf diesem Koffer nicht mehr lesbar. Am schnellsten geht es mit dem Ausweis.</p>"

    @Sendable private func open(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let followed = try followed(context, in: view)
        let (clerk, once) = (try context.clerk.id, context.once)
        let visit = context.form["visit"].flatMap { $0.isEmpty ? nil : VisitID($0) }
        let before = Set(view.state.cases.keys)
        do {
            let after = try await kit.desk.commit { view, names in
                var draft = DeskDraft(view)
                _ = try draft.follow(
                    followed, in: visit, fresh: (VisitID(names.next()), PersonID(names.next())), by: clerk, token: once)
                return draft.events
            }
            let made = once.flatMap { token in
                after.outing?.tokens[token].map { CaseNumber($0) }
            }
            guard let number = made ?? after.state.cases.keys.first(where: { !before.contains($0) }) else {
                return .redirect(to: KitAddress.cases)
            }
            return .redirect(to: KitAddress.case_(number))
        } catch let refusal as OutingRefusal {
            return try page(view, followed, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
    }
}
