import Casework
import Foundation
import Journal
import Logging
import Sync
import Synchronization
import Testing

@testable import Kit

/// An order to erase reaches the stick, and the office hears how the mirror stands.
@Suite struct ErasedMirrorTests {
    private static func mirror(_ world: MirrorWorld) -> Mirror {
        Mirror(
            of: world.kit.desk, folder: world.kit.folder, identity: world.kit.desk.identity,
            store: world.kit.desk.store, clock: WallClock { TestKit.start })
    }

    @Test func theOfficeHearsHowTheMirrorStands() async throws {
        let world = try await MirrorWorld()
        func told() async -> String? { await world.kit.desk.report().mirror }
        #expect(await told() == "keiner")
        _ = try world.setUp()
        let mirror = Self.mirror(world)
        await mirror.round()
        #expect(await told() == "aktuell")
        try await world.write()
        #expect(await told() == "holt nach, vollständig zuletzt 07.12.2026 10:40")
        try world.pull()
        await mirror.round()
        #expect(
            await told() == "Spiegel fehlt seit 07.12.2026 10:40, vollständig zuletzt 07.12.2026 10:40")
        try world.plugIn()
        await mirror.round()
        #expect(await told() == "aktuell")
    }

    @Test(arguments: [true, false])
    func anEraseOrderReachesTheStick(isPluggedIn: Bool) async throws {
        let world = try await MirrorWorld()
        _ = try world.setUp()
        try world.kit.folder.write(Data("{\"format\":1}\n".utf8), to: PinFile.name)
        let mirror = Self.mirror(world)
        let number = try await world.takeIn()
        try await world.scan(1_000, for: number)
        await mirror.round()
        let stick = KitFolder(path: world.path)
        let opening = [LockBox.name, KitFolder.agreementName, PinFile.name]
        let secrets = try opening.map { try stick.read($0) }
        let wrapped = await world.kit.desk.allWrapped
        #expect(wrapped.count > 2)

        if !isPluggedIn { try world.pull() }
        await world.kit.desk.eraseKeys(because: "gestohlen")
        await mirror.round()
        if !isPluggedIn {
            #expect(
                await world.kit.desk.report().mirror
                    == "dort noch nicht gelöscht: Spiegel fehlt seit 07.12.2026 10:40")
            try await world.kit.play { browser in
                let page = try await browser.get("/heute")
                #expect(page.status == 410 && page.text.contains("Auf dem Spiegel sind sie noch nicht gelöscht."))
                #expect(page.text.contains("Stecken Sie den Stick dieses Koffers ein."))
            }
            try world.plugIn()
            await mirror.round()
        }
        #expect(await world.kit.desk.report().mirror == "auch dort gelöscht")
        try await world.kit.play { browser in
            let page = try await browser.get("/heute")
            #expect(page.text.contains("Auf dem Spiegel sind sie auch gelöscht."))
        }
        for name in opening { #expect(try stick.read(name) == ErasedMark.empty) }
        for (name, file) in try MirrorWorld.files(below: world.stick) {
            for secret in secrets + wrapped { #expect(file.firstRange(of: secret) == nil, "\(name)") }
        }
        for secret: Restoring.Secret in [
            .passphrase(MirrorWorld.passphrase), .keyFile(world.keyFile), .recoveryCode(MirrorWorld.recovery),
        ] {
            #expect(throws: (any Error).self) { try world.restore(with: secret) }
        }
    }

    /// The stick takes its time: giving away waits for it, and the page that is looked at afterwards does not.
    @Test func givingAwayWaitsForTheMirrorAndLookingDoesNot() async throws {
        let world = try await MirrorWorld()
        _ = try world.setUp()
        let stick = SlowStick()
        let kit = try KitProgram(
            desk: world.kit.desk, settings: .init(port: 80), logger: Logger(label: "test"), stick: stick)
        await world.kit.desk.whenChanged { kit.mirror.wake() }
        let number = try await world.takeIn()
        try await TestBrowser.play(kit, as: "mueller-platz") { browser in
            let run = Task { await kit.mirror.run(every: .milliseconds(50)) }
            while await !world.kit.desk.mirror.isSetUp { try await Task.sleep(for: .milliseconds(5)) }
            while try await !world.kit.desk.view().isMirrored { try await Task.sleep(for: .milliseconds(5)) }
            let check = try await browser.get("/vorgang/\(number.text)/pruefen")
            stick.block()
            let start = ContinuousClock.now
            let sent = try await browser.post(
                "/vorgang/\(number.text)/abgeben", [("once", check.once), ("revision", check.revision)])
            #expect(ContinuousClock.now - start >= .seconds(2))
            // It stays blocked until the page has come. Had the page to wait, each look would take two seconds; a busy machine may make
            // one of them slow, hardly all.
            var fastest = Duration.seconds(3600)
            for _ in 1...20 where fastest >= .seconds(2) {
                let looked = ContinuousClock.now
                let late = try await browser.get(sent.location)
                fastest = min(fastest, ContinuousClock.now - looked)
                #expect(late.text.contains("noch nicht auf dem Spiegel"))
            }
            #expect(fastest < .seconds(2))
            stick.release()
            while try await !world.kit.desk.view().isMirrored { try await Task.sleep(for: .milliseconds(5)) }
            let page = try await browser.get(sent.location)
            #expect(!page.text.contains("noch nicht auf dem Spiegel"))
            run.cancel()
            await run.value
        }
    }
}

/// A stick on which nothing can be opened for a while: whoever tries waits.
private final class SlowStick: Disk {
    private let gate = NSCondition()
    private let isBlocked = Mutex(false)
    private let machine = MachineDisk.machine

    func block() { isBlocked.withLock { $0 = true } }

    func release() {
        isBlocked.withLock { $0 = false }
        gate.lock()
        gate.broadcast()
        gate.unlock()
    }

    func open(_ path: String, for use: DiskUse) throws(FileFault) -> any DiskHandle {
        gate.lock()
        while isBlocked.withLock({ $0 }) { gate.wait() }
        gate.unlock()
        return try machine.open(path, for: use)
    }

    func rename(_ path: String, to new: String) throws(FileFault) { try machine.rename(path, to: new) }
    func remove(_ path: String) throws(FileFault) { try machine.remove(path) }
    func exists(_ path: String) -> Bool { machine.exists(path) }
    func names(in folder: String) throws(FileFault) -> [String] { try machine.names(in: folder) }
    func makeFolder(_ path: String) throws(FileFault) { try machine.makeFolder(path) }
    func syncFolder(_ path: String) throws(FileFault) { try machine.syncFolder(path) }
    func database(_ path: String) -> String { machine.database(path) }
}

extension Desk {
    fileprivate var allWrapped: [Data] { keys.rows.compactMap(\.wrapped).map { Data($0.base64EncodedString().utf8) } }
}
