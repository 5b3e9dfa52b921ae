extension BrokenTown {
    static let forms: [BrokenTown] = [
        BrokenTown(
            "unknown kind", .dog, "kind: line, max: 80",
            becomes: "kind: text, max: 80",
            says: [
                "services/hund.yaml:22: „text“ ist keine Art von Feld. Möglich sind: personName, line, multiline, date, number, yesNo, choice, choices, codeList, postCode, phone, email und 5 weitere."
            ]),
        BrokenTown(
            "a key of another kind", .passport, "kind: yesNo}",
            becomes: "kind: yesNo, max: 3}",
            says: [
                "services/pass.yaml:23: „max“ passt nicht zu einem Feld der Art „yesNo“. Löschen Sie es."
            ]),
        BrokenTown(
            "a least number over the greatest", .dog, "min: 1, max: 20",
            becomes: "min: 21, max: 20",
            says: [
                "services/hund.yaml:15: „min“ ist größer als „max“ (21 und 20)."
            ]),
        BrokenTown(
            "one choice is none", .dog, "          - {key: gekauft, title: gekauft}\n",
            becomes: "",
            says: [
                "services/hund.yaml:19: Eine Auswahl hat mindestens zwei Möglichkeiten."
            ]),
        BrokenTown(
            "a choice twice", .dog, "{key: tierheim, title: aus dem Tierheim}",
            becomes: "{key: gekauft, title: aus dem Tierheim}",
            says: [
                "services/hund.yaml:21: Die Möglichkeit „gekauft“ gibt es schon in Zeile 20. Jeder Schlüssel darf nur einmal vorkommen.",
                "services/hund.yaml:22: „tierheim“ ist keine Auswahl von „origin“. Möglich ist nur: gekauft.",
                "services/hund.yaml:24: „tierheim“ ist keine Auswahl von „origin“. Möglich ist nur: gekauft.",
            ]),
        BrokenTown(
            "a step without fields", .dog, "      - use: person\n",
            becomes: "      []\n",
            says: [
                "services/hund.yaml:10: Dieser Schritt hat keine Felder. Ergänzen Sie eines oder löschen Sie den Schritt.",
                "services/hund.yaml:28: „familyName“ ist kein Feld der Leistung „hund“. Möglich sind: count, origin, shelter, traits, since.",
            ]),
        BrokenTown(
            "two fields with one key", .dog, "{key: shelter, label: Tierheim",
            becomes: "{key: count, label: Tierheim",
            says: [
                "services/hund.yaml:22: Das Feld „count“ gibt es schon in Zeile 15. Jeder Schlüssel darf nur einmal vorkommen.",
                "services/hund.yaml:26: „shelter“ ist kein Feld der Leistung „hund“. Möglich sind: familyName, birthDate, count, origin, traits, since.",
            ]),
        BrokenTown(
            "a field of a group again", .dog, "{key: shelter, label: Tierheim",
            becomes: "{key: birthDate, label: Tierheim",
            says: [
                "services/hund.yaml:22: Das Feld „birthDate“ gibt es schon in Zeile 11. Jeder Schlüssel darf nur einmal vorkommen.",
                "services/hund.yaml:26: „shelter“ ist kein Feld der Leistung „hund“. Möglich sind: familyName, birthDate, count, origin, traits, since.",
            ]),
        BrokenTown(
            "two steps with one key", .dog, "key: tier\n",
            becomes: "key: halter\n",
            says: [
                "services/hund.yaml:12: Den Schritt „halter“ gibt es schon in Zeile 8. Jeder Schlüssel darf nur einmal vorkommen."
            ]),
        BrokenTown(
            "an attribute of another kind", .fields, "kind: date, past: true, person: birthDate",
            becomes: "kind: line, person: birthDate",
            says: [
                "fields.yaml:4: „birthDate“ passt nicht zur Art dieses Feldes. Erwartet wird kind: date."
            ]),
        BrokenTown(
            "a mistake in a group nobody uses", .fields, "kind: phone,",
            becomes: "kind: fone,",
            says: [
                "fields.yaml:6: „fone“ ist keine Art von Feld. Möglich sind: line, phone, money, personName, multiline, date, number, yesNo, choice, choices, codeList, postCode und 5 weitere."
            ]),
        BrokenTown(
            "persons in a role the service does not have", .passport, "kind: persons, role: custodian",
            becomes: "kind: persons, role: child",
            says: [
                "services/pass.yaml:26: „child“ ist keine Rolle der Leistung „pass“. Möglich sind: applicant, custodian."
            ]),
    ]
}
