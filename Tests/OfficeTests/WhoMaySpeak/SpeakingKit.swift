import Casework
import Foundation
import Hummingbird
import Journal
import Logging
import Sync
import Synchronization
import Testing

@testable import Kit
@testable import Office

/// A kit enrolled at an office, as its folders lie on the disk, with a program that speaks to the office by real TLS.
struct SpeakingKit: Sendable {
    let bench: OfficeBench
    let folder: KitFolder
    /// Begins the day.
    let passphrase: String

    /// - Parameter issued: when the certificates of both ends were made.
    init(issued: Date = Date()) async throws {
        bench = try OfficeBench(issued: issued)
        let (bench, day) = (bench, try #require(CalendarDate(iso: "2026-12-07")))
        folder = KitFolder(path: bench.path + "/kit")
        let request = try Enrolling.prepare(folder, program: "1.0")
        let answer = try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: issued, today: day).answer
        passphrase = try Enrolling.complete(folder, answer: answer, cost: OfficeBench.cheap).passphrase
    }

    /// The office listens on a free port, which is written into the kit's folder, while the test goes on.
    func listening(
        _ program: OfficeProgram, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let (ports, signal) = AsyncStream.makeStream(of: Int.self)
        try bench.folder.renewServer(at: Date())
        let listener = try SyncListener(endpoints: program.endpoints).application(
            host: "127.0.0.1", port: 0, server: bench.folder.server(), authorityPEM: bench.folder.authorityPEM(),
            logger: Logger(label: "test"), running: { signal.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await listener.run() }
            for await port in ports {
                let old = try folder.identity().enrolment
                let enrolment = KitIdentity.Enrolment(
                    code: try #require(KitCode(old.code)), officeSigningKeys: old.officeSigningKeys,
                    officeAddress: "https://127.0.0.1:\(port)")
                try folder.write(try JSONEncoder().encode(enrolment), to: KitIdentity.fileName)
                try await body()
                break
            }
            group.cancelAll()
        }
    }

    /// Runs the kit's end of the sync until the test has seen enough.
    func syncing(until isEnough: @escaping @Sendable (Desk) async throws -> Bool) async throws {
        let desk = try Desk(folder: folder, clock: WallClock { WalkedKit.now })
        let driver = KitSyncDriver(
            holdings: DeskHoldings(desk), office: try folder.office(desk.identity), program: "1.0",
            clock: WallClock { WalkedKit.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let run = Task { await driver.run() }
        defer { run.cancel() }
        for _ in 0..<4_800 {
            if try await isEnough(desk) {
                await desk.close()
                return
            }
            try await Task.sleep(for: .milliseconds(25))
            driver.tell(.tryNow)
        }
        Issue.record("the kit did not get there in two minutes")
    }

    var certificate: PeerCertificate {
        get throws {
            try PeerCertificate(pem: String(decoding: folder.read("tls/kit.pem"), as: UTF8.self))
        }
    }
}
