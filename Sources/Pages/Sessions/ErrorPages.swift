import HTTPTypes
package import Hummingbird
import Logging

/// An error that has words for a person: what happened, and what to do next.
package protocol PageError: Error {
    var status: HTTPResponse.Status { get }
    var title: String { get }
    var text: String { get }
    /// False where the start would only lead here again.
    var hasWayHome: Bool { get }
}

extension PageError {
    package var hasWayHome: Bool { true }
}

/// The refusals of this room.
package enum Refusal: PageError, Hashable {
    /// The request names a host that is not this program (DNS rebinding).
    case wrongHost
    /// A form was posted from another site.
    case crossSite
    /// The form's token is not the session's: another clerk is logged in meanwhile, or the session is over.
    case otherSession
    case form(FormMistake)

    package var status: HTTPResponse.Status {
        switch self {
        case .wrongHost: .misdirectedRequest
        case .crossSite, .otherSession: .forbidden
        case .form(.tooLarge), .form(.fileTooLarge): .contentTooLarge
        case .form: .badRequest
        }
    }

    package var title: String {
        switch self {
        case .wrongHost: "Diese Adresse gehört nicht zu Amtskoffer"
        case .crossSite: "Die Eingabe kam von einer anderen Seite"
        case .otherSession: "Diese Seite gehört zu einer anderen Anmeldung"
        case .form: "Nicht gespeichert"
        }
    }

    package var text: String {
        switch self {
        case .wrongHost: "Öffnen Sie Amtskoffer über das Symbol oder die Adresse, die beim Start angezeigt wird."
        case .crossSite:
            "Sie wurde nicht gespeichert. Öffnen Sie Amtskoffer neu und geben Sie dort ein, was Sie ändern möchten."
        case .otherSession:
            """
            Inzwischen hat sich jemand anderes angemeldet oder die Anmeldung ist zu Ende. Melden Sie sich an und öffnen Sie die \
            Seite noch einmal. Was gespeichert war, ist noch da.
            """
        case .form(let mistake): mistake.text
        }
    }
}

/// Turns every error into a page in German, or into a reply that `autosave.js` shows beside the field. Logs kinds of errors, never their contents.
package struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    private let program: String
    private let home: String

    package init(program: String, home: String = "/") {
        self.program = program
        self.home = home
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let words = Self.words(for: error)
            if words.status.code >= 500 {
                context.logger.error("request failed", metadata: ["kind": "\(type(of: error))"])
            }
            let hasWayHome = (error as? any PageError)?.hasWayHome ?? true
            return try response(words, hasWayHome: hasWayHome, request, context)
        }
    }

    private func response(
        _ words: (status: HTTPResponse.Status, title: String, text: String), hasWayHome: Bool, _ request: Request,
        _ context: Context
    ) throws -> Response {
        if request.headers[.accept] == "application/json" {
            var response = try AutosaveReply.failed(words.text).response(from: request, context: context)
            response.status = words.status
            return response
        }
        let page = Page(
            title: words.title, program: program, width: .reading,
            main: "<p>\(words.text)</p>\(hasWayHome ? Button.row(ways(on: words.status, request)) : nil)")
        return page.html.response(status: words.status)
    }

    /// What was too large for the whole request never reached its page: the way leads back there.
    private func ways(on status: HTTPResponse.Status, _ request: Request) -> [Button] {
        guard status == .contentTooLarge, let page = request.cameFrom else {
            return [Button("Zur Startseite", kind: .primary, to: home)]
        }
        return [Button("Zurück", kind: .primary, to: page), Button("Zur Startseite", to: home)]
    }

    static func words(for error: any Error) -> (status: HTTPResponse.Status, title: String, text: String) {
        if let error = error as? any PageError { return (error.status, error.title, error.text) }
        let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
        switch status.code {
        case 404, 405:
            return (
                status, "Diese Seite gibt es nicht",
                "Prüfen Sie die Adresse oder gehen Sie zur Startseite. Was gespeichert war, ist noch da."
            )
        case 413:
            return (status, Refusal.form(.tooLarge).title, FormMistake.tooLarge.text)
        case 400..<500:
            return (
                status, "Das hat nicht geklappt",
                "Die Anfrage war unvollständig. Gehen Sie zur Startseite und versuchen Sie es noch einmal."
            )
        default:
            return (
                status, "Das hat nicht geklappt",
                """
                Im Programm ist ein Fehler aufgetreten. Was gespeichert war, ist noch da. Versuchen Sie es noch einmal; wenn es \
                wieder geschieht, rufen Sie die Betreuung an.
                """
            )
        }
    }
}
