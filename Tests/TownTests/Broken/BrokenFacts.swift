extension BrokenTown {
    static let facts: [BrokenTown] = [
        BrokenTown(
            "two units with one key", .units, "{key: steueramt,",
            becomes: "{key: buergerbuero,",
            says: [
                "services/hund.yaml:4: „steueramt“ ist keine Organisationseinheit. Möglich ist nur: buergerbuero.",
                "staff.yaml:3: „steueramt“ ist keine Organisationseinheit. Möglich ist nur: buergerbuero.",
                "units.yaml:7: Die Organisationseinheit „buergerbuero“ gibt es schon in Zeile 2. Jeder Schlüssel darf nur einmal vorkommen.",
            ]),
        BrokenTown(
            "a key of the municipality that is too short", .town, "\"15091375\"",
            becomes: "\"1509137\"",
            says: [
                "town.yaml:2: „ags“ besteht aus 8 Ziffern, hier steht „1509137“."
            ]),
        BrokenTown(
            "two keys of different municipalities", .town, "\"15091375\"",
            becomes: "\"15091376\"",
            says: [
                "town.yaml:3: „ars“ und „ags“ gehören nicht zu derselben Gemeinde: Die ersten fünf und die letzten drei Ziffern müssen übereinstimmen."
            ]),
        BrokenTown(
            "a post code with letters", .town, "\"06888\"",
            becomes: "0688O",
            says: [
                "town.yaml:4: Eine Postleitzahl hat 5 Ziffern, hier steht „0688O“."
            ]),
        BrokenTown(
            "a wrong account number", .town, "DE02 1203",
            becomes: "DE03 1203",
            says: [
                "town.yaml:12: Die Prüfziffern der IBAN „DE03120300000000202051“ stimmen nicht. Vergleichen Sie Ziffer für Ziffer."
            ]),
        BrokenTown(
            "an authority code with a vowel", .town, "L1GX",
            becomes: "LAGX",
            says: [
                "town.yaml:8: „authorityCode“ besteht aus 4 Zeichen, ohne Vokale und ohne 0, hier steht „LAGX“."
            ]),
        BrokenTown(
            "latitude without longitude", .districts, ", longitude: 12.59772",
            becomes: "",
            says: [
                "districts.yaml:2: Es fehlt „longitude“ (Ortsteil). Koordinaten bestehen aus latitude und longitude."
            ]),
        BrokenTown(
            "latitude and longitude swapped", .districts, "latitude: 51.95395, longitude: 12.59772",
            becomes: "latitude: 12.59772, longitude: 51.95395",
            says: [
                "districts.yaml:2: „latitude“ ist eine Zahl von 47.0 bis 55.1 mit Punkt (51.95395), hier steht „12.59772“.",
                "districts.yaml:2: „longitude“ ist eine Zahl von 5.8 bis 15.1 mit Punkt (51.95395), hier steht „51.95395“.",
            ]),
        BrokenTown(
            "a sixth Monday", .venues, "{nth: 3, weekday: friday}",
            becomes: "{nth: 6, weekday: friday}",
            says: [
                "venues.yaml:6: „nth“ ist eine ganze Zahl von 1 bis 5, hier steht „6“."
            ]),
        BrokenTown(
            "a venue twice", .venues, "{key: haltestelle",
            becomes: "{key: krug",
            says: [
                "venues.yaml:7: Den Ort „krug“ gibt es schon in Zeile 2. Jeder Schlüssel darf nur einmal vorkommen."
            ]),
        BrokenTown(
            "a clerk who works nowhere", .staff, "office: true, head: true",
            becomes: "head: true",
            says: [
                "staff.yaml:3: Diese Person arbeitet weder am Koffer noch in der Zentrale. Setzen Sie kit oder office auf true."
            ]),
        BrokenTown(
            "an address that is no e-mail", .units, "amt@kleinstadt.example",
            becomes: "amt.kleinstadt.example",
            says: [
                "units.yaml:5: „amt.kleinstadt.example“ ist keine E-Mail-Adresse (name@beispiel.de)."
            ]),
    ]
}
