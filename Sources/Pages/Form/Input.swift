package import Casework

/// What surrounds every input: label, hint, mistake, source, and the identifiers that tie them together.
///
/// `id` is the input's own, and what `Problem.field` names; the hint is `ID-hint`, the mistake `ID-mistake`.
package struct InputFrame: Sendable {
    package var id: String
    package var label: String
    package var hint: String?
    package var isOptional: Bool
    package var mistake: String?
    /// Where the value comes from and what to do with it: `aus dem Ausweis gelesen, prüfen`.
    package var source: String?
    package var isWide: Bool
    /// Fields that a condition hides are delivered hidden, so that the page can show them without asking again.
    package var isHidden: Bool
    package var language: Language

    package init(
        id: String, label: String, hint: String? = nil, isOptional: Bool = false, mistake: String? = nil,
        source: String? = nil, isWide: Bool = false, isHidden: Bool = false, language: Language = .german
    ) {
        self.id = id
        self.label = label
        self.hint = hint
        self.isOptional = isOptional
        self.mistake = mistake
        self.source = source
        self.isWide = isWide
        self.isHidden = isHidden
        self.language = language
    }

    /// ` aria-describedby="…" aria-invalid="true"`, or nothing.
    var description: HTML {
        var names: [String] = []
        if hint != nil { names.append(id + "-hint") }
        if source != nil { names.append(id + "-source") }
        if mistake != nil { names.append(id + "-mistake") }
        let described = names.isEmpty ? nil : names.joined(separator: " ")
        return
            "\(attribute: "aria-describedby", described)\(attribute: "aria-invalid", mistake == nil ? nil : "true")"
    }

    private var labelText: HTML {
        let optional: HTML? =
            isOptional
            ? " <span class=\"optional\">(\(language == .english ? "optional" : "freiwillig"))</span>" : nil
        return "\(label)\(optional)"
    }

    private var notes: HTML {
        let hintHTML = hint.map { "<span class=\"hint\" id=\"\(id)-hint\">\($0)</span>" as HTML }
        let mistakeHTML = mistake.map { "<span class=\"mistake\" id=\"\(id)-mistake\">\($0)</span>" as HTML }
        return "\(hintHTML)\(mistakeHTML)"
    }

    /// Below the input, so that inputs side by side stand on one line; saving replaces it.
    private var foot: HTML {
        let sourceHTML = source.map {
            "<span class=\"source\" id=\"\(id)-source\">\(Tone.information.shape)\($0)</span>" as HTML
        }
        return "\(sourceHTML)<span class=\"saved\" role=\"status\"></span>"
    }

    private func attributes(field name: String?) -> HTML {
        let wrong = mistake == nil ? "" : " is-wrong"
        let wide = isWide ? " is-wide" : ""
        return "class=\"field\(wide)\(wrong)\"\(attribute: "data-field", name)\(flag: "hidden", isHidden)"
    }

    /// One input with its label.
    func single(name: String, _ input: HTML) -> HTML {
        """
        <div \(attributes(field: name))><label for="\(id)">\(labelText)</label>\(notes)\(input)\(foot)</div>
        """
    }

    /// Several inputs under one legend.
    func group(name: String, _ inputs: HTML) -> HTML {
        """
        <fieldset \(attributes(field: name))\(description)><legend>\(labelText)</legend>\(notes)\(inputs)\(foot)</fieldset>
        """
    }
}

/// Inputs of the house, for forms that are not made from a `Casework.Field`: log-in, queue, cash box.
package enum Input {
    package struct Option: Sendable, Hashable {
        package var key: String
        package var title: String
        package var hint: String?

        package init(_ key: String, _ title: String, hint: String? = nil) {
            self.key = key
            self.title = title
            self.hint = hint
        }
    }

    /// What may be typed and how the browser helps.
    package struct Text: Sendable {
        package var type = "text"
        /// `numeric`, `decimal`, `tel`, `email`
        package var inputMode: String?
        package var autocomplete = "off"
        package var maxLength: Int?
        /// Style class of a width: `width-2`, `-4`, `-5`, `-10`, `-20`; none is the whole column.
        package var width: String?
        package var hasPalette = false
        package var isReadOnly = false
        package var listID: String?
        /// Focus goes here when the page opens.
        package var isFirst = false

        package init(
            type: String = "text", inputMode: String? = nil, autocomplete: String = "off", maxLength: Int? = nil,
            width: String? = nil, hasPalette: Bool = false, isReadOnly: Bool = false, isFirst: Bool = false
        ) {
            self.type = type
            self.inputMode = inputMode
            self.autocomplete = autocomplete
            self.maxLength = maxLength
            self.width = width
            self.hasPalette = hasPalette
            self.isReadOnly = isReadOnly
            self.isFirst = isFirst
        }

        package static let plain = Text()
        package static let name = Text(hasPalette: true)
        package static let money = Text(inputMode: "decimal")
        package static let search = Text(type: "search")
        package static let password = Text(type: "password", autocomplete: "current-password", width: "width-20")
        package static let newPassword = Text(type: "password", autocomplete: "new-password", width: "width-20")
        package static let pin = Text(type: "password", inputMode: "numeric", maxLength: 12, width: "width-10")

        package static func number(width: String = "width-5") -> Text { Text(inputMode: "numeric", width: width) }
    }

    package static func text(_ frame: InputFrame, name: String, value: String = "", _ text: Text = .plain) -> HTML {
        frame.single(name: name, line(frame, name: name, value: value, text))
    }

    /// An amount or measure with its unit behind it.
    package static func text(
        _ frame: InputFrame, name: String, value: String = "", _ text: Text, unit: String
    ) -> HTML {
        let input = line(frame, name: name, value: value, text)
        return frame.single(name: name, "<span class=\"with-unit\">\(input)<span>\(unit)</span></span>")
    }

    package static func multiline(
        _ frame: InputFrame, name: String, value: String = "", maxLength: Int, rows: Int = 4, isFirst: Bool = false
    ) -> HTML {
        frame.single(
            name: name,
            """
            <textarea id="\(frame.id)" name="\(name)" rows="\(rows)" maxlength="\(maxLength)" autocomplete="off"\
            \(flag: "data-focus", isFirst)\(frame.description)>\n\(value)</textarea>
            """)
    }

    /// Three inputs, `NAME.day`, `.month`, `.year`; the first also takes a whole date (`12081983`, `12.8.83`).
    package static func date(
        _ frame: InputFrame, name: String, day: String = "", month: String = "", year: String = "",
        isBirthdayOfUser: Bool = false
    ) -> HTML {
        let english = frame.language == .english
        let parts: [(String, String, String, String, Int, String)] = [
            ("day", english ? "Day" : "Tag", day, "width-2", 10, "bday-day"),
            ("month", english ? "Month" : "Monat", month, "width-2", 2, "bday-month"),
            ("year", english ? "Year" : "Jahr", year, "width-4", 4, "bday-year"),
        ]
        let inputs = parts.enumerated().map { index, part -> HTML in
            let id = index == 0 ? frame.id : frame.id + "-" + part.0
            return """
                <span><label for="\(id)">\(part.1)</label><input id="\(id)" name="\(name).\(part.0)" value="\(part.2)" \
                class="\(part.3)" inputmode="numeric" maxlength="\(part.4)" \
                autocomplete="\(isBirthdayOfUser ? part.5 : "off")"\
                \(attribute: "aria-invalid", frame.mistake == nil ? nil : "true")></span>
                """
        }
        return frame.group(name: name, "<div class=\"date-parts\" data-date>\(inputs)</div>")
    }

    /// One of a few.
    package static func radios(_ frame: InputFrame, name: String, options: [Option], chosen: String?) -> HTML {
        frame.group(
            name: name, choices(frame, name: name, type: "radio", options: options, chosen: chosen.map { [$0] } ?? []))
    }

    /// Any of a few. With `name` alone in the body meaning "none", an unticked group still tells that it was on the page.
    package static func checkboxes(_ frame: InputFrame, name: String, options: [Option], chosen: [String]) -> HTML {
        let present: HTML = "<input type=\"hidden\" name=\"\(name)\" value=\"\">"
        return frame.group(
            name: name,
            present + choices(frame, name: name, type: "checkbox", options: options, chosen: Set(chosen)))
    }

    /// One tick with its own sentence.
    package static func checkbox(_ frame: InputFrame, name: String, isChecked: Bool, value: String = "yes") -> HTML {
        let wrong = frame.mistake.map { "<span class=\"mistake\" id=\"\(frame.id)-mistake\">\($0)</span>" as HTML }
        let hint = frame.hint.map { "<span class=\"hint\" id=\"\(frame.id)-hint\">\($0)</span>" as HTML }
        return """
            <div class="field is-wide\(frame.mistake == nil ? "" : " is-wrong")" data-field="\(name)"\
            \(flag: "hidden", frame.isHidden)>\(wrong)<div class="option">\
            <input type="checkbox" id="\(frame.id)" name="\(name)" value="\(value)"\(flag: "checked", isChecked)\
            \(frame.description)><label for="\(frame.id)">\(frame.label)</label></div>\(hint)\
            <span class="saved" role="status"></span></div>
            """
    }

    /// One of many: a list that opens.
    package static func select(_ frame: InputFrame, name: String, options: [Option], chosen: String?) -> HTML {
        let empty: HTML = "<option value=\"\">\(frame.language == .english ? "Choose" : "auswählen")"
        // Without end tags, which HTML lets be left out: lists of states have two hundred entries.
        let entries = options.map {
            "<option value=\"\($0.key)\"\(flag: "selected", $0.key == chosen)>\($0.title)" as HTML
        }
        return frame.single(
            name: name,
            "<select id=\"\(frame.id)\" name=\"\(name)\" autocomplete=\"off\"\(frame.description)>\(empty)\(entries)</select>"
        )
    }

    /// One of very many: typed with suggestions; what is typed is the option's title or its key.
    package static func suggested(
        _ frame: InputFrame, name: String, options: [Option], value: String, text: Text = .plain
    ) -> HTML {
        var text = text
        text.listID = frame.id + "-list"
        let entries = options.map { "<option value=\"\($0.title)\">" as HTML }
        return frame.single(
            name: name,
            line(frame, name: name, value: value, text)
                + "<datalist id=\"\(frame.id)-list\">\(entries)</datalist>")
    }

    /// A file. A scan is taken in by `upload.js` with progress where there are scripts; its page leads on to another address.
    package static func file(_ frame: InputFrame, name: String, accept: String, isScan: Bool = true) -> HTML {
        frame.single(
            name: name,
            """
            <input type="file" id="\(frame.id)" name="\(name)" accept="\(accept)"\(flag: "data-upload", isScan)\
            \(frame.description)>
            """)
    }

    private static func choices(
        _ frame: InputFrame, name: String, type: String, options: [Option], chosen: Set<String>
    ) -> HTML {
        let short = options.count <= 3 && options.allSatisfy { $0.title.count <= 16 && $0.hint == nil }
        let entries = options.enumerated().map { index, option -> HTML in
            let id = index == 0 ? frame.id : "\(frame.id)-\(index + 1)"
            let hint = option.hint.map { "<span class=\"hint\">\($0)</span>" as HTML }
            return """
                <div class="option"><input type="\(type)" id="\(id)" name="\(name)" value="\(option.key)"\
                \(flag: "checked", chosen.contains(option.key))><label for="\(id)">\(option.title)\(hint)</label></div>
                """
        }
        return "<div class=\"options\(short ? " in-line" : options.count > 12 ? " in-columns" : "")\">\(entries)</div>"
    }

    private static func line(_ frame: InputFrame, name: String, value: String, _ text: Text) -> HTML {
        let length = text.maxLength.map(String.init)
        return """
            <input type="\(text.type)" id="\(frame.id)" name="\(name)" value="\(value)"\(attribute: "class", text.width)\
            \(attribute: "inputmode", text.inputMode) autocomplete="\(text.autocomplete)"\(attribute: "maxlength", length)\
            \(attribute: "list", text.listID) spellcheck="false" autocapitalize="off"\(flag: "readonly", text.isReadOnly)\
            \(flag: "data-palette", text.hasPalette)\(flag: "data-focus", text.isFirst)\(frame.description)>
            """
    }
}
