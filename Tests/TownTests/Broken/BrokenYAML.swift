extension BrokenTown {
    static let yaml: [BrokenTown] = [
        BrokenTown(
            "a quote that is not closed", .dog, "next: Sie bekommen einen Bescheid.",
            becomes: "next: \"Sie bekommen einen Bescheid.",
            says: [
                "services/hund.yaml:33: Die Datei ist ab hier nicht lesbar: ein Anführungszeichen wird nicht geschlossen."
            ]),
        BrokenTown(
            "a colon too many", .dog, "next: Sie bekommen einen Bescheid.",
            becomes: "next: Sie bekommen: einen Bescheid.",
            says: [
                "services/hund.yaml:33: Die Datei ist ab hier nicht lesbar: ein Doppelpunkt zu viel oder eine falsche Einrückung. Texte mit Doppelpunkt gehören in Anführungszeichen."
            ]),
        BrokenTown(
            "a bracket that is not closed", .dog, "search: [Hundesteuer, Hund]",
            becomes: "search: [Hundesteuer, Hund",
            says: [
                "services/hund.yaml:4: Die Datei ist ab hier nicht lesbar: eine Klammer wird nicht geschlossen, oder ein Komma fehlt."
            ]),
        BrokenTown(
            "a tabulator", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: 28\n\tnext: x",
            says: [
                "services/hund.yaml:30: Die Datei ist ab hier nicht lesbar: eingerückt wird mit Leerzeichen, nicht mit dem Tabulator."
            ]),
        BrokenTown(
            "a wrong indentation", .dog, "    title: Der Hund",
            becomes: "   title: Der Hund",
            says: [
                "services/hund.yaml:13: Die Datei ist ab hier nicht lesbar: die Einrückung passt nicht zu den Zeilen darüber, oder ein Anführungszeichen fehlt."
            ]),
        BrokenTown(
            "an anchor", .dog, "search: [Hundesteuer",
            becomes: "search: &worte [Hundesteuer",
            says: [
                "services/hund.yaml:3: Anker und Verweise (& und *) sind nicht erlaubt. Schreiben Sie den Inhalt aus oder setzen Sie ihn in Anführungszeichen."
            ]),
        BrokenTown(
            "an alias", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: *tage",
            says: [
                "services/hund.yaml:29: Anker und Verweise (& und *) sind nicht erlaubt. Schreiben Sie den Inhalt aus oder setzen Sie ihn in Anführungszeichen."
            ]),
        BrokenTown(
            "brackets without end", .dog, "search: [Hundesteuer",
            becomes:
                "search: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] #",
            says: [
                "services/hund.yaml:3: Hier ist zu tief verschachtelt (erlaubt sind 40 Ebenen)."
            ]),
        BrokenTown(
            "a type", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: !!int 28",
            says: [
                "services/hund.yaml:29: Typangaben mit ! sind nicht erlaubt. Setzen Sie den Text in Anführungszeichen."
            ]),
        BrokenTown(
            "a second document", .dog, "deadlineDays: 28",
            becomes: "---\ndeadlineDays: 28",
            says: [
                "services/hund.yaml:29: Die Datei ist ab hier nicht lesbar: eine Datei enthält nur eine Angabe; entfernen Sie die Zeile „---“."
            ]),
        BrokenTown(
            "a bell", .dog, "einen Bescheid",
            becomes: "einen \u{7}Bescheid",
            says: [
                "services/hund.yaml:33: Hier steht ein Zeichen, das in einer Textdatei nicht erlaubt ist. Löschen Sie es."
            ]),
        BrokenTown(
            "a key that is a list", .dog, "deadlineDays: 28",
            becomes: "[a, b]: 28",
            says: [
                "services/hund.yaml:29: Ein Schlüssel besteht aus einem Wort. Texte mit Klammern oder Doppelpunkt gehören in Anführungszeichen."
            ]),
    ]
}
