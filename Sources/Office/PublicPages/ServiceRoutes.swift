import Casework
import Hummingbird
import Pages
import Town

extension OfficePages {
    /// What each service needs and costs.
    func addServices(to router: OfficeRoutes) {
        router.get("/leistungen") { request, context in await frame(request, context).services() }
        router.get("/leistungen/:service") { request, context in
            let frame = await frame(request, context)
            guard let key = context.parameters.get("service"),
                let service = frame.town.catalogue.service(ServiceKey(key))
            else { throw NoSuchService() }
            return frame.service(service)
        }
    }
}

struct NoSuchService: PageError {
    var status: HTTPResponse.Status { .notFound }
    var title: String { "Diese Leistung gibt es nicht" }
    var text: String { "Sehen Sie unter „Leistungen“ nach, was das mobile Bürgerbüro anbietet." }
}

extension PublicFrame {
    func services() -> Page {
        let all = town.catalogue.services.sorted { $0.title.text(language) < $1.title.text(language) }
        let hits = all.map { service -> (what: HTML, actions: HTML) in
            let hint = service.hint.map { "<div class=\"soft\">\($0.text(language))</div>" as HTML }
            return (
                "<a href=\"\(href: address("/leistungen/\(service.key.text)"))\"><strong>\(service.title.text(language))</strong></a>\(hint)",
                .empty
            )
        }
        return page(
            say("Leistungen", "Services", "Was können Sie hier machen?"),
            "<p>\(say("Alles das nimmt das mobile Bürgerbüro entgegen.", "All this the mobile citizens’ office takes in.", "Wählen Sie aus:"))</p>\(Part.hits(hits))"
        )
    }

    func service(_ service: Service) -> Page {
        let hint = service.hint.map { "<p>\($0.text(language))</p>" as HTML }
        let steps: [(String, HTML)] = [
            (say("Was Sie mitbringen", "What to bring", "Das bringen Sie mit"), bring(service)),
            (say("Was es kostet", "What it costs", "Das kostet es"), costs(service)),
            (
                say("So geht es weiter", "What happens next", "So geht es weiter"),
                "<p>\(service.next.text(language))</p>"
            ),
        ]
        let law = service.law.isEmpty ? nil : "<p class=\"soft\">\(service.law.joined(separator: ", "))</p>" as HTML?
        return page(
            service.title.text(language), back: (say("Alle Leistungen", "All services"), "/leistungen"),
            """
            \(hint)\(steps.map { Part.section($0.0, $0.1) })\(law)\
            \(Button.row([Button(say("Wann kommt das Amt zu mir?", "When does the office come to me?", "Wann kommt das Amt?"), kind: .primary, to: address("/wann"))]))
            """)
    }

    private func bring(_ service: Service) -> HTML {
        let perhaps = say("wenn es auf Sie zutrifft", "if it applies to you", "nur manche Menschen")
        let items = service.evidence.map { rule -> HTML in
            let condition: HTML? =
                rule.isRequired && rule.when == .always ? nil : " <span class=\"soft\">(\(perhaps))</span>"
            let hint = rule.hint.map { "<br><span class=\"soft\">\($0.text(language))</span>" as HTML }
            return "<li>\(rule.title.text(language))\(condition)\(hint)</li>"
        }
        guard !items.isEmpty else { return "<p>\(say("Nichts weiter.", "Nothing else.", "Nichts."))</p>" }
        return "<ul>\(items)</ul>"
    }

    private func costs(_ service: Service) -> HTML {
        let later = say("wird vom Amt festgesetzt", "is set by the office", "Das sagt Ihnen das Amt.")
        let lines = service.fees.flatMap { fee in
            fee.rates.map { rate -> HTML in
                let amount: String =
                    switch rate.amount {
                    case .fixed(let money): money.german
                    case .counted(_, let first, let further):
                        say(
                            "\(first.german), jedes weitere Mal \(further.german)",
                            "\(first.german), each further \(further.german)")
                    case .setByOffice: later
                    }
                let reason = rate.reason.text(language)
                let note: HTML? = reason.isEmpty ? nil : " <span class=\"soft\">\(reason)</span>"
                return "<li>\(fee.title.text(language)): <strong>\(amount)</strong>\(note)</li>"
            }
        }
        guard !lines.isEmpty else { return "<p>\(say("Nichts.", "Nothing."))</p>" }
        return "<ul>\(lines)</ul>"
    }
}
