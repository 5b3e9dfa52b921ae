import Town

/// A town that is as small as a town can be and still uses everything once.
enum SmallTown {
    static let files: [String: String] = [
        "town.yaml": town, "units.yaml": units, "districts.yaml": districts, "venues.yaml": venues,
        "staff.yaml": staff, "fields.yaml": fields, "services/hund.yaml": dog, "services/pass.yaml": passport,
    ]

    /// The town with one passage of one file replaced. The passage must be there exactly once.
    static func changed(_ file: String, _ old: String, _ new: String) -> [String: String]? {
        guard let text = files[file], text.components(of: old) == 2 else { return nil }
        var files = files
        files[file] = text.replacing(old, with: new)
        return files
    }

    static let town = """
        name: Kleinstadt
        ags: "15091375"
        ars: "150910375375"
        postCodes: ["06886", "06888"]
        authority: Kleinstadt, Bürgerbüro
        address: Markt 1, 06886 Kleinstadt
        phone: 030 23125 100
        authorityCode: L1GX
        accounts:
          pass: Gebühren Pässe
          bund: Anteil Bund
        payment: {iban: DE02 1203 0000 0000 2020 51, unconfirmed: true, invoiceDays: 14}
        holidays: Sachsen-Anhalt
        """

    static let units = """
        units:
          - key: buergerbuero
            title: Bürgerbüro
            phone: 030 23125 100
            email: amt@kleinstadt.example
            place: Markt 1
          - {key: steueramt, title: {de: Steueramt, en: Tax office}, phone: 030 23125 101, place: Markt 1, hours: Mo 8-12}
        partners:
          - {key: landkreis, title: Landkreis, address: Ring 2, phone: 030 23125 102}
        """

    static let districts = """
        districts:
          - {key: dorf, name: Dorf, latitude: 51.95395, longitude: 12.59772, inhabitants: 934}
          - {key: weiler, name: Weiler, estimated: true}
        """

    static let venues = """
        venues:
          - key: krug
            title: Dorf · Krug
            district: dorf
            kind: room
            rota: [{nth: 1, weekday: monday}, {nth: 3, weekday: friday}]
          - {key: haltestelle, title: Weiler · Haltestelle, district: weiler, kind: outdoors, rota: [{nth: 1, weekday: monday}], note: ohne Dach}
        """

    static let staff = """
        clerks:
          - {id: mueller-platz, name: Anke Müller-Platz, units: [buergerbuero], kit: true, office: true}
          - {id: krueger, name: Jonas Krüger, units: [steueramt], office: true, head: true}
        """

    static let fields = """
        groups:
          person:
            - {key: familyName, label: Familienname, kind: personName, person: familyName, dsmeld: 0101a}
            - {key: birthDate, label: Geburtsdatum, kind: date, past: true, person: birthDate}
          contact:
            - {key: phone, label: Telefon, kind: phone, required: false}
        """

    static let dog = """
        key: hund
        title: {de: Hund anmelden, en: Register a dog, plain: Sie haben einen Hund.}
        search: [Hundesteuer, Hund]
        responsible: {unit: steueramt}
        ends: unit
        withoutNetwork: {is: takenIn, text: Der Antrag wird aufgenommen.}
        steps:
          - key: halter
            title: Wer hält den Hund?
            fields:
              - use: person
          - key: tier
            title: Der Hund
            fields:
              - {key: count, label: Zahl der Hunde, kind: number, min: 1, max: 20}
              - key: origin
                label: Woher kommt der Hund?
                kind: choice
                choices:
                  - {key: gekauft, title: gekauft}
                  - {key: tierheim, title: aus dem Tierheim}
              - {key: shelter, label: Tierheim, kind: line, max: 80, when: {field: origin, is: tierheim}}
              - {key: traits, label: Merkmale, kind: choices, required: false, choices: [{key: gross, title: groß}, {key: bissig, title: bissig}]}
              - {key: since, label: Seit wann?, kind: date, required: {field: origin, in: [gekauft, tierheim]}}
        evidence:
          - {key: vertrag, title: Kaufvertrag, required: false, ways: [seen, scan], when: {all: [{field: count, atLeast: 2}, {not: {field: shelter, present: true}}]}}
        papers:
          - {key: marke, title: Steuermarke, shows: [familyName, count]}
        deadlineDays: 28
        retention:
          caseMonths: 12
          evidenceDays: {vertrag: 30}
        next: Sie bekommen einen Bescheid.
        """

    static let passport = """
        key: pass
        leika: "99085001012000"
        title: Reisepass
        hint: Gilt zehn Jahre.
        law: [PassG § 6]
        responsible: {partner: landkreis, via: buergerbuero}
        ends: partner
        withoutNetwork:
          is: preparedOnly
          text: Wird vorbereitet.
        roles:
          - {role: custodian, title: Sorgeberechtigte Person, requiredWhen: {age: applicant, below: 18}, several: true}
        rules:
          - holds: {any: [{age: applicant, atLeast: 18}, {present: custodian}]}
            message: Unter 18 Jahren stellt eine sorgeberechtigte Person den Antrag.
            law: PassG § 6 Abs. 1
        steps:
          - key: person
            title: Angaben zur Person
            fields:
              - use: person
              - {key: copies, label: Zahl der Kopien, kind: number, max: 50, min: 1}
              - {key: express, label: Express?, kind: yesNo}
              - {key: nation, label: Staatsangehörigkeit, kind: codeList, list: nationalities, when: {field: copies, atLeast: 2}}
              - {key: limit, label: Höchstbetrag, kind: money, required: false}
              - {key: parents, label: Eltern, kind: persons, role: custodian, required: false}
        captures:
          - key: photo
            kind: photo
            title: Lichtbild
            ways: [photographerCode, device]
            when: {device: photo}
            fallback: Der Code eines Fotografen geht auch ohne Gerät.
            retentionHours: 96
          - {key: fingers, kind: fingerprints, title: Fingerabdrücke, ways: [device], when: {age: applicant, atLeast: 6}, fallback: Folgt am nächsten Halt.}
        signature:
          title: Unterschrift
          requiredWhen: {age: applicant, atLeast: 10}
          statement: Ich beantrage einen Reisepass.
        fees:
          - key: base
            title: Reisepass
            law: PassV § 15
            account: pass
            shares: [{account: bund, percent: 60}]
            rates:
              - {when: {age: applicant, below: 24}, amount: 37.50, reason: unter 24 am Tag des Antrags}
              - {amount: 70, reason: ab 24}
          - {key: express, title: Express, law: PassV § 15, account: pass, when: {field: express, is: true}, amount: 32.00}
          - {key: kopie, title: Kopien, law: Satzung, account: pass, amount: {counted: copies, first: 6.00, further: 2.5}}
          - {key: eil, title: Eilzuschlag, law: Satzung, account: pass, unconfirmed: true}
          - {key: amt, title: Sonstiges, law: Satzung, account: pass, when: {field: nation, is: "000"}, amount: setByOffice}
        waiver: {mayReduce: true, law: PassV § 17, reasons: [{key: need, title: Bedürftigkeit nachgewiesen}]}
        retention: {caseMonths: 60}
        next: In etwa sechs Wochen ist der Pass da.
        """
}

extension String {
    /// How many pieces the text falls into at a passage.
    fileprivate func components(of passage: String) -> Int {
        var count = 1
        var rest = self[...]
        while let range = rest.firstRange(of: passage) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
