extension Case {
    /// Folds one event in. Total: any event in any order gives a case; one that has no place in the state it meets is kept
    /// in `irregular` and changes nothing else.
    package mutating func apply(_ event: CaseEvent, at moment: Moment) {
        revision += 1
        let line = HistoryLine(at: moment, revision: revision, what: .event(event), stateBefore: state)
        let step = CaseStep(event)
        guard let next = step.state(after: state, beforeQuestion: stateBeforeQuestion), admits(event) else {
            irregular.append(line)
            return
        }
        move(to: next, by: step, at: moment)
        if step != .record { history.append(line) }
        switch step {
        case .open, .record: applyDesk(event, at: moment)
        case .chip: applyChip(event)
        default: applyLater(event, at: moment)
        }
    }

    /// Folds in an entry whose body cannot be read: where the case stands still follows from the entry's type.
    package mutating func applyWithoutBody(type: String, version: Int, at moment: Moment, because access: Access) {
        revision += 1
        if self.access != .erased { self.access = access }
        let line = HistoryLine(
            at: moment, revision: revision, what: .closed(type: type, version: version), stateBefore: state)
        let step = CaseStep(type: type)
        guard let next = step.state(after: state, beforeQuestion: stateBeforeQuestion) else {
            irregular.append(line)
            return
        }
        if step == .open, openedAt == nil { openedAt = moment }
        if step == .receive { receivedAt = moment }
        move(to: next, by: step, at: moment)
        if step != .record { history.append(line) }
    }

    /// Folds in an entry whose own body was forgotten while the case goes on: what it said went with a part whose retention is over.
    package mutating func applyForgotten(type: String, version: Int, at moment: Moment) {
        let before = access
        applyWithoutBody(type: type, version: version, at: moment, because: .sealed)
        access = before
    }

    /// What the state alone does not say: an opening is the first event and is this case's own.
    private func admits(_ event: CaseEvent) -> Bool {
        guard case .opened(let opened) = event else { return true }
        return opening == nil && opened.number == number && openedAt == nil
    }

    private mutating func move(to next: CaseState, by step: CaseStep, at moment: Moment) {
        if step == .askBack { stateBeforeQuestion = state }
        if next.isEnded, !state.isEnded { endedOn = moment.germanDay }
        state = next
    }

    private mutating func applyDesk(_ event: CaseEvent, at moment: Moment) {
        switch event {
        case .opened(let opened):
            opening = opened
            openedAt = moment
            unit = opened.unit
            tokens.note(opened.token, made: opened.number.text)
        case .answered(let answered):
            answers[answered.field] = Answer(
                label: answered.label, value: answered.value, shown: answered.shown, source: answered.source,
                clerk: answered.clerk, at: moment, first: answers[answered.field]?.first ?? revision)
            changed(.field(answered.field), uncovers: true)
        case .personJoined(let joined):
            let person = CaseRecord.Person(id: joined.person, role: joined.role, attributes: joined.attributes)
            if let index = index(of: joined.person, as: joined.role) {
                persons[index] = person
            } else {
                persons.append(person)
            }
            changed(.person(joined.person), uncovers: true)
        case .personLeft(let left):
            if let index = index(of: left.person, as: left.role) { persons.remove(at: index) }
            changed(.person(left.person), uncovers: true)
        case .evidenceSeen(let seen):
            edit(seen.evidence, title: seen.title) {
                $0.isSeen = true
                $0.note = seen.note
            }
        case .evidenceScanned(let scanned):
            edit(scanned.evidence, title: scanned.title) { evidence in
                if !evidence.scans.contains(where: { $0.id == scanned.attachment.id }) {
                    evidence.scans.append(scanned.attachment)
                }
            }
            partFiles.append(PartFile(part: .evidence(scanned.evidence), attachment: scanned.attachment, at: moment))
            tokens.note(scanned.token, made: scanned.attachment.id.text)
        case .evidenceWithdrawn(let withdrawn):
            guard let title = evidence[withdrawn.evidence]?.title else { return }
            edit(withdrawn.evidence, title: title) { evidence in
                if let attachment = withdrawn.attachment {
                    evidence.scans.removeAll { $0.id == attachment }
                } else {
                    evidence.isSeen = false
                    evidence.note = nil
                }
            }
            if let left = evidence[withdrawn.evidence], !left.isSeen, left.scans.isEmpty {
                evidence[withdrawn.evidence] = nil
            }
        case .captureCoded(let coded):
            capture(coded.capture, coded.title, .coded(coded.code), by: coded.clerk, at: moment)
        case .captureTaken(let taken):
            capture(
                taken.capture, taken.title, .taken(taken.attachment, device: taken.device, place: taken.place),
                by: taken.clerk, at: moment)
            partFiles.append(PartFile(part: .capture(taken.capture), attachment: taken.attachment, at: moment))
            tokens.note(taken.token, made: taken.attachment.id.text)
        case .captureImpossible(let impossible):
            capture(
                impossible.capture, impossible.title, .impossible(reason: impossible.reason), by: impossible.clerk,
                at: moment)
        case .signed(let signed):
            signature = .signed(signed.attachment, statement: signed.statement, signer: signed.signer)
            revisions[.signature] = revision
            tokens.note(signed.token, made: signed.attachment.id.text)
        case .signatureAbsent(let absent):
            signature = .absent(reason: absent.reason, witness: absent.witness)
            revisions[.signature] = revision
        case .feesDecided(let decided):
            fees = decided.positions
            revisions[.fees] = revision
        case .waiverDecided(let decided):
            waiver = decided.reducedTo.map { .init(reducedTo: $0, reason: decided.reason, law: decided.law) }
            revisions[.waiver] = revision
        case .checked(let checked):
            isChecked = true
            wasReadByCitizen = checked.readByCitizen
        default: break
        }
    }

    private mutating func applyLater(_ event: CaseEvent, at moment: Moment) {
        switch event {
        case .paid(let paid):
            payments.append(
                Payment(
                    receipt: paid.receipt, amount: paid.amount, reverses: paid.reverses, day: paid.day,
                    reason: paid.reason))
        case .noteAdded(let added):
            notes.append(Note(text: added.text, clerk: added.clerk, at: moment))
            tokens.note(added.token, made: "")
        case .transferred(let transferred):
            transfer = transferred
            tokens.note(transferred.token, made: number.text)
        case .received(let received):
            receivedAt = received.at
            if let transfer, transfer.finished {
                state = .done
                endedOn = transfer.on
            }
        case .taken(let taken): fileNumber = taken.fileNumber
        case .askedBack(let asked):
            questions.append(
                Question(
                    text: asked.question, due: asked.due, telling: asked.telling, clerk: asked.clerk, at: moment,
                    told: []))
            tokens.note(asked.token, made: "")
        case .askedBackTold(let told):
            if let index = questions.lastIndex(where: \.isOpen) {
                questions[index].told.append(Note(text: told.note, clerk: told.clerk, at: moment))
            }
            tokens.note(told.token, made: "")
        case .answerReceived(let answer):
            if !followers.contains(answer.follower) { followers.append(answer.follower) }
            if let index = questions.lastIndex(where: \.isOpen) {
                questions[index].answeredBy = answer.follower
                questions[index].answeredOn = answer.day
            }
        case .forwarded(let forwarded):
            unit = forwarded.unit
            tokens.note(forwarded.token, made: "")
        case .readyToCollect(let ready): collectAt = ready.place
        case .partErased(let erased): erasePart(erased)
        case .erased(let erased):
            if let last = erased.state { state = last }
            erase()
        default: break
        }
    }

    private mutating func erasePart(_ erased: CasePartErased) {
        guard let part = erased.part else { return }
        partFiles.removeAll { $0.part == part }
        switch part {
        case .evidence(let key):
            evidence[key] = Evidence(title: erased.title, isSeen: false, note: nil, scans: [], isErased: true)
        case .capture(let key):
            guard let capture = captures[key] else { return }
            // Where it was given up at last, that stays: only the file of an earlier attempt is gone.
            if case .impossible = capture.outcome { return }
            captures[key] = Capture(title: capture.title, outcome: .erased, clerk: capture.clerk, at: capture.at)
        default: break
        }
    }

    private func index(of person: PersonID, as role: Role) -> Int? {
        persons.firstIndex { $0.id == person && $0.role == role }
    }

    /// - Parameter uncovers: whether a signature given before does not cover the change.
    private mutating func changed(_ part: Part, uncovers: Bool) {
        revisions[part] = revision
        contentRevision = revision
        isChecked = false
        wasReadByCitizen = false
        if uncovers, signature != nil {
            signature = nil
            revisions[.signature] = revision
        }
    }

    private mutating func edit(_ key: EvidenceKey, title: String, _ change: (inout Evidence) -> Void) {
        var item = evidence[key] ?? Evidence(title: title, isSeen: false, note: nil, scans: [])
        item.title = title
        change(&item)
        evidence[key] = item
        changed(.evidence(key), uncovers: false)
    }

    private mutating func capture(
        _ key: CaptureKey, _ title: String, _ outcome: Capture.Outcome, by clerk: ClerkID, at moment: Moment
    ) {
        captures[key] = Capture(title: title, outcome: outcome, clerk: clerk, at: moment)
        changed(.capture(key), uncovers: false)
    }
}
