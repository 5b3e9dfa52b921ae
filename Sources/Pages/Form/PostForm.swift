/// A form that is posted to this program.
package struct PostForm: Sendable {
    package var address: String
    package var token: FormToken
    /// Makes two presses of one page's button recognisable as one; unique for each page delivered.
    package var onceToken: String?
    /// The revision of the case that the page was made from; posted as `revision`.
    package var revision: Int?
    /// Where single answers are saved when a field is left; see `AutosaveReply`.
    package var autosaveAddress: String?
    /// Where one line says what is being done while the form waits for its answer.
    package var progressAddress: String?
    package var takesFiles: Bool
    /// Posted beside what is typed.
    package var values: [(name: String, value: String)]
    package var content: HTML

    package init(
        to address: String, token: FormToken, onceToken: String? = nil, revision: Int? = nil,
        autosaveAddress: String? = nil, progressAddress: String? = nil, takesFiles: Bool = false,
        values: [(name: String, value: String)] = [], _ content: HTML
    ) {
        self.address = address
        self.token = token
        self.onceToken = onceToken
        self.revision = revision
        self.autosaveAddress = autosaveAddress
        self.progressAddress = progressAddress
        self.takesFiles = takesFiles
        self.values = values
        self.content = content
    }

    package var html: HTML {
        """
        <form method="post" action="\(href: address)" class="flow" novalidate\
        \(attribute: "enctype", takesFiles ? "multipart/form-data" : nil)\(attribute: "data-autosave", autosaveAddress)\
        \(attribute: "data-progress", progressAddress)>\
        \(hidden("token", token.text))\(onceToken.map { hidden("once", $0) })\(revision.map { hidden("revision", String($0)) })\
        \(values.map { hidden($0.name, $0.value) })\(content)</form>
        """
    }

    private func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
}

/// A form of one button, in a row of a table or beside others.
package struct ButtonForm: Sendable {
    package var html: HTML

    package init(
        to address: String, token: FormToken, onceToken: String? = nil, values: [(name: String, value: String)] = [],
        button: Button
    ) {
        html = PostForm(to: address, token: token, onceToken: onceToken, values: values, button.html).html
    }
}
