import Casework
import Hummingbird
import Pages

/// Photo and fingerprints: by the photographer's code, by a device where there is one, or "nicht möglich" with its reason.
struct CapturePage {
    let file: CaseFile
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistake: (key: CaptureKey, name: String, text: String)?

    func html(_ frame: CaseFrame) -> HTML {
        "<div class=\"flow\"\(attribute: "data-focus-on", focus)>\(file.review.captures.map(section))</div>\(frame.ways)"
    }

    /// The first capture that is not there yet.
    private var focus: String? {
        file.review.captures.first { $0.recorded == nil }.map { shown in
            let name = shown.rule.ways.contains(.photographerCode) ? "code" : "reason"
            return "\(name)-\(shown.rule.key.text)"
        }
    }

    private func section(_ shown: CaseReview.ShownCapture) -> HTML {
        let rule = shown.rule
        let law = rule.law.map { "<p class=\"soft\">\($0)</p>" as HTML }
        return Part.section(
            rule.title.de, note: status(shown),
            "\(law)\(code(rule, shown))\(device(rule, shown))\(impossible(rule, shown))")
    }

    private func status(_ shown: CaseReview.ShownCapture) -> HTML {
        switch shown.recorded {
        case .coded(let code): StatusTag(.good, "Code \(code)").html
        case .taken: StatusTag(.good, "erfasst").html
        case .impossible(let reason): StatusTag(.warning, "nicht möglich: \(reason)").html
        case .erased: StatusTag(.warning, "gelöscht, neu erfassen").html
        case nil: StatusTag(.warning, "fehlt").html
        }
    }

    private func code(_ rule: CaptureRule, _ shown: CaseReview.ShownCapture) -> HTML? {
        guard rule.ways.contains(.photographerCode) else { return nil }
        let frame = InputFrame(
            id: "code-\(rule.key.text)", label: "Code des Fotografen",
            hint: "Data-Matrix-Code scannen oder abtippen", mistake: text(rule, "code"))
        let value: String = if case .coded(let code) = shown.recorded { code } else { "" }
        let input = Input.text(frame, name: "code", value: typed["code"] ?? value, .init(maxLength: 200))
        return PostForm(
            to: KitAddress.capture(file.number, rule.key, "code"), token: token, onceToken: once,
            revision: file.item.revision,
            "\(Part.fields([input]))\(Button.row([Button(submit: "Code speichern", kind: .secondary)]))"
        ).html
    }

    /// Without the device the service's own way on is said before anybody looks for it.
    private func device(_ rule: CaptureRule, _ shown: CaseReview.ShownCapture) -> HTML? {
        guard rule.ways.contains(.device) else { return nil }
        let isReady = file.view.readyDevices.contains(rule.kind.rawValue)
        return isReady
            ? nil : Notice(.information, "Kein Gerät angeschlossen", text: rule.fallback.de).html
    }

    private func impossible(_ rule: CaptureRule, _ shown: CaseReview.ShownCapture) -> HTML {
        let frame = InputFrame(
            id: "reason-\(rule.key.text)", label: "Grund, warum es heute nicht möglich ist",
            hint: "Zum Beispiel: kein Gerät, Hand verletzt", mistake: text(rule, "reason"))
        let isWithoutDevice = rule.ways == [.device] && !file.view.readyDevices.contains(rule.kind.rawValue)
        let value: String =
            if case .impossible(let reason) = shown.recorded { reason } else { isWithoutDevice ? "kein Gerät" : "" }
        let input = Input.suggested(
            frame, name: "reason",
            options: ["kein Gerät", "Gerät defekt", "vorübergehend verletzt", "kein Foto-Code vorhanden"].map {
                Input.Option($0, $0)
            },
            value: typed["reason"] ?? value, text: .init(maxLength: 200))
        return PostForm(
            to: KitAddress.capture(file.number, rule.key, "nicht-moeglich"), token: token, onceToken: once,
            revision: file.item.revision,
            """
            \(Part.fields([input]))\
            \(Button.row([Button(submit: "Nicht möglich", kind: .secondary, unseen: rule.title.de)]))
            """
        ).html
    }

    private func text(_ rule: CaptureRule, _ name: String) -> String? {
        mistake.flatMap { $0.key == rule.key && $0.name == name ? $0.text : nil }
    }
}

extension CaseRoutes {
    func addCaptures(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/erfassung", use: captures)
        router.post("vorgang/:case/erfassung/:capture/code") { try await record($0, $1, input: "code") }
        router.post("vorgang/:case/erfassung/:capture/nicht-moeglich") { try await record($0, $1, input: "reason") }
    }

    @Sendable private func captures(_ request: Request, _ context: KitContext) async throws -> Response {
        try await capturePage(context).response(from: request, context: context)
    }

    private func capturePage(
        _ context: KitContext, mistake: (key: CaptureKey, name: String, text: String)? = nil
    ) async throws -> Page {
        let file = try await file(context)
        let frame = CaseFrame(kit: kit, file: file, place: .captures, context: context)
        let content = CapturePage(
            file: file, token: context.formToken, once: kit.freshOnce(),
            typed: mistake == nil ? [:] : context.form.typed, mistake: mistake)
        let problems = mistake.map { [Problem($0.text, field: "\($0.name)-\($0.key.text)")] } ?? []
        return frame.page("Erfassung", problems: problems, main: content.html(frame))
    }

    private func record(_ request: Request, _ context: KitContext, input: String) async throws -> Response {
        let file = try await file(context)
        let name = context.parameters.get("capture")
        guard let rule = file.service.captures.first(where: { $0.key.text == name }) else { throw HTTPError(.notFound) }
        let typed = (context.form[input] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let act: CaseCommand.Act =
            input == "code"
            ? .codeCapture(rule.key, title: rule.title.de, code: typed)
            : .giveUpCapture(rule.key, title: rule.title.de, reason: typed)
        do {
            try await commit(CaseCommand(by: context.clerk.id, seen: context.seen, act), on: file.number)
        } catch let refusal as CaseRefusal {
            return try await capturePage(context, mistake: (rule.key, input, refusal.message))
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.captures(file.number))
    }
}
