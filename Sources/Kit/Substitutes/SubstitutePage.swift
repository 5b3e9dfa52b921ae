import Casework
import Pages

extension AccessPages {
    /// For somebody whom this kit does not know: the code from the telephone, and her own secret.
    func substitute(_ form: FormBody, problems: [Problem] = []) -> Page {
        func text(_ place: AccessRefusal.Place, _ label: String, hint: String? = nil, _ input: Input.Text) -> HTML {
            Input.text(
                frame(place, label, hint: hint, problems), name: place.rawValue, value: form[place.rawValue] ?? "",
                input)
        }
        let mistake = problems.first { $0.field == "until" }?.text
        let until = Input.date(
            InputFrame(
                id: "until", label: "Gilt bis", hint: "Der Tag, den die Zentrale genannt hat.", mistake: mistake),
            name: "until", day: form["until.day"] ?? "", month: form["until.month"] ?? "",
            year: form["until.year"] ?? "")
        let content = PostForm(
            to: KitAddress.substitute, token: token,
            """
            \(text(.number, "Nummer", hint: "Die Zentrale nennt sie vor dem Code.", .init(inputMode: "numeric", maxLength: 2, width: "width-5", isFirst: problems.isEmpty)))\
            \(text(.code, "Code", hint: "Vier Gruppen aus vier Zeichen.", .init(autocomplete: "one-time-code", width: "width-20")))\
            \(text(.name, "Ihr Vor- und Nachname", hint: "Wie Sie ihn am Telefon genannt haben.", .init(maxLength: 80)))\(until)\
            \(secrets(problems))\
            \(Button.row([Button(submit: "Anmelden und Kennwort setzen"), Button("Zurück", kind: .quiet, to: KitAddress.logIn)]))
            """)
        return page(
            "Vertretung anmelden", problems,
            """
            <p>Sie arbeiten sonst nicht an diesem Koffer? Rufen Sie die Zentrale an. Sie nennt Ihnen eine Nummer, einen Code und den \
            letzten Tag. Ein Netz ist dafür nicht nötig.</p>\(content.html)
            """)
    }
}
