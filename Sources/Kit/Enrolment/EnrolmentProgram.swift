import Casework
import Foundation
import HTTPTypes
package import Hummingbird
package import Journal
package import Logging
import NIOCore
import Pages
import Sync
import Synchronization

/// What a kit serves that is not enrolled yet: one page that asks for the office's code. Ends when the kit is set up and a person has noted its
/// secrets.
package struct EnrolmentProgram: Sendable {
    private let folder: KitFolder
    private let port: Int
    private let cost: ScryptCost
    private let logger: Logger
    private let sessions: Sessions<DeskClerk>
    private let cookie = SessionCookie(program: "kit", isSecure: false)
    private let work = Work()

    /// One enrolment at a time, and its end.
    private final class Work: Sendable {
        let isUnderWay = Mutex(false)
        let end = AsyncStream.makeStream(of: Void.self)
    }

    package init(folder: KitFolder, port: Int, cost: ScryptCost = .standard, logger: Logger) {
        self.folder = folder
        self.port = port
        self.cost = cost
        self.logger = logger
        let start = ContinuousClock.now
        sessions = Sessions(
            lockAfter: .seconds(3_600), now: { ContinuousClock.now - start },
            random: { [UInt8](Randomness.system.bytes($0)) })
    }

    package func router() -> Router<KitContext> {
        let router = Router(context: KitContext.self)
        router.addGuards(sessions, cookie: cookie, program: "Koffer", hosts: .local(port: port))
        router.get("/") { _, _ in page().html.response(status: .ok) }
        router.post(RouterPath(Self.address)) { _, context -> Response in await enrol(context.form) }
        router.post(RouterPath(Self.end)) { _, _ -> Response in
            work.end.continuation.yield()
            var response = Page(
                title: "Der Koffer startet", program: "Koffer", width: .reading,
                behaviour: Page.Behaviour(token: .none), main: "<p>Gleich geht es mit dem Tagesbeginn weiter.</p>"
            ).html.response(status: .ok)
            response.headers[HTTPField.Name("Refresh")!] = "2; url=/"
            return response
        }
        return router
    }

    /// Serves until a person has gone on.
    package func run() async throws {
        let application = Application(
            router: router(), configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService() }
            group.addTask {
                for await _ in work.end.stream {
                    // The last page is on its way.
                    try await Task.sleep(for: .milliseconds(300))
                    return
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private static let address = "/aufnahme"
    private static let end = "/aufnahme/fertig"

    // MARK: Pages

    private func enrol(_ form: FormBody) async -> Response {
        guard !folder.isEnrolled else { return .redirect(to: "/") }
        let invitation: EnrolmentInvitation
        do throws(InvitationFault) {
            invitation = try EnrolmentInvitation(typed: form["code"] ?? "", address: form["adresse"] ?? "")
        } catch {
            let problem =
                switch error {
                case .code(let fault): Problem(fault.description, field: "code")
                case .address:
                    Problem("Geben Sie die Adresse so ein, wie die Zentrale sie zeigt: name:8443.", field: "adresse")
                }
            return page(form, [problem]).html.response(status: .unprocessableContent)
        }
        let isFirst = work.isUnderWay.withLock { isUnderWay in
            defer { isUnderWay = true }
            return !isUnderWay
        }
        guard isFirst else {
            return page(form, [Problem("Die Aufnahme läuft schon. Warten Sie, bis die andere Seite fertig ist.")]).html
                .response(status: .conflict)
        }
        defer { work.isUnderWay.withLock { $0 = false } }
        do {
            let secrets = try await Enrolling.enrol(
                folder, invitation: invitation, program: KitProgram.version, cost: cost)
            return done(secrets).html.response(status: .ok)
        } catch {
            return page(form, [Problem("\(error)", field: "code")]).html.response(status: .unprocessableContent)
        }
    }

    private func page(_ form: FormBody? = nil, _ problems: [Problem] = []) -> Page {
        func frame(_ id: String, _ label: String, _ hint: String) -> InputFrame {
            InputFrame(
                id: id, label: label, hint: hint, mistake: problems.first { $0.field == id }?.text, isWide: true)
        }
        let code = Input.text(
            frame("code", "Code der Zentrale", "20 Zeichen, oder mit dem Scanner aus dem Bild."), name: "code",
            value: form?["code"] ?? "", Input.Text(autocomplete: "off", isFirst: true))
        let address = Input.text(
            frame(
                "adresse", "Adresse der Zentrale",
                "Steht neben dem Code, etwa zentrale.example:8443. Nach dem Scannen leer lassen."),
            name: "adresse", value: form?["adresse"] ?? "", Input.Text(autocomplete: "off"))
        let asked = PostForm(
            to: Self.address, token: .none,
            "\(code)\(address)\(Button.row([Button(submit: "Koffer aufnehmen")]))")
        return Page(
            title: "Koffer aufnehmen", program: "Koffer", problems: problems, width: .reading,
            behaviour: Page.Behaviour(token: .none),
            main: """
                <p>Dieser Koffer gehört noch zu keiner Zentrale. Lassen Sie dort auf der Seite „Koffer“ einen Code zeigen.</p>\(asked.html)
                """)
    }

    /// Shown once; the kit keeps none of it.
    private func done(_ secrets: Enrolling.Secrets) -> Page {
        let rows: [AnswerList.Row] = [
            .init("Losung für den Tagesbeginn", text: secrets.passphrase),
            .init("Wiederherstellungscode", text: secrets.recoveryCode),
        ]
        return Page(
            title: "Koffer \(secrets.code.text) ist eingerichtet", program: "Koffer", width: .reading,
            behaviour: Page.Behaviour(token: .none),
            main: """
                <div class="flow"><p>Schreiben Sie beides auf; es wird nur jetzt gezeigt. Die Losung beginnt jeden Tag und liegt getrennt vom Koffer. Der \
                Wiederherstellungscode gehört in der Zentrale eingeschlossen.</p>\(AnswerList(rows: rows).html)\
                <p>\(GermanText.count(secrets.clerks.count, "Einmalcode liegt", "Einmalcodes liegen", none: "Kein Einmalcode liegt")) für die erste \
                Anmeldung bereit; sie stehen in der Zentrale neben dem Code.</p>\
                \(PostForm(to: Self.end, token: .none, Button.row([Button(submit: "Notiert, weiter zum Tagesbeginn")])).html)</div>
                """)
    }
}
