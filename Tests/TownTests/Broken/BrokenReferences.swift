extension BrokenTown {
    static let references: [BrokenTown] = [
        BrokenTown(
            "unknown unit", .dog, "{unit: steueramt}",
            becomes: "{unit: buergeramt}",
            says: [
                "services/hund.yaml:4: „buergeramt“ ist keine Organisationseinheit. Möglich sind: buergerbuero, steueramt."
            ]),
        BrokenTown(
            "unknown unit of a clerk", .staff, "units: [steueramt]",
            becomes: "units: [steuramt]",
            says: [
                "staff.yaml:3: „steuramt“ ist keine Organisationseinheit. Möglich sind: steueramt, buergerbuero."
            ]),
        BrokenTown(
            "unknown partner", .passport, "partner: landkreis",
            becomes: "partner: kreis",
            says: [
                "services/pass.yaml:6: „kreis“ ist kein Partner. Möglich ist nur: landkreis."
            ]),
        BrokenTown(
            "partner without a unit to pass it on", .passport, ", via: buergerbuero",
            becomes: "",
            says: [
                "services/pass.yaml:6: Es fehlt „via“ (responsible)."
            ]),
        BrokenTown(
            "nobody responsible", .dog, "{unit: steueramt}",
            becomes: "{}",
            says: [
                "services/hund.yaml:4: Es fehlt, wer zuständig ist: „unit“, oder „partner“ mit „via“."
            ]),
        BrokenTown(
            "unit and partner at once", .dog, "{unit: steueramt}",
            becomes: "{unit: steueramt, via: buergerbuero}",
            says: [
                "services/hund.yaml:4: Zuständig ist entweder „unit“ oder „partner“ mit „via“."
            ]),
        BrokenTown(
            "a partner's service that ends at a unit", .passport, "ends: partner",
            becomes: "ends: unit",
            says: [
                "services/pass.yaml:7: Zuständig ist ein Partner. Möglich ist nur: partner."
            ]),
        BrokenTown(
            "a unit's service that ends at a partner", .dog, "ends: unit",
            becomes: "ends: partner",
            says: [
                "services/hund.yaml:5: Die Leistung endet bei einem Partner, zuständig ist aber keiner. Ergänzen Sie „partner“ und „via“ unter responsible."
            ]),
        BrokenTown(
            "unknown account", .passport, "account: bund, percent",
            becomes: "account: bundd, percent",
            says: [
                "services/pass.yaml:45: „bundd“ ist kein Konto. Möglich sind: bund, pass."
            ]),
        BrokenTown(
            "unknown group of fields", .dog, "use: person",
            becomes: "use: personen",
            says: [
                "services/hund.yaml:11: „personen“ ist keine Feldgruppe. Möglich sind: person, contact."
            ]),
        BrokenTown(
            "unknown field on a paper", .dog, "shows: [familyName, count]",
            becomes: "shows: [familyName, counts]",
            says: [
                "services/hund.yaml:28: „counts“ ist kein Feld der Leistung „hund“. Möglich sind: count, familyName, birthDate, origin, shelter, traits, since."
            ]),
        BrokenTown(
            "unknown evidence in the retention", .dog, "evidenceDays: {vertrag: 30}",
            becomes: "evidenceDays: {vertraege: 30}",
            says: [
                "services/hund.yaml:32: „vertraege“ ist keine Unterlage der Leistung „hund“. Möglich ist nur: vertrag."
            ]),
        BrokenTown(
            "unknown district", .venues, "district: dorf",
            becomes: "district: dort",
            says: [
                "venues.yaml:4: „dort“ ist kein Ortsteil. Möglich sind: dorf, weiler."
            ]),
        BrokenTown(
            "unknown role in a condition", .passport, "{present: custodian}",
            becomes: "{present: guardian}",
            says: [
                "services/pass.yaml:14: „guardian“ ist keine Rolle der Leistung „pass“. Möglich sind: applicant, custodian."
            ]),
        BrokenTown(
            "unknown role", .passport, "{role: custodian, title",
            becomes: "{role: parent, title",
            says: [
                "services/pass.yaml:12: „parent“ ist keine Rolle. Möglich sind: applicant, child, custodian, guardian, proxy, familyMember, companion, other."
            ]),
        BrokenTown(
            "a role the service does not have", .dog, "when: {field: origin, is: tierheim}",
            becomes: "when: {age: custodian, below: 18}",
            says: [
                "services/hund.yaml:22: „custodian“ ist keine Rolle der Leistung „hund“. Möglich ist nur: applicant."
            ]),
        BrokenTown(
            "unknown person attribute", .fields, "person: familyName",
            becomes: "person: surname",
            says: [
                "fields.yaml:3: „surname“ ist keine Angabe zur Person. Möglich sind: familyName, birthName, givenNames, doctorate, religiousName, birthDate, birthPlace, birthCountry, sex, nationality, maritalStatus, street und 13 weitere."
            ]),
        BrokenTown(
            "unknown code list", .passport, "kind: yesNo}",
            becomes: "kind: codeList, list: laender}",
            says: [
                "services/pass.yaml:23: „laender“ ist keine Codeliste. Möglich sind: countries, nationalities, sex, maritalStatus."
            ]),
        BrokenTown(
            "unknown service level without network", .dog, "{is: takenIn,",
            becomes: "{is: taken,",
            says: [
                "services/hund.yaml:6: „taken“ ist kein Stand ohne Netz. Möglich sind: takenIn, finished, preparedOnly."
            ]),
        BrokenTown(
            "unknown weekday", .venues, "weekday: friday",
            becomes: "weekday: freitag",
            says: [
                "venues.yaml:6: „freitag“ ist kein Wochentag. Möglich sind: monday, tuesday, wednesday, thursday, friday, saturday, sunday."
            ]),
        BrokenTown(
            "unknown state", .town, "Sachsen-Anhalt",
            becomes: "Sachsen Anhalt",
            says: [
                "town.yaml:13: „Sachsen Anhalt“ ist kein Bundesland. Möglich sind: Sachsen-Anhalt, Baden-Württemberg, Bayern, Berlin, Brandenburg, Bremen, Hamburg, Hessen, Mecklenburg-Vorpommern, Niedersachsen, Nordrhein-Westfalen, Rheinland-Pfalz und 4 weitere."
            ]),
    ]
}
