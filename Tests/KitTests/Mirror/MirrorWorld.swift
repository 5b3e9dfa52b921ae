import Casework
import Crypto
import Foundation
import Journal
import Town

@testable import Kit

/// A kit with a lock and a stick: the folder ``stick`` is there while the stick is plugged in.
final class MirrorWorld: Sendable {
    static let passphrase = "apfel lampe fluss besen turm"
    static let recovery = "wolke hafen nagel birne kran"
    static let secret = "drei alte Linden"
    static let cost = ScryptCost(n: 2, r: 1, p: 1)

    let kit: TestKit
    /// Everything of this test that is not the kit's folder.
    let place: String
    let stick: String
    let keyFile: Data
    /// The X25519, Ed25519 and TLS keys that must never lie on the stick in clear.
    let tlsKey = Data("-----BEGIN PRIVATE KEY----- \(UUID().uuidString)".utf8)

    var path: String { "\(stick)/spiegel" }

    init() async throws {
        kit = try await TestKit()
        place = FileManager.default.temporaryDirectory.appending(path: "mirror-\(UUID().uuidString)").path
        stick = "\(place)/stick"
        try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
        var (box, day, _) = try LockBox.make(passphrase: Self.passphrase, cost: Self.cost)
        keyFile = box.makeKeyFile(day: day)
        try box.setClerk(
            "mueller-platz", secret: Self.secret, day: day, kitKey: kit.kitKey, cost: Self.cost)
        try box.setRecovery(code: Self.recovery, kitKey: kit.kitKey, cost: Self.cost)
        try box.write(to: kit.folder.file(LockBox.name))
        try MirrorLock(day: day, kitKey: kit.kitKey).write(to: kit.folder.file(MirrorLock.name))
        try kit.folder.write(tlsKey, to: "\(KitFolder.tls)/kit.key")
    }

    deinit { try? FileManager.default.removeItem(atPath: place) }

    func setUp(on disk: any Disk = .machine) throws -> MirrorSetting {
        try MirrorSetUp(kit.folder, on: disk).begin(at: path)
    }

    func mirroring(on disk: any Disk = .machine) -> Mirroring {
        Mirroring(folder: kit.folder, identity: kit.desk.identity, store: kit.desk.store, stick: disk)
    }

    /// Rounds until nothing is left.
    @discardableResult
    func follow(_ mirroring: Mirroring, _ setting: MirrorSetting) async throws -> Mirroring.Outcome {
        let generation = await kit.desk.mirrored().generation
        return try mirroring.round(setting, generation: generation)
    }

    /// Something that is kept: a number at the door.
    func write() async throws {
        try await kit.desk.commit { view, _ in
            [
                .ofBook(
                    view.today, .clockChecked(ClockChecked(shown: view.now, confirmed: view.now, clerk: "krueger")))
            ]
        }
    }

    /// A complete case; the first one makes its visit.
    func takeIn() async throws -> CaseNumber {
        let isFirst = try await kit.desk.view().state.cases.isEmpty
        let number =
            isFirst
            ? try await TransferTests.begin(kit).number
            : try await TransferTests.add("meldebestaetigung", to: "v1", kit)
        try await TransferTests.complete(number, kit)
        return number
    }

    func scan(_ bytes: Int, for number: CaseNumber) async throws {
        let data = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0) })
        let (_, ref) = try await kit.desk.store(data, mediaType: "image/png", for: number)
        try await kit.desk.commit { _, _ in [.attachmentAdded(number, ref)] }
    }

    // MARK: The stick

    func pull() throws { try FileManager.default.moveItem(atPath: stick, toPath: "\(place)/drawer") }
    func plugIn() throws {
        try? FileManager.default.removeItem(atPath: stick)
        try FileManager.default.moveItem(atPath: "\(place)/drawer", toPath: stick)
    }

    func copyStick(as name: String) throws {
        try? FileManager.default.removeItem(atPath: "\(place)/\(name)")
        try FileManager.default.copyItem(atPath: stick, toPath: "\(place)/\(name)")
    }

    /// All files below a folder with their content.
    static func files(below path: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for case let url as URL in FileManager.default.enumerator(
            at: URL(filePath: path), includingPropertiesForKeys: [.isRegularFileKey])!
        where try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            files[url.path] = try Data(contentsOf: url)
        }
        return files
    }

    // MARK: A spare laptop

    func restore(
        with secret: Restoring.Secret = .passphrase(passphrase), as name: String = "spare"
    ) throws -> (folder: KitFolder, restored: Restoring.Restored) {
        let folder = KitFolder(path: "\(place)/\(name)")
        let restored = try Restoring(mirror: path, to: folder, cost: Self.cost).restore(with: secret, at: TestKit.start)
        return (folder, restored)
    }
}
