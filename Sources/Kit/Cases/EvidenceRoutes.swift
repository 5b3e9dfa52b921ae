import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages

extension CaseRoutes {
    func addEvidence(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/unterlagen", use: evidence)
        router.post("vorgang/:case/unterlagen/:evidence/gesehen", use: see)
        router.post("vorgang/:case/unterlagen/:evidence/scan", use: scan)
        router.post("vorgang/:case/unterlagen/:evidence/zurueck", use: withdraw)
        router.get("vorgang/:case/datei/:attachment", use: show)
    }

    @Sendable private func evidence(_ request: Request, _ context: KitContext) async throws -> Response {
        try await evidencePage(context).response(from: request, context: context)
    }

    private func evidencePage(_ context: KitContext, mistakes: [EvidenceKey: String] = [:]) async throws -> Page {
        let file = try await file(context)
        let frame = CaseFrame(kit: kit, file: file, place: .documents, context: context)
        let damaged = try await kit.desk.view().damagedAttachments
        let content = EvidencePage(
            file: file, token: context.formToken, once: kit.freshOnce(), mistakes: mistakes, damaged: damaged)
        return frame.page(
            "Unterlagen", problems: mistakes.map { Problem($0.value, field: "file-\($0.key.text)") },
            main: content.html(frame))
    }

    private func rule(of file: CaseFile, _ context: KitContext) throws -> EvidenceRule {
        let key = context.parameters.get("evidence")
        guard let rule = file.service.evidence.first(where: { $0.key.text == key }) else { throw HTTPError(.notFound) }
        return rule
    }

    @Sendable private func see(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let rule = try rule(of: file, context)
        let note = context.form["note"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        try await commit(
            CaseCommand(
                by: context.clerk.id, .seeEvidence(rule.key, title: rule.title.de, note: note)), on: file.number)
        return .redirect(to: KitAddress.evidence(file.number))
    }

    @Sendable private func withdraw(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let rule = try rule(of: file, context)
        let attachment = context.form["attachment"].flatMap { $0.isEmpty ? nil : AttachmentID($0) }
        try await commit(
            CaseCommand(by: context.clerk.id, .withdrawEvidence(rule.key, attachment)), on: file.number)
        return .redirect(to: KitAddress.evidence(file.number))
    }

    /// Keeps a scan under a key of its own. What is refused is refused before anything is written.
    @Sendable private func scan(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let rule = try rule(of: file, context)
        let (clerk, once) = (try context.clerk.id, context.once)
        func refuse(_ text: String) async throws -> Response {
            try await evidencePage(context, mistakes: [rule.key: text]).response(from: request, context: context)
        }
        guard let sent = context.form.file("file"), !sent.bytes.isEmpty else {
            return try await refuse("Wählen Sie die Datei des Scanners aus.")
        }
        guard let kind = sent.kind else { return try await refuse(FileKind.refusal) }
        let key = rule.key
        let title = rule.title.de
        do {
            guard
                try file.takes(
                    bytes: sent.bytes.count, as: { .scanEvidence(key, title: title, $0) }, by: clerk, token: once)
            else { return .redirect(to: KitAddress.evidence(file.number)) }
            let stored = try await kit.desk.store(Data(sent.bytes), mediaType: kind.rawValue, for: file.number)
            try await commit(
                stored, CaseCommand(by: clerk, token: once, .scanEvidence(key, title: title, stored.attachment)),
                on: file.number)
        } catch let refusal as CaseRefusal { return try await refuse(refusal.message) }
        return .redirect(to: KitAddress.evidence(file.number))
    }

    /// The file in clear; the browser keeps nothing.
    @Sendable private func show(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let id = context.parameters.get("attachment")
        guard let attachment = file.item.attachments.first(where: { $0.id.text == id }) else {
            throw HTTPError(.notFound)
        }
        let bytes = try await kit.desk.read(attachment, of: file.number)
        let kind = FileKind(rawValue: attachment.mediaType)
        let name = "\(file.number.text)-Unterlage.\(kind?.suffix ?? "bin")"
        return Response(
            status: .ok,
            headers: [
                .contentType: kind?.rawValue ?? "application/octet-stream", .contentLength: String(bytes.count),
                .cacheControl: "no-store", .contentDisposition: "inline; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
