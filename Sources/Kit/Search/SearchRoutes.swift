import Casework
package import Hummingbird
import Pages
import Town

/// The kit's cases, and finding any case by number or receipt code.
package struct SearchRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorgaenge", use: cases)
        router.get("suche", use: search)
        // Posted, because a name may be typed, and no address holds one.
        router.post("suche", use: search)
    }

    @Sendable private func cases(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        return kit.pages.page(
            "Vorgänge", tab: .cases, view: view, context: context, width: .wide, main: CasesPage(view: view).html
        ).response(from: request, context: context)
    }

    @Sendable private func search(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let typed = context.form["q"] ?? request.uri.queryParameters["q"].map(String.init) ?? ""
        let content = SearchPage(view: view, typed: typed, token: context.formToken)
        return kit.pages.page(
            "Suche", tab: .cases, view: view, context: context, back: ("Vorgänge", KitAddress.cases), main: content.html
        ).html.response(status: .ok)
    }
}

/// The field and what was found.
struct SearchPage {
    let view: DeskView
    let typed: String
    let token: FormToken

    var html: HTML {
        let field = Input.text(
            InputFrame(
                id: "q", label: "Nummer, Code oder Name",
                hint:
                    "Vorgangsnummer (W01A-0042-U), Code vom Papier (CFGH-2346), Belegnummer, oder ein Name von heute.",
                isWide: true),
            name: "q", value: typed, Input.Text(type: "search", maxLength: 80, isFirst: true))
        let form = PostForm(
            to: KitAddress.search, token: token, "\(field)\(Button.row([Button(submit: "Suchen", key: .next)]))")
        return "\(form.html)\(typed.allSatisfy(\.isWhitespace) ? nil : result)"
    }

    private var result: HTML {
        let search = CaseSearch(typed, in: view)
        if let miss = search.miss { return notFound(miss) }
        return "<div role=\"status\">\(Part.hits(search.hits.map(hit)))</div>"
    }

    private func notFound(_ miss: CaseSearch.Miss) -> HTML {
        let ask = "Stimmt alles, fragen Sie in der Zentrale: Telefon \(view.town.phone)."
        let empty =
            switch miss {
            case .mistyped:
                EmptyState(
                    "In der Nummer ist ein Tippfehler",
                    "Das letzte Zeichen passt nicht zu den übrigen. Vergleichen Sie die Nummer Zeichen für Zeichen mit dem Papier."
                )
            case .unknownNumber:
                EmptyState("Dieser Koffer kennt die Nummer nicht", "Vergleichen Sie sie mit dem Papier. \(ask)")
            case .unknownCode:
                EmptyState("Dieser Koffer kennt den Code nicht", "Vergleichen Sie ihn mit dem Papier. \(ask)")
            case .nothing:
                EmptyState(
                    "Nichts gefunden",
                    "Namen findet die Suche nur unter den Vorsprachen von heute. Nehmen Sie sonst die Nummer oder den Code vom Papier."
                )
            }
        return "<div role=\"status\">\(empty.html)</div>"
    }

    private func hit(_ hit: CaseSearch.Hit) -> (what: HTML, actions: HTML) {
        switch hit {
        case .known(let item):
            let standing = CaseStanding(item, in: view)
            let person = item.persons.first { $0.role == .applicant }?.described.map { ", \($0)" }
            let follow =
                item.transfer == nil
                ? nil
                : Button(
                    standing.isAsked ? "Antwort aufnehmen" : "Nachreichen", to: KitAddress.follow(item.number),
                    unseen: item.number.text
                ).html
            return (
                """
                <strong>\(item.number.text)</strong> \(view.title(of: item))\(person) \(standing.tag.html)\(standing.detail)
                """,
                "\(Button("Öffnen", to: KitAddress.page(of: item), unseen: item.number.text).html)\(follow)"
            )
        case .told(let told):
            let standing = CaseStanding(told)
            return (
                "<strong>\(told.number.text)</strong> \(told.title) \(standing.tag.html)\(standing.detail)",
                Button(
                    standing.isAsked ? "Antwort aufnehmen" : "Nachreichen", to: KitAddress.follow(told.number),
                    unseen: told.number.text
                ).html
            )
        case .receipt(let number):
            return (
                "<strong>Beleg \(number.text)</strong>",
                Button("Öffnen", to: KitAddress.receipt(number), unseen: number.text).html
            )
        }
    }
}
