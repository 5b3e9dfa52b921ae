import Testing

@testable import Casework

@Suite("A case at the desk") struct CaseDeskTests {
    @Test("an answer is kept with its words; the same again is no event") func answers() throws {
        var desk = CaseDesk()
        try desk.answer("familyName", "Mustermann")
        try desk.answer("eyeColour", "grün")
        try desk.answer("familyName", "Gabler")
        #expect(desk.case.answersInOrder.map(\.answer.shown) == ["Gabler", "grün"])
        #expect(
            try desk.perform(.answer("eyeColour", label: "x", value: .text("grün"), shown: "grün", source: .typed))
                == [])
        try desk.answer("eyeColour", nil)
        #expect(desk.case.record.answers == ["familyName": .text("Gabler")])
        #expect(desk.case.answersInOrder.map(\.field) == ["familyName"])
    }

    @Test("a stale answer to the same field is refused with both values") func stale() throws {
        var desk = CaseDesk()
        let shown = desk.case.revision
        try desk.answer("a", "links", seen: shown)
        #expect(throws: CaseRefusal.stale(.field("a"), label: "Feld a", yours: "rechts", theirs: "links")) {
            try desk.answer("a", "rechts", seen: shown)
        }
        #expect(throws: CaseRefusal.stale(.field("a"), label: "Feld a", yours: "keine Angabe", theirs: "links")) {
            try desk.answer("a", nil, seen: shown)
        }
        // Another field does not collide, the same value does not, and what the page has seen does not.
        try desk.answer("b", "rechts", seen: shown)
        try desk.answer("a", "links", seen: shown)
        try desk.answer("a", "rechts", seen: desk.case.revision)
        try desk.answer("a", nil, seen: desk.case.revision)
        #expect(throws: CaseRefusal.stale(.field("a"), label: "Feld a", yours: "mitte", theirs: "keine Angabe")) {
            try desk.answer("a", "mitte", seen: shown)
        }
    }

    @Test("a change takes the check and the signature away") func changeUncovers() throws {
        var desk = CaseDesk()
        try desk.answer("a", "1")
        try desk.perform(.check(readByCitizen: true))
        try desk.perform(.sign(CaseDesk.attachment("s1"), statement: "Ich beantrage.", signer: nil))
        #expect(desk.case.isChecked && desk.case.record.signature == .signed("s1"))
        #expect(desk.case.attachments.map(\.id) == ["s1"])
        try desk.perform(.seeEvidence("id", title: "Ausweis", note: nil))
        #expect(!desk.case.isChecked && desk.case.signature != nil)
        try desk.answer("a", "2")
        #expect(desk.case.signature == nil)
        #expect(desk.case.attachments.isEmpty)
    }

    @Test("checking and transferring what was changed unseen is refused") func unseen() throws {
        var desk = CaseDesk()
        let shown = desk.case.revision
        try desk.answer("a", "1")
        #expect(throws: CaseRefusal.changedSinceSeen) {
            try desk.perform(.check(readByCitizen: false), seen: shown)
        }
        #expect(throws: CaseRefusal.changedSinceSeen) { try desk.perform(CaseDesk.transfer(), seen: shown) }
        let after = desk.case.revision
        try desk.perform(.note("Notizen und Geld ändern nichts am Antrag"))
        try desk.perform(.pay("W01A-R0001-6", .zero))
        try desk.perform(CaseDesk.transfer(), seen: after)
        #expect(desk.case.state == .transferred)
    }

    @Test("evidence is seen, scanned and withdrawn piece by piece") func evidence() throws {
        var desk = CaseDesk()
        try desk.perform(.seeEvidence("id", title: "Ausweis", note: "abgelaufen"))
        try desk.perform(.scanEvidence("id", title: "Ausweis", CaseDesk.attachment("a1")), token: "form1")
        #expect(
            try desk.perform(.scanEvidence("id", title: "Ausweis", CaseDesk.attachment("a2")), token: "form1") == [])
        try desk.perform(.scanEvidence("id", title: "Ausweis", CaseDesk.attachment("a3")))
        #expect(desk.case.record.evidence["id"] == .init(isSeen: true, scans: ["a1", "a3"]))
        try desk.perform(.withdrawEvidence("id", "a1"))
        try desk.perform(.withdrawEvidence("id", nil))
        #expect(desk.case.record.evidence["id"] == .init(isSeen: false, scans: ["a3"]))
        try desk.perform(.withdrawEvidence("id", "a3"))
        #expect(desk.case.evidence.isEmpty)
        #expect(try desk.perform(.withdrawEvidence("id", "a3")) == [])
    }

    @Test(
        "files over the limit are refused, at the limit taken",
        arguments: [
            (Case.fileLimit, nil), (Case.fileLimit + 1, CaseRefusal.fileTooLarge), (.max, .fileTooLarge),
            (-1, .fileTooLarge),
        ])
    func fileLimit(bytes: Int, refusal: CaseRefusal?) {
        var desk = CaseDesk()
        var met: CaseRefusal?
        do {
            try desk.perform(.scanEvidence("id", title: "Ausweis", CaseDesk.attachment("a", bytes: bytes)))
        } catch { met = error }
        #expect(met == refusal)
    }

    @Test("all files of a case together have a limit") func caseLimit() throws {
        var desk = CaseDesk()
        for index in 0..<3 {
            try desk.perform(
                .scanEvidence(
                    "id", title: "Ausweis", CaseDesk.attachment(AttachmentID("a\(index)"), bytes: Case.fileLimit)))
        }
        #expect(throws: CaseRefusal.caseTooLarge) {
            try desk.perform(.sign(CaseDesk.attachment("s", bytes: 1), statement: "Ich beantrage.", signer: nil))
        }
    }

    @Test("a capture has one result; a stale one is refused") func captures() throws {
        var desk = CaseDesk()
        let shown = desk.case.revision
        try desk.perform(.giveUpCapture("fingerprints", title: "Fingerabdrücke", reason: "kein Gerät"), seen: shown)
        #expect(
            throws: CaseRefusal.stale(
                .capture("fingerprints"), label: "Fingerabdrücke", yours: "Code QR", theirs: "nicht möglich: kein Gerät"
            )
        ) {
            try desk.perform(.codeCapture("fingerprints", title: "Fingerabdrücke", code: "QR"), seen: shown)
        }
        #expect(desk.case.record.captures == ["fingerprints": .impossible(reason: "kein Gerät")])
        try desk.perform(
            .takeCapture("fingerprints", title: "F", CaseDesk.attachment("f"), device: "Leser", place: "Straach"))
        #expect(desk.case.record.captures == ["fingerprints": .taken("f")])
        #expect(throws: CaseRefusal.missing(.code)) {
            try desk.perform(.codeCapture("photo", title: "Foto", code: " "))
        }
        #expect(throws: CaseRefusal.missing(.reason)) {
            try desk.perform(.giveUpCapture("photo", title: "Foto", reason: ""))
        }
    }

    @Test("persons join with what is known of them, in roles, and leave") func persons() throws {
        var desk = CaseDesk()
        try desk.perform(.join("p1", as: .applicant, attributes: [.familyName: .text("Mustermann")]))
        #expect(try desk.perform(.join("p1", as: .applicant, attributes: [.familyName: .text("Mustermann")])) == [])
        try desk.perform(.join("p1", as: .custodian, attributes: [:]))
        try desk.perform(.join("p1", as: .applicant, attributes: [.familyName: .text("Gabler")]))
        #expect(
            desk.case.persons == [
                .init(id: "p1", role: .applicant, attributes: [.familyName: .text("Gabler")]),
                .init(id: "p1", role: .custodian),
            ])
        try desk.perform(.leave("p1", as: .applicant))
        #expect(desk.case.persons.map(\.role) == [.custodian])
        #expect(try desk.perform(.leave("p1", as: .applicant)) == [])
    }

    @Test("fees, waiver and payment give what is still to be paid") func money() throws {
        var desk = CaseDesk()
        try desk.perform(.decideFees([CaseDesk.fee(4600), CaseDesk.fee(600), CaseDesk.fee(nil)], catalogue: "00"))
        #expect(desk.case.charge == Money(cents: 5200))
        #expect(throws: CaseRefusal.waiverAboveFees(Money(cents: 5200))) {
            try desk.perform(.decideWaiver(.init(reducedTo: Money(cents: 5201), reason: "bedürftig", law: "§ 1")))
        }
        #expect(throws: CaseRefusal.negativeAmount) {
            try desk.perform(.decideWaiver(.init(reducedTo: Money(cents: -1), reason: "bedürftig", law: "§ 1")))
        }
        #expect(throws: CaseRefusal.missing(.reason)) {
            try desk.perform(.decideWaiver(.init(reducedTo: .zero, reason: " ", law: "§ 1")))
        }
        try desk.perform(.decideWaiver(.init(reducedTo: Money(cents: 1000), reason: "bedürftig", law: "§ 1")))
        try desk.perform(.pay("W01A-R0001-6", Money(cents: 600)))
        #expect(desk.case.unpaid == Money(cents: 400))
        #expect(desk.case.unpaidPositions.map(\.amount.cents).reduce(0, +) == 400)
        try desk.perform(.takeBackWaiver)
        #expect(desk.case.unpaid == Money(cents: 4600))
        #expect(try desk.perform(.takeBackWaiver) == [])
    }

    static let transfers: [(act: CaseCommand.Act, refusal: CaseRefusal?)] = [
        (CaseDesk.transfer(), nil),
        (CaseDesk.transfer(missing: ["Foto"]), .incomplete(["Foto"])),
        (CaseDesk.transfer(missing: ["Foto"], asIncomplete: true), .followUpUnknown),
        (CaseDesk.transfer(missing: ["Foto"], asIncomplete: true, followsAt: " "), .followUpUnknown),
        (CaseDesk.transfer(missing: ["Foto"], asIncomplete: true, followsAt: "Straach"), nil),
        (CaseDesk.transfer(hindrances: ["Ab 16."], asIncomplete: true, followsAt: "Straach"), .hindered(["Ab 16."])),
        (
            CaseDesk.transfer(missing: ["Foto"], asIncomplete: true, followsAt: "S", finished: true),
            .cannotFinish(["Foto"])
        ),
        (CaseDesk.transfer(finished: true), nil),
    ]

    @Test("a transfer says what is missing or is refused", arguments: transfers)
    func transfer(act: CaseCommand.Act, refusal: CaseRefusal?) {
        var desk = CaseDesk()
        var met: CaseRefusal?
        do { try desk.perform(act) } catch { met = error }
        #expect(met == refusal)
        #expect(desk.case.state == (refusal == nil ? .transferred : .open))
    }

    @Test("an unpaid fee counts as missing") func unpaidTransfer() throws {
        var desk = CaseDesk()
        try desk.perform(.decideFees([CaseDesk.fee(4600)], catalogue: "00"))
        #expect(throws: CaseRefusal.incomplete(["Gebühr offen: 46,00 €"])) { try desk.perform(CaseDesk.transfer()) }
        try desk.perform(CaseDesk.transfer(asIncomplete: true, followsAt: "Straach, 04.01.2027"))
        #expect(desk.case.transfer?.missing == ["Gebühr offen: 46,00 €"])
    }

    @Test("a double click transfers once and names every attachment") func doubleTransfer() throws {
        var desk = CaseDesk()
        try desk.perform(.scanEvidence("id", title: "Ausweis", CaseDesk.attachment("a1")))
        try desk.perform(.takeCapture("photo", title: "F", CaseDesk.attachment("p"), device: "K", place: "S"))
        let first = try desk.perform(CaseDesk.transfer(), token: "form")
        #expect(first.count == 1)
        #expect(try desk.perform(CaseDesk.transfer(), token: "form") == [])
        #expect(desk.case.transfer?.attachments == ["a1", "p"])
    }

    @Test("after the transfer the desk changes nothing any more, and is told the way on") func afterTransfer() throws {
        var desk = CaseDesk()
        try desk.perform(CaseDesk.transfer())
        let expected = CaseRefusal.transferred(on: CaseDesk.day)
        #expect(throws: expected) { try desk.answer("a", "1") }
        #expect(throws: expected) { try desk.perform(.cancel(reason: "Irrtum")) }
        #expect(throws: expected) { try desk.perform(CaseDesk.transfer()) }
        #expect(throws: CaseRefusal.notReceived) { try desk.perform(.take(fileNumber: "32-1")) }
        #expect(expected.message.contains("07.12.2026") && expected.message.contains("neuen Vorgang"))
        #expect(desk.case.revision == 2)
    }

    @Test("a cancelled case has ended") func cancelled() throws {
        var desk = CaseDesk(retentionMonths: 6)
        #expect(throws: CaseRefusal.missing(.reason)) { try desk.perform(.cancel(reason: "  ")) }
        try desk.perform(.cancel(reason: "Irrtum"))
        #expect(desk.case.endedOn == CaseDesk.day)
        #expect(desk.case.retentionEnd?.iso == "2027-06-07")
        #expect(throws: CaseRefusal.cancelled) { try desk.answer("a", "1") }
    }

    @Test("who cannot sign is recorded with reason and witness") func absentSignature() throws {
        var desk = CaseDesk()
        #expect(throws: CaseRefusal.missing(.witness)) {
            try desk.perform(.recordAbsentSignature(reason: "Hand verletzt", witness: ""))
        }
        try desk.perform(.recordAbsentSignature(reason: "Hand verletzt", witness: "J. Krüger"))
        #expect(desk.case.record.signature == .absent(reason: "Hand verletzt", witness: "J. Krüger"))
    }
}
