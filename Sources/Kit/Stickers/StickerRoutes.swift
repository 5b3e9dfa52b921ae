import Casework
package import Hummingbird
import IdentityCard
import Pages
import Town

/// The numbered address stickers: counted out, printed for a case, spoiled.
package struct StickerRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("aufkleber", use: stock)
        router.post("aufkleber", use: count)
        router.post("aufkleber/verdorben", use: spoil)
        router.get("vorgang/:case/aufkleber", use: show)
        router.post("vorgang/:case/aufkleber", use: take)
    }

    // MARK: The stock

    @Sendable private func stock(_ request: Request, _ context: KitContext) async throws -> Response {
        try await stockPage(context).response(from: request, context: context)
    }

    private func stockPage(_ context: KitContext, _ problem: String? = nil) async throws -> Page {
        let view = try await kit.desk.view()
        let content = StickerStockPage(
            stock: view.book.stickers, token: context.formToken, once: kit.freshOnce(),
            typed: problem == nil ? [:] : context.form.typed)
        return kit.pages.page(
            "Aufkleber", tab: .cash, view: view, context: context, problems: problem.map { [Problem($0)] } ?? [],
            back: ("Heute", KitAddress.today), main: content.html)
    }

    @Sendable private func count(_ request: Request, _ context: KitContext) async throws -> Response {
        let first = Int(context.form["first"] ?? "") ?? 0
        let last = Int(context.form["last"] ?? "") ?? 0
        return try await decide(request, context, .countStickers(first: first, last: last))
    }

    @Sendable private func spoil(_ request: Request, _ context: KitContext) async throws -> Response {
        let sticker = Int(context.form["sticker"] ?? "") ?? 0
        return try await decide(request, context, .spoilSticker(sticker, reason: context.form["reason"] ?? ""))
    }

    private func decide(
        _ request: Request, _ context: KitContext, _ act: BookCommand.Act
    ) async throws -> Response {
        let (clerk, once) = (try context.clerk.id, context.once)
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(BookCommand(by: clerk, token: once, act), on: view.today)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            return try await stockPage(context, refusal.message).response(from: request, context: context)
        }
        return .redirect(to: KitAddress.stickers)
    }

    // MARK: The sticker of a case

    private func file(_ context: KitContext) async throws -> CaseFile {
        CaseFile(try await DeskCase(of: context, at: kit.desk))
    }

    @Sendable private func show(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard let sticker = file.sticker else {
            return .redirect(
                to: file.service.chip?.sticker == nil ? KitAddress.case_(file.number) : KitAddress.chip(file.number))
        }
        let buttons = [
            Button(print: "Aufkleber drucken", kind: .primary),
            Button("Zurück zum Chip", to: KitAddress.chip(file.number)),
            Button("Verdorben", kind: .quiet, to: KitAddress.stickers),
        ]
        return kit.pages.page(
            sticker.document.title, tab: .visit, view: file.view, context: context, visit: file.visit,
            back: ("Chip", KitAddress.chip(file.number)),
            main: "<div class=\"screen-only\">\(Button.row(buttons))</div>\(sticker.document.preview)"
        ).response(from: request, context: context)
    }

    /// Takes the next number from the stock: the book says whose case it went to, the case says which number.
    @Sendable private func take(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.isListed, let key = file.service.chip?.sticker, let field = file.service.field(key),
            ChipNotice.address(of: file) != nil
        else { return .redirect(to: KitAddress.chip(file.number)) }
        let (clerk, once, number) = (try context.clerk.id, context.once, file.number)
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                let case_ = try DeskCase(number, in: view)
                let decided = try draft.decide(
                    BookCommand(by: clerk, token: once, .useSticker(number)), on: view.today)
                guard case .stickerUsed(let used) = decided.first else { return draft.events }
                try draft.answer(
                    field, .text(StickerStock.text(used.sticker)), of: case_, by: clerk, seen: nil)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            return try await stockPage(context, refusal.message).response(from: request, context: context)
        }
        return .redirect(to: KitAddress.sticker(number))
    }
}

/// The sticker that goes onto the card.
struct StickerPaper {
    let number: String
    let file: CaseFile
    let line: String

    var document: PrintDocument {
        PrintDocument(
            title: "Anschriftenaufkleber \(number)", sender: file.sender,
            reference: [GermanText.date(file.view.today), file.number.text], foot: file.foot,
            body: """
                <p>Ausschneiden, auf die Rückseite der Karte kleben, siegeln.</p>\
                <div class="box"><p class="big">\(line)</p>\
                <p>\(file.view.town.authority), \(GermanText.date(file.view.today)) · Nr. \(number)</p></div>
                """)
    }
}

extension CaseFile {
    /// The sticker of its card; nil while it has no number or no address.
    var sticker: StickerPaper? {
        guard let key = service.chip?.sticker, let number = item.answers[key]?.value?.text,
            let line = ChipNotice.address(of: self)?.address?.line
        else { return nil }
        return StickerPaper(number: number, file: self, line: line)
    }
}
