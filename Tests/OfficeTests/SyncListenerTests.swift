import Casework
import Foundation
import Hummingbird
import Logging
import Sync
import Testing

@testable import Office

@Suite struct SyncListenerTests {
    /// Runs the listener on a free port of this machine while the test talks to it.
    private func listening(
        _ bench: OfficeBench, _ program: OfficeProgram, _ talk: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let (ports, signal) = AsyncStream.makeStream(of: Int.self)
        let listener = try SyncListener(endpoints: program.endpoints).application(
            host: "127.0.0.1", port: 0, server: bench.folder.server(), authorityPEM: bench.folder.authorityPEM(),
            logger: Logger(label: "test"), running: { signal.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await listener.run() }
            for await port in ports {
                try await talk("https://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }

    @Test func aCaseTravelsByMutualTLS() async throws {
        let bench = try OfficeBench(issued: Date())
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let number = try kit.takeIn(scan: Data([1, 2, 3]))
        try await listening(bench, program) { address in
            let line = try kit.line(to: address, authorityPEM: kit.answer.authority)
            kit.line = line
            try await kit.ship(to: program.endpoints)
            #expect(kit.trouble == nil)
            await program.registry.takeIn()
            try await kit.fetchFeed(program.endpoints)
            await line.close()
        }
        #expect(await program.registry.view().state.cases[number]?.item.state == .new)
        #expect(kit.messages.contains { $0.kind == .acknowledged })
    }

    /// A certificate of another office's authority, and an office that is not ours.
    @Test(arguments: [true, false])
    func strangersDoNotGetThrough(strangeKit: Bool) async throws {
        let bench = try OfficeBench(issued: Date())
        let other = try OfficeBench(issued: Date())
        let stranger = try other.enrolKit()
        let own = try bench.enrolKit()
        let program = try await bench.program()
        try await listening(bench, program) { address in
            let kit = strangeKit ? stranger : own
            let trusted = strangeKit ? own.answer.authority : stranger.answer.authority
            let line = try kit.line(to: address, authorityPEM: trusted)
            kit.line = line
            _ = try? await kit.hello(program.endpoints)
            #expect(kit.trouble != nil)
            await line.close()
        }
        #expect(try program.registry.ledger.record(of: own.kit)?.contact == nil)
    }
}

extension TestKit {
    func line(to address: String, authorityPEM: String) throws -> KitSyncLine {
        try KitSyncLine(
            address: address,
            identity: CertificateIdentity(
                certificatePEM: answer.certificate, keyPEM: request.certificate.keyPEM),
            authorityPEM: authorityPEM, pace: SyncPace())
    }
}
