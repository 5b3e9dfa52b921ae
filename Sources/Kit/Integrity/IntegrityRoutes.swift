import Casework
package import Hummingbird
import Journal
import Pages

/// A journal that cannot be believed: where it is broken, what still works, and the way on.
package struct IntegrityRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("integritaet", use: page)
        router.post("integritaet", use: goOn)
    }

    @Sendable private func page(_ request: Request, _ context: KitContext) async throws -> Response {
        page(try await kit.desk.view(), context).response(from: request, context: context)
    }

    @Sendable private func goOn(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        // Pressed twice, or mended meanwhile: nothing is to be done.
        guard let fault = view.fault else { return .redirect(to: KitAddress.integrity) }
        do {
            try await kit.desk.continueInNewGeneration(because: fault.description)
            kit.syncAnew()
        } catch let refusal as any Explained {
            return page(view, context, problems: [Problem(refusal.message)]).response(from: request, context: context)
        }
        return .redirect(to: KitAddress.integrity)
    }

    private func page(_ view: DeskView, _ context: KitContext, problems: [Problem] = []) -> Page {
        guard let fault = view.fault else {
            let generation = NumberFormat.letters(ofGeneration: view.state.generation)
            return kit.pages.page(
                "Journal", tab: nil, view: view, context: context, problems: problems,
                main: """
                    \(Notice(.good, "Das Journal ist unversehrt.", text: "Neue Vorgänge tragen die Nummer \(view.state.kit.text)\(generation)-….").html)\
                    \(Button.row([Button("Weiter zu „Heute“", kind: .primary, to: KitAddress.today)]))
                    """)
        }
        let next = NumberFormat.letters(ofGeneration: view.state.generation + 1)
        let form = ButtonForm(
            to: KitAddress.integrity, token: context.formToken,
            button: Button(submit: "In neuer Generation weiterarbeiten", kind: .primary))
        return kit.pages.page(
            "Journal ist beschädigt", tab: nil, view: view, context: context, problems: problems,
            main: """
                \(Notice(.bad, "Was gespeichert ist, wurde von außen verändert oder ist beschädigt.", text: fault.description).html)\
                <p>Zurzeit wird nichts gespeichert. Lesen geht: Vorsprachen, Vorgänge und Kasse bis zu dieser Stelle bleiben \
                sichtbar. Nichts wird gelöscht.</p>\
                <p>In einer neuen Generation arbeiten Sie hinter dem letzten Eintrag weiter, dem zu glauben ist. Nummern beginnen dann mit \
                \(view.state.kit.text)\(next). Was hinter der Stelle stand, nehmen Sie neu auf. Rufen Sie danach die Zentrale an; sie prüft den Koffer.</p>\
                \(form.html)
                """)
    }
}
