import Casework
import Foundation
import Hummingbird
import Journal
import Kit
import Office

/// What a browser has to fetch for each page of a filled day: the page itself, its stylesheet and every script it loads (as they come, with
/// gzip), photos and scans left out. Finds the pages by following every link from the first one.
enum PageWeights {
    private static let limit = 60 << 10

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let office = try bed.makeOffice("pages-office")
        let program = try await bed.run(office)
        let kit = try bed.makeKit("pages-kit", of: office)
        let desk = try Desk(folder: kit.folder, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        var filling = Filling(desk)
        try await filling.openOuting()
        // Twice as many as came on an average day.
        for _ in 0..<24 { try await filling.takeIn(entries: 40, text: 40, scan: 2_000) }
        for service in try await desk.view().catalogue.services { _ = try await filling.openCase(of: service.key) }
        let kitPages = try await KitProgram.serve(desk) { _, port, cookie, _ in
            try await apart { try Crawl(port: port, cookie: cookie).weigh(from: ["/heute"]) }
        }
        say("Koffer", kitPages, &report)
        try await Shipment(desk).send(to: program)
        await program.registry.takeIn()
        say("Zentrale", try await officePages(program, port: try office.settings().port), &report)
    }

    private static func officePages(_ program: OfficeProgram, port: Int) async throws -> [Crawl.Weighed] {
        let router = program.pages.router()
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: Bed.silent)
        let server = Task { try await app.runService(gracefulShutdownSignals: []) }
        defer { server.cancel() }
        let today = await program.registry.view().today
        let code = try program.staff.giveCode(to: "brandt", today: today).code
        return try await apart {
            let line = try Loopback.patient(port: port)
            let answer = try line.post(
                "/anmelden/einmalcode", cookie: "",
                form: [
                    ("kennung", "brandt"), ("code", code), ("kennwort", "drei bunte hunde"),
                    ("kennwort2", "drei bunte hunde"),
                ])
            let cookie = (answer.headers["set-cookie"] ?? "").prefix { $0 != ";" }
            return try Crawl(port: port, cookie: String(cookie)).weigh(from: ["/eingang"])
        }
    }

    private static func say(_ program: String, _ pages: [Crawl.Weighed], _ report: inout Report) {
        guard let heaviest = pages.max(by: { $0.bytes < $1.bytes }) else {
            report.judge("Seiten der \(program)", "keine gefunden", goal: "≤ 60 KB", isMet: false)
            return
        }
        report.judge(
            "\(program): schwerste von \(pages.count) Seiten (\(heaviest.path))",
            "\((Double(heaviest.bytes) / 1024).short) KB",
            goal: "≤ 60 KB", isMet: heaviest.bytes <= limit)
        let page = pages.max { $0.html < $1.html }
        report.note("  davon Stil und Skripte", "\((Double(heaviest.bytes - heaviest.html) / 1024).short) KB")
        if let page { report.note("  größtes HTML (\(page.path))", "\((Double(page.html) / 1024).short) KB") }
        for other in pages.filter({ $0.bytes > limit && $0.path != heaviest.path }) {
            report.note("  auch zu schwer: \(other.path)", "\((Double(other.bytes) / 1024).short) KB")
        }
    }
}

/// Follows links from page to page within one program.
private struct Crawl {
    struct Weighed: Sendable {
        /// With the names of single things replaced by `…`.
        let path: String
        let html: Int
        let bytes: Int
    }

    let port: Int
    let cookie: String

    func weigh(from first: [String]) throws -> [Weighed] {
        let line = try Loopback(port: port)
        var (queue, seen, files): ([String], Set<String>, [String: (bytes: Int, imports: [Module])]) = (
            first, Set(first), [:]
        )
        var heaviest: [String: Weighed] = [:]
        while let path = queue.popLast(), seen.count < 2_000 {
            let answer = try line.get(path, cookie: cookie)
            guard answer.status == 200, answer.headers["content-type"]?.hasPrefix("text/html") == true else {
                if (300..<400).contains(answer.status), let target = answer.headers["location"],
                    seen.insert(target).inserted
                {
                    queue.append(target)
                }
                continue
            }
            let text = answer.text
            let links = values(of: "href", in: text) + values(of: "src", in: text)
            var bytes = answer.body.count
            var open = links.filter(isPart)
            var loaded: Set<String> = []
            while let part = open.popLast() {
                guard loaded.insert(part).inserted else { continue }
                if files[part] == nil {
                    let file = try line.get(part, cookie: cookie)
                    let sent = try line.get(part, cookie: cookie, compressed: true)
                    files[part] = (sent.body.count, part.hasSuffix(".js") ? imports(of: file.text, at: part) : [])
                }
                bytes += files[part]?.bytes ?? 0
                open += (files[part]?.imports ?? []).filter { $0.needs.isEmpty || text.contains($0.needs) }.map(\.path)
            }
            let kind = kind(of: path)
            if (heaviest[kind]?.bytes ?? -1) < bytes {
                heaviest[kind] = Weighed(path: kind, html: answer.body.count, bytes: bytes)
            }
            for link in links where !isPart(link) && link.hasPrefix("/") && !link.hasPrefix("//") {
                let target = String(link.prefix { $0 != "#" })
                if seen.insert(target).inserted { queue.append(target) }
            }
        }
        return heaviest.values.sorted { $0.path < $1.path }
    }

    private func isPart(_ link: String) -> Bool {
        [".css", ".js", ".svg"].contains { link.prefix { $0 != "?" }.hasSuffix($0) }
    }

    private func values(of attribute: String, in html: String) -> [String] {
        html.components(separatedBy: " \(attribute)=\"").dropFirst().map { part in
            String(part.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
    }

    /// A module that another one loads.
    private struct Module {
        let path: String
        /// What a page must contain for it to be loaded; empty for always.
        let needs: String
    }

    /// `import … from "./a.js"` loads always, `if (has("[data-a]")) import("./a.js")` where a page has a use for it.
    private func imports(of script: String, at path: String) -> [Module] {
        let folder = String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex))
        var modules: [Module] = []
        for line in script.split(separator: "\n") where line.contains("import") {
            guard let start = line.range(of: "\"./")?.upperBound else { continue }
            let name = String(line[start...].prefix { $0 != "\"" })
            var needs = ""
            if line.contains("import("), let mark = line.range(of: "[data-")?.upperBound {
                needs = "data-" + String(line[mark...].prefix { $0 != "]" })
            }
            modules.append(Module(path: folder + name, needs: needs))
        }
        return modules
    }

    /// `/vorgang/W01-1-0001-X/angaben/person` → `/vorgang/…/angaben/person`
    private func kind(of path: String) -> String {
        path.prefix { $0 != "?" }.split(separator: "/").map { part in
            part.contains(where: \.isNumber) ? "…" : String(part)
        }.reduce("") { $0 + "/" + $1 }
    }
}
