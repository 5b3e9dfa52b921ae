import ArgumentParser
import Casework
import Foundation
import Journal
import Kit
import Office
import Town

/// Sets the demonstration up exactly as a town would, command by command, and chooses the clerks' secrets for them.
struct DemoSetUp {
    /// What is printed at every start; kept beside the data, because it opens nothing but a demonstration.
    struct LogIns: Codable {
        struct LogIn: Codable {
            var id: String
            var name: String
            var secret: String
            var pin: String?
        }

        var passphrase: String
        var kit: [LogIn] = []
        var office: [LogIn] = []
    }

    let folder: String
    let town: String
    let officePort: Int
    let syncPort: Int

    var kit: KitFolder { KitFolder(path: "\(folder)/koffer") }
    var office: OfficeFolder { OfficeFolder(path: "\(folder)/zentrale") }
    private var logInsFile: DiskFile { DiskFile(folder: folder, name: "anmeldungen.json") }

    /// - Returns: the log-ins; everything that is there already stays as it is.
    func complete(at now: Timestamp) async throws -> LogIns {
        if let bytes = try logInsFile.read() { return try JSONDecoder().decode(LogIns.self, from: bytes) }
        // A folder that holds anything else is somebody's: nothing in it is touched.
        if let there = try? FileManager.default.contentsOfDirectory(atPath: folder), !there.isEmpty {
            throw ValidationError(
                "Der Ordner \(folder) ist nicht leer und keine fertige Vorführung. Nehmen Sie mit --data einen neuen Ordner oder löschen Sie ihn selbst."
            )
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        print("Die Vorführung wird eingerichtet …")
        fflush(nil)
        let settings = OfficeSettings(
            town: town, host: "127.0.0.1", port: officePort, syncPort: syncPort,
            syncAddress: "https://127.0.0.1:\(syncPort)", pageAddress: nil)
        // Certificates begin by the machine's own clock, whatever the demonstration's clock shows.
        _ = try office.setUp(settings, at: Date())
        let request = try Enrolling.prepare(kit, program: KitProgram.version)
        let enrolled = try KitEnrolment.enrol(
            request, code: nil, in: office, at: Date(), today: Moment(milliseconds: now.milliseconds).germanDay)
        let secrets = try Enrolling.complete(kit, answer: enrolled.answer)
        var logIns = LogIns(passphrase: secrets.passphrase)
        let town = try office.town()

        let lock = DayLock(folder: kit, now: { .zero })
        try await lock.openDay(passphrase: secrets.passphrase)
        for (index, code) in enrolled.staff.enumerated() {
            let logIn = LogIns.LogIn(
                id: code.clerk.text, name: town.clerk(code.clerk)?.name ?? code.clerk.text,
                secret: Passphrase.random().split(separator: " ").prefix(3).joined(separator: " "),
                pin: String(2580 + 1111 * index))
            _ = try await lock.setSecret(
                logIn.secret, pin: logIn.pin ?? "", of: code.clerk, with: code.code, at: now)
            logIns.kit.append(logIn)
        }
        let staff = try StaffBook(office.file(StaffBook.name), elapsed: { .zero })
        guard let today = Moment(milliseconds: now.milliseconds).germanDay else {
            throw ValidationError("Die Uhr dieses Rechners steht falsch. Stellen Sie sie.")
        }
        for clerk in town.clerks where clerk.worksInOffice {
            let code = try staff.giveCode(to: clerk.id, today: today)
            let secret = Passphrase.random().split(separator: " ").prefix(3).joined(separator: " ")
            try staff.redeem(code.code, of: clerk.id, secret: secret, today: today)
            logIns.office.append(.init(id: clerk.id.text, name: clerk.name, secret: secret))
        }
        try logInsFile.replace(with: JSONEncoder().encode(logIns), shredding: false)
        return logIns
    }
}

extension DemoSetUp.LogIns {
    /// - Parameter office: its address; nil when it does not run.
    func text(kit: String, office: String?) -> String {
        func line(_ logIn: LogIn) -> String {
            let name = "\(logIn.name) (\(logIn.id))".padding(toLength: 40, withPad: " ", startingAt: 0)
            return "    \(name) Kennwort: \(logIn.secret)" + (logIn.pin.map { "   PIN: \($0)" } ?? "")
        }
        var lines = ["", "Koffer    \(kit)", "  Losung des Tages: \(passphrase)"]
        lines += self.kit.map(line)
        if let office { lines += ["Zentrale  \(office)"] + self.office.map(line) }
        return (lines + ["", "Beenden mit Strg-C. Die Daten bleiben und gehen beim nächsten Start weiter."]).joined(
            separator: "\n")
    }
}
