/// A table as text for German spreadsheets: semicolons, comma in numbers, quoting and line ends of RFC 4180.
package struct SemicolonTable: Hashable, Sendable {
    package enum Cell: Hashable, Sendable {
        case text(String)
        case number(Int)
        /// `-1046,00`: no dots between thousands, which spreadsheets take for decimals.
        case money(Money)
    }

    package let head: [String]
    package let rows: [[Cell]]

    package init(head: [String], rows: [[Cell]]) {
        self.head = head
        self.rows = rows
    }

    /// Without a byte order mark; whoever writes it to a file for Excel puts one in front.
    package var text: String {
        ([head.map(Cell.text)] + rows).map { $0.map(\.written).joined(separator: ";") + "\r\n" }.joined()
    }
}

extension SemicolonTable.Cell {
    fileprivate var written: String {
        switch self {
        case .number(let number): String(number)
        case .money(let money):
            (money.cents < 0 ? "-" : "") + String(money.cents.magnitude / 100) + ","
                + Int(money.cents.magnitude % 100).padded(2)
        case .text(let text): Self.quoted(Self.harmless(text))
        }
    }

    /// A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection); an apostrophe makes it text.
    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
            return text
        }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ";\"\r\n,'".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
