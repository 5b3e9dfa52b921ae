package import Casework

/// Something for paper: a receipt, a confirmation, a case. Tagged, with title and language.
package struct PrintDocument: Sendable {
    package enum Paper: Sendable { case a4, receipt }

    package var title: String
    package var language: Language
    package var paper: Paper
    /// Who writes: bold first line, and lines below.
    package var sender: [String]
    /// At the right of the head: date, number.
    package var reference: [String]
    /// At the foot of every A4 page: case number, whom to call.
    package var foot: String
    package var body: HTML

    package init(
        title: String, language: Language = .german, paper: Paper = .a4, sender: [String], reference: [String] = [],
        foot: String = "", body: HTML
    ) {
        self.title = title
        self.language = language
        self.paper = paper
        self.sender = sender
        self.reference = reference
        self.foot = foot
        self.body = body
    }

    package var html: HTML {
        let lines = sender.dropFirst().map { "<br>\($0)" as HTML }
        let references = reference.enumerated().map { "\($0.offset == 0 ? HTML.empty : "<br>")\($0.element)" as HTML }
        let foot: HTML? = self.foot.isEmpty ? nil : "<p class=\"foot\">\(self.foot)</p>"
        return """
            <!doctype html>
            <html lang="\(language.tag)"><head><meta charset="utf-8"><title>\(title)</title></head>
            <body\(attribute: "class", paper == .receipt ? "receipt" : nil)>\(foot)
            <header class="letterhead"><div><strong>\(sender.first)</strong>\(lines)</div><div>\(references)</div></header>
            <h1>\(title)</h1>
            \(body)
            </body></html>
            """
    }

    static var stylesheet: String { String(decoding: PackageResources.document_css, as: UTF8.self) }

    /// A line to sign on, with the drawn signature above it where there is one (PNG).
    package static func signature(label: String, png: [UInt8]? = nil) -> HTML {
        let picture = png.map {
            "<img alt=\"Unterschrift\" src=\"data:image/png;base64,\(Base64.encode($0))\">" as HTML
        }
        return "<div class=\"sign\">\(picture)\(label)</div>"
    }
}

extension PrintDocument {
    /// The document inside a page: what the browser prints where no PDF is made. The page's heading is the document's title.
    package var preview: HTML {
        let lines = sender.dropFirst().map { "<br>\($0)" as HTML }
        let references = reference.enumerated().map { "\($0.offset == 0 ? HTML.empty : "<br>")\($0.element)" as HTML }
        return """
            <article class="paper flow"><div class="letterhead"><div><strong>\(sender.first)</strong>\(lines)</div>\
            <div>\(references)</div></div>\(body)<p class="soft">\(foot)</p></article>
            """
    }
}
