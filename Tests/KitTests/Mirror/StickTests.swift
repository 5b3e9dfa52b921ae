import Casework
import Foundation
import Journal
import Testing

@testable import Kit

/// Pulled, filled, swapped: nothing is harmed, it is said, and the mirror catches up by itself.
@Suite struct StickTests {
    @Test func aPulledStickIsSaidAndCatchesUp() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        try await world.follow(mirroring, setting)
        try world.pull()
        let number = try await world.takeIn()
        try await world.scan(5000, for: number)
        await #expect(throws: MirrorTrouble.away) { try await world.follow(mirroring, setting) }
        #expect(!FileManager.default.fileExists(atPath: world.stick))
        // The mount point stays, empty: nothing is written there.
        try FileManager.default.createDirectory(atPath: world.path, withIntermediateDirectories: true)
        await #expect(throws: MirrorTrouble.notAMirror) { try await world.follow(mirroring, setting) }
        #expect(try MirrorWorld.files(below: world.stick).isEmpty)
        try world.plugIn()
        let outcome = try await world.follow(mirroring, setting)
        #expect(outcome.through == (await world.kit.desk.mirrored().head))
        #expect(try world.restore().restored.attachments == 1)
    }

    @Test func anotherKitsStickStaysAsItIs() async throws {
        let world = try await MirrorWorld()
        let other = try await MirrorWorld()
        let setting = try world.setUp()
        _ = try await world.takeIn()
        try await world.follow(world.mirroring(), setting)
        let otherSetting = try other.setUp()
        try await other.write()
        try await other.follow(other.mirroring(), otherSetting)
        try world.pull()
        try FileManager.default.copyItem(atPath: other.stick, toPath: world.stick)
        let before = try MirrorWorld.files(below: world.stick)
        await #expect(throws: MirrorTrouble.otherMirror(code: "W01")) {
            try await world.follow(world.mirroring(), setting)
        }
        #expect(try MirrorWorld.files(below: world.stick) == before)
        // Nor does setting up take it over.
        #expect(throws: MirrorSetUpFault.isAMirror(code: "W01")) { try world.setUp() }
    }

    @Test func anOlderCopyOfTheMirrorCatchesUp() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        _ = try await world.takeIn()
        try await world.follow(mirroring, setting)
        try world.copyStick(as: "older")
        let number = try await world.takeIn()
        try await world.scan(70_000, for: number)
        try await world.follow(mirroring, setting)
        try FileManager.default.removeItem(atPath: world.stick)
        try FileManager.default.moveItem(atPath: "\(world.place)/older", toPath: world.stick)
        let outcome = try await world.follow(mirroring, setting)
        #expect(outcome.attachmentsLeft == 0)
        let (folder, restored) = try world.restore()
        #expect(restored.continues == (await world.kit.desk.mirrored().head) && restored.attachments == 1)
        #expect(JournalVerifier(folder: folder.path).report().isIntact)
    }

    @Test func aDamagedMirrorIsWrittenAnewAndTheOldOneStaysBeside() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        _ = try await world.takeIn()
        try await world.follow(world.mirroring(), setting)
        // Nothing stays open on the stick: one file holds the journal.
        #expect((try? Data(contentsOf: URL(filePath: "\(world.path)/journal.sqlite-wal")))?.isEmpty != false)
        try Data(repeating: 7, count: 50_000).write(to: URL(filePath: "\(world.path)/journal.sqlite"))
        try await world.write()
        let outcome = try await world.follow(world.mirroring(), setting)
        #expect(outcome.keptBeside == 1)
        #expect(try world.restore().restored.continues == (await world.kit.desk.mirrored().head))
    }

    @Test func whatWasDroppedMeanwhileIsCopiedAsAWhole() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        try await world.write()
        try await world.follow(mirroring, setting)
        try world.pull()
        for _ in 0..<3 { try await world.write() }
        try await world.kit.desk.dropFirstSegment()
        try world.plugIn()
        try await world.follow(mirroring, setting)
        let (folder, restored) = try world.restore()
        #expect(restored.continues == (await world.kit.desk.mirrored().head) && restored.fault == nil)
        #expect(JournalVerifier(folder: folder.path).report().isIntact)
    }

    /// Two hundred histories: the stick fails anywhere in a round, in any way; work goes on; in the end it holds everything.
    @Test(arguments: 0..<8)
    func whateverFailsItCatchesUp(seed: Int) async throws {
        var dice = StickDice(seed: seed)
        let world = try await MirrorWorld()
        let stick = FaultyStick()
        let setting = try world.setUp(on: stick)
        var mirroring = world.mirroring(on: stick)
        let number = try await world.takeIn()
        var (failed, went) = (0, 0)
        for _ in 0..<25 {
            switch dice.roll(4) {
            case 0: try await world.scan(dice.roll(200_000), for: number)
            default: try await world.write()
            }
            // The program was ended and started anew.
            if dice.roll(5) == 0 { mirroring = world.mirroring(on: stick) }
            stick.fail(
                after: dice.roll(3) == 0 ? nil : dice.roll(60), with: FaultyStick.Fault.allCases[dice.roll(3)])
            do {
                try await world.follow(mirroring, setting)
                went += 1
            } catch is MirrorTrouble { failed += 1 }
        }
        #expect(failed > 0 && went > 0)
        stick.fail(after: nil)
        let outcome = try await world.follow(mirroring, setting)
        #expect(outcome.attachmentsLeft == 0 && outcome.keptBeside == 0)
        let (folder, restored) = try world.restore()
        #expect(restored.continues == (await world.kit.desk.mirrored().head))
        #expect(restored.attachmentsMissing == 0 && restored.entriesMissing == 0)
        #expect(JournalVerifier(folder: folder.path).report().isIntact)
        #expect(try MirrorWorld.files(below: world.path).keys.allSatisfy { !$0.hasSuffix(".part") })
    }

    /// No file on the stick may grow beyond a limit, in a process of its own.
    @Test func aFullStickIsSaid() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let number = try await world.takeIn()
        try await world.follow(world.mirroring(), setting)
        try await world.scan(3_000_000, for: number)
        let head = await world.kit.desk.mirrored().head
        let (folder, path) = (world.kit.folder.path, world.path)
        await #expect(processExitsWith: .success) { [folder = folder as String, path = path as String] in
            var limit = rlimit(rlim_cur: 1_000_000, rlim_max: 1_000_000)
            signal(SIGXFSZ, SIG_IGN)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let kit = KitFolder(path: folder)
            let store = try SQLiteJournalStore(path: kit.path(SQLiteJournalStore.fileName))
            let mirroring = Mirroring(folder: kit, identity: try kit.identity(), store: store, stick: .machine)
            let setting = try #require(try MirrorSetting(in: kit))
            #expect(throws: MirrorTrouble.full) { try mirroring.round(setting, generation: 1) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/attachments").isEmpty)
        }
        let outcome = try await world.follow(world.mirroring(), setting)
        #expect(outcome.through == head && outcome.attachmentsLeft == 0)
    }

    // MARK: Pages

    @Test func pagesSayHowTheMirrorStands() async throws {
        let world = try await MirrorWorld()
        let mirror = world.kit.kit.mirror
        await world.kit.desk.whenChanged { mirror.wake() }
        try await world.kit.play { browser in
            #expect(try await browser.get("/uebertragung").text.contains("Kein Spiegel eingerichtet."))
            _ = try world.setUp()
            let run = Task { await mirror.run(every: .milliseconds(50)) }
            let number = try await world.takeIn()
            await mirror.round()
            let check = try await browser.get("/vorgang/\(number.text)/pruefen")
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben", [("once", check.once), ("revision", check.revision)])
            // On a busy machine the mirror may take longer than the two seconds that the answer waits for it.
            await mirror.round()
            let page = try await browser.get(sent.location)
            #expect(page.text.contains("abgegeben") && page.text.contains("gespiegelt"))
            #expect(!page.text.contains("noch nicht auf dem Spiegel"))
            #expect(try await browser.get("/uebertragung").text.contains("Der Spiegel hat alles."))

            try world.pull()
            let next = try await world.takeIn()
            let again = try await browser.get("/vorgang/\(next.text)/pruefen")
            let away = try await browser.post(
                "/vorgang/\(next.text)/abgeben", [("once", again.once), ("revision", again.revision)])
            let late = try await browser.get(away.location)
            #expect(late.text.contains("noch nicht auf dem Spiegel") && late.text.contains("Sie können weiterarbeiten"))
            #expect(late.text.contains("Spiegel fehlt"))
            let words = try await browser.get("/uebertragung")
            #expect(words.text.contains("Der Stick steckt nicht.") && words.text.contains("Stecken Sie den Stick"))

            try world.plugIn()
            await mirror.round()
            #expect(try await browser.get("/uebertragung").text.contains("Der Spiegel hat alles."))
            run.cancel()
            await run.value
        }
    }
}

/// Repeatable numbers.
struct StickDice {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func roll(_ sides: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(sides))
    }
}

extension Desk {
    /// Everything so far becomes a closed segment and is dropped, as if the office had a backup of it.
    func dropFirstSegment() throws {
        let draft = try DeskEvent.ofKit(
            .generationStarted(GenerationStarted(reason: "-", continuesGeneration: 1, continuesSequence: 1))
        ).draft(kit: identity.code.text)
        let last = try #require(journal.head).position
        let segment = try #require(try store.entry(at: last)).header.segment
        _ = try journal.append([draft], segment: segment + 1, at: TestKit.start)
        try journal.drop(segment: segment)
    }
}
