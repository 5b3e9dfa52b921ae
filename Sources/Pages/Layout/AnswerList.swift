/// Questions and answers with "Ändern" beside each: the check page, a case's page, a receipt.
package struct AnswerList: Sendable {
    package struct Row: Sendable {
        package var label: String
        /// Empty: "fehlt" in words.
        package var answer: HTML?
        /// Where it came from, why a fee is what it is.
        package var note: String?
        package var change: String?

        package init(_ label: String, _ answer: HTML?, note: String? = nil, change: String? = nil) {
            self.label = label
            self.answer = answer
            self.note = note
            self.change = change
        }

        package init(_ label: String, text: String?, note: String? = nil, change: String? = nil) {
            self.init(label, text.map { "\($0)" }, note: note, change: change)
        }
    }

    package var title: String?
    package var rows: [Row]
    package var missingText: String

    package init(_ title: String? = nil, rows: [Row], missingText: String = "fehlt noch") {
        self.title = title
        self.rows = rows
        self.missingText = missingText
    }

    package var html: HTML {
        let head = title.map { "<div class=\"answers-head\"><h2>\($0)</h2></div>" as HTML }
        return "<section>\(head)<dl class=\"answers\">\(rows.map(entry))</dl></section>"
    }

    private func entry(_ row: Row) -> HTML {
        let note = row.note.map { "<span class=\"note\">\($0)</span>" as HTML }
        let answer: HTML = row.answer ?? "<span class=\"missing\">\(missingText)</span>"
        let change = row.change.map { address -> HTML in
            "<dd><a href=\"\(href: address)\">Ändern<span class=\"unseen\">: \(row.label)</span></a></dd>"
        }
        return "<div><dt>\(row.label)</dt><dd>\(answer)\(note)</dd>\(change)</div>"
    }
}

/// What the citizen reads before she signs: large type, nothing else on the page.
package struct ReadingView: Sendable {
    package var lists: [AnswerList]
    /// What is confirmed by signing.
    package var statement: String?

    package init(_ lists: [AnswerList], statement: String? = nil) {
        self.lists = lists
        self.statement = statement
    }

    package var html: HTML {
        let words = statement.map { "<p class=\"statement\">\($0)</p>" as HTML }
        return "<div class=\"readout flow\">\(lists.map(\.html))\(words)</div>"
    }
}
