package import Casework
import HTTPTypes
package import Hummingbird

/// A whole page of either program. Fill in what it has; the rest is left out.
package struct Page: Sendable {
    package struct Tab: Sendable {
        package var text: String
        package var address: String
        package var isCurrent: Bool

        package init(_ text: String, to address: String, isCurrent: Bool = false) {
            self.text = text
            self.address = address
            self.isCurrent = isCurrent
        }
    }

    package enum Width: String, Sendable {
        /// The form width, left-aligned beside a column.
        case desk = ""
        /// The whole width, for tables.
        case wide
        /// One narrow column in the middle: log-in, public pages, papers.
        case reading
    }

    /// What the scripts need to know of a session.
    package struct Behaviour: Sendable {
        package var token: FormToken
        /// After so many seconds without a key or pointer the page locks itself.
        package var lockAfterSeconds: Int?
        package var lockAddress: String
        /// Where a machine-readable zone goes that a scanner types anywhere on the page (posted as `zone`).
        package var zoneAddress: String?

        package init(
            token: FormToken, lockAfterSeconds: Int? = nil, lockAddress: String = "/sperren", zoneAddress: String? = nil
        ) {
            self.token = token
            self.lockAfterSeconds = lockAfterSeconds
            self.lockAddress = lockAddress
            self.zoneAddress = zoneAddress
        }
    }

    /// Of the window; the heading says the same unless `heading` differs.
    package var title: String
    package var heading: String?
    /// Beside the heading: fee, tag, what it is without a network.
    package var headingNote: HTML?
    package var program: String
    package var language: Language
    package var isPublic: Bool
    package var problems: [Problem]
    package var stateBar: StateBar?
    package var tabs: [Tab]
    /// At the right of the tabs: new visit, search.
    package var tools: [Button]
    package var back: (text: String, address: String)?
    package var side: HTML?
    package var right: HTML?
    package var main: HTML
    package var footer: HTML?
    package var width: Width
    package var behaviour: Behaviour?

    package init(
        title: String, heading: String? = nil, headingNote: HTML? = nil, program: String = "Amtskoffer",
        language: Language = .german, isPublic: Bool = false, problems: [Problem] = [], stateBar: StateBar? = nil,
        tabs: [Tab] = [], tools: [Button] = [], back: (text: String, address: String)? = nil, side: HTML? = nil,
        right: HTML? = nil, width: Width = .desk, behaviour: Behaviour? = nil, footer: HTML? = nil, main: HTML
    ) {
        self.title = title
        self.heading = heading
        self.headingNote = headingNote
        self.program = program
        self.language = language
        self.isPublic = isPublic
        self.problems = problems
        self.stateBar = stateBar
        self.tabs = tabs
        self.tools = tools
        self.back = back
        self.side = side
        self.right = right
        self.width = width
        self.behaviour = behaviour
        self.footer = footer
        self.main = main
    }

    package var html: HTML {
        let windowTitle =
            (problems.isEmpty ? "" : language == .english ? "Error: " : "Fehler: ") + title + " – " + program
        return """
            <!doctype html>
            <html lang="\(language.tag)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <title>\(windowTitle)</title><link rel="stylesheet" href="\(Look.path("look.css"))">\
            <link rel="icon" href="\(Look.path("icon.svg"))">\
            <script type="module" src="\(Look.path("page.js"))"></script></head>
            <body\(attribute: "class", isPublic ? "public" : nil)\(behaviourAttributes)>\
            <a class="skip" href="#main">\(skipText)</a>
            \(stateBar?.html ?? brandHTML)
            \(tabsHTML)
            <div class="frame\(side == nil ? "" : " has-side")\(right == nil ? "" : " has-right")">\
            \(columnHTML(side, name: "Vorgänge", place: ""))\
            <main id="main" tabindex="-1"\(attribute: "class", width == .desk ? nil : width.rawValue)>
            \(backHTML)\(Problem.summary(problems, in: language))\
            <div class="head"><h1>\(heading ?? title)</h1>\(headingNote)</div>
            \(main)
            </main>\(columnHTML(right, name: "Beiblatt", place: " side-right"))</div>
            \(footer.map { "<footer>\($0)</footer>" as HTML })</body></html>
            """
    }

    private var skipText: String { language == .english ? "Skip to content" : "Zum Inhalt springen" }

    private var brandHTML: HTML { "<header class=\"brand\"><strong>\(program)</strong></header>" }

    private var backHTML: HTML? {
        back.map { "<a class=\"back\" href=\"\(href: $0.address)\" data-key=\"Escape\">← \($0.text)</a>" }
    }

    private var tabsHTML: HTML? {
        guard !tabs.isEmpty || !tools.isEmpty else { return nil }
        let entries = tabs.map { tab -> HTML in
            "<li><a href=\"\(href: tab.address)\"\(attribute: "aria-current", tab.isCurrent ? "page" : nil)>\(tab.text)</a></li>"
        }
        return """
            <nav class="tabs" aria-label="Bereiche"><ul>\(entries)</ul>\
            <div class="tools">\(tools.map(\.html))</div></nav>
            """
    }

    private func columnHTML(_ column: HTML?, name: String, place: String) -> HTML? {
        column.map { "<aside class=\"side\(place)\" aria-label=\"\(name)\">\($0)</aside>" }
    }

    private var behaviourAttributes: HTML? {
        behaviour.map {
            """
            \(attribute: "data-token", $0.token.text)\(attribute: "data-lock-after", $0.lockAfterSeconds.map(String.init))\
            \(attribute: "data-lock", $0.lockAddress)\(attribute: "data-zone", $0.zoneAddress)
            """
        }
    }
}

extension Page: ResponseGenerator {
    /// 200, or 422 where the page names problems.
    package func response(from request: Request, context: some RequestContext) -> Response {
        html.response(status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
