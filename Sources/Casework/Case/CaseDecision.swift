extension Case {
    /// Bytes of one attachment, and of all attachments of a case.
    package static let fileLimit = 20_000_000
    package static let caseLimit = 60_000_000

    /// Whether and how a command becomes events. Pure: nothing is changed; the caller appends the events and then applies them.
    ///
    /// - Returns: the events to append; none where everything is so already or the same form was sent before.
    package func decide(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        if tokens.contains(command.token) { return [] }
        guard openedAt != nil else { throw .notOpened }
        let step = CaseStep(command.act)
        if step != .remark {
            guard access == .readable, opening != nil else { throw .closed(access == .erased ? .erased : .sealed) }
        }
        guard step.state(after: state, beforeQuestion: stateBeforeQuestion) != nil else {
            // What the office has once received is not received again, and nobody did anything wrong.
            if step == .receive, state.isAtOffice { return [] }
            throw refusal(of: step)
        }
        switch step {
        case .record, .transfer, .cancel: return try decideAtDesk(command)
        case .chip: return try decideChip(command)
        default: return try decideLater(command)
        }
    }

    /// Why a step has no place in the state the case is in.
    private func refusal(of step: CaseStep) -> CaseRefusal {
        switch state {
        case .cancelled: return .cancelled
        case .open: return .notTransferred
        case .transferred:
            switch step {
            case .open, .record, .chip, .transfer, .cancel: return .transferred(on: transfer?.on)
            default: return .notReceived
            }
        default: break
        }
        switch step {
        case .open, .record, .chip, .transfer, .cancel: return .transferred(on: transfer?.on)
        default: break
        }
        if state.isEnded { return .ended(state, on: endedOn) }
        if step == .tell { return .noQuestionOpen }
        if step == .handOut { return .notReadyToCollect }
        if state == .readyToCollect { return .waitsForCollection }
        if let due = openQuestion?.due { return .questionOpen(due: due) }
        return .notReceived
    }

    // MARK: At the desk

    private func decideAtDesk(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        let clerk = command.by
        switch command.act {
        case .answer(let field, let label, let value, let shown, let source):
            let current = answers[field]
            if current?.value == value { return [] }
            try refuseStale(
                .field(field), command, label: label, yours: shown, theirs: current.map { $0.shown ?? "" })
            return [
                .answered(
                    CaseAnswered(field: field, label: label, value: value, shown: shown, source: source, clerk: clerk))
            ]
        case .join(let person, let role, let attributes):
            if persons.contains(.init(id: person, role: role, attributes: attributes)) { return [] }
            return [
                .personJoined(CasePersonJoined(person: person, role: role, attributes: attributes, clerk: clerk))
            ]
        case .leave(let person, let role):
            guard persons.contains(where: { $0.id == person && $0.role == role }) else { return [] }
            return [.personLeft(CasePersonLeft(person: person, role: role, clerk: clerk))]
        case .seeEvidence(let key, let title, let note):
            if let item = evidence[key], item.isSeen, item.note == note { return [] }
            return [.evidenceSeen(CaseEvidenceSeen(evidence: key, title: title, note: note, clerk: clerk))]
        case .scanEvidence(let key, let title, let attachment):
            if evidence[key]?.scans.contains(where: { $0.id == attachment.id }) == true { return [] }
            try refuseLarge(attachment)
            return [
                .evidenceScanned(
                    CaseEvidenceScanned(
                        evidence: key, title: title, attachment: attachment, clerk: clerk, token: command.token))
            ]
        case .withdrawEvidence(let key, let attachment):
            guard let item = evidence[key],
                attachment.map({ id in item.scans.contains { $0.id == id } }) ?? item.isSeen
            else { return [] }
            return [.evidenceWithdrawn(CaseEvidenceWithdrawn(evidence: key, attachment: attachment, clerk: clerk))]
        case .codeCapture, .takeCapture, .giveUpCapture: return try decideCapture(command)
        case .sign(let attachment, let statement, let signer):
            try refuseUnseenChange(command)
            try refuseLarge(attachment)
            return [
                .signed(
                    CaseSigned(
                        attachment: attachment, statement: statement, signer: signer, clerk: clerk,
                        token: command.token))
            ]
        case .recordAbsentSignature(let reason, let witness):
            let absent = Signature.absent(
                reason: try word(reason, .reason), witness: try word(witness, .witness))
            if signature == absent { return [] }
            return [.signatureAbsent(CaseSignatureAbsent(reason: reason, witness: witness, clerk: clerk))]
        case .decideFees(let positions, let catalogue):
            if fees == positions { return [] }
            return [.feesDecided(CaseFeesDecided(positions: positions, catalogue: catalogue, clerk: clerk))]
        case .decideWaiver, .takeBackWaiver: return try decideWaiver(command)
        case .check(let readByCitizen):
            if isChecked, wasReadByCitizen == readByCitizen { return [] }
            try refuseUnseenChange(command)
            return [.checked(CaseChecked(readByCitizen: readByCitizen, clerk: clerk))]
        case .pay(let receipt, let amount):
            if payments.contains(where: { $0.receipt == receipt }) { return [] }
            return [.paid(CasePaid(receipt: receipt, amount: amount))]
        case .transfer(let transfer): return try decideTransfer(transfer, command)
        case .cancel(let reason):
            if paid > .zero { throw .paidAlready(paid) }
            if openChipChange != nil { throw .chipUnsettled }
            return [.cancelled(CaseCancelled(reason: try word(reason, .reason), clerk: clerk))]
        default: return []
        }
    }

    private func decideCapture(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        let (key, title, outcome, event): (CaptureKey, String, Capture.Outcome, CaseEvent)
        switch command.act {
        case .codeCapture(let capture, let name, let typed):
            let code = try word(typed, .code)
            (key, title, outcome) = (capture, name, .coded(code))
            event = .captureCoded(CaptureCoded(capture: capture, title: name, code: code, clerk: command.by))
        case .takeCapture(let capture, let name, let attachment, let device, let place):
            try refuseLarge(attachment)
            (key, title, outcome) = (capture, name, .taken(attachment, device: device, place: place))
            event = .captureTaken(
                CaptureTaken(
                    capture: capture, title: name, attachment: attachment, device: device, place: place,
                    clerk: command.by, token: command.token))
        case .giveUpCapture(let capture, let name, let typed):
            let reason = try word(typed, .reason)
            (key, title, outcome) = (capture, name, .impossible(reason: reason))
            event = .captureImpossible(
                CaptureImpossible(capture: capture, title: name, reason: reason, clerk: command.by))
        default: return []
        }
        let current = captures[key]?.outcome
        if current == outcome { return [] }
        try refuseStale(.capture(key), command, label: title, yours: outcome.german, theirs: current?.german)
        return [event]
    }

    private func decideWaiver(_ command: CaseCommand) throws(CaseRefusal) -> [CaseEvent] {
        guard case .decideWaiver(let wanted) = command.act else {
            guard let waiver else { return [] }
            return [
                .waiverDecided(
                    CaseWaiverDecided(reducedTo: nil, reason: waiver.reason, law: waiver.law, clerk: command.by))
            ]
        }
        if waiver == wanted { return [] }
        let total = fees.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
        guard wanted.reducedTo >= .zero else { throw .negativeAmount }
        guard wanted.reducedTo <= total else { throw .waiverAboveFees(total) }
        try refuseStale(
            .waiver, command, label: "Ermäßigung", yours: wanted.reducedTo.german,
            theirs: waiver?.reducedTo.german)
        return [
            .waiverDecided(
                CaseWaiverDecided(
                    reducedTo: wanted.reducedTo, reason: try word(wanted.reason, .reason),
                    law: try word(wanted.law, .law), clerk: command.by))
        ]
    }

    private func decideTransfer(_ wanted: CaseCommand.Transfer, _ command: CaseCommand) throws(CaseRefusal)
        -> [CaseEvent]
    {
        try refuseUnseenChange(command)
        guard wanted.hindrances.isEmpty else { throw .hindered(wanted.hindrances) }
        if openChipChange != nil { throw .chipUnsettled }
        let missing = wanted.missing + (unpaid > .zero ? ["Gebühr offen: \(unpaid.german)"] : [])
        let followsAt = wanted.followsAt.flatMap { $0.isBlank ? nil : $0 }
        if !missing.isEmpty {
            if wanted.finished { throw .cannotFinish(missing) }
            guard wanted.asIncomplete else { throw .incomplete(missing) }
            guard followsAt != nil else { throw .followUpUnknown }
        }
        return [
            .transferred(
                CaseTransferred(
                    on: wanted.on, code: wanted.code, missing: missing, followsAt: missing.isEmpty ? nil : followsAt,
                    finished: wanted.finished, attachments: attachments.map(\.id), clerk: command.by,
                    token: command.token, follows: wanted.follows == number ? nil : wanted.follows))
        ]
    }

    // MARK: Checks

    /// The same part was changed after the page was shown, and to something else than what is wanted now.
    private func refuseStale(_ part: Part, _ command: CaseCommand, label: String, yours: String?, theirs: String?)
        throws(CaseRefusal)
    {
        guard let seen = command.seen, let changed = revisions[part], changed > seen else { return }
        func named(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "keine Angabe" }
        throw .stale(part, label: label, yours: named(yours), theirs: named(theirs))
    }

    private func refuseUnseenChange(_ command: CaseCommand) throws(CaseRefusal) {
        if let seen = command.seen, contentRevision > seen { throw .changedSinceSeen }
    }

    private func refuseLarge(_ attachment: Attachment) throws(CaseRefusal) {
        guard (0...Self.fileLimit).contains(attachment.bytes) else { throw .fileTooLarge }
        let others = attachments.reduce(0) { $0 + min(max(0, $1.bytes), Self.caseLimit) }
        guard others + attachment.bytes <= Self.caseLimit else { throw .caseTooLarge }
    }
}

extension Case.Capture.Outcome {
    var german: String {
        switch self {
        case .coded(let code): "Code \(code)"
        case .taken: "Aufnahme"
        case .impossible(let reason): "nicht möglich: \(reason)"
        case .erased: "gelöscht, neu erfassen"
        }
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

/// The text as it was given, refused where it is blank.
func word(_ text: String, _ kind: CaseRefusal.Word) throws(CaseRefusal) -> String {
    guard !text.isBlank else { throw .missing(kind) }
    return text
}
