import Casework
import Foundation
import HTTPTypes
import Journal
import Pages
import Testing

@testable import Kit
@testable import Sync

/// The page "Übertragung": what is unsent, why, how long it takes, and what a person has dealt with.
@Suite struct TransferPageTests {
    private func progress(
        _ state: SyncProgress.State, entries: UInt64 = 0, bytes: UInt64 = 0, of total: UInt64 = 0,
        problems: [SyncProgress.Problem] = [], received: [UInt16: UInt64] = [:], waiting: Set<KeyID> = []
    ) -> SyncProgress {
        SyncProgress(
            state: state, unsentEntries: entries, unsentKeys: 0, unsentAttachments: waiting.count, unsentBytes: bytes,
            attachmentBytes: total, lastContact: TestKit.start, nextTry: nil, problems: problems,
            receivedThrough: received, waitingAttachments: waiting)
    }

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

    // MARK: What the office has, also after a restart

    /// The office had everything; the laptop was off; there is no network.
    @Test func whatTheOfficeConfirmedIsKnownAfterAStartWithoutNetwork() async throws {
        let kit = try await TestKit()
        let head = try #require(try await kit.desk.view().head?.position)
        _ = try await kit.desk.begin(epoch: 1)
        await kit.desk.show(progress(.upToDate, received: [head.generation: head.sequence]))
        let next = try await kit.restarted()
        let unasked = SyncProgress(
            state: .offline, unsentEntries: head.sequence, unsentKeys: 0, unsentAttachments: 0, unsentBytes: 0,
            attachmentBytes: 0, lastContact: nil, nextTry: nil, problems: [], receivedThrough: [:],
            waitingAttachments: [])
        await next.desk.show(unasked)
        #expect(await next.desk.shown?.unsentEntries == 0)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let page = try await browser.get("/uebertragung")
            #expect(page.text.contains("Letzter Kontakt: 10:40 Uhr."))
            #expect(page.text.contains("<b>0</b>Einträge nicht gesendet"))
        }
        // What is written since counts.
        try await next.desk.commit { view, _ in
            [.ofBook(view.today, .matterSettled(MatterSettled(matter: "m", what: "w", reason: "r", clerk: "krueger")))]
        }
        await next.desk.show(unasked)
        #expect(await next.desk.shown?.unsentEntries == 1)
    }

    /// Without the note nothing is said of what the office has; a note from before the disk was put back is none.
    @Test(arguments: [nil, 10_000] as [UInt64?])
    func whatIsNotKnownIsSaidSo(noted: UInt64?) async throws {
        let kit = try await TestKit()
        _ = try await kit.desk.begin(epoch: 1)
        if let noted { await kit.desk.show(progress(.upToDate, received: [1: noted])) }
        let next = try await kit.restarted()
        var unasked = progress(.offline, entries: 66)
        unasked.lastContact = nil
        await next.desk.show(unasked)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let page = try await browser.get("/uebertragung")
            #expect(page.text.contains("<b>–</b>Einträge: Stand vor dem Start unbekannt"))
            #expect(!page.text.contains("<b>66</b>"))
        }
    }

    /// A case that was given away: what the page says of it in each state of the line.
    @Test(
        arguments: [
            (SyncProgress.State.offline, false, "abgegeben, wartet auf Netz", "wartet auf Netz"),
            (.sending, false, "abgegeben, wird übertragen", "wird übertragen"),
            (.upToDate, false, "abgegeben, wird übertragen", "wird übertragen"),
            (.upToDate, true, "gesendet, wird in der Zentrale geprüft", "wird geprüft"),
            (.offline, true, "gesendet, wird in der Zentrale geprüft", "wird geprüft"),
            (.refused(.locked), false, "abgegeben, Zentrale nimmt nichts an", "Zentrale nimmt nichts an"),
        ])
    func whereACaseStandsFollowsTheLine(
        state: SyncProgress.State, isReceived: Bool, standing: String, row: String
    ) async throws {
        let kit = try await TestKit()
        let number = try await Self.given(kit)
        let last = try #require(try await kit.desk.view().state.lastEntries[number])
        await kit.desk.show(
            progress(state, entries: 1, received: [last.generation: isReceived ? last.sequence : last.sequence - 1]))
        try await kit.play { browser in
            #expect(try await browser.get("/heute").text.contains(standing))
            let page = try await browser.get("/uebertragung").text
            #expect(page.contains(row))
            #expect(page.contains("<b>1</b>Vorgang abgegeben"))
            #expect(page.contains("wartet auf Netz") == (row == "wartet auf Netz"))
        }
    }

    @Test func anAttachmentIsOnItsWayOnlyWhileItIsSent() async throws {
        let kit = try await TestKit()
        let number = try await Self.given(kit)
        let key = KeyID(Data(repeating: 7, count: KeyID.byteCount))!
        for (state, words) in [
            (SyncProgress.State.offline, "1 Anlage: wartet auf Netz"), (.sending, "1 Anlage unterwegs"),
        ] {
            let before = try await kit.desk.view()
            var folded = before.state
            folded.attachments[number] = [
                try AttachmentRef(
                    id: key, keyID: key, byteCount: 3, cipherSHA256: EntryHash(of: Data()), mediaType: "image/png")
            ]
            let view = DeskView(
                state: folded, town: before.town, now: before.now, fault: nil,
                sync: progress(state, bytes: 3, of: 3, waiting: [key]), isBehindOffice: false, clockDoubt: nil,
                contact: .good, devices: [])
            let step = TransferStep(of: Case(number: number), in: view)
            #expect(step == .atKit(attachments: 1))
            #expect(String(decoding: step.received(in: view).html.bytes, as: UTF8.self).contains(words))
        }
    }

    /// What the office holds back it does not check any more.
    @Test func aCaseThatIsHeldBackIsNotBeingChecked() async throws {
        let kit = try await TestKit()
        let number = try await Self.given(kit)
        let last = try #require(try await kit.desk.view().state.lastEntries[number])
        try await kit.hear(
            .heldBack, of: number,
            CaseHeldBack(reasons: [Acknowledgement.Finding.keyUnopenable(.clear).message]).encoded())
        await kit.desk.show(progress(.upToDate, received: [last.generation: last.sequence]))
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung").text
            #expect(page.contains("Alles ist gesendet. 1 Vorgang hält sie zurück."))
            #expect(!page.contains("prüft noch"))
            // One order, for the one who reads it.
            #expect(!page.contains("erneut anmelden"))
            #expect(page.ranges(of: "Rufen Sie die Zentrale an").count == 1)
        }
    }

    private static func given(_ kit: TestKit) async throws -> CaseNumber {
        let (_, number) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(number, at: kit)
        return number
    }

    // MARK: How long

    @Test func theRestIsToldFromWhatWasMeasured() {
        var rate = TransferRate()
        #expect(rate.seconds(for: progress(.sending, bytes: 1_000)) == nil)
        rate.note(progress(.sending, entries: 50, bytes: 10_000_000, of: 10_000_000), at: at(0))
        rate.note(progress(.sending, entries: 40, bytes: 9_000_000, of: 10_000_000), at: at(10))
        #expect(rate.bytesPerSecond == 100_000)
        #expect(rate.seconds(for: progress(.sending, entries: 40, bytes: 9_000_000)) == 130)
        // More work is no speed, a pause of the line neither.
        rate.note(progress(.sending, entries: 90, bytes: 20_000_000), at: at(20))
        rate.note(progress(.offline), at: at(30))
        rate.note(progress(.sending, entries: 10, bytes: 1_000_000), at: at(40))
        #expect(rate.bytesPerSecond == 100_000)
        rate.note(progress(.sending, entries: 10, bytes: 500_000), at: at(400))
        #expect(rate.bytesPerSecond == 100_000)
        #expect(rate.seconds(for: progress(.upToDate)) == 0)
    }

    @Test(
        arguments: [
            (0, "weniger als eine Minute"), (59, "weniger als eine Minute"), (60, "etwa 1 Minute"),
            (61, "etwa 2 Minuten"), (5_399, "etwa 90 Minuten"), (5_400, "etwa 2 Stunden"), (36_000, "etwa 10 Stunden"),
        ])
    func durationsAreRounded(seconds: Int, words: String) { #expect(SyncPage.words(seconds) == words) }

    // MARK: The page

    @Test func whatIsUnsentIsShownWithItsAgeAndItsDuration() async throws {
        let kit = try await TestKit()
        let key = KeyID(Data(repeating: 7, count: KeyID.byteCount))!
        await kit.desk.show(progress(.sending, entries: 3, bytes: 4_000_000, of: 8_000_000, waiting: [key]))
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung")
            for text in [
                "Es wird übertragen.", "<b>3</b>Einträge nicht gesendet, ältester von 10:40 Uhr", "<progress",
                "value=\"4000000\" max=\"8000000\"", "Wie lange es dauert, zeigt sich, sobald gesendet wird.",
            ] { #expect(page.text.contains(text), "\(text)") }
            // The living part alone, for the page's script; nothing in it is typed into.
            let part = try await browser.get("/uebertragung", headers: [HTTPField.Name("X-Part")!: "transfer-live"])
            #expect(part.status == 200 && part.text.contains("id=\"transfer-live\""))
            #expect(!part.text.contains("<form") && !part.text.contains("<html"))
        }
    }

    @Test func troubleOfTheLinePassesAndTheRestWaitsForAPerson() async throws {
        let kit = try await TestKit()
        let line = SyncProgress.Problem(
            subject: .line, since: TestKit.start, attempts: 4, nextTry: TestKit.start, trouble: .timedOut)
        let keys = SyncProgress.Problem(
            subject: .keys, since: TestKit.start, attempts: 2, nextTry: TestKit.start, trouble: .keysRefused(2))
        await kit.desk.show(progress(.offline, entries: 3, problems: [line, keys]))
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung")
            #expect(page.text.contains("Darum muss sich jemand kümmern"))
            #expect(page.text.contains("2 Schlüssel") && page.text.contains("4 Versuche"))
            let matter = page.value(of: "sache")
            #expect(matter.hasPrefix("failed."))
            // Not without saying how.
            let empty = try await browser.post("/uebertragung/erledigt", [("sache", matter), ("grund", " ")])
            #expect(empty.status == 422 && empty.text.contains("Geben Sie an, wie die Sache erledigt wurde."))
            #expect(empty.text.contains("Darum muss sich jemand kümmern"))
            let done = try await browser.post(
                "/uebertragung/erledigt", [("sache", matter), ("grund", "Mit der IT geklärt")])
            #expect(done.status == 303)
            let after = try await browser.get("/uebertragung")
            #expect(!after.text.contains("Darum muss sich jemand kümmern"))
            #expect(after.text.contains("1 erledigte Sache") && after.text.contains("Mit der IT geklärt"))
            // The same again, and one that there is not, write nothing.
            let entries = try await kit.desk.view().state.settledMatters.count
            _ = try await browser.post("/uebertragung/erledigt", [("sache", matter), ("grund", "noch einmal")])
            _ = try await browser.post("/uebertragung/erledigt", [("sache", "x"), ("grund", "nichts")])
            #expect(try await kit.desk.view().state.settledMatters.count == entries)
        }
        // It is in the journal: there after a restart.
        let again = try await kit.restarted()
        #expect(try await again.desk.view().state.settledMatters.values.map(\.reason) == ["Mit der IT geklärt"])
    }

    @Test(arguments: [
        (SyncTrouble.noConnection, false), (.timedOut, false), (.status(503), false), (.entries(.gap), false),
        (.attachment(.hash), false), (.attachment(.unknown), false), (.attachment(.tooLong), true),
        (.entries(.forked), true), (.keysRefused(1), true), (.certificateEnded, true), (.journalIsBehind, true),
    ])
    func whatPassesByItselfIsNoMatter(trouble: SyncTrouble, needsPerson: Bool) {
        #expect(trouble.needsPerson == needsPerson)
    }

    /// Received and acknowledged are two steps that are seen.
    @Test func aCaseGoesFromStepToStep() async throws {
        let kit = try await TestKit()
        let number = CaseNumber("W01-A-000001")
        let steps: [(SyncProgress?, TransferStep)] = [
            (nil, .atKit(attachments: 0)), (progress(.sending, entries: 2, received: [1: 6]), .atKit(attachments: 0)),
            (progress(.upToDate, received: [1: 7]), .received),
            (progress(.refused(.locked)), .atKit(attachments: 0)),
        ]
        for (shown, step) in steps {
            var state = try await kit.desk.view().state
            state.lastEntries[number] = Position(kit: 1, generation: 1, sequence: 7)
            let before = try await kit.desk.view()
            let view = DeskView(
                state: state, town: before.town, now: before.now, fault: nil, sync: shown, isBehindOffice: false,
                clockDoubt: nil, contact: .good, devices: [])
            #expect(TransferStep(of: Case(number: number), in: view) == step)
        }
    }
}
