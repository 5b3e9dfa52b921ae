import Casework
import Foundation
import Journal
import Kit
import Pages

/// Two clerks share the laptop: from the PIN of the one to "Heute" in her name, and back. PINs at the cost they have in earnest.
enum SwitchingClerks {
    private static let rounds = 6
    private static let clerks: [ClerkID] = [Bed.clerk, "krueger"]
    private static let pin = "4711"

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let kit = try bed.makeKit("switching-kit", of: try bed.makeOffice("switching-office"))
        let desk = try Desk(folder: kit.folder, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        let times = try await KitProgram.serve(desk) { program, port, cookie, token in
            try await program.dayLock.openDay(passphrase: kit.passphrase)
            for clerk in clerks {
                guard let code = kit.codes.first(where: { $0.clerk == clerk }) else { throw Failure.noCode }
                _ = try await program.dayLock.setSecret(
                    "drei alte Linden", pin: pin, of: clerk, with: code.code, at: Timestamp(Date()))
            }
            let other = program.sessions.start(DeskClerk(id: clerks[1], name: "Jonas Krüger"))
            program.sessions.lock(other.secret)
            let sessions = [(cookie, token), ("\(program.cookie.name)=\(other.secret)", other.formToken.text)]
            return try await apart {
                let line = try Loopback(port: port)
                return Times(
                    try (0..<rounds).map { round in
                        let (from, to) = (sessions[round % 2], sessions[(round + 1) % 2])
                        return try ContinuousClock().measure {
                            let changed = try line.post(
                                "/wechseln", cookie: from.0,
                                form: [("token", from.1), ("clerk", clerks[(round + 1) % 2].text), ("pin", pin)])
                            guard changed.status == 303 else { throw Failure.notChanged(changed.status) }
                            guard try line.get("/heute", cookie: to.0).status == 200 else { throw Failure.notShown }
                        }
                    })
            }
        }
        report.note("Bedienerwechsel mit PIN bis „Heute“", times.text)
        let longest = times.percentile(1)
        report.judge("  längster", "\(longest.short) ms", goal: "< 2000 ms", isMet: longest < 2000)
    }

    enum Failure: Error { case noCode, notChanged(Int), notShown }
}
