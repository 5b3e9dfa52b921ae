import Casework
import Hummingbird
import Pages

extension OfficePages {
    /// Who asked for the suitcase to come.
    func addVisitRequests(to router: OfficeRoutes) {
        router.get("/terminplan/besuche") { _, context in
            try await desk(context).visitRequests(try appointments.requests())
        }
        router.post("/terminplan/besuche/erledigt") { _, context -> Response in
            let desk = try await desk(context)
            if let number = desk.form["nummer"].flatMap({ Int64($0) }) {
                try appointments.settle(request: number, by: desk.clerk.id)
            }
            return .redirect(to: "/terminplan/besuche")
        }
    }
}

extension OfficeDesk {
    fileprivate func visitRequests(_ requests: [KeptRequest]) -> Page {
        let rows = requests.map { kept -> [HTML] in
            let done = ButtonForm(
                to: "/terminplan/besuche/erledigt", token: token, values: [("nummer", String(kept.number))],
                button: Button(submit: "Erledigt, löschen", kind: .quiet, unseen: "Anfrage \(kept.number)")
            ).html
            guard let request = kept.request else {
                return ["\(kept.at.germanDay?.german)", "nicht lesbar", "–", "–", "–", "–", done]
            }
            return [
                "\(kept.at.germanDay?.german)", request.from == .home ? "Heim" : "Person", "\(request.place)",
                "\(request.name)",
                "<a href=\"\(href: "tel:\(request.phone.filter { $0.isNumber || $0 == "+" })")\">\(request.phone)</a>",
                "\(request.people) · \(request.wish)", done,
            ]
        }
        return page(
            "Besuchsanfragen", at: "/terminplan", back: ("Termine", "/terminplan"),
            Table(
                "Anfragen", isCaptionUnseen: true,
                columns: [
                    "Vom", "Für", "Anschrift", "Wer", "Telefon", "Personen und Anliegen",
                    .init("Erledigt", isUnseen: true),
                ], rows: rows,
                empty: EmptyState(
                    "Keine Anfrage offen",
                    "Heime und Menschen, die nicht kommen können, fragen auf der öffentlichen Seite an.")
            ).html)
    }
}
