/// One thing a case still lacks: where it belongs, and in words what it is and what to do.
package struct Missing: Hashable, Sendable {
    /// Where the page takes the clerk.
    package enum Target: Hashable, Sendable {
        case role(Role)
        /// The birth date of a person in a role, on which a rule hangs.
        case birthDate(Role)
        case field(StepKey, FieldKey)
        case evidence(EvidenceKey)
        case capture(CaptureKey)
        case signature
    }

    package let target: Target
    /// The name of it, as on the cover of an incomplete case: `Fingerabdrücke (nicht möglich: kein Gerät)`.
    package let name: String
    /// What to do: `Zeigen lassen oder scannen: Bisheriger Ausweis.`
    package let message: String

    package init(target: Target, name: String, message: String) {
        self.target = target
        self.name = name
        self.message = message
    }

    /// The task on whose page it is mended.
    package var task: ReviewTask.Kind {
        switch target {
        case .role, .birthDate, .field: .details
        case .evidence: .documents
        case .capture: .captures
        case .signature: .check
        }
    }
}

extension Missing {
    static func role(_ rule: RoleRule) -> Missing {
        Missing(
            target: .role(rule.role), name: rule.title.de,
            message: "\(rule.title.de) fehlt. Nehmen Sie die Person in die Vorsprache auf.")
    }

    static func applicant() -> Missing {
        Missing(
            target: .role(.applicant), name: "Antragstellende Person",
            message: "Die antragstellende Person fehlt. Nehmen Sie sie in die Vorsprache auf.")
    }

    static func birthDate(of role: Role) -> Missing {
        Missing(
            target: .birthDate(role), name: "Geburtsdatum \(role.genitive)",
            message: "Geben Sie das Geburtsdatum \(role.genitive) mit Tag, Monat und Jahr ein.")
    }

    static func answer(to field: Field, in step: StepKey) -> Missing {
        Missing(target: .field(step, field.key), name: field.label.de, message: field.request)
    }

    static func postponed(_ field: Field, in step: StepKey) -> Missing {
        Missing(
            target: .field(step, field.key), name: "\(field.label.de) (folgt)",
            message: "\(field.label.de): folgt. Holen Sie es nach, oder nennen Sie beim Abgeben den Halt.")
    }

    static func evidence(_ rule: EvidenceRule) -> Missing {
        let how =
            switch (rule.ways.contains(.seen), rule.ways.contains(.scan)) {
            case (true, false): "Zeigen lassen und abhaken"
            case (false, _): "Scannen"
            case (true, true): "Zeigen lassen oder scannen"
            }
        return Missing(target: .evidence(rule.key), name: rule.title.de, message: "\(how): \(rule.title.de).")
    }

    static func capture(_ rule: CaptureRule, recorded: CaseRecord.Capture?) -> Missing {
        let title = rule.title.de
        switch recorded {
        case .impossible(let reason):
            return Missing(
                target: .capture(rule.key), name: "\(title) (nicht möglich: \(reason))",
                message: "\(title) nicht möglich: \(reason). \(rule.fallback.de)")
        case .erased:
            return Missing(
                target: .capture(rule.key), name: "\(title) (gelöscht)",
                message: "\(title) gelöscht, neu erfassen.")
        case nil, .coded, .taken:
            return Missing(target: .capture(rule.key), name: title, message: "Erfassen: \(title).")
        }
    }

    static func signature(_ rule: SignatureRule) -> Missing {
        Missing(
            target: .signature, name: rule.title.de,
            message:
                "Unterschreiben lassen: \(rule.title.de). Wer nicht unterschreiben kann: Grund und Zeugen festhalten.")
    }
}

extension Field {
    /// What to do when the answer is missing.
    package var request: String {
        // A label that is a question or a sentence already has its end.
        let name = label.de
        let ended = name.last.map { "?!.".contains($0) } == true ? name : name + "."
        switch kind {
        case .date: return DateReading.request(for: name)
        case .choice, .codeList: return "Wählen Sie aus: \(ended)"
        case .choices: return "Wählen Sie mindestens eines aus: \(ended)"
        case .yesNo: return "Beantworten Sie mit Ja oder Nein: \(ended)"
        case .persons: return "Wählen Sie die Personen aus: \(ended)"
        default: return "Geben Sie ein: \(ended)"
        }
    }
}
