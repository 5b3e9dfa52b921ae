/// Where else to go: links below each other in a column, or side by side over a list, each with a number or a word beside it.
package struct LinkList: Sendable {
    package struct Link: Sendable {
        package var text: String
        package var address: String
        package var note: HTML?
        package var isCurrent: Bool

        package init(_ text: String, to address: String, note: HTML? = nil, isCurrent: Bool = false) {
            self.text = text
            self.address = address
            self.note = note
            self.isCurrent = isCurrent
        }
    }

    /// Read aloud; the page shows its own heading where one is needed.
    package var name: String
    package var links: [Link]
    package var isInLine: Bool

    package init(_ name: String, _ links: [Link], isInLine: Bool = false) {
        self.name = name
        self.links = links
        self.isInLine = isInLine
    }

    package var html: HTML {
        let entries = links.map { link -> HTML in
            let note = link.note.map { " <span class=\"note\">\($0)</span>" as HTML }
            return """
                <li\(attribute: "class", link.isCurrent ? "current" : nil)><a href="\(href: link.address)"\
                \(attribute: "aria-current", link.isCurrent ? "page" : nil)>\(link.text)</a>\(note)</li>
                """
        }
        return "<nav aria-label=\"\(name)\"><ul class=\"links\(isInLine ? " in-line" : "")\">\(entries)</ul></nav>"
    }
}
