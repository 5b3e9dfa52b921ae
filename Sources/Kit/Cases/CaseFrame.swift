import Casework
import Pages

/// What every page of a case has around its content: the visit at the left, fee and what it is without a network beside the heading.
struct CaseFrame {
    let kit: KitProgram
    let file: CaseFile
    let place: CasePlace
    let context: KitContext

    func page(_ title: String? = nil, problems: [Problem] = [], main: HTML) -> Page {
        let failures = file.review.failures.map { failure in
            Notice(
                .warning, "So kann der Antrag nicht gestellt werden",
                text: failure.message.de + (failure.law.map { " (\($0))" } ?? "")
            ).html
        }
        let closed: HTML? =
            file.item.state == .open
            ? nil
            : Notice(
                .information, "Stand des Vorgangs: \(CaseStanding(file.item, in: file.view).tag.text)",
                text: "Hier wird nichts mehr geändert. Nehmen Sie Weiteres als neuen Vorgang auf, der diesen nennt."
            ).html
        return kit.pages.page(
            file.item.title + (title.map { ": \($0)" } ?? ""), tab: .visit, view: file.view, context: context,
            problems: problems, visit: file.visit, back: back,
            side: file.visit.map { VisitSide(file.view, $0, at: (file, place)).html }, headingNote: note,
            main: "\(closed)\(unlisted)\(question)\(asksAgain)\(HTML(failures))\(main)")
    }

    private var unlisted: HTML? {
        guard !file.isListed, file.item.state == .open else { return nil }
        return Notice(
            .warning, "Diese Leistung steht nicht mehr im Katalog",
            text:
                "Was aufgenommen ist, bleibt und lässt sich abgeben, wie es ist, oder als unvollständig; oder verwerfen Sie den Vorgang. Geändert wird er nicht mehr."
        ).html
    }

    /// A follow-up stands below what was asked.
    private var question: HTML? {
        guard let opening = file.item.opening, let text = opening.question, let asked = opening.follows else {
            return nil
        }
        return Notice(.information, "Frage zu Vorgang \(asked.text)", text: text).html
    }

    /// Why a follow-up asks for a name that was given before.
    private var asksAgain: HTML? {
        guard let followed = file.view.followed(by: file.item), file.item.state == .open,
            file.applicant?.values[.familyName] == nil, FollowedCase(followed, in: file.view)?.isReadable != true
        else { return nil }
        return Notice(
            .information, "Der Name wird noch einmal erfragt",
            text:
                "Der Vorgang \(followed.text) ist abgegeben und auf diesem Koffer nicht mehr lesbar. Lesen Sie den Ausweis oder tragen Sie die Person ein."
        ).html
    }

    private var back: (text: String, address: String)? {
        file.visit.map { ("Vorsprache", KitAddress.visit($0.id)) }
    }

    /// `46,00 €: ab 24`, `offline: Aufnahme`.
    private var note: HTML { Self.note(of: file) }

    static let noteID = "case-note"

    static func note(of file: CaseFile) -> HTML {
        let level = StatusTag(file.service.withoutNetwork.tone, file.service.withoutNetwork.german)
        let lines = file.quote.lines.isEmpty ? ["gebührenfrei"] : file.quote.lines
        return """
            <div id="\(noteID)" class="row"><span>\(lines.joined(separator: " · "))</span>\(level.html)</div>
            """
    }

    /// "Weiter" of a form, and the way to the neighbours.
    func buttons(_ text: String? = nil) -> HTML {
        Button.row([Button(submit: text ?? nextText, key: .next)] + neighbours)
    }

    /// The same for pages whose parts are saved by buttons of their own.
    var ways: HTML {
        let next = file.next(after: place)
        return Button.row([Button(nextText, kind: .primary, to: file.address(of: next), key: .next)] + neighbours)
    }

    /// The same where the page has something of its own to be done first, and its key.
    var waysBeside: HTML {
        let next = file.next(after: place)
        return Button.row([Button(nextText, kind: .secondary, to: file.address(of: next))] + neighbours)
    }

    var nextText: String { "Weiter: \(file.title(of: file.next(after: place)))" }

    private var neighbours: [Button] {
        let (before, after) = file.neighbours(of: place)
        return [
            before.map {
                Button("Zurück", kind: .quiet, to: file.address(of: $0), key: .previousStep, unseen: file.title(of: $0))
            },
            after.map {
                Button("Danach", kind: .quiet, to: file.address(of: $0), key: .nextStep, unseen: file.title(of: $0))
            },
        ].compactMap { $0 }
    }
}
