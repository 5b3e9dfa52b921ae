import Casework
import Pages

/// The documents a case asks for: seen, scanned, withdrawn.
struct EvidencePage {
    let file: CaseFile
    let token: FormToken
    let once: String
    /// What was wrong with a file, at the evidence it was meant for.
    var mistakes: [EvidenceKey: String] = [:]
    /// Files of this laptop that cannot be read any more.
    var damaged: Set<AttachmentID> = []

    func html(_ frame: CaseFrame) -> HTML {
        let sections = file.review.evidence.map(section)
        return "\(HTML(sections))\(frame.ways)"
    }

    private func section(_ shown: CaseReview.ShownEvidence) -> HTML {
        let rule = shown.rule
        let item = file.item.evidence[rule.key]
        let hint = rule.hint.map { "<p class=\"soft\">\($0.de)</p>" as HTML }
        let law = rule.law.map { "<p class=\"soft\">\($0)</p>" as HTML }
        let title = rule.isRequired ? rule.title.de : "\(rule.title.de) (freiwillig)"
        return Part.section(
            title, note: status(shown, item),
            "\(hint)\(law)\(seen(rule, item))\(scans(rule, item))\(upload(rule))")
    }

    private func status(_ shown: CaseReview.ShownEvidence, _ item: Case.Evidence?) -> HTML {
        let words = [
            item?.isSeen == true ? "gesehen" : nil,
            item.flatMap { $0.scans.isEmpty ? nil : GermanText.count($0.scans.count, "Scan", "Scans") },
        ].compactMap { $0 }
        if item?.scans.contains(where: { damaged.contains($0.id) }) == true {
            return StatusTag(.bad, "beschädigt").html
        }
        if shown.isMissing { return StatusTag(.warning, "fehlt").html }
        return words.isEmpty
            ? StatusTag(.idle, "nicht nötig").html : StatusTag(.good, GermanText.list(words)).html
    }

    private func seen(_ rule: EvidenceRule, _ item: Case.Evidence?) -> HTML? {
        guard rule.ways.contains(.seen) else { return nil }
        if item?.isSeen == true {
            let note = item?.note.map { "<span>Notiz: \($0)</span>" as HTML }
            let form = button("zurueck", "Doch nicht gesehen", kind: .quiet, of: rule)
            return "<div class=\"row\">\(note)\(form)</div>"
        }
        let frame = InputFrame(
            id: "note-\(rule.key.text)", label: "Notiz", hint: "Zum Beispiel die Nummer des Dokuments", isOptional: true
        )
        return PostForm(
            to: KitAddress.evidence(file.number, rule.key, "gesehen"), token: token, onceToken: once,
            revision: file.item.revision,
            """
            \(Part.fields([Input.text(frame, name: "note", .init(maxLength: 200))]))\
            \(Button.row([Button(submit: "Gesehen", kind: .secondary, unseen: rule.title.de)]))
            """
        ).html
    }

    private func scans(_ rule: EvidenceRule, _ item: Case.Evidence?) -> HTML? {
        guard let scans = item?.scans, !scans.isEmpty else { return nil }
        let hits = scans.enumerated().map { index, scan -> (what: HTML, actions: HTML) in
            let name = "Scan \(index + 1)"
            let kind = FileKind(rawValue: scan.mediaType)?.german ?? scan.mediaType
            let withdraw = ButtonForm(
                to: KitAddress.evidence(file.number, rule.key, "zurueck"), token: token, onceToken: once,
                values: [("attachment", scan.id.text)],
                button: Button(submit: "Entfernen", kind: .quiet, unseen: "\(name), \(rule.title.de)"))
            let harm: HTML? =
                damaged.contains(scan.id)
                ? "<p>Die Datei ist auf diesem Laptop beschädigt. Entfernen Sie den Scan und scannen Sie die Unterlage erneut.</p>"
                : nil
            return (
                "<a href=\"\(href: KitAddress.scan(file.number, scan.id))\">\(name)</a> <span class=\"soft\">\(kind), \(GermanText.size(bytes: scan.bytes))</span>\(harm)",
                withdraw.html
            )
        }
        return Part.hits(hits)
    }

    /// Any evidence may be scanned; where only that counts the form stands open.
    private func upload(_ rule: EvidenceRule) -> HTML {
        let frame = InputFrame(
            id: "file-\(rule.key.text)", label: "Scan hinzufügen", hint: "PDF, JPEG, PNG oder TIFF, bis 20 MB",
            mistake: mistakes[rule.key])
        let form = PostForm(
            to: KitAddress.evidence(file.number, rule.key, "scan"), token: token, onceToken: once, takesFiles: true,
            """
            \(Part.fields([Input.file(frame, name: "file", accept: FileKind.accepted)]))\
            \(Button.row([Button(submit: "Scan speichern", kind: .secondary, unseen: rule.title.de)]))
            """)
        return form.html
    }

    private func button(_ act: String, _ text: String, kind: Button.Kind, of rule: EvidenceRule) -> HTML {
        ButtonForm(
            to: KitAddress.evidence(file.number, rule.key, act), token: token, onceToken: once,
            button: Button(submit: text, kind: kind, unseen: rule.title.de)
        ).html
    }
}

extension FileKind {
    var german: String {
        switch self {
        case .pdf: "PDF"
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .tiff: "TIFF"
        }
    }

    var suffix: String {
        switch self {
        case .pdf: "pdf"
        case .jpeg: "jpg"
        case .png: "png"
        case .tiff: "tif"
        }
    }
}
