import Foundation
import Testing

@testable import Pages

@Suite struct StyleGuideTests {
    /// What must hold on every page of both programs; the browser test asks axe-core for the rest.
    @Test(arguments: StyleGuide.pages.map(\.name))
    func pagesAreWellMade(name: String) throws {
        let page = try #require(StyleGuide.pages.first { $0.name == name }?.page)
        let html = page.html.string
        let markup = Markup(html)
        #expect(markup.mistakes.isEmpty)
        #expect(markup.all("h1").count == 1)
        #expect(markup.all("main").count == 1)
        #expect(markup.all("html").first?.attributes["lang"] == "de")
        #expect(html.contains("<title>Fehler: ") == !page.problems.isEmpty)
        #expect(markup.all("script").allSatisfy { $0.attributes["src"]?.hasPrefix("/look/") == true })
        for form in markup.all("form") { #expect(form.attributes["method"] == "post") }
        // The goal for a page with everything that it loads.
        #expect(html.utf8.count + Self.loaded(by: html) <= 60_000)
    }

    /// The bytes a page has its browser fetch: what all pages need, and the modules that `page.js` loads where there is a use for them.
    private static func loaded(by html: String) -> Int {
        let onDemand = [
            "scanner.js": "data-zone=", "signature.js": "data-signature", "palette.js": "data-palette",
            "upload.js": "data-upload", "search.js": "data-live=",
        ]
        return Look.files.filter { onDemand[$0.name].map(html.contains) ?? true }.map {
            ($0.compressed ?? $0.bytes).count
        }
        .reduce(0, +)
    }

    /// Only whole lines go: a comment mark inside a line is no comment.
    @Test func whatOnlyPeopleReadIsNotSent() {
        let file = "/* head\n   more */\n  a { color: red; }\n\n  // note\n  x = \"http://y\"; // kept\n"
        #expect(
            String(decoding: Look.lean(Array(file.utf8)), as: UTF8.self)
                == "a { color: red; }\nx = \"http://y\"; // kept\n")
    }

    @Test func problemsLinkToFieldsOfThePage() {
        let ids = Set(Markup(StyleGuide.mistakes.html.string).ids)
        #expect(StyleGuide.mistakes.problems.count == 3)
        for problem in StyleGuide.mistakes.problems { #expect(ids.contains(problem.field ?? "")) }
    }

    /// Writes the pages and what they load to a folder for people and browsers: `AMTSKOFFER_STYLE_GUIDE=FOLDER`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["AMTSKOFFER_STYLE_GUIDE"] != nil))
    func writesTheStyleGuide() throws {
        let folder = URL(filePath: try #require(ProcessInfo.processInfo.environment["AMTSKOFFER_STYLE_GUIDE"]))
        let look = folder.appending(path: Look.path(""))
        try FileManager.default.createDirectory(at: look, withIntermediateDirectories: true)
        for file in Look.files { try Data(file.bytes).write(to: look.appending(path: file.name)) }
        for (name, page) in StyleGuide.pages {
            try Data(page.html.bytes).write(to: folder.appending(path: name + ".html"))
        }
    }
}
