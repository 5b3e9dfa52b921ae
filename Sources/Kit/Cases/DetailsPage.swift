import Casework
import Pages

/// One step of a case's form. Fields that a condition hides are delivered hidden, so that an answer can show them at once.
struct DetailsPage {
    let file: CaseFile
    let step: FormStep
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistakes: [FieldKey: String] = [:]
    /// What is missing was named once: the next "Weiter" goes on.
    var hasNamedMissing = false

    func html(_ frame: CaseFrame) -> HTML {
        let fields = step.fields.map(view)
        let anyway: HTML? = hasNamedMissing ? "<input type=\"hidden\" name=\"anyway\" value=\"yes\">" : nil
        return PostForm(
            to: KitAddress.details(file.number, step.key), token: token, onceToken: once, revision: file.item.revision,
            autosaveAddress: KitAddress.answer(file.number),
            """
            <div\(attribute: "data-focus-on", focus)>\(Part.fields(fields))</div>\(anyway)\
            \(frame.buttons(hasNamedMissing ? "Trotzdem weiter: \(file.title(of: file.next(after: .details(step.key))))" : nil))
            """
        ).html
    }

    /// The first thing that needs work.
    private var focus: String? {
        let missing = file.missing(at: .details(step.key)).first
        guard case .field(_, let key) = missing?.target else { return nil }
        return FieldView.id(of: key)
    }

    private func view(_ field: Field) -> HTML {
        let shown = file.review.steps.first { $0.key == step.key }?.fields.first { $0.field.key == field.key }
        let answer = file.item.answers[field.key]
        return FieldView(
            field, value: answer?.value, typed: typed, mistake: mistakes[field.key],
            source: answer.flatMap { source(of: field, $0) },
            isRequired: shown?.isRequired ?? (field.requiredWhen != nil),
            isHidden: shown == nil, options: options(of: field)
        ).html
    }

    /// What came from the visit and stood in a document before says so.
    private func source(of field: Field, _ answer: Case.Answer) -> String? {
        if answer.source == .visit, let attribute = field.person,
            let known = file.applicant?.attributes[attribute], known.value == answer.value, known.source == .zone
        {
            return CaseAnswered.Source.zone.note
        }
        return answer.value == nil ? nil : answer.source.note
    }

    private func options(of field: Field) -> [Input.Option] {
        switch field.kind {
        case .codeList(let list): return KitForms.codes(list, on: file.view.today)
        case .persons:
            let applicant = file.applicant?.id
            return (file.visit?.persons ?? []).filter { $0.id != applicant }.map { Input.Option($0.id.text, $0.name) }
        default: return []
        }
    }
}
