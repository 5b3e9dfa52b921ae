import Casework
import Hummingbird
import Pages

/// Papers as pages that the browser prints, and as PDF.
extension TransferRoutes {
    func addPapers(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/papier", use: paper)
        router.get("vorgang/:case/papier.pdf", use: paperPDF)
        router.get("vorgang/:case/papier/:paper", use: servicePaper)
    }

    @Sendable private func paper(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        return paperPage(CitizenPaper(file: file).document, of: file, pdf: KitAddress.paperPDF(file.number), context)
            .response(from: request, context: context)
    }

    @Sendable private func paperPDF(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        return try await kit.printer.response(
            CitizenPaper(file: file).document, fileName: "Vorgang-\(file.number.text).pdf")
    }

    @Sendable private func servicePaper(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let name = context.parameters.get("paper") ?? ""
        let isPDF = name.hasSuffix(".pdf")
        let text = isPDF ? String(name.dropLast(4)) : name
        guard !text.isEmpty, let document = file.document(PaperKey(text)) else { throw HTTPError(.notFound) }
        if isPDF {
            return try await kit.printer.response(document, fileName: "\(text)-\(file.number.text).pdf")
        }
        return paperPage(document, of: file, pdf: KitAddress.paperPDF(file.number, PaperKey(text)), context)
            .response(from: request, context: context)
    }

    private func paperPage(
        _ document: PrintDocument, of file: CaseFile, pdf: String, _ context: KitContext
    ) -> Page {
        let isOpen = file.item.state == .open
        return kit.paperPage(
            document, tab: file.visit == nil ? .cases : .visit, view: file.view, context: context, visit: file.visit,
            pdf: pdf,
            back: ("Vorgang", isOpen ? KitAddress.check(file.number) : KitAddress.transferred(file.number)))
    }
}

extension KitProgram {
    /// A document on the screen, with the ways to print it. Where no PDF can be made it says so and is printed by the browser.
    func paperPage(
        _ document: PrintDocument, tab: KitPages.Tab, view: DeskView, context: KitContext, visit: Visit? = nil,
        pdf: String, more: [Button] = [], back: (text: String, address: String), above: HTML = .empty
    ) -> Page {
        let buttons: [Button]
        let note: HTML?
        if settings.python == nil {
            buttons = [Button(print: "Drucken", kind: .primary)] + more
            note =
                "<p class=\"soft screen-only\">PDF gibt es auf diesem Rechner nicht. Drucken Sie die Seite mit Strg+P.</p>"
        } else {
            buttons = [Button("Als PDF drucken", kind: .primary, to: pdf), Button(print: "Seite drucken")] + more
            note = nil
        }
        return pages.page(
            document.title, tab: tab, view: view, context: context, visit: visit, back: back,
            main: "\(above)<div class=\"screen-only flow\">\(Button.row(buttons))\(note)</div>\(document.preview)")
    }
}
