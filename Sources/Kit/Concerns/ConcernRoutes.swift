import Casework
package import Hummingbird
import Pages

/// A wish that is no application, on one page: visit, person where one is named, case, transfer in one go.
package struct ConcernRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("anliegen", use: ask)
        router.post("anliegen", use: take)
    }

    @Sendable private func ask(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        // In a visit that is open it can still be taken in.
        if view.forgottenDay != nil, view.outing?.openVisits(of: try context.clerk.id).isEmpty == true {
            return .redirect(to: KitAddress.today)
        }
        return try page(view, context).response(from: request, context: context)
    }

    private func page(
        _ view: DeskView, _ context: KitContext, mistakes: [FieldKey: String] = [:], problems: [Problem] = []
    ) throws -> Page {
        let service = try view.concernService
        guard view.outing != nil else { throw DeskFault.noOuting }
        let content = ConcernPage(
            view: view, service: service, token: context.formToken, once: context.once ?? kit.freshOnce(),
            typed: context.form.typed, mistakes: mistakes)
        let atFields = service.fields.compactMap { field in
            mistakes[field.key].map { Problem($0, field: FieldView.id(of: field.key)) }
        }
        return kit.pages.page(
            service.title.de, tab: .today, view: view, context: context, problems: atFields + problems,
            back: ("Heute", KitAddress.today), main: content.html)
    }

    @Sendable private func take(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let service = try view.concernService
        let (clerk, once, form) = (try context.clerk.id, context.once, context.form)
        let read = AnswersRead(
            service.fields, typed: { form.typed(for: $0) }, in: KitForms.context(on: view.today))
        guard read.mistakes.isEmpty else {
            return try page(view, context, mistakes: read.mistakes).response(from: request, context: context)
        }
        let concern = Concern(values: read.values.compactMap { field, value in value.map { (field, $0) } })
        // Judged as the case will be, so that what is missing is named at its field before anything is opened.
        let review = concern.review(service, on: view.today)
        let missing = review.missing.compactMap { missing -> (FieldKey, String)? in
            if case .field(_, let key) = missing.target { (key, missing.message) } else { nil }
        }
        guard missing.isEmpty, review.failures.isEmpty else {
            return try page(
                view, context, mistakes: Dictionary(missing, uniquingKeysWith: { first, _ in first }),
                problems: review.failures.map { Problem($0.message.de) }
            ).response(from: request, context: context)
        }
        let before = Set(view.state.cases.keys)
        do {
            let after = try await kit.desk.commit { view, names in
                var draft = DeskDraft(view)
                try draft.take(concern, names: &names, by: clerk, token: once)
                return draft.events
            }
            let made = once.flatMap { after.outing?.tokens[$0] }.map { CaseNumber($0) }
            guard let number = made ?? after.state.cases.keys.first(where: { !before.contains($0) }) else {
                return .redirect(to: KitAddress.cases)
            }
            await kit.mirror.settle()
            return .redirect(to: KitAddress.transferred(number))
        } catch let refusal as CaseRefusal {
            return try page(view, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        } catch let refusal as OutingRefusal {
            return try page(view, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
    }
}

extension DeskView {
    var concernService: Service {
        get throws(DeskFault) {
            guard let service = catalogue.service(.concern) else { throw .noSuchService }
            return service
        }
    }
}

/// The one page: what shows always, and behind it what belongs to an answer.
struct ConcernPage {
    let view: DeskView
    let service: Service
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistakes: [FieldKey: String] = [:]

    var html: HTML {
        let always = service.fields.filter { $0.when == .always }
        let depending = service.fields.filter { $0.when != .always }
        let more: HTML? =
            depending.isEmpty
            ? nil
            : Part.section("Nur wenn es zutrifft", Part.fields(depending.map(input)))
        return """
            <p>\(service.hint?.de)</p>\
            \(PostForm(
                to: KitAddress.concern, token: token, onceToken: once,
                "\(Part.fields(always.map(input)))\(more)\(Button.row([Button(submit: "1 Anliegen abgeben", key: .next)]))").html)
            """
    }

    private func input(_ field: Field) -> HTML {
        var options: [Input.Option] = []
        if case .codeList(let list) = field.kind { options = KitForms.codes(list, on: view.today) }
        return FieldView(
            field, typed: typed, mistake: mistakes[field.key],
            isRequired: field.when == .always && field.requiredWhen != nil, options: options
        ).html
    }
}
