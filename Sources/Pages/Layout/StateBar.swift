/// The bar that never lies and never hides: stop, day and time, network, unsent cases, devices, who is at the desk.
package struct StateBar: Sendable {
    package struct Item: Sendable {
        package var tone: Tone
        package var text: String
        package var address: String?

        package init(_ tone: Tone, _ text: String, to address: String? = nil) {
            self.tone = tone
            self.text = text
            self.address = address
        }
    }

    /// `Straach · ehem. Gaststätte Lindenhof`, the first part in bold.
    package var place: [String]
    package var items: [Item]
    /// `Müller-Platz`; opens the menu.
    package var desk: String?
    /// Change of clerk, lock, log out.
    package var menu: [HTML]
    /// Where the bar gets itself anew every ten seconds (the same `html`); without it the bar stands still.
    package var refreshAddress: String?

    package init(
        place: [String], items: [Item], desk: String? = nil, menu: [HTML] = [], refreshAddress: String? = nil
    ) {
        self.place = place
        self.items = items
        self.desk = desk
        self.menu = menu
        self.refreshAddress = refreshAddress
    }

    package var html: HTML {
        "<header class=\"state\"\(attribute: "data-refresh", refreshAddress)>\(stateHTML)\(menuHTML)</header>"
    }

    /// The part that is replaced: answer this at `refreshAddress`.
    package var stateHTML: HTML {
        let places = place.dropFirst().map { "<span>\($0)</span>" as HTML }
        let entries = items.map { item -> HTML in
            let text: HTML =
                if let address = item.address { "<a href=\"\(href: address)\">\(item.text)</a>" } else {
                    "\(item.text)"
                }
            return "<li>\(item.tone.shape)\(text)</li>"
        }
        return """
            <div id="state-live"><div class="state-place"><b title="\(place.first ?? "")">\(place.first)</b>\(places)</div>\
            <ul aria-label="Zustand">\(entries)</ul></div>
            """
    }

    private var menuHTML: HTML {
        guard let desk else { return .empty }
        guard !menu.isEmpty else { return "<span>\(desk)</span>" }
        return
            "<details><summary>\(desk) <span aria-hidden=\"true\">▾</span></summary><div class=\"menu\">\(menu)</div></details>"
    }
}
