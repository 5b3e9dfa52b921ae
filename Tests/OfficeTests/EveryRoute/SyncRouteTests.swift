import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import NIOCore
import Sync
import Testing

@testable import Office

/// The office's end of the sync as HTTP: who is nobody gets nothing, and no request is a fault of the program.
@Suite struct SyncRouteTests {
    /// A request that some part of the sync takes, as far as its address goes.
    struct Asked: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        var testDescription: String { "\(method) \(path)" }
    }

    static let asked =
        ["hello", "keys", "entries"].map { Asked(method: .post, path: "\(SyncRoutes.prefix)/\($0)") }
        + ["feed?after=0&epoch=1", "feed", "feed?after=x&epoch=-1", "attachments/\(attachment)", "attachments/x"].map {
            Asked(method: .get, path: "\(SyncRoutes.prefix)/\($0)")
        }
        + ["attachments/\(attachment)?offset=0", "attachments/\(attachment)", "attachments/%00?offset=-1"].map {
            Asked(method: .put, path: "\(SyncRoutes.prefix)/\($0)")
        }
        + ["", "/", "/2/hello", "/1/hello/x"].map { Asked(method: .post, path: "/sync\($0)") }

    private static let attachment = String(repeating: "ab", count: 16)

    private static func serve(
        as caller: SyncListener.Caller,
        _ body: @escaping @Sendable (OfficeProgram, any TestClientProtocol) async throws -> Void
    ) async throws {
        let bench = try OfficeBench()
        _ = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let router: Router<BasicRequestContext> = SyncListener(endpoints: program.endpoints, door: program.door).router
        { _ in caller }
        // All that the port takes goes through one address; what is below it is in the table above.
        #expect(Set(router.routes.map(\.path.description)) == ["/sync/**", EnrolmentCall.path])
        let before = try program.registry.store.heads()
        try await Application(router: router).test(.router) { client in try await body(program, client) }
        #expect(try program.registry.store.heads() == before)
        withExtendedLifetime(bench) {}
    }

    @Test(arguments: [SyncListener.Caller.stranger, .newcomer])
    func whoIsNoKitGetsNothing(caller: SyncListener.Caller) async throws {
        try await Self.serve(as: caller) { _, client in
            for asked in Self.asked {
                let answer = try await client.executeRequest(
                    uri: asked.path, method: asked.method, headers: [:], body: ByteBuffer(string: "{}"))
                let allowed: [HTTPResponse.Status] =
                    asked.path.hasPrefix(SyncRoutes.prefix) ? [.forbidden] : [.forbidden, .notFound]
                #expect(allowed.contains(answer.status), "\(asked.testDescription): \(answer.status)")
            }
        }
    }

    enum Noise: CaseIterable {
        case nothing, emptyObject, brokenList, bytes, tooMuch

        var body: [UInt8] {
            switch self {
            case .nothing: []
            case .emptyObject: Array("{}".utf8)
            case .brokenList: Array("[1,2".utf8)
            case .bytes: Array(repeating: 0xFF, count: 70_000)
            case .tooMuch: Array(repeating: 0, count: SyncLimits.requestBytes + 1)
            }
        }
    }

    /// Bodies that no kit sends, with and without a contact that never was.
    @Test(arguments: Noise.allCases)
    func noiseIsRefused(noise: Noise) async throws {
        let body = noise.body
        try await Self.serve(as: .kit(1)) { _, client in
            for asked in Self.asked {
                for contact in [nil, "", "x", String(repeating: "0", count: 32)] {
                    var headers: HTTPFields = [:]
                    if let contact { headers[HTTPField.Name(SyncRoutes.contactHeader)!] = contact }
                    let answer = try await client.executeRequest(
                        uri: asked.path, method: asked.method, headers: headers, body: ByteBuffer(bytes: body))
                    let what = "\(asked.testDescription), \(body.count) bytes: \(answer.status)"
                    #expect((400..<500).contains(answer.status.code), "\(what)")

                }
            }
        }
    }

    /// Only who showed no certificate may knock at the enrolment, and noise opens nothing there.
    @Test(arguments: Noise.allCases, [SyncListener.Caller.newcomer, .stranger, .kit(1)])
    func noiseEnrolsNobody(noise: Noise, caller: SyncListener.Caller) async throws {
        let body = noise.body
        try await Self.serve(as: caller) { program, client in
            let answer = try await client.executeRequest(
                uri: EnrolmentCall.path, method: .post, headers: [:], body: ByteBuffer(bytes: body))
            #expect(caller == .newcomer ? [400, 413].contains(answer.status.code) : answer.status == .forbidden)
            #expect(try program.registry.ledger.kits().count == 1)
        }
    }

    @Test func aKitThatNobodyEnrolledIsRefused() async throws {
        try await Self.serve(as: .kit(77)) { _, client in
            let hello = Hello(
                kit: 77, generation: 1, head: nil, epoch: 1, feedThrough: 0, catalogue: "", program: "1.0", unsent: 0)
            let answer = try await client.executeRequest(
                uri: "\(SyncRoutes.prefix)/hello", method: .post, headers: [:],
                body: ByteBuffer(bytes: try JSONEncoder().encode(hello)))
            let refusal = try SyncJSON.decode(HelloAnswer.self, from: Data(answer.body.readableBytesView)).refusal
            #expect(refusal != nil)
        }
    }
}
