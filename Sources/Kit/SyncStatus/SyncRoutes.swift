package import Hummingbird
import Pages

/// The page "Übertragung".
package struct SyncRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("uebertragung", use: page)
        router.post("uebertragung/jetzt", use: now)
    }

    @Sendable private func page(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let content = SyncPage(
            view: view, token: context.formToken, wasAsked: request.uri.queryParameters["jetzt"] != nil)
        return kit.pages.page(
            "Übertragung", tab: .sync, view: view, context: context, width: .wide, main: content.html
        ).response(from: request, context: context)
    }

    @Sendable private func now(_ request: Request, _ context: KitContext) async throws -> Response {
        kit.syncNow()
        return .redirect(to: KitAddress.sync + "?jetzt=1")
    }
}
