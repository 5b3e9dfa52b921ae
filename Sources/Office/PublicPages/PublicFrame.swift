import Casework
import Hummingbird
import Pages
import Town

/// What every page for citizens starts from: no log-in, three languages, nothing kept of who asks.
struct PublicFrame: Sendable {
    static let languageName = PublicDesk.languageName

    let view: OfficeView
    let language: Language
    /// The path asked for, without the language.
    let path: String
    /// The form token of a clerk who looks at these pages beside her own.
    let token: FormToken?

    var town: Town { view.town.town }

    /// The text in the page's language.
    func say(_ de: String, _ en: String, _ plain: String? = nil) -> String {
        LocalizedText(de: de, en: en, plain: plain).text(language)
    }

    /// An address of these pages in the page's language.
    func address(_ path: String, in other: Language? = nil) -> String {
        let language = other ?? language
        guard language != .german else { return path }
        return path + (path.contains("?") ? "&" : "?") + "\(Self.languageName)=\(language.rawValue)"
    }

    func page(
        _ title: String, problems: [Problem] = [], back: (text: String, address: String)? = nil, _ main: HTML
    ) -> Page {
        let switches = LinkList(
            say("Sprache", "Language"),
            Language.allCases.map {
                .init($0.name, to: address(path, in: $0), isCurrent: $0 == language)
            }, isInLine: true)
        let links: [(String, String)] = [
            (say("Termine", "Dates"), "/wann"), (say("Leistungen", "Services"), "/leistungen"),
            (say("Stand meines Antrags", "State of my application", "Mein Antrag"), "/stand"),
        ]
        return Page(
            title: title, program: town.authority, language: language, isPublic: true, problems: problems,
            back: back.map { ($0.text, address($0.address)) }, width: .reading,
            footer: """
                \(LinkList(say("Seiten", "Pages"), links.map { .init($0.0, to: address($0.1)) }, isInLine: true).html)\
                <p>\(say("Fragen? Rufen Sie an:", "Questions? Call us:", "Haben Sie Fragen? Rufen Sie uns an:")) \
                <a href="\(href: "tel:" + town.phone.filter { $0.isNumber || $0 == "+" })">\(town.phone)</a></p>
                """,
            main: "\(switches.html)<div class=\"flow\">\(main)</div>")
    }
}

extension OfficePages {
    func frame(_ request: Request, _ context: OfficeContext, path: String? = nil) async -> PublicFrame {
        let asked = request.uri.queryParameters[Substring(PublicFrame.languageName)].map(String.init)
        let typed = context.form[PublicFrame.languageName]
        let language = (asked ?? typed).flatMap { Language(rawValue: $0) } ?? .german
        return PublicFrame(
            view: await registry.view(), language: language, path: path ?? request.uri.path,
            token: context.session?.formToken)
    }
}

/// Counts who asks and how often, as at the booking pages.
struct PublicPaceRequired: RouterMiddleware {
    let pages: OfficePages

    func handle(
        _ request: Request, context: OfficeContext, next: (Request, OfficeContext) async throws -> Response
    ) async throws -> Response {
        try await pages.publicly(request, context) { _ in try await next(request, context) }
    }
}
