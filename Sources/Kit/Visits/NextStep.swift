package import Casework
import Pages

/// Where the clerk goes on in a visit: the next open case, the bill, or its end.
struct NextStep {
    let view: DeskView
    let visit: Visit
    /// Whether complete cases are to be given away here.
    var ready = true
    var token = FormToken.none
    var once = ""

    var html: HTML {
        guard visit.endedAt == nil else {
            return Button.row([Button("Heute", kind: .primary, to: KitAddress.today, key: .next)])
        }
        let open = visit.cases.compactMap { view.state.cases[$0] }.filter { $0.state == .open }
        var buttons: [Button] = []
        if let next = open.first {
            buttons.append(
                Button("Weiter: \(next.title)", kind: .primary, to: KitAddress.case_(next.number), key: .next))
            buttons.append(Button("Vorsprache beenden", to: KitAddress.endVisit(visit.id)))
        } else {
            buttons.append(
                Button("Vorsprache beenden", kind: .primary, to: KitAddress.endVisit(visit.id), key: .next))
        }
        return "\(ready ? transferHTML : nil)\(Button.row(buttons))"
    }

    /// `2 Vorgänge abgeben`; nil where none is complete, gone through and paid.
    var transferHTML: HTML? {
        let files = view.ready(in: visit)
        guard !files.isEmpty else { return nil }
        return ButtonForm(
            to: KitAddress.transferAll(visit.id), token: token, onceToken: once,
            values: files.map { ("number", $0.number.text) },
            button: Button(submit: "\(GermanText.count(files.count, "Vorgang", "Vorgänge")) abgeben", kind: .primary)
        ).html
    }
}

extension DeskView {
    /// The cases of a visit that can go at once: complete, gone through, paid.
    package func ready(in visit: Visit) -> [CaseFile] {
        visit.cases.compactMap { number in
            guard let file = try? CaseFile(number, in: self), file.item.state == .open, file.item.isChecked,
                file.review.isComplete, file.item.unpaid <= .zero
            else { return nil }
            return file
        }
    }
}
