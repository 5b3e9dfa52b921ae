import Yams

/// Says in German what the parser could not read.
enum BrokenYAML {
    static func mistake(_ error: any Error, in text: String, file: String) -> Mistake {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            Mistake(
                file: file, line: min(mark.line, lastLine(text)),
                what: "Die Datei ist ab hier nicht lesbar: \(german(problem))")
        case YamlError.reader(_, let offset, _, let text):
            Mistake(
                file: file, line: line(offset, text),
                what: "Hier steht ein Zeichen, das in einer Textdatei nicht erlaubt ist. Löschen Sie es.")
        default: Mistake(file: file, line: 1, what: "Die Datei ist nicht lesbar. \(advice)")
        }
    }

    /// The parser names the line behind the last one where something is not closed.
    private static func lastLine(_ text: String) -> Int {
        max(
            1,
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
                - (text.last?.isNewline == true ? 1 : 0))
    }

    private static func line(_ offset: Int?, _ text: String) -> Int {
        guard let offset else { return 1 }
        return text.prefix(offset).count { $0.isNewline } + 1
    }

    private static let advice = "Prüfen Sie Einrückung, Doppelpunkte und Anführungszeichen."

    /// libyaml's words for what is met in practice.
    private static func german(_ problem: String) -> String {
        if problem.contains("found character that cannot start any token") {
            return
                "ein Wert beginnt mit einem Zeichen, das dort nicht stehen darf (Tabulator, @, %, `). Rücken Sie mit Leerzeichen ein oder setzen Sie den Wert in Anführungszeichen."
        }
        if problem.contains("tab character") { return "eingerückt wird mit Leerzeichen, nicht mit dem Tabulator." }
        if problem.contains("mapping values are not allowed") {
            return
                "ein Doppelpunkt zu viel oder eine falsche Einrückung. Texte mit Doppelpunkt gehören in Anführungszeichen."
        }
        if problem.contains("could not find expected ':'") {
            return "hinter einem Schlüssel fehlt der Doppelpunkt, oder ein Text ist falsch eingerückt."
        }
        if problem.contains("did not find expected key") || problem.contains("did not find expected '-' indicator") {
            return "die Einrückung passt nicht zu den Zeilen darüber, oder ein Anführungszeichen fehlt."
        }
        if problem.contains("unexpected end of stream") {
            return "ein Anführungszeichen wird nicht geschlossen."
        }
        if problem.contains("did not find expected ',' or") {
            return "eine Klammer wird nicht geschlossen, oder ein Komma fehlt."
        }
        if problem.contains("but found another document") {
            return "eine Datei enthält nur eine Angabe; entfernen Sie die Zeile „---“."
        }
        if problem.contains("undefined alias") { return "Verweise mit * sind nicht erlaubt." }
        if problem.contains("nesting level") { return "es ist zu tief verschachtelt." }
        return "\(advice)"
    }
}
