import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Testing

/// Every route of both programs, taken from the routers themselves: a new one is asked all of this without being named here.
@Suite(.serialized) struct EveryRouteTests {
    @Test(arguments: RouteWorld.Program.allCases)
    func showsNothingWithoutALogIn(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        #expect(world.open.isSubset(of: world.routes.map(\.description)))
        let before = try await world.kept()
        try await world.serving { client in
            for route in world.routes {
                let address = try world.address(route)
                let answer =
                    route.isRead ? try await client.ask(.get, address, nil) : try await client.post(address, nil)
                world.check(answer, "\(route)")
                let text = String(buffer: answer.body)
                for secret in world.secrets { #expect(!text.contains(secret), "\(route)") }
                guard !world.open.contains(route.description) else { continue }
                #expect(answer.status == .seeOther, "\(route)")
                #expect(answer.headers[.location]?.hasPrefix(world.logInPath) == true, "\(route)")
            }
        }
        #expect(try await world.kept() == before)
    }

    @Test(arguments: RouteWorld.Program.allCases)
    func showsNothingWhileLocked(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        let before = try await world.kept()
        try await world.serving { client in
            for route in world.routes {
                let pass = try await world.logIn(true)
                let address = try world.address(route)
                let isLeaving = route.path == "/abmelden"
                let answer =
                    route.isRead ? try await client.ask(.get, address, pass) : try await client.post(address, pass)
                world.check(answer, "\(route)")
                let text = String(buffer: answer.body)
                for secret in world.secrets { #expect(!text.contains(secret), "\(route)") }
                if isLeaving || world.open.contains(route.description) { continue }
                #expect(answer.status == .seeOther, "\(route)")
                #expect(answer.headers[.location]?.hasPrefix(world.lockedPath) == true, "\(route)")
                #expect(try await world.kept() == before, "\(route)")
            }
        }
    }

    /// What speaks for another site, or for nothing.
    static let strange: [HTTPFields] = [
        [.origin: "http://evil.example"], [.origin: "null"], [.origin: "https://localhost"],
        [.origin: "http://localhost", .secFetchSite: "cross-site"],
        [.origin: "http://localhost", .secFetchSite: "same-site"],
    ]

    @Test(arguments: RouteWorld.Program.allCases)
    func takesNoPostFromAnotherSite(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        let before = try await world.kept()
        try await world.serving { client in
            let pass = try await world.logIn(false)
            for route in world.writes {
                let address = try world.address(route)
                for headers in Self.strange {
                    let answer = try await client.post(address, pass, [("anyway", "yes")], headers)
                    world.check(answer, "\(route)")
                    #expect(answer.status == .forbidden, "\(route)")
                }
                // A page of this program, but of another log-in.
                let other = try await client.ask(
                    .post, address, pass,
                    [.contentType: "application/x-www-form-urlencoded", .origin: "http://localhost"],
                    body: ByteBuffer(string: "token=00000000000000000000000000000000&anyway=yes"))
                world.check(other, "\(route)")
                #expect(other.status == .forbidden, "\(route)")
            }
        }
        #expect(try await world.kept() == before)
    }

    @Test(arguments: RouteWorld.Program.allCases)
    func readingWritesNothingButOpenings(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        try await world.serving { client in
            let pass = try await world.logIn(false)
            for route in world.reads {
                let before = try await world.kept()
                let answer = try await client.ask(.get, try world.address(route), pass)
                world.check(answer, "\(route)")
                let isPDF = route.path.hasSuffix(".pdf")
                let allowed: [HTTPResponse.Status] = isPDF ? [.serviceUnavailable] : [.ok, .seeOther, .noContent]
                #expect(allowed.contains(answer.status), "\(route): \(answer.status)")
                let isSame = try await world.kept() == before
                #expect(isSame != world.isDocumented(route), "\(route)")
            }
        }
    }

    /// Addresses that name nothing, also ones that take names apart.
    static let nothings = [
        "gibtsnicht", "W01A-0042-X", "%00", "%20", "..%2F..", "%F0%9F%A7%B3", "-", ".pdf", ".json", ".", "a.pdf",
        "gibtsnicht.pdf", "00000000000000000000000000000000", "9223372036854775808",
        String(repeating: "a", count: 3000),
    ]

    @Test(arguments: RouteWorld.Program.allCases)
    func unknownNamesAreNotFoundAndSaySo(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        try await world.serving { client in
            for route in world.routes {
                for parameter in route.parameters {
                    for value in Self.nothings {
                        let pass = try await world.logIn(false)
                        let before = try await world.kept()
                        let address = try world.address(route, strange: (parameter, value))
                        let answer =
                            route.isRead
                            ? try await client.ask(.get, address, pass) : try await client.post(address, pass)
                        let what = "\(route), {\(parameter)} \(value.prefix(20))"
                        world.check(answer, what)
                        let isDone = world.isDone.contains("\(route) {\(parameter)}")
                        #expect(answer.status == (isDone ? .seeOther : .notFound), "\(what): \(answer.status)")
                        // The case was opened all the same when only its document is not there.
                        if world.isDocumented(route), parameter == "attachment" { continue }
                        #expect(try await world.kept() == before, "\(what)")
                    }
                }
            }
            for address in ["/gibtsnicht", "/heute/x", "//", "/%", "/?q=%", "/vorgang"] {
                world.check(try await client.ask(.get, address, try await world.logIn(false)), address)
            }
        }
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
