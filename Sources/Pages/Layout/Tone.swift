package import Casework

/// How something stands. Each has a colour, a shape and is always accompanied by words.
package enum Tone: String, Sendable, Hashable, CaseIterable {
    case information, good, warning, bad, busy, idle

    /// The shape alone, for people who do not tell the colours apart.
    package var shape: HTML { "<i class=\"shape shape-\(rawValue)\" aria-hidden=\"true\"></i>" }
}

/// A status in words with its shape: `● in Arbeit`.
package struct StatusTag: Sendable {
    package var tone: Tone
    package var text: String

    package init(_ tone: Tone, _ text: String) {
        self.tone = tone
        self.text = text
    }

    package var html: HTML { "<span class=\"tag tone-\(tone.rawValue)\">\(tone.shape)\(text)</span>" }
}

/// A framed message in the page.
package struct Notice: Sendable {
    package var tone: Tone
    package var title: String
    package var body: HTML

    package init(_ tone: Tone, _ title: String, _ body: HTML = .empty) {
        self.tone = tone
        self.title = title
        self.body = body
    }

    /// A plain sentence as body.
    package init(_ tone: Tone, _ title: String, text: String) {
        self.init(tone, title, "<p>\(text)</p>")
    }

    package var html: HTML {
        let role: HTML = tone == .bad ? " role=\"alert\"" : ""
        return """
            <div class="notice tone-\(tone.rawValue)"\(role)><strong>\(tone.shape)\(title)</strong>\(body)</div>
            """
    }
}

/// What went wrong and where: an entry of the summary on top, linked to the field that needs work.
package struct Problem: Sendable, Hashable {
    package var text: String
    /// The field's `id`, without `#`; none where the problem belongs to no field.
    package var field: String?

    package init(_ text: String, field: String? = nil) {
        self.text = text
        self.field = field
    }

    package static func summary(_ problems: [Problem], in language: Language = .german) -> HTML? {
        guard !problems.isEmpty else { return nil }
        let entries = problems.map { problem -> HTML in
            guard let field = problem.field else { return "<li>\(problem.text)</li>" }
            return "<li><a href=\"#\(field)\">\(problem.text)</a></li>"
        }
        return """
            <div class="summary" role="alert" tabindex="-1" data-focus aria-labelledby="problem-title">\
            <h2 id="problem-title">\(language == .english ? "There is a problem" : "Es gibt ein Problem")</h2><ul>\(entries)</ul></div>
            """
    }
}
