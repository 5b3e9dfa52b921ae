import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    func addCasePage(to router: OfficeRoutes) {
        router.get("/vorgang/:number") { _, context in
            let (desk, item) = try await open(context)
            return try desk.casePage(item.number, once: once())
        }
        router.get("/vorgang/:number/unterlage/:attachment") { _, context -> Response in
            let (_, item) = try await open(context)
            return try await document(context.parameters.get("attachment") ?? "", of: item.number)
        }
    }

    /// The case of the address for whoever is to see something of it: every opening is recorded before anything is shown.
    func open(_ context: OfficeContext) async throws -> (desk: OfficeDesk, item: Case) {
        let desk = try await desk(context)
        let number = try desk.file(context).item.number
        let clerk = desk.clerk
        try await registry.commit { view in
            // Meanwhile the case may have gone to another unit.
            guard let file = view.state.cases[number], clerk.sees(file.item.unit) else {
                throw OfficeRefusal.noSuchCase
            }
            return try file.item.decide(CaseCommand(by: clerk.id, .look)).map { .ofCase(number, $0) }
        }
        let now = try await self.desk(context)
        return (now, try now.file(context).item)
    }

    /// A scan, deciphered for this answer alone.
    private func document(_ name: String, of number: CaseNumber) async throws -> Response {
        guard !name.isEmpty else { throw OfficeRefusal.noSuchDocument }
        let found: (bytes: Data, mediaType: String)?
        do { found = try await registry.attachment(AttachmentID(name), of: number) } catch {
            throw OfficeRefusal.documentUnreadable
        }
        guard let found else { throw OfficeRefusal.noSuchDocument }
        // By its content; what it is not sure of is not shown but saved.
        let kind = FileKind(sniffing: found.bytes.prefix(16))
        let isShown = kind == .pdf || kind == .jpeg || kind == .png
        var response = Response(
            status: .ok,
            headers: [
                .contentType: isShown ? kind?.rawValue ?? "" : "application/octet-stream",
                .contentLength: String(found.bytes.count), .cacheControl: "no-store",
                .contentDisposition: isShown ? "inline" : "attachment; filename=\"unterlage\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: found.bytes)))
        response.headers[DocumentPolicy.mark] = "1"
        return response
    }
}

/// A document gets a policy of its own: nothing in it runs, loads or reaches this program.
struct DocumentPolicy: RouterMiddleware {
    typealias Context = OfficeContext
    static let mark = HTTPField.Name("X-Document")!

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[Self.mark] != nil {
            response.headers[Self.mark] = nil
            response.headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
        }
        return response
    }
}

extension OfficeDesk {
    /// - Parameters:
    ///   - problem: why an action was not carried out; `typed` is what was typed for it.
    func casePage(
        _ number: CaseNumber, once: String, problem: (act: CaseAction, text: String)? = nil, typed: FormBody? = nil
    ) throws(OfficeRefusal) -> Page {
        guard let file = view.state.cases[number] else { throw .noSuchCase }
        let item = try own(file).item
        let problems = problem.map { [Problem($0.text, field: $0.act.field)] } ?? []
        let actions = CaseActionForms(desk: self, item: item, once: once, problem: problem, typed: typed)
        return page(
            "\(item.title) · \(item.number.text)", heading: item.title, at: "/eingang", note: item.state.tag,
            problems: problems, back: ("Eingang", "/eingang"), side: caseSide(item), right: actions.html,
            """
            <div class="flow">\(notices(item))\(answerLists(item))\(documents(item))\(fees(item))\
            \(questions(item))\(history(item))</div>
            """)
    }

    private func caseSide(_ item: Case) -> HTML {
        let person = item.persons.first { $0.role == .applicant } ?? item.persons.first
        var born: String?
        if case .date(let date) = person?.attributes[.birthDate] { born = "*" + date.german }
        func link(_ text: String, _ path: String) -> LinkList.Link {
            LinkList.Link(text, to: "/vorgang/\(item.number.text)\(path)")
        }
        var papers = [link("Vorgang als PDF", ".pdf"), link("Daten (JSON)", ".json")]
        if item.opening?.partner != nil { papers.append(link("Deckblatt für den Partner", "/deckblatt")) }
        if item.openQuestion?.telling == .letter { papers.append(link("Brief mit der Rückfrage", "/brief")) }
        let facts = AnswerList(rows: [
            .init("Nummer", text: item.number.text),
            .init(
                "Code auf dem Beleg",
                text: item.transfer.map { CitizenCode(parsing: $0.code)?.printed ?? $0.code } ?? "–"),
            .init("Stelle", text: unitTitle(item.unit)), .init("Aktenzeichen", text: item.fileNumber ?? "–"),
            .init("Frist", text: item.deadline?.german ?? "–"),
            .init("Aufgenommen", text: item.opening.map { "\($0.day.german)\($0.venueTitle.map { ", " + $0 } ?? "")" }),
        ])
        return """
            \(Part.person(name: item.applicantName ?? "Ohne Namen", born: born))\(facts.html)\
            <h2>Papiere</h2>\(LinkList("Papiere", papers).html)
            """
    }

    private func notices(_ item: Case) -> HTML {
        var notices: [HTML] = []
        if item.access == .erased {
            notices.append(
                Notice(
                    .bad, "Der Inhalt ist gelöscht", text: "Nur der Verlauf ist noch da. Nehmen Sie Fehlendes neu auf."
                ).html)
        }
        if let missing = item.transfer?.missing, !missing.isEmpty {
            let follows = item.transfer?.followsAt.map { " Wird nachgereicht: \($0)" } ?? ""
            notices.append(
                Notice(
                    .warning, "Unvollständig abgegeben",
                    "<p>Es fehlt:</p><ul>\(missing.map { "<li>\($0)</li>" as HTML })</ul><p>\(follows)</p>"
                ).html)
        }
        if item.unpaid > .zero, let back = item.payments.last(where: { $0.reverses != nil }) {
            let day = back.day.map { " am \($0.german)" } ?? ""
            notices.append(
                Notice(
                    .warning, "Zahlung storniert\(day), offen: \(item.unpaid.german)",
                    text:
                        "Grund: \(back.reason ?? "–"). Am Koffer steht die Gebühr wieder auf der Rechnung der Vorsprache."
                ).html)
        }
        if let follows = item.follows {
            notices.append(
                Notice(
                    .information, "Gehört zu Vorgang \(follows.text)",
                    "<p><a href=\"/vorgang/\(follows.text)\">Vorgang \(follows.text) öffnen</a></p>"
                ).html)
        }
        if item.isOverdue(on: view.today), let deadline = item.deadline {
            notices.append(Notice(.bad, "Überfällig seit \(deadline.german)", .empty).html)
        }
        if let partner = item.opening?.partner.flatMap({ town.catalogue.partner($0) }) {
            notices.append(
                Notice(
                    .information, "Entscheidet: \(partner.title.de)",
                    "<p>Geben Sie den Vorgang mit dem <a href=\"/vorgang/\(item.number.text)/deckblatt\">Deckblatt</a> weiter.</p>"
                ).html)
        }
        return HTML(notices)
    }

    func answerLists(_ item: Case) -> HTML { HTML(item.answerLists(town.catalogue).map(\.html)) }

    private func documents(_ item: Case) -> HTML {
        var rows: [AnswerList.Row] = []
        func link(_ attachment: Attachment, _ text: String) -> HTML {
            "<a href=\"/vorgang/\(item.number.text)/unterlage/\(attachment.id.text)\" target=\"_blank\">\(text)</a> <span class=\"soft\">\(GermanText.size(bytes: attachment.bytes))</span>"
        }
        for (_, evidence) in item.evidence.sorted(by: { $0.value.title < $1.value.title }) {
            var parts: [HTML] = evidence.isSeen ? ["Original gesehen\(evidence.note.map { ": \($0)" } ?? "")"] : []
            for (index, scan) in evidence.scans.enumerated() {
                parts.append(link(scan, evidence.scans.count == 1 ? "Scan ansehen" : "Scan \(index + 1) ansehen"))
            }
            if evidence.isErased { parts = ["gelöscht, weil die Aufbewahrung abgelaufen ist"] }
            rows.append(.init(evidence.title, HTML(parts, separator: "<br>")))
        }
        for (_, capture) in item.captures.sorted(by: { $0.value.title < $1.value.title }) {
            let text: HTML =
                switch capture.outcome {
                case .coded(let code): "Code des Fotostudios: \(code)"
                case .taken(let attachment, let device, let place):
                    "\(link(attachment, "Ansehen")), \(device), \(place)"
                case .impossible(let reason): "nicht möglich: \(reason)"
                case .erased: "gelöscht, neu erfassen"
                }
            rows.append(.init(capture.title, text))
        }
        switch item.signature {
        case .signed(let attachment, let statement, _):
            rows.append(.init("Unterschrift", link(attachment, "Ansehen"), note: statement))
        case .absent(let reason, let witness):
            rows.append(.init("Unterschrift", text: "ohne Unterschrift: \(reason)", note: "Bezeugt von \(witness)"))
        case nil: break
        }
        guard !rows.isEmpty else { return .empty }
        return AnswerList("Unterlagen und Erfassung", rows: rows).html
    }

    private func fees(_ item: Case) -> HTML {
        guard !item.fees.isEmpty || !item.payments.isEmpty else { return .empty }
        var rows = item.fees.map { fee in
            AnswerList.Row(
                fee.title, text: fee.amount?.german ?? "wird vom Amt festgesetzt", note: "\(fee.reason) (\(fee.law))")
        }
        if let waiver = item.waiver {
            rows.append(.init("Ermäßigt auf", text: waiver.reducedTo.german, note: "\(waiver.reason) (\(waiver.law))"))
        }
        rows += item.payments.map { payment in
            guard payment.amount < .zero else {
                return .init("Bezahlt", text: payment.amount.german, note: "Beleg \(payment.receipt.text)")
            }
            let day = payment.day.map { " am \($0.german)" } ?? ""
            let reverses = payment.reverses.map { " zu \($0.text)" } ?? ""
            return .init(
                "Zahlung storniert\(day)", text: payment.amount.german,
                note: "Beleg \(payment.receipt.text)\(reverses)\(payment.reason.map { ": \($0)" } ?? "")")
        }
        if item.unpaid > .zero { rows.append(.init("Offen", text: item.unpaid.german)) }
        if let overpaid = item.overpaid { rows.append(.init("Zu viel bezahlt", text: overpaid.german)) }
        return AnswerList("Gebühren", rows: rows).html
    }

    private func questions(_ item: Case) -> HTML {
        guard !item.questions.isEmpty else { return .empty }
        return AnswerList(
            "Rückfragen",
            rows: item.questions.map { question in
                let told = question.told.map { "<br>Mitgeteilt: \($0.text)" as HTML }
                let answer: HTML =
                    question.answeredBy.map {
                        "<br>Antwort: <a href=\"/vorgang/\($0.text)\">Vorgang \($0.text)</a>"
                    } ?? "<br><span class=\"missing\">noch keine Antwort</span>"
                return AnswerList.Row(
                    "bis \(question.due.german), \(question.telling == .callList ? "Anruf" : "Brief")",
                    "\(question.text)\(told)\(answer)")
            }
        ).html
    }

    private func history(_ item: Case) -> HTML {
        let lines = item.history.reversed().map { line -> (time: String, text: HTML) in
            let who = line.clerk.map { " – \(view.town.clerkName($0))" } ?? ""
            let unit = line.unit.map { " (\(unitTitle($0)))" } ?? ""
            return ("\(line.at.germanDay?.german ?? "") \(line.at.germanClock)", "\(line.german + unit)\(who)")
        }
        let looks = lines.count - item.history.count { !$0.isLook }
        let shown = zip(item.history.reversed(), lines).filter { !$0.0.isLook }.map(\.1)
        let all = zip(item.history.reversed(), lines).filter { $0.0.isLook }.map(\.1)
        let opened: HTML? =
            looks > 0
            ? Part.more("\(GermanText.count(looks, "Mal", "Mal")) angesehen", Part.timeline(all)) : nil
        return Part.section("Verlauf", "\(Part.timeline(shown))\(opened)")
    }
}

extension Case {
    /// The answers by the steps of today's form, what it no longer asks at the end; then the persons.
    func answerLists(_ catalogue: Catalogue) -> [AnswerList] {
        let service = opening.flatMap { catalogue.service($0.service) }
        var left = answersInOrder
        var lists: [AnswerList] = []
        func row(_ answer: Answer) -> AnswerList.Row {
            .init(answer.label, text: answer.shown ?? "–")
        }
        for step in service?.steps ?? [] {
            let keys = step.fields.map(\.key)
            let own = left.filter { keys.contains($0.field) }.sorted { one, other in
                (keys.firstIndex(of: one.field) ?? 0) < (keys.firstIndex(of: other.field) ?? 0)
            }
            left.removeAll { keys.contains($0.field) }
            if !own.isEmpty { lists.append(AnswerList(step.title.de, rows: own.map { row($0.answer) })) }
        }
        if !left.isEmpty {
            lists.append(AnswerList(lists.isEmpty ? "Angaben" : "Weitere Angaben", rows: left.map { row($0.answer) }))
        }
        for person in persons where person.role != .applicant || answers.isEmpty {
            let rows = person.attributes.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                AnswerList.Row($0.key.german, text: $0.value.german)
            }
            lists.append(AnswerList(person.role.german, rows: rows))
        }
        return lists
    }
}
