import Testing

@testable import Pages

@Suite struct HTMLTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"><img src=x onerror=alert(1)>", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"),
        ("' onfocus='x", "&#39; onfocus=&#39;x"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("</textarea><b>", "&lt;/textarea&gt;&lt;b&gt;"),
        ("a\u{0}b\u{1B}c\u{7F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
        ("Zeile\n\tzwei", "Zeile\n\tzwei"),
        ("Jürgen Groß-Müller, Łódź, ḗ", "Jürgen Groß-Müller, Łódź, ḗ"),
        ("", ""),
    ])
    func textIsEscaped(typed: String, expected: String) {
        let inElement: HTML = "<p>\(typed)</p>"
        #expect(inElement.string == "<p>\(expected)</p>")
        let inAttribute: HTML = "<input\(attribute: "value", typed)>"
        #expect(inAttribute.string == "<input value=\"\(expected)\">")
    }

    @Test func htmlIsNotEscapedTwice() {
        let name: HTML = "<b>\("A & B")</b>"
        let page: HTML = "<p>\(name) \([name, name]) \(Optional<HTML>.none)\(Optional<String>.none)\(7)</p>"
        #expect(page.string == "<p><b>A &amp; B</b> <b>A &amp; B</b><b>A &amp; B</b> 7</p>")
    }

    /// A literal put in by interpolation is text unless its type says otherwise: the mistake falls to the safe side.
    @Test(arguments: [(true, "<p>&lt;b&gt;</p>"), (false, "<p></p>")])
    func chosenLiteralsAreText(isBold: Bool, expected: String) {
        let page: HTML = "<p>\(isBold ? "<b>" : "")</p>"
        #expect(page.string == expected)
    }

    @Test func absentAttributesLeaveNothing() {
        let tag: HTML = "<a\(attribute: "id", nil)\(flag: "hidden", false)\(flag: "open", true)>"
        #expect(tag.string == "<a open>")
    }

    @Test(arguments: [
        ("/vorgang/1", "/vorgang/1"), ("/suche?q=a&b", "/suche?q=a&amp;b"), ("#f-name", "#f-name"),
        ("?seite=2", "?seite=2"),
        ("/", "/"), ("tel:+493491421", "tel:+493491421"), ("javascript:alert(1)", "#"), ("JaVaScRiPt:alert(1)", "#"),
        ("//evil.example/", "#"), ("/\\evil.example", "#"), ("https://evil.example", "#"), ("data:text/html,x", "#"),
        (" javascript:x", "#"), ("/\tx", "#"), ("/\n/evil.example", "#"), ("", "#"),
    ])
    func addressesStayHere(given: String, expected: String) {
        let link: HTML = "<a href=\"\(href: given)\">"
        #expect(link.string == "<a href=\"\(expected)\">")
    }
}
