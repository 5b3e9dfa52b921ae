import Casework
import Foundation
import Journal
import Testing

@testable import Kit
@testable import Sync

/// A file goes bad on the laptop's own disk: it is mended from the mirror, or a person is told.
@Suite struct DamagedAttachmentTests {
    private static let scan = Data(repeating: 0x5a, count: 5_000)

    /// A transferred case with one attachment.
    private func given(_ kit: TestKit) async throws -> AttachmentRef {
        let (_, number) = try await TransferTests.begin(kit)
        let stored = try await kit.desk.store(Self.scan, mediaType: "image/png", for: number)
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            draft.add(.attachmentAdded(number, stored.ref))
            try draft.transfer(
                number, TransferWish(isIncomplete: true, followsAt: "Grabo", code: "CFGH2346"), by: "mueller-platz")
            return draft.events
        }
        return stored.ref
    }

    private func path(_ kit: TestKit, _ ref: AttachmentRef) -> String {
        kit.folder.path("\(AttachmentFolder.name)/\(ref.id.hex)")
    }

    private func flip(_ path: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))
    }

    private func progress(_ ref: AttachmentRef, attempts: Int, _ trouble: SyncTrouble = .attachment(.hash))
        -> SyncProgress
    {
        SyncProgress(
            state: .sending, unsentEntries: 0, unsentKeys: 0, unsentAttachments: 1, unsentBytes: ref.cipherByteCount,
            attachmentBytes: ref.cipherByteCount, lastContact: TestKit.start, nextTry: nil,
            problems: [
                .init(
                    subject: .attachment(ref.id), since: TestKit.start, attempts: attempts, nextTry: TestKit.start,
                    trouble: trouble)
            ], receivedThrough: [:], waitingAttachments: [ref.id])
    }

    @Test func aDamagedFileIsAMatterForAPerson() async throws {
        let kit = try await TestKit()
        let ref = try await given(kit)
        try flip(path(kit, ref))
        // Once it may have been the line.
        await kit.desk.show(progress(ref, attempts: 1))
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung")
            #expect(!page.text.contains("beschädigt"))
        }
        await kit.desk.show(progress(ref, attempts: 2))
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung")
            #expect(page.text.contains("Die Anlage ist auf diesem Laptop beschädigt"))
            #expect(page.text.contains("mit „Nachreichen“"))
            #expect(!page.text.contains("wird noch einmal gesendet"))
            #expect(try await browser.get("/heute").text.contains("Anlage beschädigt"))
            _ = try await browser.post(
                "/uebertragung/erledigt", [("sache", page.value(of: "sache")), ("grund", "Neu gescannt")])
            #expect(try await !browser.get("/heute").text.contains("Anlage beschädigt"))
        }
    }

    @Test func aWholeFileIsSentAgainAndNobodyIsTold() async throws {
        let kit = try await TestKit()
        let ref = try await given(kit)
        await kit.desk.show(progress(ref, attempts: 5))
        #expect(try await kit.desk.view().damaged.isEmpty)
        try await kit.play { browser in
            let page = try await browser.get("/uebertragung")
            #expect(page.text.contains("wird noch einmal gesendet"))
        }
    }

    /// Also without a log-in, and where the disk itself says that it cannot read.
    @Test(arguments: [
        (true, SyncTrouble.attachment(.hash)), (false, .attachment(.hash)), (true, .ownDisk("Lesefehler")),
    ])
    func theMirrorMendsIt(isUnlocked: Bool, trouble: SyncTrouble) async throws {
        let world = try await MirrorWorld()
        let ref = try await given(world.kit)
        let setting = try world.setUp()
        try await world.follow(world.mirroring(), setting)
        let path = path(world.kit, ref)
        let whole = try Data(contentsOf: URL(filePath: path))
        try flip(path)
        if !isUnlocked { await world.kit.desk.lock() }
        await world.kit.desk.show(progress(ref, attempts: 2, trouble))
        #expect(try Data(contentsOf: URL(filePath: path)) == whole)
        #expect(await world.kit.desk.damaged.isEmpty)
    }

    @Test func aMirrorWithTheSameDamageMendsNothing() async throws {
        let world = try await MirrorWorld()
        let ref = try await given(world.kit)
        try await world.follow(world.mirroring(), world.setUp())
        try flip(path(world.kit, ref))
        try flip("\(world.path)/\(AttachmentFolder.name)/\(ref.id.hex)")
        await world.kit.desk.show(progress(ref, attempts: 2))
        #expect(await world.kit.desk.damaged == [ref.id])
    }
}
