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
        router.post("aufkleber/zurueck", use: giveBack)
        router.get("vorgang/:case/aufkleber", use: show)
        router.post("vorgang/:case/aufkleber", use: take)
    }

    // MARK: The stock

    /// The day of the address or the form; today where none is named.
    private func day(_ request: Request, _ context: KitContext, _ view: DeskView) -> CalendarDate {
        let text = context.form["tag"] ?? request.uri.queryParameters["tag"].map(String.init)
        return text.flatMap { CalendarDate(iso: $0) } ?? view.today
    }

    @Sendable private func stock(_ request: Request, _ context: KitContext) async throws -> Response {
        try await stockPage(request, context).response(from: request, context: context)
    }

    private func stockPage(
        _ request: Request, _ context: KitContext, _ problem: String? = nil, mistakes: [String: String] = [:]
    ) async throws -> Page {
        let view = try await kit.desk.view()
        let day = day(request, context, view)
        let failed = problem != nil || !mistakes.isEmpty
        let content = StickerStockPage(
            view: view, day: day, token: context.formToken, once: kit.freshOnce(),
            typed: failed ? context.form.typed : [:], mistakes: mistakes)
        let atFields = mistakes.sorted { $0.key < $1.key }.map { Problem($0.value, field: $0.key) }
        return kit.pages.page(
            day == view.today ? "Aufkleber" : "Aufkleber vom \(day.german)", tab: .cash, view: view, context: context,
            problems: atFields + (problem.map { [Problem($0)] } ?? []), back: ("Heute", KitAddress.today),
            main: content.html)
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

    /// Counted back at departure; the clerk signs with her PIN.
    @Sendable private func giveBack(_ request: Request, _ context: KitContext) async throws -> Response {
        let (clerk, typed) = (try context.clerk.id, context.form["count"] ?? "")
        guard let count = StickerStock.number(typed) else {
            let mistake = "Geben Sie ein, wie viele Aufkleber noch da sind; 0, wenn keiner übrig ist."
            return try await stockPage(request, context, mistakes: ["count": mistake])
                .response(from: request, context: context)
        }
        do throws(AccessRefusal) {
            try await Entrance(kit: kit).confirm(clerk, pin: context.form["pin"] ?? "")
        } catch {
            return try await stockPage(request, context, mistakes: ["pin": error.message])
                .response(from: request, context: context)
        }
        return try await decide(
            request, context, .returnStickers(count: count, explanation: context.form["explanation"]))
    }

    private func decide(
        _ request: Request, _ context: KitContext, _ act: BookCommand.Act
    ) async throws -> Response {
        let (clerk, once) = (try context.clerk.id, context.once)
        let day = day(request, context, try await kit.desk.view())
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(BookCommand(by: clerk, token: once, act), on: day)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            if case .stickersDiffer = refusal {
                return try await stockPage(request, context, mistakes: ["explanation": refusal.message])
                    .response(from: request, context: context)
            }
            return try await stockPage(request, context, refusal.message).response(from: request, context: context)
        }
        return .redirect(to: context.form["tag"] == nil ? KitAddress.stickers : KitAddress.stickers(day))
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
            return try await stockPage(request, context, refusal.message).response(from: request, context: context)
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
