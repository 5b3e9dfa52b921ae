import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import NIOCore
import Testing
import Town

@testable import Kit
@testable import Office

/// Every service of the example town, walked at one kit, shipped to one office; made once for the suite, gone behind it.
struct WalkedTown: Sendable {
    typealias Walks = [ServiceKey: Result<WalkedKit.Walk, any Error>]

    @TaskLocal static var current: WalkedTown?
    /// Read for the names of the tests; kit and office read the folder themselves.
    static let services: [ServiceKey] =
        TownFolder.load(path: OfficeBench.town).town?.catalogue.services.map(\.key) ?? []

    let complete: Walks
    let incomplete: Walks
    /// The kit after it heard what became of its cases.
    let kit: DeskView
    let office: OfficeView
    private let program: OfficeProgram
    private let cookie: String

    static func make(_ bench: OfficeBench) async throws -> WalkedTown {
        let town = try bench.folder.town()
        let day = try #require(CalendarDate(iso: "2026-12-07"))
        let kit = try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: day).answer
        }
        let program = try await bench.program()
        var complete: Walks = [:]
        var incomplete: Walks = [:]
        for service in town.catalogue.services {
            do {
                guard let plan = WalkPlan(service, on: day) else { throw Stuck.noWayToTheEnd }
                complete[service.key] = .success(try await kit.walk(plan))
                guard let fewer = plan.leavingOneOut() else { throw Stuck.nothingNeeded }
                incomplete[service.key] = .success(try await kit.walk(fewer))
            } catch {
                incomplete[service.key] = .failure(error)
                if complete[service.key] == nil { complete[service.key] = .failure(error) }
            }
        }
        let line = InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now)
        try await line.ship()
        await program.registry.takeIn()
        // The second contact fetches what the office says of the cases.
        try await line.ship()
        return WalkedTown(
            complete: complete, incomplete: incomplete, kit: try await kit.desk.view(),
            office: await program.registry.view(), program: program, cookie: try await logIn(program))
    }

    enum Stuck: Error { case noWayToTheEnd, nothingNeeded }

    /// A page of the office as the head of the citizens' office sees it, as text.
    func page(_ address: String) async throws -> String {
        let answer = try await answer(address)
        guard answer.status == .ok else { throw HTTPError(answer.status) }
        return answer.text
    }

    /// The same where the office may also refuse.
    func answer(_ address: String) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await Self.ask(program, .get, address, [.cookie: cookie])
        return (answer.status, String(decoding: answer.body.readableBytesView, as: UTF8.self).unescaped)
    }

    /// - Returns: the cookie of the head, who sees every unit.
    private static func logIn(_ program: OfficeProgram) async throws -> String {
        let today = await program.registry.view().today
        let code = try program.staff.giveCode(to: "brandt", today: today).code
        let answer = try await ask(
            program, .post, "/anmelden/einmalcode",
            [.contentType: "application/x-www-form-urlencoded", .origin: "http://localhost"],
            body: "kennung=brandt&code=\(code)&kennwort=dreibuntehunde&kennwort2=dreibuntehunde")
        return String(try #require(answer.headers[.setCookie]).prefix { $0 != ";" })
    }

    private static func ask(
        _ program: OfficeProgram, _ method: HTTPRequest.Method, _ address: String, _ headers: HTTPFields,
        body: String? = nil
    ) async throws -> TestResponse {
        try await Application(router: program.pages.router()).test(.router) { client in
            try await client.executeRequest(
                uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }
}

extension String {
    /// HTML's text without its escapes, to look for words in it.
    var unescaped: String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(self) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}

/// Gives every test of the suite the same town.
struct InOneTown: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let bench = try OfficeBench(services: nil)
        let town = try await WalkedTown.make(bench)
        try await WalkedTown.$current.withValue(town) { try await function() }
        withExtendedLifetime(bench) {}
    }
}
