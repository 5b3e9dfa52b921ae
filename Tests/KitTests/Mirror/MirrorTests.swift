import Casework
import Foundation
import Journal
import Sync
import Testing

@testable import Kit

/// A mirror that follows its kit, and a spare laptop that goes on from it.
@Suite struct MirrorTests {
    enum Way: CaseIterable { case passphrase, keyFile, recoveryCode }

    private static func secret(_ way: Way, _ world: MirrorWorld) -> Restoring.Secret {
        switch way {
        case .passphrase: .passphrase(MirrorWorld.passphrase)
        case .keyFile: .keyFile(world.keyFile)
        case .recoveryCode: .recoveryCode(MirrorWorld.recovery)
        }
    }

    @Test(arguments: Way.allCases)
    func aBlankLaptopStandsAtTheLastSavedAnswer(way: Way) async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        let first = try await world.takeIn()
        try await world.follow(mirroring, setting)
        let second = try await world.takeIn()
        try await world.scan(200_000, for: second)
        let outcome = try await world.follow(mirroring, setting)
        #expect(outcome.through == (await world.kit.desk.mirrored().head) && outcome.attachmentsLeft == 0)
        let before = try await world.kit.desk.view()

        let (folder, restored) = try world.restore(with: Self.secret(way, world))
        #expect(restored.generation == 2 && restored.continues == outcome.through)
        #expect(restored.fault == nil && restored.entriesMissing == 0 && restored.attachmentsMissing == 0)
        let desk = try Desk(folder: folder, clock: WallClock { TestKit.start })
        try await desk.unlock(with: world.kit.kitKey)
        let view = try await desk.view()
        #expect(view.fault == nil && view.state.generation == 2)
        for number in [first, second] {
            let (new, old) = (try view.openCase(number), try before.openCase(number))
            #expect(new.answers.count == old.answers.count && new.answers.count > 3)
            #expect(new.answers.allSatisfy { old.answers[$0.key]?.value == $0.value.value })
        }
        #expect(view.state.attachments == before.state.attachments)
        #expect(view.outing?.id == before.outing?.id)
        #expect(view.state.nextCaseNumber().text.hasPrefix("W01B-0001-"))
        let ref = try #require(view.state.attachments[second]?.first)
        #expect(try await desk.clearBytes(of: ref) == 200_000)
        #expect(JournalVerifier(folder: folder.path).report().isIntact)
        #expect(try folder.read("\(KitFolder.tls)/kit.key") == world.tlsKey)

        // The clerk gets in as before; where the recovery code has opened, with the new passphrase and her code.
        let lock = DayLock(folder: folder, cost: MirrorWorld.cost, now: { .zero })
        if let new = restored.newSecrets {
            await #expect(throws: AccessRefusal.self) { try await lock.openDay(passphrase: MirrorWorld.passphrase) }
            try await lock.openDay(passphrase: new.passphrase)
            let code = try #require(new.codes.first { $0.clerk == "mueller-platz" }?.code)
            let key = try await lock.setSecret(
                "neue alte Linden", pin: "4711", of: "mueller-platz", with: code, at: TestKit.start)
            #expect(key == world.kit.kitKey)
        } else {
            try await lock.openDay(passphrase: MirrorWorld.passphrase)
            #expect(try await lock.logIn("mueller-platz", secret: MirrorWorld.secret) == world.kit.kitKey)
        }
        #expect((way == .recoveryCode) == (restored.newSecrets != nil))
    }

    @Test func theOldLaptopStopsWhenItSeesTheStickAndTheSpareGoesOnMirroring() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        _ = try await world.takeIn()
        try await world.follow(mirroring, setting)
        let (folder, restored) = try world.restore()
        // Meanwhile the old one has written on.
        try await world.write()
        try await world.write()

        let spare = try Desk(folder: folder, clock: WallClock { TestKit.start })
        try await spare.unlock(with: world.kit.kitKey)
        try await spare.commit { view, _ in
            [.ofBook(view.today, .clockChecked(ClockChecked(shown: view.now, confirmed: view.now, clerk: "krueger")))]
        }
        let own = try #require(try MirrorSetting(in: folder))
        let following = Mirroring(folder: folder, identity: spare.identity, store: spare.store, stick: .machine)
        let outcome = try following.round(own, generation: 2)
        #expect(outcome.through?.position == Position(kit: 1, generation: 2, sequence: 2))

        let trouble = MirrorTrouble.replaced(generation: 2, continues: restored.continues.position)
        await #expect(throws: trouble) { try await world.follow(mirroring, setting) }
        let mirror = Mirror(
            of: world.kit.desk, folder: world.kit.folder, identity: world.kit.desk.identity,
            store: world.kit.desk.store,
            clock: WallClock { TestKit.start })
        await mirror.round()
        await #expect(throws: DeskFault.self) { try await world.write() }
        // It still ships what it wrote, and says so; and it stays refused without the stick.
        #expect(
            try await world.kit.desk.syncStart().heads.last?.position.sequence == restored.continues.position.sequence
                + 2)
        try await world.kit.play { browser in
            let page = try await browser.get("/uebertragung")
            #expect(
                page.text.contains("Dieser Laptop ist ersetzt")
                    && page.text.contains("2 Einträge stehen nur auf diesem Laptop"))
            let refused = try await browser.post("/warteschlange/nummer", [("once", "1")])
            #expect(refused.status >= 400 && refused.text.contains("Dieser Laptop ist ersetzt"))
        }
        let (again, _) = try await world.kit.restarted()
        await #expect(throws: DeskFault.self) {
            try await again.commit { view, _ in
                [
                    .ofBook(
                        view.today, .clockChecked(ClockChecked(shown: view.now, confirmed: view.now, clerk: "krueger")))
                ]
            }
        }
        await #expect(throws: DeskFault.self) { try await again.continueInNewGeneration(because: "-") }
    }

    @Test func restoringTwiceGivesTwoGenerations() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        _ = try await world.takeIn()
        try await world.follow(world.mirroring(), setting)
        let one = try world.restore(as: "one").restored
        let two = try world.restore(as: "two").restored
        #expect(one.generation == 2 && two.generation == 3 && one.continues == two.continues)
        #expect(throws: RestoringFault.notEmpty) { try world.restore(as: "two") }
        #expect(throws: LockFault.wrongSecret) { try world.restore(with: .passphrase("falsch"), as: "three") }
        #expect(!FileManager.default.fileExists(atPath: "\(world.place)/three"))
    }

    /// The laptop's disk was copied, or put back to an older state; the stick knows more.
    @Test(arguments: [false, true])
    func aCloneCannotWriteASecondHistory(writesBeforeItSeesTheStick: Bool) async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        _ = try await world.takeIn()
        let clone = KitFolder(path: "\(world.place)/clone")
        try FileManager.default.copyItem(atPath: world.kit.folder.path, toPath: clone.path)
        try await world.write()
        try await world.write()
        try await world.follow(world.mirroring(), setting)

        let desk = try Desk(folder: clone, clock: WallClock { TestKit.start })
        try await desk.unlock(with: world.kit.kitKey)
        func write() async throws {
            try await desk.commit { view, _ in
                [
                    .ofBook(
                        view.today,
                        .clockChecked(ClockChecked(shown: view.now, confirmed: view.now, clerk: "mueller-platz")))
                ]
            }
        }
        if writesBeforeItSeesTheStick { try await write() }
        let mirror = Mirror(
            of: desk, folder: clone, identity: desk.identity, store: desk.store, clock: WallClock { TestKit.start })
        await mirror.round()
        await #expect(throws: DeskFault.self) { try await write() }
        guard case .otherThanMirror = try await desk.view().fault else {
            Issue.record("the clone still writes")
            return
        }
        // A person decides to go on here: in a new generation, and what only the mirror has stays beside it.
        try await desk.continueInNewGeneration(because: "test")
        await mirror.round()
        await mirror.round()
        #expect(try await desk.view().isMirrored)
        #expect(try await desk.view().mirror.keptBeside == (writesBeforeItSeesTheStick ? 1 : 0))
    }

    @Test func whatIsErasedIsErasedOnTheMirrorToo() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        let number = try await world.takeIn()
        try await world.scan(1000, for: number)
        try await world.follow(mirroring, setting)
        let subject = try Subject(kind: .case, id: number.text)
        let wrapped = await world.kit.desk.wrappedKeys(of: subject).map { Data($0.base64EncodedString().utf8) }
        #expect(wrapped.count == 2)
        func found() throws -> Int {
            try MirrorWorld.files(below: world.stick).values.reduce(0) { sum, file in
                sum + wrapped.count { file.firstRange(of: $0) != nil }
            }
        }
        #expect(try found() == 2)
        // Erased while the stick is in the drawer; done when it is back.
        try world.pull()
        let position = try #require(await world.kit.desk.mirrored().head).position
        await world.kit.desk.eraseKeys(
            caseNumber: number.text,
            Acknowledged(
                generation: position.generation, sequence: position.sequence, entries: 1, attachments: 1))
        await #expect(throws: MirrorTrouble.away) { try await world.follow(mirroring, setting) }
        try world.plugIn()
        try await world.follow(mirroring, setting)
        #expect(try found() == 0)
    }

    @Test func nothingOnTheStickSaysWhoTheKitIs() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        _ = try await world.takeIn()
        try await world.follow(world.mirroring(), setting)
        let identity = try IdentityFile(from: world.kit.folder.file(IdentityFile.name))
        let files = try MirrorWorld.files(below: world.stick)
        #expect(files.count >= 8)
        for (name, file) in files {
            for secret in [identity.signingKey, Data(identity.signingKey.base64EncodedString().utf8), world.tlsKey] {
                #expect(file.firstRange(of: secret) == nil, "\(name)")
            }
        }
    }
}

extension Desk {
    fileprivate func wrappedKeys(of subject: Subject) -> [Data] { keys.rows(of: subject).compactMap(\.wrapped) }
    fileprivate func clearBytes(of ref: AttachmentRef) throws -> Int {
        try attachments.read(ref, key: keys.key(ref.keyID)).count
    }
}
