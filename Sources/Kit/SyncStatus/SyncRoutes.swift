import Casework
import Foundation
import HTTPTypes
package import Hummingbird
import Pages

/// The page "Übertragung".
package struct SyncRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("uebertragung", use: page)
        router.post("uebertragung/jetzt", use: now)
        router.post("uebertragung/erledigt", use: settle)
    }

    @Sendable private func page(_ request: Request, _ context: KitContext) async throws -> Response {
        let content = try await content(context, wasAsked: request.uri.queryParameters["jetzt"] != nil)
        // The page's living part, asked for by its script every two seconds.
        if request.headers[HTTPField.Name("X-Part")!] == SyncPage.livePart {
            return content.live.response(from: request, context: context)
        }
        return page(content, context).response(from: request, context: context)
    }

    private func content(
        _ context: KitContext, wasAsked: Bool = false, mistake: String? = nil
    ) async throws -> SyncPage {
        SyncPage(
            view: try await kit.desk.view(), unsentSince: await kit.desk.unsentSince(), rate: await kit.desk.rate,
            token: context.formToken, wasAsked: wasAsked, mistake: mistake)
    }

    private func page(_ content: SyncPage, _ context: KitContext) -> Page {
        let problems = content.mistake.map { [Problem(SyncPage.reasonMissing, field: "grund-\($0)")] } ?? []
        return kit.pages.page(
            "Übertragung", tab: .sync, view: content.view, context: context, problems: problems, width: .wide,
            main: content.html)
    }

    @Sendable private func now(_ request: Request, _ context: KitContext) async throws -> Response {
        kit.syncNow()
        return .redirect(to: KitAddress.sync + "?jetzt=1")
    }

    @Sendable private func settle(_ request: Request, _ context: KitContext) async throws -> Response {
        let (key, reason) = (
            context.form["sache"] ?? "", (context.form["grund"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        )
        let clerk = try context.clerk.id
        guard !reason.isEmpty else {
            return page(try await content(context, mistake: key), context).response(from: request, context: context)
        }
        try await kit.desk.commit { view, _ in
            // Dealt with twice, or gone meanwhile: nothing is to be written.
            guard let matter = Matter.open(in: view).first(where: { $0.key == key }) else { return [] }
            return [
                .ofBook(
                    view.today,
                    .matterSettled(
                        MatterSettled(
                            matter: key, what: "\(matter.title). \(matter.text)", reason: String(reason.prefix(300)),
                            clerk: clerk)))
            ]
        }
        return .redirect(to: KitAddress.sync)
    }
}
