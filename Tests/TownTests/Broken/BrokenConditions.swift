extension BrokenTown {
    static let conditions: [BrokenTown] = [
        BrokenTown(
            "unknown field", .dog, "{field: origin, is: tierheim}",
            becomes: "{field: orign, is: tierheim}",
            says: [
                "services/hund.yaml:22: „orign“ ist kein Feld der Leistung „hund“. Möglich sind: origin, familyName, birthDate, count, shelter, traits, since."
            ]),
        BrokenTown(
            "unknown choice", .dog, "{field: origin, is: tierheim}",
            becomes: "{field: origin, is: heim}",
            says: [
                "services/hund.yaml:22: „heim“ ist keine Auswahl von „origin“. Möglich sind: gekauft, tierheim."
            ]),
        BrokenTown(
            "a choice has no order", .dog, "{field: origin, is: tierheim}",
            becomes: "{field: origin, below: tierheim}",
            says: [
                "services/hund.yaml:22: „below“ vergleicht Zahlen, Beträge und Tage; „origin“ ist eine Auswahl."
            ]),
        BrokenTown(
            "yes or no is true or false", .passport, "{field: express, is: true}",
            becomes: "{field: express, is: ja}",
            says: [
                "services/pass.yaml:49: „express“ ist true (ja) oder false (nein), hier steht „ja“."
            ]),
        BrokenTown(
            "a number is compared with a word", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: count, atLeast: zwei}",
            says: [
                "services/hund.yaml:26: „count“ ist eine ganze Zahl von 1 bis 20, hier steht „zwei“."
            ]),
        BrokenTown(
            "a number its field cannot have", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: count, atLeast: 21}",
            says: [
                "services/hund.yaml:26: „count“ ist eine ganze Zahl von 1 bis 20, hier steht „21“."
            ]),
        BrokenTown(
            "below the least number", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: count, below: 1}",
            says: [
                "services/hund.yaml:26: „count“ ist nie kleiner als 1. Diese Bedingung kann nie zutreffen."
            ]),
        BrokenTown(
            "a day that does not exist", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: since, below: 2026-02-29}",
            says: [
                "services/hund.yaml:26: „since“ ist ein Tag in der Form 2026-12-07, den es gibt; hier steht „2026-02-29“."
            ]),
        BrokenTown(
            "persons cannot be compared", .passport, "{field: express, is: true}",
            becomes: "{field: parents, is: Erika}",
            says: [
                "services/pass.yaml:49: Personen lassen sich nur mit „present: true“ prüfen; „parents“ ist ein Feld für Personen."
            ]),
        BrokenTown(
            "no comparison", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: count}",
            says: [
                "services/hund.yaml:26: Es fehlt der Vergleich mit „count“. Möglich sind: is, in, below, atLeast, present."
            ]),
        BrokenTown(
            "nothing to look at", .dog, "{field: count, atLeast: 2}",
            becomes: "{is: 2}",
            says: [
                "services/hund.yaml:26: Die Bedingung sagt nicht, was sie prüft. Möglich sind: field, age, present, device, all, any, not."
            ]),
        BrokenTown(
            "two things at once", .dog, "{field: count, atLeast: 2}",
            becomes: "{field: count, age: applicant, atLeast: 2}",
            says: [
                "services/hund.yaml:26: Eine Bedingung prüft eines von beiden: field oder age. Verbinden Sie zwei mit all oder any."
            ]),
        BrokenTown(
            "an age without a limit", .passport, "{age: applicant, below: 24}",
            becomes: "{age: applicant}",
            says: [
                "services/pass.yaml:47: Es fehlt „below“ oder „atLeast“ (Alter in Jahren)."
            ]),
        BrokenTown(
            "an age is not compared with is", .passport, "{age: applicant, below: 24}",
            becomes: "{age: applicant, is: 24}",
            says: [
                "services/pass.yaml:47: Ein Alter wird mit below oder atLeast verglichen."
            ]),
        BrokenTown(
            "an empty all", .dog, "{all: [{field: count, atLeast: 2}, {not: {field: shelter, present: true}}]}",
            becomes: "{all: []}",
            says: [
                "services/hund.yaml:26: „all“ enthält keine Bedingung."
            ]),
        BrokenTown(
            "two values at once", .dog, "{all: [{field: count, atLeast: 2}, {not: {field: shelter, present: true}}]}",
            becomes: "{all: [{field: origin, is: gekauft}, {field: origin, is: tierheim}]}",
            says: [
                "services/hund.yaml:26: Diese Bedingung kann nie zutreffen: „origin“ hat nicht zwei Werte zugleich."
            ]),
        BrokenTown(
            "under one and over another limit", .passport, "{age: applicant, below: 24}",
            becomes: "{age: applicant, below: 24, atLeast: 24}",
            says: [
                "services/pass.yaml:47: Diese Bedingung kann nie zutreffen: das Alter liegt nicht zugleich unter der einen und über der anderen Grenze."
            ]),
        BrokenTown(
            "a condition and its opposite", .dog,
            "{all: [{field: count, atLeast: 2}, {not: {field: shelter, present: true}}]}",
            becomes: "{all: [{field: count, atLeast: 2}, {not: {field: count, atLeast: 2}}]}",
            says: [
                "services/hund.yaml:26: Diese Bedingung kann nie zutreffen: eine Bedingung und ihr Gegenteil."
            ]),
        BrokenTown(
            "a field that waits for itself", .dog, "when: {field: origin, is: tierheim}",
            becomes: "when: {field: shelter, present: true}",
            says: [
                "services/hund.yaml:22: Das Feld „shelter“ hängt über seine Bedingung von sich selbst ab und würde nie gezeigt."
            ]),
        BrokenTown(
            "a code its list does not have", .passport, "when: {field: express, is: true}",
            becomes: "when: {field: nation, in: [\"000\", \"00\"]}",
            says: [
                "services/pass.yaml:49: „00“ ist kein Code der Liste „nationalities“. Möglich sind: 000, 320, 460, 330, 230, 910, 430, 340, 120, 450, 530, 150 und 199 weitere."
            ]),
        BrokenTown(
            "unknown device", .passport, "{device: photo}",
            becomes: "{device: camera}",
            says: [
                "services/pass.yaml:32: „camera“ ist kein Gerät. Möglich sind: photo, fingerprints, signature, scanner, printer, documentReader, cardReader, cardTerminal."
            ]),
    ]
}
