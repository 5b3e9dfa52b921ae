extension BrokenTown {
    static let keys: [BrokenTown] = [
        BrokenTown(
            "unknown key, near one first", .dog, "search: [Hund",
            becomes: "saerch: [Hund",
            says: [
                "services/hund.yaml:3: „saerch“ ist hier kein bekannter Schlüssel (Leistung). Möglich sind: search, key, leika, title, hint, law, responsible, ends, withoutNetwork, roles, rules, steps und 11 weitere."
            ]),
        BrokenTown(
            "unknown key in a field", .dog, "{key: shelter, label: Tierheim,",
            becomes: "{key: shelter, lable: Tierheim,",
            says: [
                "services/hund.yaml:22: Es fehlt „label“ (Feld).",
                "services/hund.yaml:22: „lable“ ist hier kein bekannter Schlüssel (Feld). Möglich sind: label, key, hint, kind, max, min, choices, list, role, past, when, required und 4 weitere.",
            ]),
        BrokenTown(
            "unknown key in the town", .town, "phone: 030",
            becomes: "telefon: 030",
            says: [
                "town.yaml:1: Es fehlt „phone“ (Stadt).",
                "town.yaml:7: „telefon“ ist hier kein bekannter Schlüssel (Stadt). Möglich sind: name, ags, ars, postCodes, authority, address, phone, authorityCode, accounts, payment, holidays, unconfirmed.",
            ]),
        BrokenTown(
            "unknown key in a text", .dog, "plain: Sie haben",
            becomes: "einfach: Sie haben",
            says: [
                "services/hund.yaml:2: „einfach“ ist hier kein bekannter Schlüssel (title). Möglich sind: de, en, plain."
            ]),
        BrokenTown(
            "missing key", .dog, "ends: unit\n",
            becomes: "",
            says: [
                "services/hund.yaml:1: Es fehlt „ends“ (Leistung)."
            ]),
        BrokenTown(
            "nothing behind a key", .dog, "ends: unit",
            becomes: "ends:",
            says: [
                "services/hund.yaml:5: Hinter „ends“ steht nichts. Ergänzen Sie den Wert oder löschen Sie die Zeile."
            ]),
        BrokenTown(
            "the word null is nothing", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: null",
            says: [
                "services/hund.yaml:29: Hinter „deadlineDays“ steht nichts. Ergänzen Sie den Wert oder löschen Sie die Zeile."
            ]),
        BrokenTown(
            "key twice in a block", .dog, "ends: unit",
            becomes: "ends: unit\nends: desk",
            says: [
                "services/hund.yaml:6: „ends“ steht schon in Zeile 5. Jeder Schlüssel darf nur einmal vorkommen."
            ]),
        BrokenTown(
            "two keys twice, and another mistake", .dog, "ends: unit",
            becomes: "ends: unit\nends: desk\nends: partner\nkeys: 1",
            says: [
                "services/hund.yaml:6: „ends“ steht schon in Zeile 5. Jeder Schlüssel darf nur einmal vorkommen.",
                "services/hund.yaml:7: „ends“ steht schon in Zeile 5. Jeder Schlüssel darf nur einmal vorkommen.",
                "services/hund.yaml:8: „keys“ ist hier kein bekannter Schlüssel (Leistung). Möglich sind: key, fees, leika, title, hint, search, law, responsible, ends, withoutNetwork, roles, rules und 11 weitere.",
            ]),
        BrokenTown(
            "key twice in one line", .passport, "reason: ab 24}",
            becomes: "amount: 80, reason: ab 24}",
            says: [
                "services/pass.yaml:48: „amount“ steht hier doppelt. Jeder Schlüssel darf nur einmal vorkommen."
            ]),
        BrokenTown(
            "a key with an umlaut", .dog, "{key: vertrag,",
            becomes: "{key: verträge,",
            says: [
                "services/hund.yaml:26: „verträge“ taugt nicht als Schlüssel. Erlaubt sind Buchstaben von a bis z, Ziffern und Bindestriche, höchstens 60."
            ]),
        BrokenTown(
            "a list instead of a text", .dog, "next: Sie bekommen einen Bescheid.",
            becomes: "next: [Sie bekommen einen Bescheid.]",
            says: [
                "services/hund.yaml:33: „next“ ist ein Text oder eine Gruppe aus de, en und plain, hier steht eine Liste."
            ]),
        BrokenTown(
            "a text instead of a list", .dog, "search: [Hundesteuer, Hund]",
            becomes: "search: Hundesteuer",
            says: [
                "services/hund.yaml:3: „search“ ist eine Liste (Zeilen mit „- “), hier steht „Hundesteuer“."
            ]),
        BrokenTown(
            "a text instead of a group", .passport, "retention: {caseMonths: 60}",
            becomes: "retention: 60",
            says: [
                "services/pass.yaml:54: Hier steht „60“, erwartet wird die Angabe „retention“ mit Schlüsseln. Möglich sind: caseMonths, evidenceDays."
            ]),
        BrokenTown(
            "an empty text", .dog, "title: Der Hund",
            becomes: "title: \" \"",
            says: [
                "services/hund.yaml:13: „title“ ist leer. Ergänzen Sie den Text oder löschen Sie die Zeile."
            ]),
        BrokenTown(
            "a text without German", .dog, "title: {de: Hund anmelden, en:",
            becomes: "title: {en:",
            says: [
                "services/hund.yaml:2: Es fehlt „de“ (title)."
            ]),
        BrokenTown(
            "a number that is none", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: vier Wochen",
            says: [
                "services/hund.yaml:29: „deadlineDays“ ist eine ganze Zahl von 1 bis 3650, hier steht „vier Wochen“."
            ]),
        BrokenTown(
            "a number out of range", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: -1",
            says: [
                "services/hund.yaml:29: „deadlineDays“ ist eine ganze Zahl von 1 bis 3650, hier steht „-1“."
            ]),
        BrokenTown(
            "an appointment longer than an afternoon", .dog, "deadlineDays: 28", becomes: "minutes: 181",
            says: [
                "services/hund.yaml:29: „minutes“ ist eine ganze Zahl von 1 bis 180, hier steht „181“."
            ]),
        BrokenTown(
            "yes is a word, not a flag", .passport, "several: true",
            becomes: "several: yes",
            says: [
                "services/pass.yaml:12: „several“ ist true (ja) oder false (nein), hier steht „yes“."
            ]),
    ]
}
