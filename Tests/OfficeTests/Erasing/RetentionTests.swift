import Casework
import Foundation
import GRDB
import Journal
import Sync
import Testing

@testable import Office

/// What is due is gone from every byte the office keeps, the rest stays readable and the chain checks.
@Suite struct RetentionTests {
    private static let words = ["Planetariumsquitte", "Nebelkuechenschrank", "Dachsbaumhausgasse"]
    private static let picture = Data([0x89, 0x50, 0x4E, 0x47] + Array("Seidenpapierdrachen".utf8))

    /// An office with a case that is full of planted words and a living one.
    private struct Filled {
        let bench: OfficeBench
        let kit: TestKit
        let program: OfficeProgram
        let planted: CaseNumber
        let living: CaseNumber

        init() async throws {
            bench = try OfficeBench()
            kit = try bench.enrolKit(code: "W01")
            program = try await bench.program()
            let kit = kit
            planted = try kit.takeIn(
                { making in
                    try making.answer("familyName", "Familienname", RetentionTests.words[0])
                    try making.act(
                        .seeEvidence("oldCard", title: "Bisheriger Ausweis", note: RetentionTests.words[1]))
                    let photo = try kit.attach(RetentionTests.picture, to: making.item.number)
                    try making.act(
                        .takeCapture("photo", title: "Lichtbild", photo, device: "Kamera", place: "Straach"))
                }, scan: RetentionTests.picture)
            living = try kit.takeIn(scan: RetentionTests.picture)
            try await kit.ship(to: program.endpoints)
            await program.registry.takeIn()
        }

        func act(_ acts: [CaseCommand.Act], on number: CaseNumber) async throws {
            for act in acts {
                _ = try await program.registry.commit { view in
                    try view.state.cases[number]!.item.decide(CaseCommand(by: "brandt", act)).map {
                        .ofCase(number, $0)
                    }
                }
            }
        }

        func item(_ number: CaseNumber) async -> Case? {
            await program.registry.view().state.cases[number]?.item
        }

        /// Everything by which something of the subject could be read: closed bodies, keys as they are kept and sealed, files.
        func traces(of number: CaseNumber) throws -> [Data] {
            var traces: [Data] = []
            try program.registry.store.forEach(.subject(Subject(kind: .case, id: number.text))) {
                if !$0.entry.header.keyID.isClear, let body = $0.entry.body { traces.append(body) }
            }
            let rows = try DatabaseQueue(path: bench.folder.path(KeyStore.fileName)).read { db in
                try Row.fetchAll(
                    db, sql: "SELECT wrapped, sealed FROM key WHERE subject = ?", arguments: [number.text])
            }
            for row in rows {
                if let wrapped = row[0] as Data? { traces.append(wrapped) }
                if let sealed = row[1] as Data? { traces.append(sealed) }
            }
            for id in kit.files(of: number) {
                let path = bench.folder.path("attachments/\(id.hex)")
                if let file = FileManager.default.contents(atPath: path) { traces.append(file) }
            }
            return traces
        }
    }

    /// All bytes of all files below a folder.
    private static func bytes(_ folder: String) throws -> [Data] {
        let names = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        return names.compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
    }

    private static func count(_ traces: [Data], in folder: String) throws -> Int {
        let files = try bytes(folder)
        return traces.count { trace in files.contains { $0.range(of: trace) != nil } }
    }

    @Test func `after the retention nothing of a case is in any file, backup or page`() async throws {
        let office = try await Filled()
        try await office.act(
            [.take(fileNumber: Self.words[2]), .note(Self.words[2]), .finish(note: Self.words[1])], on: office.planted)
        let traces = try office.traces(of: office.planted)
        let plain = (Self.words.map { Data($0.utf8) } + [Self.picture])
        // The search finds what is there: every trace before, and no word ever.
        #expect(traces.count > 15)
        #expect(try Self.count(traces, in: office.bench.folder.path) == traces.count)
        #expect(try Self.count(plain, in: office.bench.folder.path) == 0)
        #expect(JournalVerifier(folder: office.bench.folder.path, meanings: .ofCases).report().isIntact)

        office.bench.pass(days: 400)
        let erased = try await office.program.registry.eraseDue()
        #expect(erased.cases == 1)
        #expect(try Self.count(traces, in: office.bench.folder.path) == 0)
        let report = JournalVerifier(folder: office.bench.folder.path, meanings: .ofCases).report()
        #expect(report.faults == [] && report.attachments == 1)

        let copy = office.bench.path + "/backups/one"
        _ = try OfficeBackup.copy(office.bench.folder, to: copy, at: office.bench.clock.now())
        #expect(try Self.count(traces + plain, in: copy) == 0)
        #expect(try Self.count(traces + plain, in: office.bench.path + "/data.key.erasures") == 0)

        let (planted, living) = (office.planted, office.living)
        try await OfficeBrowser.open(office.program) { browser in
            try await browser.logIn("brandt", office.program)
            for path in ["/vorgang/\(planted.text)", "/vorgang/\(planted.text).json"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 410 && !Self.words.contains { answer.text.contains($0) })
            }
            let log = try await browser.get("/loeschungen")
            #expect(log.status == 200 && log.text.contains(planted.text) && log.text.contains("one"))
            #expect(!(Self.words + ["Mustermann"]).contains { log.text.contains($0) })
            #expect(try await browser.get("/vorgang/\(living.text)").text.contains("Mustermann"))
        }
        // Kits hear of it, and doing it again does nothing more.
        try await office.kit.fetchFeed(office.program.endpoints)
        #expect(office.kit.messages.filter { $0.kind == .caseErased }.map(\.subject) == [planted.text])
        #expect(try await office.program.registry.eraseDue().isNothing)
        #expect(await office.item(planted)?.state == .done)
    }

    @Test func `an erased case is the same after a restart`() async throws {
        let office = try await Filled()
        try await office.act([.reject(reason: "nicht zuständig")], on: office.planted)
        office.bench.pass(days: 400)
        try await office.program.registry.eraseDue()
        await office.program.registry.close()
        let again = try Registry(folder: office.bench.folder, clock: office.bench.clock)
        try await again.start()
        let view = await again.view()
        for number in [office.planted, office.living] {
            #expect(await office.item(number) == view.state.cases[number]?.item)
        }
        #expect(view.state.cases[office.planted]?.item.state == .rejected)
        #expect(view.state.waiting == 0)
    }

    @Test func `photo and evidence go earlier, the form stays`() async throws {
        let office = try await Filled()
        let photo = try #require(await office.item(office.planted)?.partFiles.last?.attachment)
        office.bench.pass(days: 5)
        #expect(try await office.program.registry.eraseDue() == .init(cases: 0, parts: 1, outings: 0))
        #expect(await office.item(office.planted)?.captures["photo"]?.outcome == .erased)
        #expect(!FileManager.default.fileExists(atPath: office.bench.folder.path("attachments/\(photo.id.text)")))
        await #expect(throws: (any Error).self) {
            _ = try await office.program.registry.attachment(photo.id, of: office.planted)
        }
        try await office.act([.withdraw(reason: "umgezogen")], on: office.planted)
        var seen: [Data] = []
        try office.program.registry.store.forEach(.subject(Subject(kind: .case, id: office.planted.text))) {
            if $0.entry.header.type.name == CaseEvidenceSeen.type, let body = $0.entry.body { seen.append(body) }
        }
        #expect(try Self.count(seen, in: office.bench.folder.path) == 1)
        office.bench.pass(days: 40)
        #expect(try await office.program.registry.eraseDue().parts == 1)
        #expect(try Self.count(seen, in: office.bench.folder.path) == 0)
        let item = try #require(await office.item(office.planted))
        #expect(item.access == .readable && item.answers["familyName"]?.shown == Self.words[0])
        #expect(item.evidence["oldCard"]?.isErased == true && item.evidence["oldCard"]?.note == nil)
        #expect(JournalVerifier(folder: office.bench.folder.path, meanings: .ofCases).report().faults == [])
        await office.program.registry.close()
        let again = try Registry(folder: office.bench.folder, clock: office.bench.clock)
        try await again.start()
        let folded = try #require(await again.view().state.cases[office.planted]?.item)
        #expect(folded.evidence == item.evidence && folded.captures == item.captures && folded.answers == item.answers)
        #expect(folded.access == .readable && folded.state == .withdrawn)
    }

    @Test func `what was cancelled at the desk goes at once`() async throws {
        let office = try await Filled()
        let number = office.kit.nextNumber()
        var making = CaseMaking(number)
        try making.erika()
        try making.act(.cancel(reason: "will nicht mehr"))
        try office.kit.append(number, making.events)
        try await office.kit.ship(to: office.program.endpoints)
        await office.program.registry.takeIn()
        let traces = try office.traces(of: number)
        #expect(traces.count > 5)
        #expect(try await office.program.registry.eraseDue().cases == 1)
        #expect(try Self.count(traces, in: office.bench.folder.path) == 0)
        let state = await office.program.registry.view().state
        #expect(state.underway == 0 && state.cases[number]?.item.state == .cancelled)
    }

    /// The list is written first: whatever came to pass after it, the next start finishes.
    @Test(arguments: 1...3) func `a crash behind the list, the chain or the keys is made up for`(step: Int) async throws
    {
        let office = try await Filled()
        try await office.act([.reject(reason: "nicht zuständig")], on: office.planted)
        let traces = try office.traces(of: office.planted)
        let subject = try Subject(kind: .case, id: office.planted.text)
        let mark = ErasureList.mark(try office.bench.folder.identity())
        var list = try #require(try ErasureList(office.bench.folder.erasureListPath, of: mark, on: .machine))
        let files = Set(office.kit.files(of: office.planted))
        let keys = Set(office.kit.keys.rows(of: subject).map(\.id))
        try list.append([
            ErasureRecord(of: subject, at: office.bench.clock.now(), isWhole: true, keys: keys, files: files)
        ])
        let number = office.planted
        if step > 1 {
            try await office.program.registry.commit { _ in
                [.ofCase(number, .erased(CaseErased(because: .retention, state: .rejected)))]
            }
        }
        await office.program.registry.close()
        if step > 2 {
            let secrets = try office.bench.folder.secrets()
            let store = try KeyStore(
                path: office.bench.folder.path(KeyStore.fileName), atRestKey: secrets.atRestKey,
                opener: secrets.opener, recipients: [])
            try store.erase([subject: keys], at: office.bench.clock.now())
        }
        let again = try Registry(folder: office.bench.folder, clock: office.bench.clock)
        try await again.start()
        let item = try #require(await again.view().state.cases[office.planted]?.item)
        #expect(item.access == .erased && item.state == .rejected)
        #expect(try Self.count(traces, in: office.bench.folder.path) == 0)
        #expect(JournalVerifier(folder: office.bench.folder.path, meanings: .ofCases).report().faults == [])
    }
}

extension TestKit {
    /// The files that entries of a case name.
    func files(of number: CaseNumber) -> [KeyID] {
        let subject = try? Subject(kind: .case, id: number.text)
        let entries = subject.flatMap { try? store.entries(.subject($0), after: 0, limit: 1_000) } ?? []
        return entries.compactMap { AttachmentRef(entry: $0.entry)?.id }
    }
}
