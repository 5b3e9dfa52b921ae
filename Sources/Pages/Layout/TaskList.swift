/// The steps of a case: done, open with what is missing in words, untouched, not needed.
package struct TaskList: Sendable {
    package enum State: Sendable, Hashable {
        case done
        /// What is missing in words: `1 Unterlage fehlt`.
        case open(missing: String)
        case untouched
        /// Why: `unter 6 Jahren`.
        case unneeded(because: String)
    }

    package struct Task: Sendable {
        package var title: String
        package var address: String?
        package var state: State
        package var isCurrent: Bool

        package init(_ title: String, to address: String?, _ state: State, isCurrent: Bool = false) {
            self.title = title
            self.address = address
            self.state = state
            self.isCurrent = isCurrent
        }
    }

    package var tasks: [Task]

    package init(_ tasks: [Task]) { self.tasks = tasks }

    package var html: HTML { "<ul class=\"tasks\">\(tasks.map(entry))</ul>" }

    private func entry(_ task: Task) -> HTML {
        let title: HTML =
            if let address = task.address {
                "<a href=\"\(href: address)\"\(attribute: "aria-current", task.isCurrent ? "step" : nil)>\(task.title)</a>"
            } else {
                "<span>\(task.title)</span>"
            }
        let name: HTML
        let shape: HTML
        let words: HTML
        switch task.state {
        case .done: (name, shape, words) = ("is-done", Tone.good.shape, "<span class=\"unseen\">erledigt</span>")
        case .open(let missing):
            (name, shape, words) = ("is-open", Tone.busy.shape, "<span class=\"missing\">\(missing)</span>")
        case .untouched:
            (name, shape, words) = ("is-untouched", Tone.idle.shape, "<span class=\"unseen\">noch offen</span>")
        case .unneeded(let reason):
            (name, shape, words) = (
                "is-unneeded", "<span aria-hidden=\"true\">–</span>",
                "<span class=\"missing\">nicht nötig: \(reason)</span>"
            )
        }
        return "<li class=\"\(name)\(task.isCurrent ? " current" : "")\">\(shape)<span>\(title)</span> \(words)</li>"
    }
}
