import Casework
import Foundation
import HTTPTypes
import Journal
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
