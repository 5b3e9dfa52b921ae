import Casework
import Foundation
import Journal
import Sync
import Synchronization
import Testing

@testable import Office

/// An office in a folder of its own, with a clock that the test moves. The folder is gone when the test is.
final class OfficeBench: Sendable {
    static let start = Timestamp(milliseconds: 1_796_640_000_000)  // 7 December 2026, 11:40 in Germany

    let path: String
    let folder: OfficeFolder
    /// The offline one, which nobody keeps on a disk.
    let recoveryKey: Data
    private let time = Mutex(OfficeBench.start)

    /// When certificates are issued; only a test that really shakes hands needs the real day.
    private let issued: Date

    /// - Parameter services: of the example town; nil for all. Reading all of them takes long without optimisation.
    init(services: [String]? = ["personalausweis", "fuehrungszeugnis"], issued: Date = start.date) throws {
        self.issued = issued
        path = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = OfficeFolder(path: path + "/data")
        try Self.copyTown(services, to: path + "/town")
        let settings = OfficeSettings(
            town: path + "/town", host: "127.0.0.1", port: 8081, syncPort: 8443, syncAddress: "https://127.0.0.1:8443",
            pageAddress: "http://localhost")
        recoveryKey = try folder.setUp(settings, at: issued)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The example town of the repository.
    static var town: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Towns/wittenberg")
            .standardizedFileURL.path
    }

    private static func copyTown(_ services: [String]?, to target: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: target + "/services", withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: town) where name.hasSuffix(".yaml") {
            try files.copyItem(atPath: "\(town)/\(name)", toPath: "\(target)/\(name)")
        }
        guard let services else {
            try files.removeItem(atPath: target + "/services")
            try files.copyItem(atPath: town + "/services", toPath: target + "/services")
            return
        }
        for name in services {
            try files.copyItem(atPath: "\(town)/services/\(name).yaml", toPath: "\(target)/services/\(name).yaml")
        }
    }

    static let cheap = ScryptCost(n: 16, r: 1, p: 1)

    var clock: WallClock { WallClock { self.time.withLock { $0 } } }

    func pass(days: Int) {
        time.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + Int64(days) * 86_400_000) }
    }

    func pass(minutes: Int) {
        time.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + Int64(minutes) * 60_000) }
    }

    func program(publicLimits: PublicPace.Limits = .standard) async throws -> OfficeProgram {
        try await OfficeProgram(
            folder: folder, clock: clock, elapsed: { .zero }, cost: Self.cheap, publicLimits: publicLimits)
    }

    /// Takes a new kit in.
    func enrolKit(code: String? = nil) throws -> TestKit {
        let request = try TestKit.Request()
        let outcome = try KitEnrolment.enrol(
            request.file, code: code, in: folder, at: issued,
            today: Moment(milliseconds: Self.start.milliseconds).germanDay)
        return try TestKit(request, answer: outcome.answer, folder: path + "/kit-\(outcome.kit)", clock: clock)
    }
}
