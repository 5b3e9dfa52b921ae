import Casework
import Crypto
import Foundation
import GRDB
import Journal
import Sync
import Testing

@testable import Office

@Suite struct IntakeTests {
    private static let png = Data(
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: 20_000))

    @Test func aCaseArrivesOnceWithEveryAnswerAndIsAcknowledged() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let number = try kit.takeIn(scan: Self.png)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let file = try #require(await program.registry.view().state.cases[number])
        #expect(file.item.state == .new && file.item.answers["eyeColour"]?.shown == "grün <b>")
        #expect(file.item.unit == "buergerbuero" && file.matches("mustermann erika") && file.matches("cfgh-2346"))
        let scan = try #require(file.item.evidence["oldCard"]?.scans.first)
        let opened = try #require(try await program.registry.attachment(scan.id, of: number))
        #expect(opened.bytes == Self.png && opened.mediaType == "image/png")
        // Again, as after a lost answer: nothing changes.
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        try await kit.fetchFeed(program.endpoints)
        let acknowledged = kit.messages.filter { $0.kind == .acknowledged }
        #expect(acknowledged.count == 1 && acknowledged.first?.subject == number.text)
        let payload = try #require(acknowledged.first.flatMap { Acknowledged($0) })
        #expect(payload.sequence == kit.journal.head?.position.sequence && payload.attachments == 1)
        #expect(kit.told.map(\.state) == [.new] && kit.told.first?.unit == "Bürgerbüro")
        #expect(kit.messages.contains { $0.kind == .catalogue })
    }

    @Test func whatWasReceivedIsThereAfterARestart() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let number = try await {
            let program = try await bench.program()
            let number = try kit.takeIn(scan: Self.png)
            try await kit.ship(to: program.endpoints)
            await program.registry.takeIn()
            _ = try await program.registry.commit { view in
                try view.state.cases[number]!.item.decide(CaseCommand(by: "brandt", .take(fileNumber: "33-1")))
                    .map { .ofCase(number, $0) }
            }
            await program.registry.close()
            return number
        }()
        let again = try await bench.program()
        let file = try #require(await again.registry.view().state.cases[number])
        #expect(file.item.state == .inWork && file.item.fileNumber == "33-1" && file.item.answers.count == 3)
        try await kit.fetchFeed(again.endpoints)
        #expect(kit.told.map(\.state) == [.new, .inWork])
        #expect(kit.messages.count { $0.kind == .acknowledged } == 1)
    }

    @Test func aCaseWaitsForItsAttachmentsAndKeys() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let number = try kit.takeIn(scan: Self.png)
        try await kit.ship(to: program.endpoints, keys: false, attachments: false)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number] == nil)
        #expect(await program.registry.view().state.waiting == 1)
        try await kit.ship(to: program.endpoints, attachments: false)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.waiting == 1)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[number]?.item.state == .new)
        #expect(try program.registry.ledger.heldCases().isEmpty)
    }

    @Test func anUntransferredCaseStaysTheKits() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let number = kit.nextNumber()
        var making = CaseMaking(number)
        try making.erika()
        try kit.append(number, making.events)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let state = await program.registry.view().state
        #expect(state.cases.isEmpty && state.underway == 1 && state.waiting == 0)
    }

    /// A kit that seals a body wrongly: the chain is whole, the body does not open.
    @Test func aBodyThatDoesNotOpenIsHeldBackAndBlocksNothing() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let bad = kit.nextNumber()
        var making = CaseMaking(bad)
        try making.erika()
        try making.transfer()
        try kit.append(bad, making.events)
        let good = try kit.takeIn()
        // The office gets the first case's key with other bytes in its box.
        _ = try await kit.hello(program.endpoints)
        let spoiled = kit.keys.rows.map(\.sealedKey).map { key -> SealedKey in
            guard key.subject.id == bad.text else { return key }
            let boxes = key.boxes.map { box -> SealedBox in
                var bytes = box.bytes
                bytes[bytes.startIndex + 50] ^= 1
                return SealedBox(recipient: box.recipient, bytes: bytes)
            }
            return SealedKey(id: key.id, subject: key.subject, parent: key.parent, boxes: boxes, madeAt: key.madeAt)
        }
        await kit.call(program.endpoints, "POST", "/sync/1/keys", SyncJSON.encode(KeysRequest(keys: spoiled)))
        try await kit.ship(to: program.endpoints, keys: false)
        await program.registry.takeIn()
        let state = await program.registry.view().state
        #expect(state.cases[good]?.item.state == .new)
        #expect(state.cases[bad] == nil)
        let held = try program.registry.ledger.heldCases()
        #expect(held.map(\.subject) == [bad.text] && held.first?.reasons.isEmpty == false)
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.messages.count { $0.kind == .heldBack } == 1)
        #expect(kit.messages.filter { $0.kind == .acknowledged }.map(\.subject) == [good.text])
        await program.registry.close()
        // Told once, not again at each start.
        let again = try await bench.program()
        await again.registry.takeIn()
        try await kit.fetchFeed(again.endpoints)
        #expect(kit.messages.count { $0.kind == .heldBack } == 1)
    }

    /// Which of the three comes last must not matter, and nobody but the kit's call wakes the office.
    @Test(arguments: [(keys: true, attachments: false), (false, true), (false, false)])
    func whatComesLastLetsTheCaseIn(first: (keys: Bool, attachments: Bool)) async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let number = try kit.takeIn(scan: Self.png)
        try await kit.ship(to: program.endpoints, keys: first.keys, attachments: first.attachments)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.waiting == 1)
        try await kit.ship(to: program.endpoints, keys: !first.keys, attachments: !first.attachments)
        for _ in 1...6_000 where await program.registry.view().state.cases[number] == nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.messages.filter { $0.kind == .acknowledged }.map(\.subject) == [number.text])
    }

    @Test func anActStandsWhenTheKitsCannotBeTold() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let number = try kit.takeIn()
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let ledger = program.registry.ledger
        try ledger.write { try $0.execute(sql: "ALTER TABLE feed RENAME TO away") }
        let view = try await program.registry.commit { view in
            try view.state.cases[number]!.item.decide(CaseCommand(by: "brandt", .take(fileNumber: "33-1")))
                .map { .ofCase(number, $0) }
        }
        #expect(view.state.cases[number]?.item.state == .inWork)
        try ledger.write { try $0.execute(sql: "ALTER TABLE away RENAME TO feed") }
        await program.registry.takeIn()
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.told.map(\.state) == [.new, .inWork])
    }

    @Test func anOfficeHoldsItsFolder() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        #expect { try bench.folder.hold() } throws: { "\($0)".contains("läuft die Zentrale schon") }
        await #expect {
            _ = try await bench.program()
        } throws: {
            "\($0)".contains("läuft die Zentrale schon")
        }
        await program.registry.close()
        _ = try bench.folder.hold()
    }

    @Test func aFlippedByteOnTheWayIsRefusedAndKept() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        try kit.takeIn()
        _ = try await kit.hello(program.endpoints)
        let entries = try kit.store.entries(.all, after: 0, limit: 100).map(\.entry)
        let last = try #require(entries.last)
        let signed = try #require(try kit.journal.signedHead(at: last.position))
        var changed = entries
        var bytes = try #require(entries[3].bytes)
        bytes[bytes.endIndex - 1] ^= 1
        changed[3] = try Entry(bytes: bytes)
        let batch = try #require(EntriesBatch(entries: changed, head: signed))
        let response = await kit.call(program.endpoints, "POST", "/sync/1/entries", batch.encoded)
        let answer = try SyncJSON.decode(EntriesAnswer.self, from: response.body)
        #expect(answer.fault != nil && answer.accepted == nil)
        #expect(try program.registry.ledger.unsettled().isEmpty == false)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases.isEmpty)
    }

    @Test(arguments: [false, true])
    func aFollowUpAnswersTheQuestion(isNamedInAnswer: Bool) async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let first = try kit.takeIn()
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let today = CalendarDate(iso: "2026-12-07")!
        _ = try await program.registry.commit { view in
            try view.state.cases[first]!.item.decide(
                CaseCommand(
                    by: "brandt",
                    .askBack(question: "Welche Größe?", due: today.adding(days: 7)!, telling: .callList, today: today))
            ).map { .ofCase(first, $0) }
        }
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.told.last?.question == "Welche Größe?" && kit.messages.last?.kind == .question)
        // Opened for the question, or by itself with the number as an answer: the same to the office.
        let second =
            isNamedInAnswer
            ? try kit.takeIn({ try $0.transfer(follows: first) }, unit: "standesamt") : try kit.takeIn(follows: first)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        let item = try #require(await program.registry.view().state.cases[first]?.item)
        #expect(item.followers == [second] && item.openQuestion == nil && item.state == .new)
        let answer = try #require(await program.registry.view().state.cases[second]?.item)
        #expect(answer.follows == first && answer.unit == item.unit)
        #expect(answer.state == (isNamedInAnswer ? .forwarded : .new))
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.told.filter { $0.number == first }.map(\.state) == [.new, .askedBack, .new])
    }

    @Test func everyKitHearsOfEveryCaseAndOnlyItsOwnIsAcknowledged() async throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.enrolKit(), try bench.enrolKit())
        #expect(one.answer.code == "W01" && other.answer.code == "W02" && one.kit != other.kit)
        let program = try await bench.program()
        let number = try one.takeIn()
        try await one.ship(to: program.endpoints)
        await program.registry.takeIn()
        try await other.fetchFeed(program.endpoints)
        #expect(other.told.map(\.number) == [number])
        #expect(!other.messages.contains { $0.kind == .acknowledged })
        // What is sealed to one kit opens for no other.
        #expect(other.messages.first { $0.kind == .state }?.open(with: one.request.agreement) == nil)
    }

    @Test func aKeyForAnotherKitsCaseIsRefused() async throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.enrolKit(), try bench.enrolKit())
        let program = try await bench.program()
        try one.takeIn()
        _ = try await other.hello(program.endpoints)
        let request = KeysRequest(keys: one.keys.rows.map(\.sealedKey))
        let response = await other.call(program.endpoints, "POST", "/sync/1/keys", SyncJSON.encode(request))
        let answer = try SyncJSON.decode(KeysAnswer.self, from: response.body)
        #expect(answer.stored.isEmpty && answer.refused.count == request.keys.count)
    }

    @Test func aLockedKitIsTurnedAwayAndHearsWhy() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        try await program.registry.setLock(true, of: kit.kit, reason: "gestohlen", by: "brandt")
        try kit.takeIn()
        #expect(try await kit.hello(program.endpoints).refusal == .locked)
        try await kit.fetchFeed(program.endpoints)
        #expect(kit.messages.last { $0.kind == .lock }.flatMap { LockOrder($0) }?.reason == "gestohlen")
        try await program.registry.setLock(false, of: kit.kit, reason: "", by: "brandt")
        #expect(try await kit.hello(program.endpoints).refusal == nil)
    }

    @Test func aBackupHoldsTheCasesAndIsToldToTheKit() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        let number = try kit.takeIn(scan: Self.png)
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(try await kit.hello(program.endpoints).backedUp.isEmpty)
        _ = try OfficeBackup.copy(bench.folder, to: bench.path + "/copy", at: bench.clock.now())
        #expect(try await kit.hello(program.endpoints).backedUp == [kit.journal.head!.position])
        let place = OfficeFolder(path: bench.path + "/restored", keyPath: bench.folder.keyPath)
        _ = try await OfficeRestore(bench.path + "/copy", to: place, at: bench.clock.now()).run()
        let copy = try await OfficeProgram(folder: place, clock: bench.clock)
        let item = try #require(await copy.registry.view().state.cases[number]?.item)
        let scan = try #require(item.evidence["oldCard"]?.scans.first)
        #expect(try await copy.registry.attachment(scan.id, of: number)?.bytes == Self.png)
    }

    /// A restored office would need it again: its attachment is not in the copy.
    @Test func aBackupLetsAKitKeepWhatWasNotReceived() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let program = try await bench.program()
        try kit.takeIn()
        let before = try #require(kit.journal.head?.position)
        let scanned = try kit.takeIn(scan: Self.png)
        try kit.takeIn()
        try await kit.ship(to: program.endpoints, attachments: false)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[scanned] == nil)
        _ = try OfficeBackup.copy(bench.folder, to: bench.path + "/copy", at: bench.clock.now())
        #expect(try await kit.hello(program.endpoints).backedUp == [before])
        try await kit.ship(to: program.endpoints)
        await program.registry.takeIn()
        _ = try OfficeBackup.copy(bench.folder, to: bench.path + "/later", at: bench.clock.now())
        #expect(try await kit.hello(program.endpoints).backedUp == [kit.journal.head!.position])
    }

    @Test func withoutItsKeyFileTheFolderOpensNothing() async throws {
        let bench = try OfficeBench()
        try FileManager.default.removeItem(atPath: bench.folder.keyPath)
        await #expect(throws: OfficeFault.self) { _ = try await bench.program() }
        try DiskFile(path: bench.folder.keyPath).replace(
            with: Data(String(repeating: "ab", count: 32).utf8), shredding: false)
        await #expect(throws: OfficeFault.self) { _ = try await bench.program() }
    }

    @Test func theStaffCodesOfTheAnswerOpenOnlyAtTheKit() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit()
        let sealed = try #require(kit.answer.sealedStaff)
        let clear = try #require(EnrolmentSeal.open(sealed, with: kit.request.agreement))
        let codes = try JSONDecoder().decode([StaffCode].self, from: clear)
        #expect(codes.map(\.clerk.text).sorted() == ["krueger", "mueller-platz"])
        #expect(EnrolmentSeal.open(sealed, with: Curve25519.KeyAgreement.PrivateKey()) == nil)
    }
}
