import Casework
import HTTPTypes
import Hummingbird
import Pages

/// Asking for a visit, with what is wrong with what was typed.
struct VisitReading {
    var values: [String: String] = [:]
    private(set) var mistakes: [(field: String, text: LocalizedText)] = []
    private(set) var request: VisitRequest?

    init() {}

    init(_ form: FormBody) {
        func text(_ name: String, _ limit: Int) -> String { String((form[name] ?? "").trimmed.prefix(limit)) }
        let from = VisitRequest.From(rawValue: text("wer", 10))
        let (place, name, phone) = (text("ort", 200), text("name", 80), text("telefon", 40))
        let (people, wish) = (text("personen", 3), text("anliegen", 500))
        values = [
            "wer": from?.rawValue ?? "", "ort": place, "name": name, "telefon": phone, "personen": people,
            "anliegen": wish,
        ]
        if from == nil { mistakes.append(("wer", VisitText.whoMissing)) }
        if place.isEmpty { mistakes.append(("ort", VisitText.placeMissing)) }
        if !name.contains(where: \.isLetter) { mistakes.append(("name", PublicText.nameMissing)) }
        if ContactReading.phone(phone) == nil {
            mistakes.append(("telefon", phone.isEmpty ? PublicText.phoneMissing : PublicText.phoneWrong))
        }
        let count = Int(people) ?? 0
        if !(1...200).contains(count) { mistakes.append(("personen", VisitText.peopleMissing)) }
        if wish.isEmpty { mistakes.append(("anliegen", VisitText.wishMissing)) }
        guard mistakes.isEmpty, let from else { return }
        request = VisitRequest(from: from, place: place, name: name, phone: phone, people: count, wish: wish)
    }

    func mistake(_ field: String) -> LocalizedText? { mistakes.first { $0.field == field }?.text }
}

/// What the question for a visit says.
enum VisitText {
    static let title = LocalizedText(
        de: "Wir kommen zu Ihnen", en: "We come to you", plain: "Wir kommen zu Ihnen nach Hause")
    static let text = LocalizedText(
        de:
            "Für Heime und für Menschen, die das Haus nicht verlassen können. Wir rufen Sie an und machen einen Tag aus.",
        en: "For care homes and for people who cannot leave home. We will call you to agree on a day.",
        plain: "Können Sie das Haus schlecht verlassen? Oder leben Sie in einem Heim? Dann rufen wir Sie an.")
    static let who = LocalizedText(de: "Für wen fragen Sie an?", en: "For whom are you asking?", plain: "Wer fragt?")
    static let home = LocalizedText(de: "für ein Heim oder eine Einrichtung", en: "for a care home", plain: "ein Heim")
    static let person = LocalizedText(
        de: "für eine Person, die nicht kommen kann", en: "for a person who cannot come",
        plain: "ein Mensch, der zu Hause bleiben muss")
    static let place = LocalizedText(de: "Anschrift", en: "Address", plain: "Adresse")
    static let people = LocalizedText(
        de: "Wie viele Personen ungefähr?", en: "About how many people?", plain: "Wie viele Menschen?")
    static let wish = LocalizedText(de: "Worum geht es?", en: "What is it about?")
    static let wishHint = LocalizedText(
        de: "Zum Beispiel: Personalausweis. Krankheiten brauchen Sie nicht zu nennen.",
        en: "For example: identity card. You need not name any illness.",
        plain: "Zum Beispiel: Personalausweis. Schreiben Sie nichts über Krankheiten.")
    static let send = LocalizedText(de: "Anfrage senden", en: "Send the request", plain: "Anfrage abschicken")
    static let sent = LocalizedText(de: "Ihre Anfrage ist angekommen", en: "We have received your request")
    static let sentText = LocalizedText(
        de: "Wir rufen Sie in den nächsten Tagen an.", en: "We will call you in the next few days.",
        plain: "Wir rufen Sie bald an.")
    static let whoMissing = LocalizedText(de: "Wählen Sie eines von beiden aus.", en: "Choose one of the two.")
    static let placeMissing = LocalizedText(
        de: "Geben Sie Straße, Hausnummer und Ort ein.", en: "Enter street, number and place.",
        plain: "Schreiben Sie die Adresse.")
    static let peopleMissing = LocalizedText(
        de: "Geben Sie eine Zahl von 1 bis 200 ein.", en: "Enter a number from 1 to 200.")
    static let wishMissing = LocalizedText(
        de: "Schreiben Sie in einem Satz, was gebraucht wird.", en: "Write in one sentence what is needed.",
        plain: "Schreiben Sie, was Sie brauchen.")
}

extension OfficePages {
    func addVisitQuestion(to router: Router<OfficeContext>) {
        router.get("/termine/besuch") { request, context in
            try await publicly(request, context) { $0.askVisit(VisitReading()).html.response(status: .ok) }
        }
        router.post("/termine/besuch") { request, context in
            try await publicly(request, context) { desk in
                let reading = VisitReading(desk.form)
                guard let wanted = reading.request else {
                    return desk.askVisit(reading).html.response(status: .unprocessableContent)
                }
                guard try appointments.keep(wanted) else { throw PublicRefusal.tooManyRequests }
                return .redirect(to: desk.address("/termine/besuch/danke"))
            }
        }
        router.get("/termine/besuch/danke") { request, context in
            try await publicly(request, context) { desk in
                desk.page(
                    VisitText.sent,
                    """
                    <p>\(desk.say(VisitText.sentText))</p>\
                    \(Button.row([Button(desk.say(PublicText.toDates), to: desk.address("/termine"))]))
                    """
                ).html.response(status: .ok)
            }
        }
    }
}

extension PublicDesk {
    fileprivate func askVisit(_ reading: VisitReading) -> Page {
        func frame(_ id: String, _ label: LocalizedText, hint: LocalizedText? = nil) -> InputFrame {
            InputFrame(
                id: id, label: say(label), hint: hint.map(say), mistake: reading.mistake(id).map(say),
                language: language)
        }
        func value(_ name: String) -> String { reading.values[name] ?? "" }
        let who = [
            Input.Option(VisitRequest.From.home.rawValue, say(VisitText.home)),
            Input.Option(VisitRequest.From.person.rawValue, say(VisitText.person)),
        ]
        return page(
            VisitText.title, problems: reading.mistakes.map { Problem(say($0.text), field: $0.field) },
            back: address("/termine"),
            """
            <p>\(say(VisitText.text))</p>\(post("/termine/besuch", [], """
                \(Input.radios(frame("wer", VisitText.who), name: "wer", options: who, chosen: value("wer")))\
                \(Input.text(frame("ort", VisitText.place), name: "ort", value: value("ort"), .init(maxLength: 200)))\
                \(Input.text(frame("name", PublicText.name), name: "name", value: value("name"),
                    .init(autocomplete: "name", maxLength: 80)))\
                \(Input.text(frame("telefon", PublicText.phoneField), name: "telefon", value: value("telefon"),
                    .init(type: "tel", autocomplete: "tel", maxLength: 40)))\
                \(Input.text(frame("personen", VisitText.people), name: "personen", value: value("personen"), .number()))\
                \(Input.multiline(frame("anliegen", VisitText.wish, hint: VisitText.wishHint), name: "anliegen",
                    value: value("anliegen"), maxLength: 500))\
                \(Button.row([Button(submit: say(VisitText.send), key: .next)]))
                """))
            """)
    }
}
