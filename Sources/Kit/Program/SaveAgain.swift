import HTTPTypes
import Hummingbird
import Pages

/// What could not be written, because the disk is full or the journal broken, is not lost: the page keeps what was typed and sends it
/// again when there is room. It stands behind the log-in, where no form carries a secret.
struct SaveAgain: RouterMiddleware {
    typealias Context = KitContext
    private let kit: KitProgram

    init(_ kit: KitProgram) { self.kit = kit }

    func handle(
        _ request: Request, context: KitContext, next: (Request, KitContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let fault as DeskFault
            where fault.status == .serviceUnavailable && request.method == .post
            && request.headers[.accept] != "application/json"
        {
            return page(fault, request, context, try await kit.desk.view()).html.response(status: fault.status)
        }
    }

    private func page(_ fault: DeskFault, _ request: Request, _ context: KitContext, _ view: DeskView) -> Page {
        kit.pages.page(
            fault.title, tab: nil, view: view, context: context, width: .reading,
            main: "\(Notice(.bad, "Es wurde nichts gespeichert.", text: fault.message).html)\(way(request, context))")
    }

    /// - Returns: the same form once more; for a file, which no page can hold, the way back to where it is chosen.
    private func way(_ request: Request, _ context: KitContext) -> HTML {
        let today = Button("Zu „Heute“", to: KitAddress.today)
        guard context.form.files.isEmpty else {
            let back = request.cameFrom.map { [Button("Zurück", kind: .primary, to: $0)] } ?? []
            return "<p>Wählen Sie danach die Datei noch einmal.</p>\(Button.row(back + [today]))"
        }
        let inputs = context.form.values.filter { $0.name != FormToken.name }.map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        let form = PostForm(
            to: request.uri.path, token: context.formToken,
            "\(inputs)\(Button.row([Button(submit: "Noch einmal speichern", key: .next), today]))")
        return "<p>Was Sie eingegeben haben, ist auf dieser Seite noch da.</p>\(form.html)"
    }
}
