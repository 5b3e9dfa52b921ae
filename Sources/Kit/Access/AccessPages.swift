import Casework
import Pages
import Town

/// The pages before the log-in: one narrow column, one thing a page.
struct AccessPages {
    let kit: String
    let token: FormToken
    /// Where to go on afterwards.
    var back = KitAddress.start
    /// Why nobody gets in, said before somebody tries.
    var lock: DeskFault?

    private var lockNotice: HTML? {
        lock.map { Notice(.bad, "Dieser Koffer ist gesperrt.", text: $0.message).html }
    }

    func page(_ title: String, _ problems: [Problem], bar: StateBar? = nil, _ main: HTML) -> Page {
        Page(
            title: title, program: "Koffer \(kit)", problems: problems, stateBar: bar, width: .reading,
            behaviour: Page.Behaviour(token: token), main: main)
    }

    private func backInput(_ back: String) -> HTML { "<input type=\"hidden\" name=\"back\" value=\"\(back)\">" }

    func frame(
        _ place: AccessRefusal.Place, _ label: String, hint: String? = nil, _ problems: [Problem]
    ) -> InputFrame {
        InputFrame(
            id: place.rawValue, label: label, hint: hint,
            mistake: problems.first { $0.field == place.rawValue }?.text, isWide: true)
    }

    // MARK: The day

    func dayStart(problems: [Problem] = [], warnings: [DiskProtection.Warning] = []) -> Page {
        let notices = warnings.map { Notice(.warning, $0.message, text: $0.remedy).html }
        let words = PostForm(
            to: KitAddress.dayStart, token: token,
            """
            \(Input.text(
                frame(
                    .passphrase, "Losung", hint: "Fünf Wörter. Große und kleine Buchstaben sind gleich, ü geht auch als ue.",
                    problems), name: "passphrase",
                Input.Text(type: "password", autocomplete: "off", isFirst: problems.isEmpty)))\
            \(Button.row([Button(submit: "Tag beginnen")]))
            """)
        let file = PostForm(
            to: KitAddress.dayStart, token: token, takesFiles: true,
            """
            \(Input.file(frame(.keyFile, "Schlüsseldatei", problems), name: "keyfile", accept: ""))\
            \(Button.row([Button(submit: "Mit Schlüsseldatei beginnen", kind: .secondary)]))
            """)
        return page(
            "Tag beginnen", problems,
            """
            \(lockNotice)<p>Dieser Koffer ist verschlossen. Die Losung oder die Schlüsseldatei öffnet ihn für heute; danach meldet sich jede \
            Person mit ihrem eigenen Kennwort an.</p>\(words.html)\(Part.more("Stattdessen mit Schlüsseldatei", file.html))\(HTML(notices))
            """)
    }

    // MARK: The log-in

    /// - Parameters:
    ///   - clerks: who works here, with how each one stands.
    ///   - isEmpty: nobody is logged in, so that the kit may be closed from here.
    func logIn(
        _ clerks: [(clerk: Clerk, standing: DayLock.Standing)], chosen: ClerkID?, isEmpty: Bool,
        takesSubstitutes: Bool = false, problems: [Problem] = []
    ) -> Page {
        let ready = clerks.filter { $0.standing == .hasSecret }.map { Input.Option($0.clerk.id.text, $0.clerk.name) }
        let new = clerks.filter { $0.standing == .hasCode }.map(\.clerk)
        let chosen = chosen?.text ?? (ready.count == 1 ? ready[0].key : nil)
        let secretText = Input.Text(
            type: "password", autocomplete: "current-password", width: "width-20",
            isFirst: problems.isEmpty && chosen != nil)
        let form = PostForm(
            to: KitAddress.logIn, token: token,
            """
            \(backInput(back))\
            \(Input.radios(frame(.clerk, "Wer meldet sich an?", problems), name: "clerk", options: ready, chosen: chosen))\
            \(Input.text(frame(.secret, "Kennwort", problems), name: "secret", secretText))\
            \(Button.row([Button(submit: "Anmelden")]))
            """)
        let first = new.map { clerk in
            "<li>\(Button("\(clerk.name): Kennwort mit Einmalcode setzen", kind: .link, to: KitAddress.firstLogIn(as: clerk.id)).html)</li>"
                as HTML
        }
        let codeless = clerks.isEmpty ? nil : Button("Einmalcode eingeben", kind: .quiet, to: KitAddress.firstLogIn)
        let end = ButtonForm(
            to: KitAddress.dayEnd, token: token, button: Button(submit: "Koffer wieder verschließen", kind: .quiet))
        return page(
            "Anmelden", problems,
            """
            \(lockNotice)\(ready.isEmpty ? Notice(.information, "Noch hat hier niemand ein Kennwort.", text: "Setzen Sie Ihres mit dem Einmalcode, den Sie von der Zentrale haben.").html : form.html)\
            \(first.isEmpty ? nil : Part.section("Zum ersten Mal an diesem Koffer", "<ul>\(first)</ul>"))\
            <div class="actions">\(first.isEmpty ? codeless?.html : nil)\
            \(takesSubstitutes ? Button("Vertretung anmelden", kind: .quiet, to: KitAddress.substitute).html : nil)\
            \(isEmpty ? end.html : nil)</div>
            """)
    }

    /// The clerk's own secret and PIN, with the code from the office.
    func firstLogIn(_ clerks: [Clerk], chosen: ClerkID?, typedCode: String = "", problems: [Problem] = []) -> Page {
        let options = clerks.map { Input.Option($0.id.text, $0.name) }
        let code = Input.Text(autocomplete: "one-time-code", width: "width-20", isFirst: problems.isEmpty)
        let form = PostForm(
            to: KitAddress.firstLogIn, token: token,
            """
            \(Input.radios(frame(.clerk, "Für wen?", problems), name: "clerk", options: options, chosen: chosen?.text))\
            \(Input.text(frame(.code, "Einmalcode der Zentrale", problems), name: "code", value: typedCode, code))\
            \(secrets(problems))\
            \(Button.row([Button(submit: "Kennwort und PIN setzen"), Button("Zurück", kind: .quiet, to: KitAddress.logIn)]))
            """)
        return page("Kennwort und PIN setzen", problems, form.html)
    }

    /// The own secret and PIN, each twice.
    func secrets(_ problems: [Problem]) -> HTML {
        let secretHint = "Mindestens \(AccessRefusal.secretLength) Zeichen. Ein kurzer Satz lässt sich gut merken."
        let pinHint = "4 bis 8 Ziffern. Die PIN öffnet nur die gesperrte Seite wieder."
        return Part.fields([
            Input.text(frame(.secret, "Neues Kennwort", hint: secretHint, problems), name: "secret", .newPassword),
            Input.text(frame(.secretAgain, "Neues Kennwort wiederholen", problems), name: "secret-again", .newPassword),
            Input.text(frame(.pin, "Neue PIN", hint: pinHint, problems), name: "pin", .pin),
            Input.text(frame(.pinAgain, "Neue PIN wiederholen", problems), name: "pin-again", .pin),
        ])
    }

    // MARK: Locked

    func locked(_ clerk: DeskClerk, bar: StateBar?, hasOthers: Bool, problems: [Problem] = []) -> Page {
        let pin = Input.Text(
            type: "password", inputMode: "numeric", maxLength: 12, width: "width-10", isFirst: problems.isEmpty)
        let form = PostForm(
            to: KitAddress.unlock, token: token,
            """
            \(backInput(back))\(Input.text(frame(.pin, "PIN", problems), name: "pin", pin))\
            \(Button.row([
                Button(submit: "Entsperren"),
                Button("Mit Kennwort anmelden", to: KitAddress.logIn(as: clerk.id)),
                Button(hasOthers ? "Platz wechseln" : "Andere Person anmelden", kind: .quiet, to: hasOthers ? KitAddress.change : KitAddress.logIn),
            ]))
            """)
        return page(
            "Gesperrt", problems, bar: bar,
            "<p>\(clerk.name) ist angemeldet. Alles Eingegebene ist gespeichert.</p>\(form.html)")
    }

    /// - Parameter others: clerks logged in at this laptop, without the own session.
    func change(
        to others: [DeskClerk], absent: [Clerk], own: DeskClerk?, bar: StateBar?, chosen: ClerkID? = nil,
        problems: [Problem] = []
    ) -> Page {
        let pin = Input.Text(
            type: "password", inputMode: "numeric", maxLength: 12, width: "width-10",
            isFirst: problems.isEmpty && others.count == 1)
        let options = others.map { Input.Option($0.id.text, $0.name) }
        let form = PostForm(
            to: KitAddress.change, token: token,
            """
            \(Input.radios(
                frame(.clerk, "Wer übernimmt den Platz?", problems), name: "clerk", options: options,
                chosen: chosen?.text ?? (others.count == 1 ? options[0].key : nil)))\
            \(Input.text(frame(.pin, "PIN", problems), name: "pin", pin))\
            \(Button.row([Button(submit: "Platz wechseln")]))
            """)
        let logIns = absent.map { clerk in
            "<li>\(Button("\(clerk.name) anmelden", kind: .link, to: KitAddress.logIn(as: clerk.id)).html)</li>" as HTML
        }
        let words = own.map { "<p>Die Sitzung von \($0.name) wird dabei gesperrt und bleibt, wie sie ist.</p>" as HTML }
        return page(
            "Platz wechseln", problems, bar: bar,
            """
            \(words)\(others.isEmpty ? nil : form.html)\
            \(logIns.isEmpty ? nil : Part.section("Noch nicht angemeldet", "<ul>\(logIns)</ul>"))\
            \(Button.row([Button("Zurück", kind: .quiet, to: KitAddress.today, key: .back)]))
            """)
    }
}
