extension BrokenTown {
    static let venues: [BrokenTown] = [
        facility(
            "power that is neither there nor not", "power: ja",
            says: "„power“ ist true (ja) oder false (nein), hier steht „ja“."),
        facility(
            "six bars", "network: {bars: 6, kilobits: 900, measured: 2026-03-12}",
            says: "„bars“ ist eine ganze Zahl von 0 bis 5, hier steht „6“."),
        facility(
            "a network nobody dated", "network: {bars: 3, kilobits: 900}", says: "Es fehlt „measured“ (network)."),
        facility(
            "a network measured on no day", "network: {bars: 3, kilobits: 900, measured: 2026-02-30}",
            says: "„measured“ ist ein Tag wie 2026-03-12, hier steht „2026-02-30“."),
        facility(
            "a rent in words", "cost: frei",
            says:
                "„cost“ ist ein Betrag in Euro mit Punkt und zwei Stellen (27.60), höchstens 100000, hier steht „frei“."
        ),
        facility(
            "an hour that is none", "open: [{weekday: monday, from: 8 Uhr, until: \"24:01\"}]",
            says: "„from“ ist eine Uhrzeit von 00:00 bis 24:00 (08:30), hier steht „8 Uhr“.",
            "„until“ ist eine Uhrzeit von 00:00 bis 24:00 (08:30), hier steht „24:01“."),
        facility(
            "closed before it opens", "open: [{weekday: monday, from: \"12:00\", until: \"08:00\"}]",
            says: "„until“ liegt nicht nach „from“. Tauschen Sie die Uhrzeiten."),
        facility(
            "two windows at once",
            "open: [{weekday: monday, from: \"08:00\", until: \"12:00\"}, {weekday: monday, from: \"11:59\", until: \"13:00\"}]",
            says: "Dieses Zeitfenster überschneidet sich mit einem am selben Tag. Fassen Sie beide zusammen."),
        facility(
            "a venue with one coordinate", "latitude: 51.9",
            says: "Es fehlt „longitude“ (Ort). Koordinaten bestehen aus latitude und longitude."),
    ]

    /// One more statement on the last venue, in line 7.
    private static func facility(_ name: String, _ statement: String, says: String...) -> BrokenTown {
        BrokenTown(
            name, .venues, "note: ohne Dach", becomes: "note: ohne Dach, \(statement)",
            says: says.map { "venues.yaml:7: \($0)" })
    }
}
