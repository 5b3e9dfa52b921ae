import Casework
import Identity
import IdentityCard
import Pages
import Town

/// What the applicant's card is needed for: lay it on, open it, change it; and the way on where that cannot be.
struct ChipPage {
    let file: CaseFile
    let rule: ChipRule
    let readiness: CardDesk.Readiness
    /// What is typed on the reader's own keys has no field here.
    let pad: PadOffer
    /// The chip is asked whose it is before it is written.
    let checksHolder: Bool
    let isSimulated: Bool
    let token: FormToken
    let once: String
    /// The CAN stays typed; PIN and PUK never do.
    var typedCAN = ""
    var mistakes: [String: String] = [:]

    func html(_ frame: CaseFrame) -> HTML {
        let standing = ChipNotice.standing(isSimulated: isSimulated).html
        guard file.item.state == .open else { return "\(standing)\(done)\(frame.ways)" }
        let sticker = self.sticker
        if let change = file.item.openChipChange {
            let ways = readiness == .ready ? frame.waysBeside : frame.ways
            return "\(standing)\(unchecked)\(interrupted(change))\(postponing(isCardGone: true))\(sticker)\(ways)"
        }
        guard readiness == .ready else {
            return "\(standing)\(done)\(missing)\(postponing(isCardGone: false))\(sticker)\(frame.ways)"
        }
        let form = rule.act == .address ? address : newPIN
        if isDone {
            return "\(standing)\(done)\(unchecked)\(sticker)\(Part.more("Noch einmal ändern", form))\(frame.ways)"
        }
        return "\(standing)\(done)\(unchecked)\(form)\(postponing(isCardGone: false))\(sticker)\(frame.waysBeside)"
    }

    /// Then the way on comes first.
    private var isDone: Bool {
        mistakes.isEmpty && file.item.answers[rule.result]?.value == .choice(rule.done)
    }

    // MARK: What was done

    private var done: HTML? {
        if file.item.openPIN != nil {
            return Notice(
                .warning, "Das Setzen der PIN wurde unterbrochen",
                text: "Die neue PIN kann schon gelten. Setzen Sie sie noch einmal."
            ).html
        }
        if let end = file.item.chipEnd {
            if rule.act == .address, end.outcome.isDone, file.item.answers[rule.result]?.value == nil {
                return Notice(
                    .warning, "Auf dem Chip steht noch die vorige Anschrift",
                    "<p>Die Anschrift im Vorgang wurde danach geändert. Ändern Sie auch den Chip noch einmal.</p>\(history)"
                ).html
            }
            return Notice(end.outcome.isDone ? .good : .warning, "Chip: \(end.outcome.german)", history).html
        }
        if let served = file.item.pinServed {
            return Notice(.good, "Chip: \(served.act.german)", history).html
        }
        return nil
    }

    /// Where nobody but the clerk can tell whose card it is.
    private var unchecked: HTML? {
        guard readiness == .ready, !checksHolder else { return nil }
        return Notice(
            .warning, "Name und Geburtsdatum auf dem Chip konnten nicht geprüft werden",
            text:
                "Vergleichen Sie Name, Geburtsdatum und Lichtbild auf der Karte mit der Person und dem Vorgang. Zum Prüfen braucht das Zertifikat des Terminals das Recht, beides zu lesen, und der Vorgang beide Angaben."
        ).html
    }

    private var history: HTML { "<p><a href=\"\(href: KitAddress.history(file.number))\">Verlauf des Vorgangs</a></p>" }

    // MARK: The address

    private var address: HTML {
        guard let line = ChipNotice.address(of: file)?.address?.line else {
            let step = file.service.steps.first { step in step.fields.contains { $0.person == .street } }
            let link = step.map { Button($0.title.de, kind: .link, to: KitAddress.details(file.number, $0.key)).html }
            return Notice(
                .information, "Zuerst die neue Anschrift",
                "<p>Straße, Hausnummer, Postleitzahl und Ort gehen so auf den Chip, wie sie im Vorgang stehen. \(link)</p>"
            ).html
        }
        let lead: HTML = "<p>Auf den Chip kommt: <strong>\(line)</strong></p>"
        return Part.section(
            "Anschrift auf dem Chip ändern",
            PostForm(
                to: KitAddress.chip(file.number), token: token, onceToken: once,
                progressAddress: KitAddress.cardProgress,
                """
                \(lead)\(Self.steps(["Karte auf den Leser legen und liegen lassen.", "Karte öffnen: mit der Zugangsnummer, oder mit der PIN.", "„Anschrift ändern“: Der Koffer schreibt und liest gegen, das dauert bis zu einer halben Minute."]))\
                \(opening)\(Button.row([Button(submit: "Anschrift ändern", kind: isDone ? .secondary : .primary, key: isDone ? nil : .next)]))
                """
            ).html)
    }

    // MARK: The sticker

    /// What the citizen can show at once, with or without the chip.
    private var sticker: HTML? {
        guard let key = rule.sticker, ChipNotice.address(of: file) != nil else { return nil }
        let stock = file.view.book.stickers
        if let number = file.item.answers[key]?.value?.text, Int(number).flatMap({ stock.spoiled[$0] }) == nil {
            return Part.section(
                "Aufkleber",
                """
                <p>Aufkleber <strong>\(number)</strong> gehört zu diesem Vorgang.</p>\
                \(Button.row([Button("Aufkleber zeigen und drucken", to: KitAddress.sticker(file.number))]))
                """)
        }
        guard let next = stock.next else {
            return Part.section(
                "Aufkleber",
                """
                <p>Heute ist kein Aufkleber gezählt, oder alle sind verbraucht.</p>\
                \(Button.row([Button("Aufkleber zählen", to: KitAddress.stickers)]))
                """)
        }
        return Part.section(
            "Aufkleber",
            PostForm(
                to: KitAddress.sticker(file.number), token: token, onceToken: once + "-aufkleber",
                """
                <p>Der nächste hat die Nummer \(StickerStock.text(next)), es sind noch \(stock.left) da.</p>\
                \(Button.row([Button(submit: "Aufkleber \(StickerStock.text(next)) nehmen und drucken", kind: .secondary)]))
                """
            ).html)
    }

    // MARK: An interrupted change

    private func interrupted(_ begun: ChipChangeBegun) -> HTML {
        let change = [UInt8](hex: begun.change).flatMap { ChipChange(encoded: $0) }
        let rows = [
            AnswerList.Row("Vorher", text: change?.before.address?.line),
            AnswerList.Row("Neu", text: change?.after.address?.line),
        ]
        let notice = Notice(
            .warning, "Eine Änderung am Chip wurde unterbrochen",
            text:
                "Legen Sie dieselbe Karte wieder auf. Der Koffer liest, wie weit er kam, und bringt es zu Ende oder nimmt es zurück."
        ).html
        guard readiness == .ready else { return "\(notice)\(AnswerList(rows: rows).html)\(missing)" }
        return Part.section(
            "Unterbrochene Änderung",
            PostForm(
                to: KitAddress.settleChip(file.number), token: token, onceToken: once,
                progressAddress: KitAddress.cardProgress,
                """
                \(notice)\(AnswerList(rows: rows).html)\(opening)\
                \(Button.row([
                    Button(submit: "Zu Ende bringen", name: "end", value: "finish", key: .next),
                    Button(submit: "Zurücknehmen", kind: .secondary, name: "end", value: "undo"),
                ]))
                """
            ).html)
    }

    // MARK: The PIN

    private var newPIN: HTML {
        let new = InputFrame(id: "new", label: "Neue PIN", hint: "Sechs Ziffern", mistake: mistakes["new"])
        let again = InputFrame(id: "again", label: "Neue PIN noch einmal", mistake: mistakes["again"])
        let puk = InputFrame(
            id: "puk", label: "PUK", hint: "Zehn Ziffern, aus dem Brief zum Ausweis", mistake: mistakes["puk"])
        let turning =
            pad.takesNewPIN
            ? "Lesegerät zur Inhaberin, zum Inhaber drehen. Die PIN tippt nur, wem der Ausweis gehört."
            : "Bildschirm und Tastatur zur Inhaberin, zum Inhaber drehen. Die PIN tippt nur, wem der Ausweis gehört."
        let fields: HTML =
            pad.takesNewPIN
            ? "<p>Geben Sie die PIN am Lesegerät ein, sobald es danach fragt: zweimal dieselben sechs Ziffern.</p>"
            : Part.fields([
                Input.text(new, name: "new", value: "", Self.secret(6)),
                Input.text(again, name: "again", value: "", Self.secret(6)),
            ])
        let form = PostForm(
            to: KitAddress.chip(file.number), token: token, onceToken: once, progressAddress: KitAddress.cardProgress,
            """
            \(Self.steps(["Identität mit dem Ausweis prüfen, Karte auf den Leser legen.", turning, "„PIN setzen“: Die alte PIN gilt nicht mehr, der Online-Ausweis ist eingeschaltet."]))\
            \(opening)\(fields)\
            \(Button.row([Button(submit: "PIN setzen", kind: isDone ? .secondary : .primary, key: isDone ? nil : .next)]))
            """)
        let way: HTML =
            pad.takesSecrets
            ? "<p>Geben Sie die PUK am Lesegerät ein, sobald es danach fragt.</p>"
            : Part.fields([Input.text(puk, name: "puk", value: "", Self.secret(10))])
        let unblocking = PostForm(
            to: KitAddress.unblockPIN(file.number), token: token, progressAddress: KitAddress.cardProgress,
            """
            <p>Wer seine PIN kennt und sie dreimal falsch eingegeben hat, bekommt mit der PUK wieder drei Versuche.</p>\
            \(way)\
            \(Button.row([Button(submit: "Mit PUK entsperren", kind: .secondary)]))
            """)
        return
            "\(Part.section("Neue PIN setzen", form.html))\(Part.more("PIN nur entsperren, mit der PUK", unblocking.html))"
    }

    // MARK: Shared pieces

    /// CAN, or the PIN of the holder.
    private var opening: HTML {
        let can = InputFrame(
            id: "can", label: "Zugangsnummer (CAN)", hint: "Sechs Ziffern auf der Vorderseite der Karte",
            mistake: mistakes["can"])
        let pin = InputFrame(
            id: "pin", label: "PIN der Inhaberin, des Inhabers",
            hint: "Bildschirm zuerst zu ihr, zu ihm drehen.", mistake: mistakes["pin"])
        let way: HTML =
            pad.takesSecrets
            ? "<p>Geben Sie die PIN am Lesegerät ein, sobald es danach fragt.</p>"
            : Part.fields([Input.text(pin, name: "pin", value: "", Self.secret(6))])
        let withPIN: HTML =
            rule.act == .address
            ? Part.more(
                "Statt der Zugangsnummer mit der PIN öffnen",
                """
                \(way)\
                <label><input type="checkbox" name="way" value="pin"> Mit der PIN öffnen</label>
                """) : .empty
        let number = Input.text(
            can, name: "can", value: typedCAN,
            Input.Text(inputMode: "numeric", maxLength: 10, width: "width-10", isFirst: !isDone))
        return "\(Part.fields([number]))\(withPIN)"
    }

    /// Masked; no browser keeps or offers it.
    private static func secret(_ length: Int) -> Input.Text {
        Input.Text(type: "password", inputMode: "numeric", autocomplete: "off", maxLength: length, width: "width-10")
    }

    private static func steps(_ steps: [String]) -> HTML {
        "<ol>\(steps.map { "<li>\($0)</li>" as HTML })</ol>"
    }

    private var missing: HTML { ChipNotice.html(of: readiness) }

    /// The way on: what the desk can do stays done, and the chip is an open point that goes with the case.
    private func postponing(isCardGone: Bool) -> HTML? {
        guard let field = file.service.field(rule.result), case .choice(let choices) = field.kind else { return nil }
        if !isCardGone, file.item.answers[rule.result]?.value == .choice(rule.done) { return nil }
        let later = choices.first { $0.key == rule.later }?.title.de ?? rule.later
        if !isCardGone, file.item.answers[rule.result]?.value == .choice(rule.later) {
            return Notice(
                .information, "Vorgemerkt: \(field.label.de), \(later)",
                text:
                    "Es geht als offener Punkt mit dem Vorgang ab; beim Abgeben nennen Sie den Halt, an dem es nachgeholt wird."
            ).html
        }
        let text =
            isCardGone
            ? "Ist die Karte nicht mehr da, halten Sie das fest. Der Vorgang sagt dann, dass der Stand des Chips ungeklärt ist, und nennt es als offenen Punkt."
            : rule.act == .address
                ? "Geht es heute nicht: Der Aufkleber gilt allein. Merken Sie den Chip für den nächsten Halt vor."
                : "Geht es heute nicht: Merken Sie es für den nächsten Halt vor."
        return Part.section(
            isCardGone ? "Karte nicht mehr da" : "Nicht heute",
            PostForm(
                to: KitAddress.postponeChip(file.number), token: token, onceToken: once,
                """
                <p>\(text)</p>\(Button.row([Button(submit: isCardGone ? "Karte ist nicht mehr da" : "Für den nächsten Halt vormerken", kind: .secondary)]))
                """
            ).html)
    }
}

/// What pages of the chip say alike.
enum ChipNotice {
    /// What this is and what nobody has certified.
    static func standing(isSimulated: Bool) -> Notice {
        let proof =
            "Die Verfahren sind an virtuellen Karten geprüft. Echte Ausweise brauchen zertifizierte Geräte und Berechtigungszertifikate."
        guard isSimulated else { return Notice(.information, "Nicht zertifiziert", text: proof) }
        return Notice(
            .warning, "Simulierter Leser – kein echtes Dokument",
            text:
                "Was hier gelesen und geschrieben wird, betrifft eine virtuelle Karte. Einem echten Ausweis geschieht nichts. \(proof)"
        )
    }

    /// Why nothing can be written, and what to do.
    static func html(of readiness: CardDesk.Readiness) -> HTML {
        switch readiness {
        case .ready: .empty
        case .withoutReader(let problem):
            Notice(.information, "Kein Kartenleser", text: problem.germanText).html
        case .withoutTerminal:
            Notice(
                .information, "Kein Änderungsterminal",
                text:
                    "An diesem Koffer ist kein Änderungsterminal mit Zertifikat eingerichtet. Chips werden hier nur gelesen, nicht geändert."
            ).html
        case .certificates(let problem):
            Notice(.warning, "Das Änderungsterminal ist heute nicht bereit", text: problem.germanText).html
        }
    }

    /// The new address of the form with the town's own key; nil while something of it is missing.
    static func address(of file: CaseFile) -> ChipResidence? {
        func text(_ attribute: PersonAttribute) -> String? {
            let field = file.service.fields.first { $0.person == attribute }
            let text = field.flatMap { file.item.answers[$0.key]?.value?.text }
            return text.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let street = text(.street), let number = text(.houseNumber), let code = text(.postCode),
            let town = text(.town), let key = MunicipalityKey(file.view.town.ags)
        else { return nil }
        let supplement = text(.addressSupplement).map { ", \($0)" } ?? ""
        return ChipResidence(
            address: .german(street: "\(street) \(number)\(supplement)", postalCode: code, city: town),
            community: key)
    }
}
