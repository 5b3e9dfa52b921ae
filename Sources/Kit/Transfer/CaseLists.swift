import Casework
import Pages

/// What was said and recorded of a case, as questions and answers: for the check page, the citizen's reading view and the papers.
struct CaseLists {
    let file: CaseFile
    /// With "Ändern" beside each answer.
    var mayChange = false
    /// Also the names of what is voluntary and was left empty.
    var namesEmpty = false

    var all: [AnswerList] {
        spoken + (file.isListed ? [evidence, captures, signature] : [recordedEvidence]).compactMap { $0 }
    }

    /// Only what the citizen said herself: what she reads before she signs.
    var spoken: [AnswerList] { [persons].compactMap { $0 } + (file.isListed ? steps : [recorded].compactMap { $0 }) }

    /// What a case says by itself, whose service is in no catalogue any more.
    private var recorded: AnswerList? {
        let rows = file.item.answersInOrder.map {
            AnswerList.Row($0.answer.label, ($0.answer.shown).map(Self.lines))
        }
        return rows.isEmpty ? nil : AnswerList("Angaben", rows: rows)
    }

    private var recordedEvidence: AnswerList? {
        var rows = file.item.evidence.values.map { AnswerList.Row($0.title, text: $0.german, note: $0.note) }
        rows += file.item.captures.values.map { AnswerList.Row($0.title, text: $0.words) }
        return rows.isEmpty
            ? nil : AnswerList("Unterlagen und Erfassung", rows: rows.sorted { $0.label < $1.label })
    }

    private func change(_ address: String) -> String? { mayChange ? address : nil }

    private var persons: AnswerList? {
        let joined = file.item.persons
        guard joined.count > 1 else { return nil }
        return AnswerList(
            "Beteiligte",
            rows: joined.map { person in
                let title = file.service.roles.first { $0.role == person.role }?.title.de ?? person.role.title
                return AnswerList.Row(title, text: person.described, change: change(KitAddress.roles(file.number)))
            })
    }

    private var steps: [AnswerList] {
        file.review.steps.compactMap { step in
            var rows = step.fields.filter { $0.value != nil || $0.isRequired }.map { shown -> AnswerList.Row in
                let words = shown.value.map { shown.field.show($0, in: .german, context: file.context) }
                return AnswerList.Row(
                    shown.field.label.de, words.map(Self.lines),
                    change: change(KitAddress.field(file.number, step.key, shown.field.key)))
            }
            let empty = step.fields.filter { $0.value == nil && !$0.isRequired }.map(\.field.label.de)
            if namesEmpty, !empty.isEmpty {
                rows.append(
                    AnswerList.Row(
                        "Freiwillig, ohne Angabe", "<span class=\"soft\">\(empty.joined(separator: "; "))</span>",
                        change: change(KitAddress.details(file.number, step.key))))
            }
            return rows.isEmpty ? nil : AnswerList(step.title.de, rows: rows)
        }
    }

    /// Line breaks of a longer text stay.
    private static func lines(_ text: String) -> HTML {
        HTML(text.split(separator: "\n", omittingEmptySubsequences: false).map { "\($0)" as HTML }, separator: "<br>")
    }

    private var evidence: AnswerList? {
        let rows = file.review.evidence.compactMap { shown -> AnswerList.Row? in
            let item = file.item.evidence[shown.rule.key]
            let words = item?.german
            if words == nil, !shown.rule.isRequired { return nil }
            return AnswerList.Row(
                shown.rule.title.de, text: shown.isMissing ? nil : words, note: item?.note,
                change: change(KitAddress.evidence(file.number)))
        }
        return rows.isEmpty ? nil : AnswerList("Unterlagen", rows: rows)
    }

    private var captures: AnswerList? {
        let rows = file.review.captures.map { shown in
            AnswerList.Row(
                shown.rule.title.de, text: file.item.captures[shown.rule.key]?.words,
                change: change(KitAddress.captures(file.number)))
        }
        return rows.isEmpty ? nil : AnswerList("Erfassung", rows: rows)
    }

    private var signature: AnswerList? {
        guard let rule = file.review.signature else { return nil }
        let words: String? =
            switch file.item.signature {
            case .signed: "unterschrieben"
            case .absent(let reason, let witness): "ohne Unterschrift: \(reason), bezeugt von \(witness)"
            case nil: nil
            }
        return AnswerList(
            "Unterschrift",
            rows: [AnswerList.Row(rule.title.de, text: words, change: change(KitAddress.signature(file.number)))])
    }

    /// Positions with their reason, a reduction, what is paid and what is open.
    var fees: AnswerList? {
        var rows = file.quote.positions.map { position in
            AnswerList.Row(
                position.title, text: position.amount?.german ?? "wird vom Amt festgesetzt",
                note: "\(position.reason) (\(position.law))", change: change(KitAddress.fees(file.number)))
        }
        rows += file.quote.undecided.map {
            AnswerList.Row($0, text: "steht fest, sobald alle Angaben dazu da sind")
        }
        if let waiver = file.item.waiver {
            rows.append(
                AnswerList.Row(
                    "Ermäßigung", text: file.item.fees.line(of: waiver), change: change(KitAddress.fees(file.number))))
        }
        if file.item.paid > .zero {
            let receipts = file.item.standingReceipts.map(\.text)
            rows.append(
                AnswerList.Row(
                    "Bezahlt", text: file.item.paid.german, note: "Beleg \(receipts.joined(separator: ", "))"))
        }
        return rows.isEmpty ? nil : AnswerList("Gebühren", rows: rows)
    }
}

extension CaseRecord.Person {
    /// `Erika Mustermann, *12.08.1983`; nil where nothing is known.
    var described: String? {
        let name = [attributes[.givenNames]?.text, attributes[.familyName]?.text].compactMap { $0 }
        let born = attributes[.birthDate]?.date.map { "*\($0.german)" }
        let parts = [name.isEmpty ? nil : name.joined(separator: " "), born].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Case.Evidence {
    /// `gesehen`, `2 Scans`
    var german: String? {
        let scanned = scans.isEmpty ? nil : GermanText.count(scans.count, "Scan", "Scans")
        let parts = [isSeen ? "gesehen" : nil, scanned].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Case.Capture {
    var words: String {
        switch outcome {
        case .coded(let code): "Code \(code)"
        case .taken(_, let device, _): "aufgenommen mit \(device)"
        case .impossible(let reason): "nicht möglich: \(reason)"
        case .erased: "gelöscht, neu erfassen"
        }
    }
}
