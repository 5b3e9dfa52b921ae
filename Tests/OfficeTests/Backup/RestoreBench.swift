import Casework
import Foundation
import Journal
import Sync
import Testing
import Town

@testable import Kit
@testable import Office

/// A real desk that ships to an office which is backed up, lost and restored.
struct RestoreBench: Sendable {
    static let day = CalendarDate(iso: "2026-12-07")!

    let bench: OfficeBench
    let kit: WalkedKit
    private let plans: [ServiceKey: WalkPlan]

    init() async throws {
        let bench = try OfficeBench()
        self.bench = bench
        let catalogue = try bench.folder.town().catalogue
        plans = Dictionary(
            uniqueKeysWithValues: catalogue.services.compactMap { service in
                WalkPlan(service, on: Self.day).map { (service.key, $0) }
            })
        kit = try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: Self.day)
                .answer
        }
    }

    /// One case more at the desk, given away.
    func takeIn(_ service: ServiceKey, visit: VisitID) async throws -> CaseNumber {
        let plan = try #require(plans[service])
        let number = try await kit.open(plan, visit: visit)
        try await kit.work(through: plan, on: number)
        try await kit.pay(number)
        try await kit.transfer(number, asIncomplete: false, followsAt: nil)
        return number
    }

    /// Until both ends know everything of each other.
    func ship(to program: OfficeProgram) async throws {
        for _ in 0..<3 {
            try await InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
            await program.registry.takeIn()
        }
    }

    func backUp(_ name: String, keepDays: Int = OfficeBackup.keptDays) throws -> String {
        let target = bench.path + "/backups/" + name
        _ = try OfficeBackup.copy(bench.folder, to: target, at: bench.clock.now(), keepDays: keepDays)
        return target
    }

    /// The office at another place, with the same key file.
    func place(_ name: String) -> OfficeFolder {
        OfficeFolder(path: bench.path + "/" + name, keyPath: bench.folder.keyPath)
    }

    func program(_ folder: OfficeFolder) async throws -> OfficeProgram {
        try await OfficeProgram(folder: folder, clock: bench.clock, cost: OfficeBench.cheap)
    }

    /// The keys of one case as the kit keeps them.
    func keyRows(of number: CaseNumber) throws -> [[String: Any]] {
        let text = try String(contentsOfFile: bench.path + "/kit/keys.json", encoding: .utf8)
        return try text.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }.filter { ($0["subject"] as? [String: Any])?["id"] as? String == number.text }
    }

    /// Whether every answer and every file of the case can be read.
    static func opens(_ number: CaseNumber, _ program: OfficeProgram) async throws -> Bool {
        guard let item = await program.registry.view().state.cases[number]?.item, item.access == .readable,
            !item.answers.isEmpty, !item.attachments.isEmpty
        else { return false }
        for attachment in item.attachments {
            let file = try await program.registry.attachment(attachment.id, of: number)
            if file?.bytes != WalkedKit.picture { return false }
        }
        return true
    }

    static func act(_ acts: [CaseCommand.Act], on number: CaseNumber, _ program: OfficeProgram) async throws {
        for act in acts {
            _ = try await program.registry.commit { view in
                try view.state.cases[number]!.item.decide(CaseCommand(by: "brandt", act)).map { .ofCase(number, $0) }
            }
        }
    }
}
