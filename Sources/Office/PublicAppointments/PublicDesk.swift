import Casework
import HTTPTypes
import Hummingbird
import Pages
import Town

/// What every public page of the appointments starts from: in which language, what the town offers, what time it is.
struct PublicDesk: Sendable {
    /// In addresses: `?sprache=en`.
    static let languageName = "sprache"

    let language: Language
    let town: Town
    let now: Moment
    let token: FormToken
    let form: FormBody
    let request: Request
    /// The path of this page, for the other languages.
    let path: String

    var today: CalendarDate { now.germanDay ?? CalendarDate(year: 1970, month: 1, day: 1)! }
    var catalogue: Catalogue { town.catalogue }

    func say(_ text: LocalizedText) -> String { text.text(language) }

    /// An address of the public pages in the language of this one.
    func address(_ path: String, _ query: [(String, String)] = []) -> String {
        let all = query + (language == .german ? [] : [(Self.languageName, language.rawValue)])
        guard !all.isEmpty else { return path }
        return path + "?"
            + all.map { "\(ReturnAddress.encode($0.0))=\(ReturnAddress.encode($0.1))" }.joined(separator: "&")
    }

    func query(_ name: String) -> [String] {
        request.uri.queryParameters.filter { $0.key == name[...] }.map { String($0.value) }
    }

    func page(
        _ title: LocalizedText, problems: [Problem] = [], back: String? = nil, _ main: HTML
    ) -> Page {
        Page(
            title: say(title), program: town.name, language: language, isPublic: true, problems: problems,
            back: back.map { (say(PublicText.back), $0) }, width: .reading, footer: footer, main: main)
    }

    func post(_ path: String, _ values: [(name: String, value: String)] = [], _ content: HTML) -> HTML {
        PostForm(to: address(path), token: token, values: values, content).html
    }

    /// A form that only asks for another page.
    func get(_ path: String, _ values: [(name: String, value: String)] = [], _ content: HTML) -> HTML {
        let language = language == .german ? [] : [(name: Self.languageName, value: language.rawValue)]
        let hidden = (values + language).map {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
        }
        return "<form method=\"get\" action=\"\(href: path)\" class=\"flow\" novalidate>\(hidden)\(content)</form>"
    }

    private var footer: HTML {
        let names: [(Language, String)] = [(.german, "Deutsch"), (.english, "English"), (.plain, "Einfache Sprache")]
        let kept = request.uri.queryParameters.filter { $0.key != Self.languageName }
            .map { (String($0.key), String($0.value)) }
        let links = names.map { other, name -> HTML in
            let query = kept + (other == .german ? [] : [(Self.languageName, other.rawValue)])
            let text = query.map { "\(ReturnAddress.encode($0.0))=\(ReturnAddress.encode($0.1))" }
                .joined(separator: "&")
            let address = text.isEmpty ? path : "\(path)?\(text)"
            return """
                <a href="\(href: address)" lang="\(other.tag)" hreflang="\(other.tag)"\
                \(attribute: "aria-current", other == language ? "true" : nil)>\(name)</a>
                """
        }
        return """
            <nav class="row" aria-label="\(say(PublicText.languages))">\(links)</nav>\
            <p>\(town.authority), \(say(PublicText.phone)) <a href="\(href: "tel:\(town.phone.filter { $0 != " " })")">\(town.phone)</a></p>
            """
    }

    // MARK: Days and hours

    func date(_ day: CalendarDate) -> String { language.longDate(day) }

    func clock(_ minute: Int) -> String {
        language == .english ? MinuteSpan.clock(minute) : "\(MinuteSpan.clock(minute)) Uhr"
    }
}

/// Why a public page is not shown.
enum PublicRefusal: Error, Hashable {
    case noSuchOpening, noSuchBooking, tooMany, tooManyRequests

    var status: HTTPResponse.Status {
        switch self {
        case .noSuchOpening, .noSuchBooking: .notFound
        case .tooMany, .tooManyRequests: .tooManyRequests
        }
    }

    var words: (title: LocalizedText, text: LocalizedText) {
        switch self {
        case .noSuchOpening: (PublicText.noOpening, PublicText.noOpeningText)
        case .noSuchBooking: (PublicText.noBooking, PublicText.noBookingText)
        case .tooMany: (PublicText.tooMany, PublicText.tooManyText)
        case .tooManyRequests: (PublicText.tooMany, PublicText.tooManyRequestsText)
        }
    }
}

extension OfficePages {
    /// One public page: counted, in the language that was asked for, with words for what goes wrong.
    func publicly(
        _ request: Request, _ context: OfficeContext, _ answer: (PublicDesk) async throws -> Response
    ) async throws -> Response {
        let view = await registry.view()
        let language =
            (request.uri.queryParameters.get(PublicDesk.languageName)).flatMap(Language.init(rawValue:)) ?? .german
        let desk = PublicDesk(
            language: language, town: view.town.town, now: view.now, token: context.session?.formToken ?? .none,
            form: context.form, request: request, path: request.uri.path)
        do {
            let isRead = request.method == .get || request.method == .head
            guard pace.admits(machine(request, context), writes: !isRead) else { throw PublicRefusal.tooMany }
            return try await answer(desk)
        } catch let refusal as PublicRefusal {
            let (title, text) = refusal.words
            let on = Button(desk.say(PublicText.toDates), kind: .primary, to: desk.address("/termine"))
            var response = desk.page(title, "<p>\(desk.say(text))</p>\(Button.row([on]))").html.response(
                status: refusal.status)
            if refusal.status == .tooManyRequests { response.headers[.retryAfter] = "60" }
            return response
        }
    }

    /// Behind a proxy on this machine it is the proxy that says who asks.
    private func machine(_ request: Request, _ context: OfficeContext) -> String? {
        guard let address = context.address else { return nil }
        guard address == "127.0.0.1" || address == "::1",
            let named = request.headers[HTTPField.Name("X-Forwarded-For")!]?.split(separator: ",").last
        else { return address }
        return String(named).trimmed
    }
}
