extension BrokenTown {
    static let requirements: [BrokenTown] = [
        BrokenTown(
            "unknown act at the chip", .dog, "ends: unit\n",
            becomes: "ends: unit\nchip: {act: addres, result: origin, done: gekauft, later: tierheim}\n",
            says: [
                "services/hund.yaml:6: „addres“ ist keine Handlung am Chip. Möglich sind: address, newPIN."
            ]),
        BrokenTown(
            "result of the chip in no choice", .dog, "ends: unit\n",
            becomes: "ends: unit\nchip: {act: address, result: count, done: gekauft, later: tierheim}\n",
            says: [
                "services/hund.yaml:6: „count“ ist kein Auswahlfeld dieser Leistung. Möglich ist nur: origin."
            ]),
        BrokenTown(
            "choices of the chip that are none", .dog, "ends: unit\n",
            becomes: "ends: unit\nchip: {act: address, result: origin, done: ja, later: nein}\n",
            says: [
                "services/hund.yaml:6: „ja“ ist keine Auswahl von „origin“. Möglich sind: gekauft, tierheim.",
                "services/hund.yaml:6: „nein“ ist keine Auswahl von „origin“. Möglich sind: gekauft, tierheim.",
            ]),
        BrokenTown(
            "sticker of the chip in no line", .dog, "ends: unit\n",
            becomes:
                "ends: unit\nchip: {act: address, result: origin, done: gekauft, later: tierheim, sticker: since}\n",
            says: [
                "services/hund.yaml:6: „since“ ist keine Textzeile dieser Leistung. Möglich ist nur: shelter."
            ]),
        BrokenTown(
            "a LeiKa key that is too short", .passport, "99085001012000",
            becomes: "9908500101200",
            says: [
                "services/pass.yaml:2: Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99, hier steht „9908500101200“. Lassen Sie ihn weg, wenn er nicht bestätigt ist."
            ]),
        BrokenTown(
            "a LeiKa key of something else", .passport, "99085001012000",
            becomes: "12085001012000",
            says: [
                "services/pass.yaml:2: Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99, hier steht „12085001012000“. Lassen Sie ihn weg, wenn er nicht bestätigt ist."
            ]),
        BrokenTown(
            "evidence kept longer than its case", .dog, "{vertrag: 30}",
            becomes: "{vertrag: 373}",
            says: [
                "services/hund.yaml:32: „vertrag“ würde länger aufbewahrt als der Vorgang (12 Monate). Möglich sind höchstens 372 Tage."
            ]),
        BrokenTown(
            "a case kept for no time", .passport, "{caseMonths: 60}",
            becomes: "{caseMonths: 0}",
            says: [
                "services/pass.yaml:54: „caseMonths“ ist eine ganze Zahl von 1 bis 1320, hier steht „0“."
            ]),
        BrokenTown(
            "an own photo kept too long", .passport, "retentionHours: 96",
            becomes: "retentionHours: 97",
            says: [
                "services/pass.yaml:34: Ein eigenes Lichtbild wird nach höchstens 96 Stunden gelöscht. Setzen Sie retentionHours auf 96 oder weniger."
            ]),
        BrokenTown(
            "fingerprints by code", .passport, "title: Fingerabdrücke, ways: [device]",
            becomes: "title: Fingerabdrücke, ways: [photographerCode]",
            says: [
                "services/pass.yaml:35: Fingerabdrücke kommen nicht aus einem Fotocode. Möglich ist nur: device."
            ]),
        BrokenTown(
            "no way on without the device", .passport,
            "    fallback: Der Code eines Fotografen geht auch ohne Gerät.\n",
            becomes: "",
            says: [
                "services/pass.yaml:28: Es fehlt „fallback“ (Erfassung)."
            ]),
        BrokenTown(
            "a way twice", .dog, "ways: [seen, scan]",
            becomes: "ways: [seen, seen]",
            says: [
                "services/hund.yaml:26: „ways“ nennt einen Weg doppelt."
            ]),
        BrokenTown(
            "no way", .dog, "ways: [seen, scan]",
            becomes: "ways: []",
            says: [
                "services/hund.yaml:26: „ways“ ist leer. Möglich sind: seen, scan."
            ]),
        BrokenTown(
            "two services with one key", .passport, "key: pass\n",
            becomes: "key: hund\n",
            says: [
                "services/pass.yaml:1: Die Leistung „hund“ gibt es schon in services/hund.yaml:1. Jeder Schlüssel darf nur einmal vorkommen."
            ]),
    ]
}
