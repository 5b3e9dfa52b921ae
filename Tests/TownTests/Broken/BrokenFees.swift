extension BrokenTown {
    static let fees: [BrokenTown] = [
        BrokenTown(
            "shares over the whole", .passport, "[{account: bund, percent: 60}]",
            becomes: "[{account: bund, percent: 60}, {account: pass, percent: 41}]",
            says: [
                "services/pass.yaml:45: Die Anteile ergeben zusammen 101 %. Möglich sind höchstens 100 %."
            ]),
        BrokenTown(
            "an account with two shares", .passport, "[{account: bund, percent: 60}]",
            becomes: "[{account: bund, percent: 60}, {account: bund, percent: 40}]",
            says: [
                "services/pass.yaml:45: Ein Konto steht in den Anteilen doppelt."
            ]),
        BrokenTown(
            "a rate that is never reached", .passport, "{when: {age: applicant, below: 24}, amount: 37.50,",
            becomes: "{amount: 37.50,",
            says: [
                "services/pass.yaml:48: Dieser Satz wird nie erreicht: Ein Satz davor gilt immer. Sätze ohne „when“ stehen am Ende."
            ]),
        BrokenTown(
            "a rate with the condition of another", .passport, "{amount: 70, reason: ab 24}",
            becomes: "{when: {age: applicant, below: 24}, amount: 70, reason: ab 24}",
            says: [
                "services/pass.yaml:48: Dieser Satz wird nie erreicht: Ein Satz davor hat dieselbe Bedingung."
            ]),
        BrokenTown(
            "a comma instead of a point", .passport, "amount: 32.00}",
            becomes: "amount: \"32,00\"}",
            says: [
                "services/pass.yaml:49: „amount“ ist ein Betrag in Euro mit Punkt und zwei Stellen (27.60), höchstens 100000, hier steht „32,00“."
            ]),
        BrokenTown(
            "three decimals", .passport, "amount: 32.00}",
            becomes: "amount: 32.005}",
            says: [
                "services/pass.yaml:49: „amount“ ist ein Betrag in Euro mit Punkt und zwei Stellen (27.60), höchstens 100000, hier steht „32.005“."
            ]),
        BrokenTown(
            "a negative amount", .passport, "amount: 32.00}",
            becomes: "amount: -32.00}",
            says: [
                "services/pass.yaml:49: „amount“ ist ein Betrag in Euro mit Punkt und zwei Stellen (27.60), höchstens 100000, hier steht „-32.00“."
            ]),
        BrokenTown(
            "amount and rates", .passport, "    rates:",
            becomes: "    amount: 5\n    rates:",
            says: [
                "services/pass.yaml:46: Eine Gebühr hat entweder „amount“ oder „rates“, nicht beides."
            ]),
        BrokenTown(
            "neither amount nor rates", .passport, ", unconfirmed: true}\n  - {key: amt",
            becomes: "}\n  - {key: amt",
            says: [
                "services/pass.yaml:51: Es fehlt „amount“ (Gebühr)."
            ]),
        BrokenTown(
            "counting a yes or no", .passport, "counted: copies",
            becomes: "counted: express",
            says: [
                "services/pass.yaml:50: „express“ ist kein Zahlenfeld. Gezählt wird ein Feld der Art „number“."
            ]),
        BrokenTown(
            "a waiver without a fee", .dog, "deadlineDays: 28",
            becomes: "deadlineDays: 28\nwaiver: {law: Satzung, reasons: [{key: not, title: Not}]}",
            says: [
                "services/hund.yaml:30: Diese Leistung hat keine Gebühr, die erlassen werden könnte."
            ]),
        BrokenTown(
            "a fee without legal basis", .passport, "{key: amt, title: Sonstiges, law: Satzung, ",
            becomes: "{key: amt, title: Sonstiges, ",
            says: [
                "services/pass.yaml:52: Es fehlt „law“ (Gebühr)."
            ]),
    ]
}
