/// A table with a caption. The first cell of a row is its heading. Where there are no rows the empty state stands in its place.
package struct Table: Sendable {
    package struct Column: Sendable, ExpressibleByStringLiteral {
        package var title: String
        package var isNumber: Bool
        /// The title is only read aloud: columns of buttons.
        package var isUnseen: Bool

        package init(_ title: String, isNumber: Bool = false, isUnseen: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.isUnseen = isUnseen
        }

        package init(stringLiteral title: String) { self.init(title) }
    }

    package var caption: String
    package var isCaptionUnseen: Bool
    package var columns: [Column]
    package var rows: [[HTML]]
    package var foot: [HTML]?
    package var empty: EmptyState?

    package init(
        _ caption: String, isCaptionUnseen: Bool = false, columns: [Column], rows: [[HTML]], foot: [HTML]? = nil,
        empty: EmptyState? = nil
    ) {
        self.caption = caption
        self.isCaptionUnseen = isCaptionUnseen
        self.columns = columns
        self.rows = rows
        self.foot = foot
        self.empty = empty
    }

    package var html: HTML {
        if rows.isEmpty, let empty { return empty.html }
        let head = columns.map { column -> HTML in
            let title: HTML = column.isUnseen ? "<span class=\"unseen\">\(column.title)</span>" : "\(column.title)"
            return "<th scope=\"col\"\(attribute: "class", column.isNumber ? "number" : nil)>\(title)</th>"
        }
        let body = rows.map { "<tr>\(cells(of: $0))</tr>" as HTML }
        return """
            <div class="table"><table><caption\(attribute: "class", isCaptionUnseen ? "unseen" : nil)>\(caption)</caption>\
            <thead><tr>\(head)</tr></thead><tbody>\(body)</tbody>\
            \(foot.map { "<tfoot><tr>\(cells(of: $0))</tr></tfoot>" as HTML })</table></div>
            """
    }

    private func cells(of row: [HTML]) -> [HTML] {
        row.enumerated().map { index, cell in
            let name = index < columns.count && columns[index].isNumber ? "number" : nil
            return index == 0
                ? "<th scope=\"row\"\(attribute: "class", name)>\(cell)</th>"
                : "<td\(attribute: "class", name)>\(cell)</td>"
        }
    }
}

/// What a list says while it is empty: that it is, and what to do.
package struct EmptyState: Sendable {
    package var title: String
    package var text: String
    package var buttons: [Button]

    package init(_ title: String, _ text: String, buttons: [Button] = []) {
        self.title = title
        self.text = text
        self.buttons = buttons
    }

    package var html: HTML {
        let row = buttons.isEmpty ? nil : Button.row(buttons)
        return "<div class=\"empty\"><strong>\(title)</strong><p>\(text)</p>\(row)</div>"
    }
}
