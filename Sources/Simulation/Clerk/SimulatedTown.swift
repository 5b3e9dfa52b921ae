import Casework
import Synchronization
package import Town

/// A town as small as it can be and still ask for everything a day at the desk has: answers, scans, codes, signatures, fees.
package enum SimulatedTown {
    package static let check = TownFolder.load(files: files)

    static let clerk: ClerkID = "krug"
    static let otherClerk: ClerkID = "sommer"

    private static let files: [String: String] = [
        "town.yaml": """
        name: Musterstadt
        ags: "15091375"
        ars: "150910375375"
        postCodes: ["06886"]
        authority: Musterstadt, Bürgerbüro
        address: Markt 1, 06886 Musterstadt
        phone: 030 23125 100
        authorityCode: L1GX
        accounts:
          karten: Gebühren Ausweise
          register: Gebühren Melderegister
        payment: {iban: DE02 1203 0000 0000 2020 51, unconfirmed: true, invoiceDays: 14}
        holidays: Sachsen-Anhalt
        """,
        "units.yaml": """
        units:
          - {key: buergerbuero, title: Bürgerbüro, phone: 030 23125 100, place: Markt 1}
          - {key: ordnung, title: Ordnungsamt, phone: 030 23125 101, place: Markt 1}
        """,
        "districts.yaml": """
        districts:
          - {key: dorf, name: Dorf, estimated: true}
        """,
        "venues.yaml": """
        venues:
          - {key: krug, title: Dorf · Krug, district: dorf, kind: room, rota: [{nth: 1, weekday: monday}]}
        """,
        "staff.yaml": """
        clerks:
          - {id: krug, name: Anke Krug, units: [buergerbuero], kit: true, office: true}
          - {id: sommer, name: Jan Sommer, units: [ordnung], kit: true, office: true, head: true}
        """,
        "services/ausweis.yaml": card,
        "services/umzug.yaml": move,
        "services/anliegen.yaml": concern,
    ]

    private static let person = """
              - {key: familyName, label: Familienname, kind: personName, person: familyName}
              - {key: givenNames, label: Vornamen, kind: personName, person: givenNames}
              - {key: birthDate, label: Geburtsdatum, kind: date, past: true, person: birthDate}
        """

    private static let card = """
        key: ausweis
        title: Ausweis
        search: [Ausweis]
        responsible: {unit: buergerbuero}
        ends: unit
        withoutNetwork: {is: takenIn, text: Der Antrag wird aufgenommen.}
        steps:
          - key: person
            title: Person
            fields:
        \(person)
              - {key: birthplace, label: Geburtsort, kind: line, max: 80}
              - {key: height, label: Größe, kind: number, min: 40, max: 250}
              - {key: eyes, label: Augenfarbe, kind: choice, choices: [{key: blau, title: blau}, {key: braun, title: braun}]}
              - {key: street, label: Straße, kind: line, max: 80}
              - {key: place, label: Ort, kind: line, max: 80}
              - {key: phone, label: Telefon, kind: phone, required: false}
              - {key: reason, label: Grund, kind: multiline, max: 400}
        evidence:
          - {key: alt, title: Alter Ausweis, ways: [seen, scan]}
        captures:
          - {key: photo, kind: photo, title: Lichtbild, ways: [photographerCode, device], fallback: Mit Code eines Fotografen., retentionHours: 96}
        signature: {title: Unterschrift, statement: Ich beantrage einen Ausweis.}
        fees:
          - {key: karte, title: Ausweis, law: Satzung, account: karten, amount: 37.00}
        retention: {caseMonths: 12}
        next: In zwei Wochen ist der Ausweis da.
        """

    private static let move = """
        key: umzug
        title: Anmeldung
        search: [Umzug]
        responsible: {unit: buergerbuero}
        ends: unit
        withoutNetwork: {is: takenIn, text: Der Antrag wird aufgenommen.}
        steps:
          - key: person
            title: Person
            fields:
        \(person)
              - {key: oldStreet, label: Bisherige Straße, kind: line, max: 80}
              - {key: oldPlace, label: Bisheriger Ort, kind: line, max: 80}
              - {key: newStreet, label: Neue Straße, kind: line, max: 80}
              - {key: newPlace, label: Neuer Ort, kind: line, max: 80}
              - {key: since, label: Einzug, kind: date, past: true}
              - {key: rooms, label: Zimmer, kind: number, min: 1, max: 20}
              - {key: only, label: Einzige Wohnung, kind: yesNo}
        evidence:
          - {key: wohnung, title: Bestätigung des Wohnungsgebers, ways: [scan]}
        signature: {title: Unterschrift, statement: Ich melde mich an.}
        retention: {caseMonths: 12}
        next: Die Anmeldung wird eingetragen.
        """

    private static let concern = """
        key: anliegen
        title: Auskunft
        search: [Auskunft]
        responsible: {unit: ordnung}
        ends: unit
        withoutNetwork: {is: takenIn, text: Das Anliegen wird aufgenommen.}
        steps:
          - key: person
            title: Person
            fields:
        \(person)
              - {key: text, label: Worum geht es?, kind: multiline, max: 400}
              - {key: where, label: Wo?, kind: line, max: 80}
              - {key: when, label: Wann?, kind: date, past: true}
              - {key: phone, label: Telefon, kind: phone, required: false}
              - {key: copies, label: Abschriften, kind: number, min: 1, max: 9}
        evidence:
          - {key: bild, title: Bild, required: false, ways: [scan]}
        fees:
          - {key: kopie, title: Abschrift, law: Satzung, account: register, amount: {counted: copies, first: 6.00, further: 2.50}}
        retention: {caseMonths: 12}
        next: Das Ordnungsamt meldet sich.
        """
}
