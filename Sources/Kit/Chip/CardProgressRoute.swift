package import Hummingbird
import IdentityCard
import Pages

/// What is being done at the card right now, one line of text for the page that waits for it; no content when nothing is.
package struct CardProgressRoute: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("karte/stand") { _, context in
            let clerk = try context.clerk.id
            guard let talk = kit.cards?.talk else { return Response(status: .noContent) }
            let line =
                talk.clerk == clerk
                ? talk.step?.germanProgress ?? "Die Karte wird gesucht"
                : "Der Leser wird gerade am anderen Platz benutzt"
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: line)))
        }
    }
}
