import Casework
import HTTPTypes
import Hummingbird
import Pages

extension OfficePages {
    func addLogIn(to router: Router<OfficeContext>) {
        router.get("/anmelden") { request, context in
            logIn(back: request.uri.queryParameters.get("back"))
        }
        router.post("/anmelden") { _, context -> Response in
            let form = context.form
            let clerk = form["kennung"]?.trimmed ?? ""
            do throws(StaffRefusal) {
                guard !clerk.isEmpty else { throw .wrong }
                let id = ClerkID(clerk.lowercased())
                try staff.check(form["kennwort"] ?? "", of: id)
                return try enter(id, await registry.view(), back: form["back"])
            } catch {
                return logIn(clerk: clerk, back: form["back"], problem: error).html.response(
                    status: .unprocessableContent)
            }
        }
        router.get("/anmelden/einmalcode") { request, _ in
            firstLogIn(clerk: request.uri.queryParameters.get("kennung") ?? "")
        }
        router.post("/anmelden/einmalcode") { _, context -> Response in
            let form = context.form
            let clerk = form["kennung"]?.trimmed ?? ""
            do throws(StaffRefusal) {
                guard !clerk.isEmpty else { throw .wrong }
                guard form["kennwort"] == form["kennwort2"] else { throw .secretsDiffer }
                let id = ClerkID(clerk.lowercased())
                let view = await registry.view()
                try staff.redeem(form["code"] ?? "", of: id, secret: form["kennwort"] ?? "", today: view.today)
                return try enter(id, view, back: nil)
            } catch {
                return firstLogIn(clerk: clerk, problem: error).html.response(status: .unprocessableContent)
            }
        }
        router.post("/abmelden") { _, context -> Response in
            if let session = context.session { sessions.end(session.secret) }
            var response = Response.redirect(to: "/anmelden")
            cookie.clear(on: &response)
            return response
        }
    }

    private func enter(_ id: ClerkID, _ view: OfficeView, back: String?) throws(StaffRefusal) -> Response {
        guard let member = staff.member(id, view.town.town), member.worksInOffice, !member.isBlocked else {
            throw .wrong
        }
        let session = sessions.start(OfficeSession(clerk: id))
        var response = Response.redirect(to: ReturnAddress.read(back, otherwise: "/eingang"))
        cookie.set(session.secret, on: &response)
        return response
    }

    private func logIn(clerk: String = "", back: String? = nil, problem: StaffRefusal? = nil) -> Page {
        let returning = back.map { "<input type=\"hidden\" name=\"back\" value=\"\($0)\">" as HTML }
        let fields: [HTML] = [
            Input.text(
                InputFrame(id: "kennung", label: "Kennung", hint: "Wie im Dienstplan, zum Beispiel mueller-platz"),
                name: "kennung", value: clerk,
                .init(autocomplete: "username", width: "width-20", isFirst: problem == nil)),
            Input.text(
                InputFrame(id: "kennwort", label: "Kennwort", mistake: problem?.message), name: "kennwort", .password),
        ]
        let buttons = [
            Button(submit: "Anmelden", key: .next),
            Button("Zum ersten Mal hier: Einmalcode", kind: .link, to: "/anmelden/einmalcode"),
        ]
        return Page(
            title: "Anmelden", program: "Amtskoffer Zentrale",
            problems: problem.map { [Problem($0.message, field: "kennwort")] } ?? [], width: .reading,
            main: PostForm(to: "/anmelden", token: .none, "\(returning)\(fields)\(Button.row(buttons))").html)
    }

    private func firstLogIn(clerk: String, problem: StaffRefusal? = nil) -> Page {
        let field =
            switch problem {
            case .secretTooShort, .secretsDiffer: "kennwort"
            default: "code"
            }
        func frame(_ id: String, _ label: String, hint: String? = nil) -> InputFrame {
            InputFrame(
                id: id, label: label, hint: hint, mistake: problem != nil && id == field ? problem?.message : nil)
        }
        let fields: [HTML] = [
            Input.text(
                frame("kennung", "Kennung"), name: "kennung", value: clerk,
                .init(autocomplete: "username", width: "width-20", isFirst: problem == nil)),
            Input.text(
                frame("code", "Einmalcode", hint: "Zwölf Zeichen, von der Leitung"), name: "code",
                .init(autocomplete: "one-time-code", width: "width-20")),
            Input.text(
                frame(
                    "kennwort", "Neues Kennwort",
                    hint:
                        "Mindestens \(StaffBook.shortestSecret) Zeichen. Drei Wörter, die nicht zusammengehören, sind gut."
                ),
                name: "kennwort", .newPassword),
            Input.text(frame("kennwort2", "Neues Kennwort noch einmal"), name: "kennwort2", .newPassword),
        ]
        return Page(
            title: "Erste Anmeldung", program: "Amtskoffer Zentrale",
            problems: problem.map { [Problem($0.message, field: field)] } ?? [], back: ("Anmelden", "/anmelden"),
            width: .reading,
            main: PostForm(
                to: "/anmelden/einmalcode", token: .none,
                "\(fields)\(Button.row([Button(submit: "Kennwort setzen und anmelden", key: .next)]))"
            ).html)
    }
}

extension String {
    /// Without blanks around it.
    var trimmed: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        var rest = Substring(self).drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }

    /// Nil when nothing but blanks was typed.
    var nonBlank: String? { trimmed.isEmpty ? nil : trimmed }
}
