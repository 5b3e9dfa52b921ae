import Casework
import Foundation
import Journal
import Sync
import Synchronization
import Testing

@testable import Office

/// An office in a folder of its own, with a clock that the test moves. The folder is gone when the test is.
final class OfficeBench: Sendable {
    static let start = Timestamp(milliseconds: 1_796_640_000_000)  // 7 December 2026, 10:40 in Germany

    let path: String
    let folder: OfficeFolder
    private let time = Mutex(OfficeBench.start)

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = OfficeFolder(path: path + "/data")
        let settings = OfficeSettings(
            town: Self.town, host: "127.0.0.1", port: 8081, syncPort: 8443, syncAddress: "https://127.0.0.1:8443",
            pageAddress: "http://localhost")
        _ = try folder.setUp(settings, at: Self.start.date)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The example town of the repository.
    static var town: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Towns/wittenberg")
            .standardizedFileURL.path
    }

    static let cheap = ScryptCost(n: 16, r: 1, p: 1)

    var clock: WallClock { WallClock { self.time.withLock { $0 } } }

    func pass(days: Int) {
        time.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + Int64(days) * 86_400_000) }
    }

    func program() async throws -> OfficeProgram {
        try await OfficeProgram(folder: folder, clock: clock, cost: Self.cheap)
    }

    /// Takes a new kit in.
    func enrolKit(code: String? = nil) throws -> TestKit {
        let request = try TestKit.Request()
        let outcome = try KitEnrolment.enrol(
            request.file, code: code, in: folder, at: Self.start.date,
            today: Moment(milliseconds: Self.start.milliseconds).germanDay)
        return try TestKit(request, answer: outcome.answer, folder: path + "/kit-\(outcome.kit)", clock: clock)
    }
}
