import Casework
import Pages

/// Everything that would be given away, with "Ändern" beside each answer, and the buttons that give it away.
struct CheckPage {
    let file: CaseFile
    let token: FormToken
    let once: String
    /// What was chosen for the rest of an incomplete case before it was refused.
    var chosenStop: String?
    var typedStop = ""
    var stopMistake: String?

    static let otherStop = "other"

    func html(_ frame: CaseFrame) -> HTML {
        let lists = CaseLists(file: file, mayChange: true, namesEmpty: true)
        return """
            \(missing)\(waiting)\(Overpayment(of: file.item)?.notice)\(HTML(lists.all.map(\.html)))\(lists.fees?.html)\(reading)\(giving)
            <div class="actions">\(Button("Vorgang verwerfen", kind: .quiet, to: KitAddress.cancel(file.number)).html)</div>
            """
    }

    private var missing: HTML? {
        guard !file.review.missing.isEmpty else { return nil }
        let entries = file.review.missing.map { missing -> HTML in
            "<li><a href=\"\(href: file.address(of: missing))\">\(missing.message)</a></li>"
        }
        return Notice(
            .warning,
            GermanText.count(entries.count, "Angabe oder Unterlage fehlt noch", "Angaben und Unterlagen fehlen noch"),
            "<ul>\(entries)</ul>"
        ).html
    }

    private var waiting: HTML? {
        guard let other = file.item.opening?.waitsFor.flatMap({ file.view.state.cases[$0] }), other.state == .open
        else { return nil }
        return Notice(
            .information, "Zuerst: \(other.title)",
            "<p>Dieser Vorgang wartet auf <a href=\"\(href: KitAddress.check(other.number))\">\(other.number.text)</a>. Geben Sie jenen vorher oder gleich danach ab.</p>"
        ).html
    }

    private var reading: HTML {
        let state: HTML =
            file.item.wasReadByCitizen
            ? Notice(.good, "Die Angaben wurden in großer Schrift gelesen und bestätigt.").html
            : "<p>Vor der Unterschrift liest die Bürgerin oder der Bürger die Angaben selbst.</p>"
        let button = Button("In großer Schrift zeigen", to: KitAddress.reading(file.number))
        return Part.section("Gemeinsam durchgehen", "\(state)\(Button.row([button]))")
    }

    // MARK: Giving away

    private var giving: HTML {
        guard file.review.failures.isEmpty else {
            return Notice(
                .warning, "Der Vorgang kann so nicht abgegeben werden.",
                text: "Der Grund steht oben. Ändern Sie die Angaben oder verwerfen Sie den Vorgang."
            ).html
        }
        let isFinished = file.service.end == .desk
        if file.review.missing.isEmpty, file.item.unpaid <= .zero {
            let note: HTML =
                isFinished
                ? "<p>Der Vorgang ist damit am Platz abgeschlossen und geht zur Ablage an: \(file.unit?.title.de).</p>"
                : "<p>Der Vorgang wird verschlossen und gehört dann: \(file.unit?.title.de). Danach lässt er sich hier nicht mehr ändern.</p>"
            let complete = Part.section(
                "Abgeben",
                PostForm(
                    to: KitAddress.transfer(file.number), token: token, onceToken: once, revision: file.item.revision,
                    "\(note)\(Button.row([Button(submit: "1 Vorgang abgeben", key: .next)]))"
                ).html)
            return file.isListed ? complete : "\(complete)\(incomplete)"
        }
        let pay = payNotice
        if isFinished {
            return """
                \(pay)\(Notice(
                    .information, "Dieser Vorgang wird am Platz abgeschlossen.",
                    text: "Dazu muss er vollständig und bezahlt sein.").html)
                """
        }
        return "\(pay)\(incomplete)"
    }

    private var payNotice: HTML? {
        guard file.item.unpaid > .zero, let visit = file.visit else { return nil }
        let button = Button(
            "\(file.item.unpaid.german) kassieren", kind: .primary, to: KitAddress.bill(visit.id),
            key: file.review.missing.isEmpty ? .next : nil)
        return Notice(
            .information, "Noch zu zahlen: \(file.item.unpaid.german)",
            "<p>Eine Rechnung für die ganze Vorsprache.</p>\(Button.row([button]))"
        ).html
    }

    private var incomplete: HTML {
        let stops = FollowUpStop.proposals(for: file)
        let chosen = chosenStop ?? stops.first?.text
        let options =
            stops.map { Input.Option($0.text, $0.text) } + [Input.Option(Self.otherStop, "anderer Ort und Tag:")]
        let radios = Input.radios(
            InputFrame(id: "follows", label: "Wo und wann wird das Fehlende nachgereicht?", isWide: true),
            name: "follows",
            options: options, chosen: chosen)
        let text = Input.text(
            InputFrame(
                id: "followsText", label: "Anderer Ort und Tag", isOptional: true, mistake: stopMistake, isWide: true),
            name: "followsText", value: typedStop, Input.Text(maxLength: 150))
        let names =
            file.review.missing.map(\.name) + (file.isListed ? [] : [CaseFile.unverifiable])
            + (file.item.unpaid > .zero ? ["Gebühr \(file.item.unpaid.german)"] : [])
        return Part.section(
            "Unvollständig abgeben",
            PostForm(
                to: KitAddress.transfer(file.number), token: token, onceToken: once, revision: file.item.revision,
                """
                <p>Der Vorgang geht ab und nennt auf dem Papier, was fehlt:</p>\
                <ul>\(names.map { "<li>\($0)</li>" as HTML })</ul>\(radios)\(text)\
                <input type="hidden" name="incomplete" value="yes">\
                \(Button.row([Button(submit: "1 Vorgang unvollständig abgeben", kind: .secondary)]))
                """
            ).html)
    }
}
