/// Why what was typed is no answer to its field. The name is the field's label.
package enum FieldMistake: Error, Hashable, Sendable {
    case date(DateMistake, name: String)
    case tooLong(name: String, max: Int, typed: Int)
    case foreignLetters(message: String)
    case noNumber(name: String, min: Int, max: Int)
    case numberOutside(name: String, min: Int, max: Int)
    case noMoney(name: String)
    case tooMuchMoney(name: String, max: Money)
    case noPostCode(name: String)
    case unknownPostCode(String)
    case noEmail(name: String)
    case noPhone(name: String)
    case noDocumentNumber(name: String)
    case noCaseNumber(name: String)
    /// The form of a case number, and the check character does not fit.
    case mistypedNumber(name: String)
    case iban(IBANMistake, name: String)
    case noChoice(name: String)
    case noSuchPerson(name: String)
    case noYesOrNo(name: String)

    /// What the page says: what to do, in German.
    package var message: String {
        switch self {
        case .date(let mistake, let name): return mistake.message(for: name)
        case .tooLong(let name, let max, let typed):
            return "„\(name)“ fasst \(max) Zeichen, hier sind es \(typed). Kürzen Sie den Text um \(typed - max)."
        case .foreignLetters(let message): return message
        case .noNumber(let name, let min, let max), .numberOutside(let name, let min, let max):
            return "Geben Sie bei „\(name)“ eine ganze Zahl von \(min) bis \(max) ein."
        case .noMoney(let name): return "Geben Sie bei „\(name)“ einen Betrag in Euro ein, zum Beispiel 27,60."
        case .tooMuchMoney(let name, let max): return "Geben Sie bei „\(name)“ höchstens \(max.german) ein."
        case .noPostCode(let name): return "Geben Sie bei „\(name)“ fünf Ziffern ein, zum Beispiel 06886."
        case .unknownPostCode(let code):
            return "Die Postleitzahl \(code) ist in Deutschland nicht vergeben. Vergleichen Sie sie mit der Anschrift."
        case .noEmail(let name):
            return "Geben Sie bei „\(name)“ eine vollständige E-Mail-Adresse ein, zum Beispiel name@beispiel.de."
        case .noPhone(let name):
            return "Geben Sie bei „\(name)“ die Nummer mit Vorwahl ein, zum Beispiel 03491 421-0 oder +49 3491 4210."
        case .noDocumentNumber(let name):
            return "Geben Sie bei „\(name)“ die Nummer aus Buchstaben und Ziffern ein, wie sie auf dem Dokument steht."
        case .noCaseNumber(let name):
            return "Geben Sie bei „\(name)“ die Nummer vom Papier ein, zum Beispiel W01A-0042-U."
        case .mistypedNumber(let name):
            return
                "In „\(name)“ ist ein Tippfehler: Das letzte Zeichen passt nicht zu den übrigen. Vergleichen Sie die Nummer Zeichen für Zeichen mit dem Papier."
        case .iban(let mistake, let name): return mistake.message(for: name)
        case .noChoice(let name): return "Wählen Sie bei „\(name)“ einen Eintrag der Liste aus."
        case .noSuchPerson(let name): return "Wählen Sie bei „\(name)“ Personen dieser Vorsprache aus."
        case .noYesOrNo(let name): return "Wählen Sie bei „\(name)“ Ja oder Nein aus."
        }
    }
}
