import Casework
import Crypto
import Foundation
import Hummingbird
import Journal
import Kit
import Logging
import Office
import Pages
import Synchronization
import Town

/// A folder in which offices and kits are set up for one run; gone behind it.
struct Bed {
    /// A kit and what opens it.
    struct KitBed: Sendable {
        let folder: KitFolder
        let key: SymmetricKey
        let passphrase: String
        let codes: [StaffCode]
    }

    /// Where the run's files lie: the disk of the data, not one in memory.
    let path: String
    private let town: String

    init() throws {
        let here = FileManager.default.currentDirectoryPath
        town = here + "/Towns/wittenberg"
        path = here + "/.build-benchmark/run-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    static let clerk: ClerkID = "mueller-platz"
    static let silent = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
    /// The cost of a secret is no part of what is measured.
    private static let cheap = ScryptCost(n: 16, r: 1, p: 1)

    func makeOffice(_ name: String) throws -> OfficeFolder {
        let folder = OfficeFolder(path: "\(path)/\(name)")
        let settings = OfficeSettings(
            town: town, host: "127.0.0.1", port: try Loopback.freePort(), syncPort: try Loopback.freePort(),
            syncAddress: "https://127.0.0.1:8443")
        _ = try folder.setUp(settings, at: Date())
        return folder
    }

    func run(_ office: OfficeFolder) async throws -> OfficeProgram {
        try await OfficeProgram(folder: office, cost: Self.cheap, logger: Self.silent)
    }

    func makeKit(_ name: String, of office: OfficeFolder) throws -> KitBed {
        let folder = KitFolder(path: "\(path)/\(name)")
        let request = try Enrolling.prepare(folder, program: KitProgram.version)
        let today = Moment(milliseconds: Timestamp(Date()).milliseconds).germanDay
        let outcome = try KitEnrolment.enrol(request, code: nil, in: office, at: Date(), today: today)
        let secrets = try Enrolling.complete(folder, answer: outcome.answer, cost: Self.cheap)
        let key = try LockBox(from: folder.file(LockBox.name)).recover(code: secrets.recoveryCode)
        return KitBed(folder: folder, key: key, passphrase: secrets.passphrase, codes: outcome.staff)
    }
}

/// A clock that the run moves from day to day.
final class MovingClock: Sendable {
    private let offset: Mutex<Int64>

    init(daysAgo: Int) { offset = Mutex(-Int64(daysAgo) * 86_400_000) }

    func passDay() { offset.withLock { $0 += 86_400_000 } }

    var wall: WallClock {
        WallClock { Timestamp(milliseconds: Timestamp(Date()).milliseconds + self.offset.withLock { $0 }) }
    }
}

extension KitProgram {
    /// Serves the pages until the work is done; the work gets a port to ask at and a cookie of a clerk who is logged in.
    static func serve<Value: Sendable>(
        _ desk: Desk, _ work: (KitProgram, _ port: Int, _ cookie: String, _ token: String) async throws -> Value
    ) async throws -> Value {
        let port = try Loopback.freePort()
        let kit = try KitProgram(desk: desk, settings: .init(port: port), logger: Bed.silent)
        let server = Task { try await kit.application().runService(gracefulShutdownSignals: []) }
        defer { server.cancel() }
        _ = try await apart { _ = try Loopback.patient(port: port) }
        let session = kit.sessions.start(DeskClerk(id: Bed.clerk, name: "Anke Müller-Platz"))
        return try await work(kit, port, "\(kit.cookie.name)=\(session.secret)", session.formToken.text)
    }
}
