import Casework
import Dispatch
import Foundation
import Glibc
import Hummingbird
import HummingbirdTesting
import Testing
import Town

@testable import Office

/// Everybody at once, over real HTTP: a slot is never two people's.
@Suite(.serialized) struct BookingRushTests {
    /// 200 clients, each on connections of its own, for 24 slots; each presses twice, and all requests are on their way before any answer
    /// is read.
    @Test func twoHundredForTwentyFour() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program(publicLimits: .init(reads: 100_000, writes: 100_000))
        let opening = try PublicBookingTests.opening(minutes: 180, desks: 2)
        try await PublicBookingTests.publish(opening, program)
        let starts = Array(stride(from: 540, to: 720, by: 15))
        let clients = (0..<200).map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 32 - digits.count) + digits
        }
        let app = Application(
            router: program.pages.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(.live) { client in
            let port = try #require(client.port)
            let presses = clients.enumerated().flatMap { number, link in
                let form = "\(PublicBookingTests.wish)&zeit=\(starts[number % starts.count])&link=\(link)"
                return Array(repeating: ("\(PublicBookingTests.address)/reservieren", form), count: 2)
            }
            let answers = try await Self.all(presses, port: port)
            #expect(answers.allSatisfy { $0 == 303 || $0 == 409 })
            let mine = clients.enumerated().filter {
                answers[$0.offset * 2] == 303 || answers[$0.offset * 2 + 1] == 303
            }
            .map(\.element)
            #expect(mine.count == 24)
            let confirmed = try await Self.all(
                mine.flatMap { Array(repeating: ("/termine/b/\($0)/bestaetigen", "name=Person"), count: 2) },
                port: port)
            #expect(confirmed.allSatisfy { $0 == 303 })
        }
        let book = try #require(await program.appointments.book(opening.id))
        #expect(book.appointments.count == 24 && book.bookings.count == 24 && book.irregular == 0)
        #expect(Set(book.appointments.compactMap(\.taken)).count == 24)
        #expect(book.free(15, at: program.appointments.now).isEmpty)
        // And so it stands on the disk.
        let again = try AppointmentRegistry(folder: bench.folder, ledger: program.registry.ledger, clock: bench.clock)
        try await again.load(await program.registry.view().town.town.catalogue)
        #expect(await again.book(opening.id) == book)
    }

    /// Sends all posts before it reads any answer.
    /// - Returns: the statuses, in order.
    private static func all(_ posts: [(path: String, body: String)], port: Int) async throws -> [Int] {
        try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async {
                done.resume(
                    with: Result {
                        let lines = try posts.map { post in
                            let line = try PlainLine(port: port)
                            line.post(post.path, post.body)
                            return line
                        }
                        return lines.map { $0.status() }
                    })
            }
        }
    }

    /// Two clerks at two telephones and a citizen, all for the same minute.
    @Test func twoClerksAndACitizen() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        let opening = try PublicBookingTests.opening(minutes: 30)
        try await PublicBookingTests.publish(opening, program)
        let catalogue = await program.registry.view().town.town.catalogue
        let visits = [try #require(BookedService(service: "personalausweis", minutes: 15))]
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for name in ["a", "b", "c"] {
                group.addTask {
                    let id = BookingID(name)
                    let act: AppointmentCommand.Act =
                        name == "c"
                        ? .reserve(id, visits, start: 540, link: name) : .book(id, visits, start: 540, link: name)
                    return
                        (try? await program.appointments.carryOut(
                            AppointmentCommand(by: name == "c" ? nil : "brandt", act), on: opening.id, catalogue))
                        != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
    }
}

/// One connection that sends one post, as a browser behind a proxy does.
private struct PlainLine {
    private let handle: Int32

    struct NoConnection: Error {}

    init(port: Int) throws {
        handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard handle >= 0, result == 0 else { throw NoConnection() }
    }

    func post(_ path: String, _ body: String) {
        let text = """
            POST \(path) HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nConnection: close\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
        _ = Array(text.utf8).withUnsafeBytes { write(handle, $0.baseAddress, $0.count) }
    }

    /// Reads to the end and closes; 0 for no answer.
    func status() -> Int {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(handle, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        close(handle)
        return Int(String(decoding: bytes.prefix(12).suffix(3), as: UTF8.self)) ?? 0
    }
}
