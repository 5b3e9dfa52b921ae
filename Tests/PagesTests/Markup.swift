/// Just enough of HTML to ask about its tags: names, attributes, order. Knows quoted attributes only, which is all that the room writes.
struct Markup {
    struct Tag {
        var name: String
        var attributes: [String: String]
    }

    private(set) var tags: [Tag] = []

    init(_ html: String) {
        for match in html.matches(of: /<([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/) {
            var attributes: [String: String] = [:]
            for attribute in match.2.matches(of: /([a-z-]+)(?:="([^"]*)")?/) {
                attributes[String(attribute.1)] = attribute.2.map(String.init) ?? ""
            }
            tags.append(Tag(name: String(match.1), attributes: attributes))
        }
    }

    func all(_ names: String...) -> [Tag] { tags.filter { names.contains($0.name) } }

    var ids: [String] { tags.compactMap { $0.attributes["id"] } }

    /// Everything that breaks how labels, inputs and notes are tied together.
    var mistakes: [String] {
        var mistakes: [String] = []
        let known = Set(ids)
        if known.count != ids.count { mistakes.append("an id stands twice") }
        let labelled = Set(all("label").compactMap { $0.attributes["for"] })
        for id in labelled where !known.contains(id) { mistakes.append("label for nothing: \(id)") }
        for tag in all("input", "select", "textarea") where tag.attributes["type"] != "hidden" {
            let id = tag.attributes["id"] ?? ""
            if !labelled.contains(id) { mistakes.append("input without label: \(tag.attributes["name"] ?? "?")") }
        }
        for tag in tags {
            for name in ["aria-describedby", "aria-labelledby"] {
                for id in (tag.attributes[name] ?? "").split(separator: " ") where !known.contains(String(id)) {
                    mistakes.append("\(name) names nothing: \(id)")
                }
            }
            for name in tag.attributes.keys where name == "style" || name.hasPrefix("on") {
                mistakes.append("inline \(name) in \(tag.name)")
            }
        }
        return mistakes
    }
}
