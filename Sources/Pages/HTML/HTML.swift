/// A piece of a page. Made by string interpolation: what is written in the literal is markup, what is put in is text and escaped.
///
/// `let row: HTML = "<td>\(name)</td>"`. Text is safe in element content and in quoted attributes. What must not be escaped is
/// `HTML` itself; there is no way to put in anything else unescaped but ``init(trusted:)``.
package struct HTML: Sendable, Hashable {
    /// UTF-8.
    package private(set) var bytes: [UInt8]

    /// Markup from a source we wrote ourselves, never from input.
    package init(trusted markup: some StringProtocol) { bytes = Array(markup.utf8) }

    package init(text: some StringProtocol) {
        bytes = []
        append(text: text)
    }

    package init(_ parts: [HTML], separator: HTML = .empty) {
        bytes = []
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(contentsOf: separator.bytes) }
            bytes.append(contentsOf: part.bytes)
        }
    }

    package static let empty = HTML(trusted: "")

    package var isEmpty: Bool { bytes.isEmpty }
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.bytes.append(contentsOf: right.bytes)
        return sum
    }

    package static func += (left: inout HTML, right: HTML) { left.bytes.append(contentsOf: right.bytes) }

    /// Escapes the five characters that mean something in markup; control characters that no page may hold become U+FFFD.
    fileprivate mutating func append(text: some StringProtocol) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            case 0..<9, 11, 12, 14..<32, 127: bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(byte)
            }
        }
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var html: HTML

        package init(literalCapacity: Int, interpolationCount: Int) {
            html = .empty
            html.bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { html.bytes.append(contentsOf: literal.utf8) }
        package mutating func appendInterpolation(_ text: String) { html.append(text: text) }
        package mutating func appendInterpolation(_ text: Substring) { html.append(text: text) }
        package mutating func appendInterpolation(_ text: String?) { if let text { html.append(text: text) } }
        package mutating func appendInterpolation(_ number: Int) { html.append(text: String(number)) }
        package mutating func appendInterpolation(_ part: HTML) { html += part }
        package mutating func appendInterpolation(_ part: HTML?) { if let part { html += part } }

        package mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { html += part }
        }

        /// ` name="value"` with a blank in front, or nothing where there is no value.
        package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            html.bytes.append(contentsOf: " \(name)=\"".utf8)
            html.append(text: value)
            html.bytes.append(UInt8(ascii: "\""))
        }

        /// ` name`, or nothing.
        package mutating func appendInterpolation(flag name: StaticString, _ isSet: Bool) {
            if isSet { html.bytes.append(contentsOf: " \(name)".utf8) }
        }

        /// The value of `href` or `action` from something that is not a literal: only places of this program, fragments, queries,
        /// telephone and mail. Everything else, `javascript:` and other hosts among them, becomes `#`.
        package mutating func appendInterpolation(href address: String) {
            html.append(text: HTML.isOwnAddress(address) ? address : "#")
        }
    }

    package init(stringLiteral value: String) { self.init(trusted: value) }
    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.html }

    static func isOwnAddress(_ address: String) -> Bool {
        let bytes = Array(address.utf8.prefix(8))
        // Browsers drop tabs and line breaks inside an address and read a backslash as a slash.
        guard !address.utf8.contains(where: { $0 < 32 || $0 == UInt8(ascii: "\\") }) else { return false }
        switch bytes.first {
        case UInt8(ascii: "/"): return bytes.count < 2 || bytes[1] != UInt8(ascii: "/")
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
        default: return address.hasPrefix("tel:") || address.hasPrefix("mailto:")
        }
    }
}
