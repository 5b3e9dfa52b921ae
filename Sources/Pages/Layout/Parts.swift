/// Smaller pieces that several features share.
package enum Part {
    /// Fields in two columns where there is room.
    package static func fields(_ fields: [HTML]) -> HTML { "<div class=\"fields\">\(fields)</div>" }

    /// A section with its heading.
    package static func section(_ title: String, note: HTML? = nil, _ content: HTML) -> HTML {
        "<section class=\"flow\"><div class=\"head\"><h2>\(title)</h2>\(note)</div>\(content)</section>"
    }

    /// Text that opens on demand.
    package static func more(_ title: String, _ content: HTML) -> HTML {
        "<details class=\"more\"><summary>\(title)</summary><div class=\"flow\">\(content)</div></details>"
    }

    /// The person at the top of the left column.
    package static func person(name: String, born: String?, note: String? = nil) -> HTML {
        let birth = born.map { "<span>\($0)</span>" as HTML }
        let line = note.map { "<div class=\"soft\">\($0)</div>" as HTML }
        return "<div class=\"person\"><strong>\(name)</strong>\(birth)\(line)</div>"
    }

    /// The sum at the foot of the left column; `id` lets an autosave replace it.
    package static func sum(_ label: String, _ amount: String, id: String = "sum") -> HTML {
        "<div class=\"sum\" id=\"\(id)\"><span>\(label)</span><span class=\"number\">\(amount)</span></div>"
    }

    /// Numbers of a day: `12 Vorsprachen`, `46,00 € eingenommen`.
    package static func figures(_ figures: [(number: String, label: String)]) -> HTML {
        "<ul class=\"figure-row\">\(figures.map { "<li><b>\($0.number)</b>\($0.label)</li>" as HTML })</ul>"
    }

    /// What happened when, newest first as given.
    package static func timeline(_ entries: [(time: String, text: HTML)]) -> HTML {
        "<ol class=\"timeline\">\(entries.map { "<li><time>\($0.time)</time>\($0.text)</li>" as HTML })</ol>"
    }

    /// After something irreversible went well: the number in large type.
    package static func done(_ title: String, number: String?, _ text: HTML = .empty) -> HTML {
        let big = number.map { "<p class=\"big\">\($0)</p>" as HTML }
        return "<div class=\"done-panel\" role=\"status\"><h2>\(title)</h2>\(big)\(text)</div>"
    }

    /// A plain list of results: what it is at the left, what can be done at the right.
    package static func hits(_ hits: [(what: HTML, actions: HTML)]) -> HTML {
        "<ul class=\"hits\">\(hits.map { "<li><div>\($0.what)</div><div class=\"row\">\($0.actions)</div></li>" as HTML })</ul>"
    }

    /// The place a signature is drawn on, with pointer, pen or finger; `signature.js` fills `NAME` with a PNG (base64) on sending.
    /// Who cannot sign is recorded by other means: put the form for it beside this.
    package static func signature(name: String, label: String) -> HTML {
        """
        <div class="field is-wide" data-signature><span class="label" id="\(name)-label">\(label)</span>\
        <noscript><p>Zum Unterschreiben am Bildschirm braucht die Seite JavaScript. Lassen Sie auf Papier unterschreiben und \
        scannen Sie das Blatt.</p></noscript>\
        <canvas class="signature" role="img" aria-labelledby="\(name)-label" hidden></canvas>\
        <input type="hidden" name="\(name)" value=""><div class="actions" hidden>\
        <button type="button" class="button button-quiet" data-clear>Neu unterschreiben</button>\
        <span class="saved" role="status"></span></div></div>
        """
    }
}
