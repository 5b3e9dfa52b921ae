import Casework
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    func addCasePapers(to router: OfficeRoutes) {
        router.get("/vorgang/{number}.json") { _, context -> Response in
            let (desk, item) = try await open(context)
            let json = try CaseExport(item, catalogue: desk.town.catalogue).json()
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/json; charset=utf-8", .contentLength: String(json.count),
                    .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(item.number.text).json\"",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
        }
        router.get("/vorgang/{number}.pdf") { _, context -> Response in
            let (desk, item) = try await open(context)
            return try await printer.response(desk.print(item), fileName: "\(item.number.text).pdf")
        }
        router.get("/vorgang/:number/deckblatt") { _, context in
            let (desk, item) = try await open(context)
            return desk.sheet(try desk.coverSheet(item), of: item, pdf: "deckblatt.pdf")
        }
        router.get("/vorgang/:number/deckblatt.pdf") { _, context -> Response in
            let (desk, item) = try await open(context)
            return try await printer.response(desk.coverSheet(item), fileName: "\(item.number.text)-deckblatt.pdf")
        }
        router.get("/vorgang/:number/brief") { _, context in
            let (desk, item) = try await open(context)
            return desk.sheet(try desk.letter(item), of: item, pdf: "brief.pdf")
        }
        router.get("/vorgang/:number/brief.pdf") { _, context -> Response in
            let (desk, item) = try await open(context)
            return try await printer.response(desk.letter(item), fileName: "\(item.number.text)-brief.pdf")
        }
    }
}

extension OfficeDesk {
    /// A paper on the screen, to print from the browser or to save as PDF.
    fileprivate func sheet(_ document: PrintDocument, of item: Case, pdf: String) -> Page {
        let address = "/vorgang/\(item.number.text)"
        return page(
            document.title, back: ("Vorgang", address), width: .reading,
            """
            <div class="paper flow"><p><strong>\(document.sender.first ?? "")</strong><br>\
            \(HTML(document.sender.dropFirst().map { "\($0)" as HTML }, separator: "<br>"))</p>\
            <p>\(HTML(document.reference.map { "\($0)" as HTML }, separator: "<br>"))</p>\(document.body)\
            <p class="soft">\(document.foot)</p></div>\
            \(Button.row([Button(print: "Drucken", kind: .primary, key: .print), Button("PDF", to: "\(address)/\(pdf)")]))
            """)
    }

    private func document(_ title: String, _ item: Case, _ body: HTML) -> PrintDocument {
        let unit = item.unit.flatMap { town.catalogue.unit($0) }
        return PrintDocument(
            title: title,
            sender: [town.authority, unit?.title.de, unit?.place ?? town.address].compactMap { $0 },
            reference: [
                view.today.german, "Vorgang \(item.number.text)", item.fileNumber.map { "Aktenzeichen \($0)" },
            ].compactMap { $0 },
            foot:
                "Vorgang \(item.number.text) · Fragen: \(unit?.title.de ?? town.authority), Telefon \(unit?.phone ?? town.phone)",
            body: body)
    }

    /// The whole case on paper.
    fileprivate func print(_ item: Case) -> PrintDocument {
        let missing: HTML? =
            (item.transfer?.missing).flatMap { missing in
                missing.isEmpty ? nil : "<p><strong>Es fehlt:</strong> \(missing.joined(separator: ", "))</p>"
            }
        let lines = item.history.filter { !$0.isLook }.map { line in
            (time: "\(line.at.germanDay?.german ?? "") \(line.at.germanClock)", text: "\(line.german)" as HTML)
        }
        return document(
            item.title, item,
            "<p>Stand: \(item.state.german)</p>\(missing)\(answerLists(item))<h2>Verlauf</h2>\(Part.timeline(lines))")
    }

    /// What goes on top of the papers for the organisation that decides.
    fileprivate func coverSheet(_ item: Case) throws(OfficeRefusal) -> PrintDocument {
        guard let partner = item.opening?.partner.flatMap({ town.catalogue.partner($0) }) else {
            throw .noSuchDocument
        }
        let documents = item.evidence.values.sorted { $0.title < $1.title }.map { evidence -> HTML in
            let scans =
                evidence.scans.isEmpty ? "" : ", \(GermanText.count(evidence.scans.count, "Scan", "Scans")) anbei"
            return "<li>\(evidence.title)\(evidence.isSeen ? ", Original gesehen" : "")\(scans)</li>"
        }
        let list: HTML? = documents.isEmpty ? nil : "<h2>Unterlagen</h2><ul>\(documents)</ul>"
        return document(
            "Abgabe: \(item.title)", item,
            """
            <p>An<br><strong>\(partner.title.de)</strong><br>\(partner.address)</p>\
            <p>Den folgenden Antrag haben wir am \(item.transfer?.on.german ?? "") aufgenommen und geben ihn an Sie als \
            zuständige Stelle ab.</p>\(answerLists(item))\(list)
            """)
    }

    /// The question to the citizen as a letter.
    fileprivate func letter(_ item: Case) throws(OfficeRefusal) -> PrintDocument {
        guard let question = item.openQuestion else { throw .noSuchDocument }
        func answer(_ keys: [FieldKey], _ attributes: [PersonAttribute]) -> String {
            let person = item.persons.first { $0.role == .applicant } ?? item.persons.first
            let fromPerson = attributes.compactMap { person?.attributes[$0]?.german }
            let fromForm = keys.compactMap { item.answers[$0]?.shown }
            return (fromForm.count >= fromPerson.count ? fromForm : fromPerson).joined(separator: " ")
        }
        let address = [
            answer(["givenNames", "familyName"], [.givenNames, .familyName]),
            answer(["street", "houseNumber"], [.street, .houseNumber]),
            answer(["postCode", "town"], [.postCode, .town]),
        ].filter { !$0.isEmpty }
        let unit = item.unit.flatMap { town.catalogue.unit($0) }
        return document(
            "Rückfrage zu Ihrem Antrag", item,
            """
            <p>\(HTML(address.map { "\($0)" as HTML }, separator: "<br>"))</p><p>Guten Tag,</p>\
            <p>zu Ihrem Antrag „\(item.title)“ haben wir eine Frage:</p><p><strong>\(question.text)</strong></p>\
            <p>Antworten Sie uns bis zum <strong>\(question.due.german)</strong>: am Mobilen Bürgerbüro, telefonisch unter \
            \(unit?.phone ?? town.phone) oder hier: \(unit?.place ?? town.address). Nennen Sie dabei die Nummer \
            \(item.number.text).</p><p>Mit freundlichen Grüßen<br>\(unit?.title.de ?? town.authority)</p>
            """)
    }
}
