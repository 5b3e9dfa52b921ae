import Casework
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import NIOCore
import Sync
import Synchronization
import Testing

@testable import Kit
@testable import Office

/// Somebody whom the kit does not know comes in without a network, with a code told by telephone.
@Suite struct SubstituteTests {
    /// Minutes and days that pass at the kit.
    private final class Time: Sendable {
        private let elapsed = Mutex((since: Duration.zero, days: Int64(0)))
        var since: Duration { elapsed.withLock { $0.since } }
        var clock: WallClock {
            WallClock {
                Timestamp(
                    milliseconds: WalkedKit.now.milliseconds + self.elapsed.withLock { $0.days } * 86_400_000)
            }
        }
        func wait(_ duration: Duration) { elapsed.withLock { $0.since += duration } }
        func pass(days: Int64) { elapsed.withLock { $0.days += days } }
    }

    /// A browser at the kit, without scripts.
    private final class KitBrowser: Sendable {
        private let client: any TestClientProtocol
        private let cookie = Mutex("")

        init(_ client: any TestClientProtocol) { self.client = client }

        func send(_ path: String, _ values: [(String, String)]? = nil) async throws -> (status: Int, text: String) {
            var headers: HTTPFields = [.origin: "http://localhost"]
            let known = cookie.withLock { $0 }
            if !known.isEmpty { headers[.cookie] = known }
            let body = values.map { values in
                values.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
                    .joined(separator: "&")
            }
            if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            let answer = try await client.executeRequest(
                uri: path, method: body == nil ? .get : .post, headers: headers,
                body: body.map { ByteBuffer(string: $0) })
            if let set = answer.headers[.setCookie] { cookie.withLock { $0 = String(set.prefix { $0 != ";" }) } }
            return (answer.status.code, String(buffer: answer.body))
        }

        /// Somebody else's browser.
        func forget() { cookie.withLock { $0 = "" } }

        func admit(
            number: String = "1", code: String, name: String = "Erika Mustermann", until: String = "8.12.2026",
            secret: String = "drei alte Linden"
        ) async throws -> (status: Int, text: String) {
            let day = until.split(separator: ".").map(String.init)
            return try await send(
                "/anmelden/vertretung",
                [
                    ("number", number), ("code", code), ("name", name), ("until.day", day[0]),
                    ("until.month", day[1]), ("until.year", day[2]), ("secret", secret), ("secret-again", secret),
                    ("pin", "4711"), ("pin-again", "4711"),
                ])
        }
    }

    private func code(in page: String) throws -> String {
        let match = try #require(page.firstMatch(of: /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/))
        return String(match.output.0)
    }

    /// The office's page tells a code.
    private func tell(_ program: OfficeProgram, _ name: String, days: String = "2") async throws -> String {
        let told = Mutex("")
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let page = try await browser.post("/koffer/W01/vertretung", [("name", name), ("tage", days)])
            #expect(page.status == 200)
            told.withLock { $0 = page.text }
        }
        return try code(in: told.withLock { $0 })
    }

    private func browse(
        _ kit: SpeakingKit, _ time: Time, _ body: @escaping @Sendable (KitBrowser, Desk) async throws -> Void
    ) async throws {
        let desk = try Desk(folder: kit.folder, clock: time.clock)
        let program = try KitProgram(
            desk: desk, settings: .init(port: 80, lockCost: OfficeBench.cheap), logger: Logger(label: "test"),
            elapsed: { time.since })
        try await program.application().test(.router) { client in
            let browser = KitBrowser(client)
            _ = try await browser.send("/tagesbeginn", [("passphrase", kit.passphrase)])
            try await body(browser, desk)
        }
        await desk.close()
    }

    @Test func aCodeFromTheTelephoneLetsASubstituteInOnce() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        let code = try await tell(program, "Erika Mustermann")
        let time = Time()
        try await browse(kit, time) { browser, desk in
            #expect(try await browser.send("/anmelden").text.contains("Vertretung anmelden"))
            // Another name, another last day, another number: each costs a try, and two are free.
            #expect(try await browser.admit(code: code, name: "Erika Musterfrau").status == 422)
            #expect(try await browser.admit(code: code, until: "9.12.2026").status == 422)
            let slowed = try await browser.admit(code: "ABCD-EFGH-JKLM-NPQR")
            #expect(slowed.status == 422)
            #expect(slowed.text.contains("Nummer, Code, Name und letzter Tag passen nicht zusammen."))
            #expect(try await browser.admit(code: code).text.contains("Der nächste Versuch geht in"))
            time.wait(.seconds(3))
            // Capitals, blanks, hyphens and the spelling of umlauts do not count.
            let typed = code.lowercased().replacing("-", with: " ")
            let admitted = try await browser.admit(code: typed, name: "erika  MUSTERMANN")
            #expect(admitted.status == 303)
            #expect(try await browser.send("/heute").status == 200)
            #expect(try await browser.send("/heute").text.contains("erika  MUSTERMANN"))
            browser.forget()
            let again = try await browser.admit(code: code)
            #expect(again.status == 422)
            let books = try await desk.view().state.books.values.flatMap(\.substitutes)
            #expect(books.map(\.clerk) == ["vertretung-01"] && books.first?.until.iso == "2026-12-08")
            // The office hears of it.
            let line = InProcessLine(desk, to: program.endpoints, at: WalkedKit.now)
            try await line.ship()
        }
        await program.registry.takeIn()
        #expect(await program.registry.view().state.substitutes[1]?.map(\.name) == ["erika  MUSTERMANN"])
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let page = try await browser.get("/koffer/W01")
            #expect(page.text.contains("angemeldet") && page.text.contains("Erika Mustermann"))
        }
    }

    @Test func sheLogsInAgainWithHerSecretUntilHerLastDay() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        let code = try await tell(program, "Jörg Groß")
        let time = Time()
        try await browse(kit, time) { browser, _ in
            #expect(try await browser.admit(code: code, name: "Joerg Gross").status == 303)
            _ = try await browser.send("/heute")
        }
        let logIn = [("clerk", "vertretung-01"), ("secret", "drei alte Linden")]
        time.pass(days: 1)
        try await browse(kit, time) { browser, _ in
            // Her name is not told before somebody is logged in.
            let page = try await browser.send("/anmelden")
            #expect(page.text.contains("Vertretung 01") && !page.text.contains("Joerg"))
            #expect(try await browser.send("/anmelden", logIn).status == 303)
            #expect(try await browser.send("/heute").status == 200)
            time.pass(days: 1)
            #expect(try await browser.send("/heute").status == 403)
        }
        try await browse(kit, time) { browser, desk in
            let late = try await browser.send("/anmelden", logIn)
            #expect(late.status == 422)
            #expect(await !desk.isUnlocked)
            // Nobody is offered a log-in that opens nothing.
            #expect(try await !browser.send("/anmelden").text.contains("Vertretung 01"))
        }
    }

    @Test func aCodeThatIsOverOrOfAnotherKitOpensNothing() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        let code = try await tell(program, "Erika Mustermann", days: "1")
        let time = Time()
        try await browse(kit, time) { browser, _ in
            #expect(try await browser.admit(number: "2", code: code, until: "7.12.2026").status == 422)
            #expect(try await browser.admit(number: "0", code: code).text.contains("die Nummer"))
            #expect(
                try await browser.admit(number: "55", code: code).text.contains(
                    "Zu dieser Nummer gibt es hier keinen Code."))
            time.pass(days: 1)
            let over = try await browser.admit(code: code, until: "7.12.2026")
            #expect(over.status == 422 && over.text.contains("abgelaufen"))
        }
        let key = SymmetricKey(size: .bits256)
        let own = SubstituteSlip(number: 1, kit: 1, signingKey: Data(count: 32), from: key)
        #expect(own == SubstituteSlip(number: 1, kit: 1, signingKey: Data(count: 32), from: key))
        for other in [
            SubstituteSlip(number: 2, kit: 1, signingKey: Data(count: 32), from: key),
            SubstituteSlip(number: 1, kit: 2, signingKey: Data(count: 32), from: key),
            SubstituteSlip(number: 1, kit: 1, signingKey: Data(repeating: 1, count: 32), from: key),
        ] {
            #expect(other.opener != own.opener && other.check != own.check)
        }
    }

    @Test func newCodesComeWithTheFeedBeforeTheyRunOut() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        var codes: [String] = []
        for _ in 1...SubstituteSlip.count { codes.append(try await tell(program, "Erika Mustermann")) }
        let (first, time) = (codes[0], Time())
        try await browse(kit, time) { browser, desk in
            // The second contact says that what came with the first is recorded.
            let line = InProcessLine(desk, to: program.endpoints, at: WalkedKit.now)
            try await line.ship()
            try await line.ship()
            #expect(try await browser.admit(code: first).status == 303)
            _ = try await browser.send("/anmelden")
            let code = try await tell(program, "Erika Mustermann")
            browser.forget()
            #expect(try await browser.admit(number: "13", code: code).status == 303)
            browser.forget()
            _ = try await browser.send("/anmelden")
            #expect(try await browser.admit(number: "13", code: code).status == 422)
        }
        let count = try program.registry.ledger.feed(of: 1, epoch: 1, after: 0, bytes: .max).count { $0.kind == .slips }
        #expect(count == 1)
    }

    @Test func theOfficeTellsEachCodeOnceAndSaysWhenNoneIsLeft() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            for values in [
                [("name", ""), ("tage", "1")], [("name", "Erika"), ("tage", "0")], [("name", "Erika"), ("tage", "15")],
            ] {
                let refused = try await browser.post("/koffer/W01/vertretung", values)
                #expect(refused.status == 422)
            }
            var codes: Set<String> = []
            for number in 1...SubstituteSlip.count {
                let page = try await browser.post("/koffer/W01/vertretung", [("name", "Erika"), ("tage", "1")])
                let match = page.text.firstMatch(of: /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/)
                codes.insert(match.map { String($0.output.0) } ?? "\(number)")
            }
            #expect(codes.count == SubstituteSlip.count && codes.allSatisfy { $0.count == 19 })
            let none = try await browser.post("/koffer/W01/vertretung", [("name", "Erika"), ("tage", "1")])
            #expect(none.status == 409 && none.text.contains("Alle Codes dieses Koffers sind vergeben"))
            // Names lie in the ledger only encrypted.
            for file in ["ledger.sqlite", "ledger.sqlite-wal"] {
                let bytes = try Data(contentsOf: URL(filePath: kit.bench.folder.path(file)))
                #expect(bytes.range(of: Data("Erika".utf8)) == nil)
            }
        }
    }
}
