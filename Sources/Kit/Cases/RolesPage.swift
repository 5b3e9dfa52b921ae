import Casework
import Hummingbird
import Pages

/// Who takes part in a case, and as what.
struct RolesPage {
    let file: CaseFile
    let token: FormToken
    let once: String

    func html(_ frame: CaseFrame) -> HTML {
        let rows = file.item.persons.map { joined -> [HTML] in
            let person = file.visit?.person(joined.id)
            let name = person?.name ?? joined.role.title
            let edit: HTML? = file.visit.map { visit in
                Button(
                    "Angaben", kind: .link, to: KitAddress.person(joined.id, in: visit.id), unseen: "zu \(name)"
                ).html
            }
            let leave: HTML =
                joined.role == .applicant
                ? .empty
                : form(
                    [("act", "leave"), ("person", joined.id.text), ("role", joined.role.rawValue)], "Entfernen", name)
            return [
                "\(name)", "\(title(of: joined.role))", "\(joined.attributes[.birthDate]?.date?.german ?? "–")",
                "<div class=\"row\">\(edit)\(leave)</div>",
            ]
        }
        let table = Table(
            "Beteiligte an diesem Vorgang", isCaptionUnseen: true,
            columns: ["Name", "Rolle", "Geburtsdatum", .init("Ändern", isUnseen: true)], rows: rows)
        let missing = file.missing(at: .roles).map {
            Notice(.warning, $0.name, text: $0.message).html
        }
        return "\(HTML(missing))\(table.html)\(joining)\(frame.ways)"
    }

    private func title(of role: Role) -> String {
        file.service.roles.first { $0.role == role }?.title.de ?? role.title
    }

    /// Everybody of the visit in every role the service knows, as far as they are not in it already.
    private var joining: HTML? {
        guard let visit = file.visit else { return nil }
        let options = visit.persons.flatMap { person in
            file.service.roles.filter { rule in
                !file.item.persons.contains { $0.id == person.id && ($0.role == rule.role || $0.role == .applicant) }
            }.map { rule in
                Input.Option("\(person.id.text) \(rule.role.rawValue)", "\(person.name) als \(rule.title.de)")
            }
        }
        guard !options.isEmpty else { return nil }
        let select = Input.select(
            InputFrame(id: "join", label: "Aus dieser Vorsprache beteiligen"), name: "join", options: options,
            chosen: nil)
        return PostForm(
            to: KitAddress.roles(file.number), token: token, onceToken: once, revision: file.item.revision,
            "\(Part.fields([select]))\(Button.row([Button(submit: "Beteiligen", kind: .secondary)]))"
        ).html
    }

    private func form(_ values: [(String, String)], _ text: String, _ name: String) -> HTML {
        ButtonForm(
            to: KitAddress.roles(file.number), token: token, onceToken: once,
            values: values.map { (name: $0.0, value: $0.1) }, button: Button(submit: text, kind: .quiet, unseen: name)
        ).html
    }
}

extension CaseRoutes {
    @Sendable func roles(_ request: Request, _ context: KitContext) async throws -> Response {
        try await rolesPage(context).response(from: request, context: context)
    }

    private func rolesPage(_ context: KitContext, problems: [Problem] = []) async throws -> Page {
        let file = try await file(context)
        let frame = CaseFrame(kit: kit, file: file, place: .roles, context: context)
        let content = RolesPage(file: file, token: context.formToken, once: kit.freshOnce())
        return frame.page("Beteiligte", problems: problems, main: content.html(frame))
    }

    @Sendable func changeRoles(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let clerk = try context.clerk.id
        let form = context.form
        let act: CaseCommand.Act
        let join = (form["join"] ?? "").split(separator: " ").map(String.init)
        if join.count == 2, let role = Role(rawValue: join[1]), let person = file.visit?.person(PersonID(join[0])) {
            act = .join(person.id, as: role, attributes: person.values)
        } else if form["act"] == "leave", let person = form["person"], !person.isEmpty,
            let role = form["role"].flatMap(Role.init(rawValue:)), role != .applicant
        {
            act = .leave(PersonID(person), as: role)
        } else {
            return try await rolesPage(
                context, problems: [Problem("Wählen Sie aus, wer sich beteiligt.", field: "join")]
            )
            .response(from: request, context: context)
        }
        do { try await commit(CaseCommand(by: clerk, act), on: file.number) } catch let refusal as CaseRefusal {
            return try await rolesPage(context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.roles(file.number))
    }
}
