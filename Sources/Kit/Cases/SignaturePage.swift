import Casework
import Foundation
import Hummingbird
import Pages

/// What the citizen confirms, in large type, and her signature, or why there is none and who bears witness.
struct SignaturePage {
    let file: CaseFile
    let rule: SignatureRule
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]

    func html(_ frame: CaseFrame) -> HTML {
        let reading = Button("Angaben groß zeigen", kind: .secondary, to: KitAddress.reading(file.number))
        return """
            \(status)\(ReadingView([], statement: rule.statement.de).html)\(Button.row([reading]))\
            \(drawing)\(absence)\(frame.ways)
            """
    }

    private var status: HTML? {
        switch file.item.signature {
        case .signed(let attachment, _, let signer):
            let name = signer.flatMap { file.visit?.person($0)?.name }
            return Notice(
                .good, "Unterschrieben\(name.map { ": \($0)" } ?? "")",
                "<p><a href=\"\(href: KitAddress.scan(file.number, attachment.id))\">Unterschrift ansehen</a></p>"
            ).html
        case .absent(let reason, let witness):
            return Notice(.information, "Ohne Unterschrift: \(reason)", text: "Bezeugt von: \(witness)").html
        case nil: return nil
        }
    }

    private var drawing: HTML {
        let signers = file.item.persons.compactMap { joined in
            file.visit?.person(joined.id).map { Input.Option(joined.id.text, "\($0.name) (\(joined.role.german))") }
        }
        let select: HTML? =
            signers.count > 1
            ? Part.fields([
                Input.select(
                    InputFrame(id: "signer", label: "Wer unterschreibt?"), name: "signer", options: signers,
                    chosen: typed["signer"] ?? signers.first?.key)
            ]) : nil
        let form = PostForm(
            to: KitAddress.signature(file.number), token: token, onceToken: once, revision: file.item.revision,
            """
            \(select)\(Part.signature(name: "signature", label: "Hier unterschreiben"))\
            \(Button.row([Button(submit: "Unterschrift speichern", kind: .secondary)]))
            """)
        return Part.section(rule.title.de, note: rule.law.map { "<span class=\"soft\">\($0)</span>" }, form.html)
    }

    private var absence: HTML {
        let reason = Input.text(
            InputFrame(id: "reason", label: "Grund", hint: "Zum Beispiel: kann die Hand nicht bewegen"),
            name: "reason", value: typed["reason"] ?? "", .init(maxLength: 200))
        let witness = Input.text(
            InputFrame(id: "witness", label: "Wer bezeugt es?"), name: "witness",
            value: typed["witness"] ?? file.view.clerkName(file.item.opening?.clerk ?? "-"), .init(maxLength: 100))
        let form = PostForm(
            to: KitAddress.absentSignature(file.number), token: token, onceToken: once, revision: file.item.revision,
            """
            \(Part.fields([reason, witness]))\
            \(Button.row([Button(submit: "Ohne Unterschrift festhalten", kind: .secondary)]))
            """)
        return Part.section("Wer nicht unterschreiben kann", form.html)
    }
}

extension CaseRoutes {
    func addSignature(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/unterschrift", use: signature)
        router.post("vorgang/:case/unterschrift", use: sign)
        router.post("vorgang/:case/unterschrift/fehlt", use: recordAbsence)
    }

    @Sendable private func signature(_ request: Request, _ context: KitContext) async throws -> Response {
        try await signaturePage(context).response(from: request, context: context)
    }

    private func signaturePage(_ context: KitContext, problem: Problem? = nil) async throws -> Page {
        let file = try await file(context)
        guard let rule = file.service.signature else { throw HTTPError(.notFound) }
        let frame = CaseFrame(kit: kit, file: file, place: .signature, context: context)
        let content = SignaturePage(
            file: file, rule: rule, token: context.formToken, once: kit.freshOnce(),
            typed: problem == nil ? [:] : context.form.typed)
        return frame.page("Unterschrift", problems: problem.map { [$0] } ?? [], main: content.html(frame))
    }

    @Sendable private func sign(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard let rule = file.service.signature else { throw HTTPError(.notFound) }
        let (clerk, seen, once) = (try context.clerk.id, context.seen, context.once)
        guard let text = context.form["signature"], let image = Data(base64Encoded: text), image.count <= 1_500_000,
            FileKind(sniffing: image) == .png
        else {
            return try await signaturePage(
                context, problem: Problem("Lassen Sie im Feld unterschreiben, dann speichern Sie.")
            ).response(from: request, context: context)
        }
        let chosen = context.form["signer"].flatMap { $0.isEmpty ? nil : PersonID($0) }
        let signer = chosen.flatMap { id in file.item.persons.first { $0.id == id }?.id } ?? file.applicant?.id
        let statement = rule.statement.de
        do {
            guard
                try file.takes(
                    bytes: image.count, as: { .sign($0, statement: statement, signer: signer) }, by: clerk, seen: seen,
                    token: once)
            else { return .redirect(to: KitAddress.signature(file.number)) }
            let stored = try await kit.desk.store(image, mediaType: FileKind.png.rawValue, for: file.number)
            try await commit(
                stored,
                CaseCommand(
                    by: clerk, seen: seen, token: once, .sign(stored.attachment, statement: statement, signer: signer)),
                on: file.number)
        } catch let refusal as CaseRefusal {
            return try await signaturePage(context, problem: Problem(refusal.message))
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.signature(file.number))
    }

    @Sendable private func recordAbsence(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let act = CaseCommand.Act.recordAbsentSignature(
            reason: context.form["reason"] ?? "", witness: context.form["witness"] ?? "")
        do {
            try await commit(CaseCommand(by: context.clerk.id, act), on: file.number)
        } catch let refusal as CaseRefusal {
            let field = refusal == .missing(.witness) ? "witness" : "reason"
            return try await signaturePage(context, problem: Problem(refusal.message, field: field))
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.signature(file.number))
    }
}
