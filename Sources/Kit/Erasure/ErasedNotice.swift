import Casework
package import Hummingbird
import Journal
import Pages

/// A kit whose keys the office had erased shows nothing else any more.
package struct ErasedNotice: RouterMiddleware {
    package typealias Context = KitContext
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func handle(
        _ request: Request, context: KitContext, next: (Request, KitContext) async throws -> Response
    ) async throws -> Response {
        guard let mark = await kit.desk.erased else { return try await next(request, context) }
        kit.sessions.endAll { _ in true }
        kit.dayLock.forget()
        let moment = Moment(milliseconds: mark.at.milliseconds)
        let mirror = Self.words(on: await kit.desk.mirror)
        let reason = mark.reason.isEmpty ? "" : " Grund: \(mark.reason)."
        let page = Page(
            title: "Dieser Koffer wurde gelöscht", program: "Koffer \(kit.desk.identity.code.text)", width: .reading,
            behaviour: Page.Behaviour(token: .none),
            main: """
                \(Notice(
                    .bad, "Die Zentrale hat alle Schlüssel dieses Koffers gelöscht.",
                    text: "Am \(moment.germanDay?.german ?? "") um \(moment.germanClock) Uhr.\(reason)").html)\
                <p>Auf diesem Koffer lässt sich nichts mehr öffnen: kein Vorgang, keine Unterlage, keine Kasse. Was die Zentrale \
                schon hatte, ist dort unverändert da.</p>\(mirror)\
                <p>Rufen Sie die Zentrale an. Soll der Koffer wieder arbeiten, nimmt sie ihn mit einem leeren Ordner neu auf.</p>
                """)
        var response = page.html.response(status: .gone)
        kit.cookie.clear(on: &response)
        return response
    }

    /// The stick opened the kit as well.
    private static func words(on mirror: MirrorStanding) -> HTML? {
        guard mirror.isSetUp else { return nil }
        if mirror.isErased { return "<p>Auf dem Spiegel sind sie auch gelöscht.</p>" }
        return Notice(
            .warning, "Auf dem Spiegel sind sie noch nicht gelöscht.",
            text: mirror.trouble.map { "\($0.message) \($0.remedy) Gelöscht wird dort dann von selbst." }
                ?? "Das geschieht gerade. Lassen Sie den Stick stecken und laden Sie die Seite neu."
        ).html
    }
}
