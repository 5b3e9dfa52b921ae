import Foundation
import Journal
import Simulation
import Sync
import Testing

/// Deliberate defects, put in where a part can be exchanged; the simulation finds each within the stated number of seeds.
@Suite struct DefectTests {
    struct Defect: Sendable, CustomTestStringConvertible {
        let name: String
        /// Found by a run with one of the seeds from 1 to this; 0 where that has not been measured.
        let seeds: UInt64
        var invariants: Set<Int>
        let fittings: Fittings

        init(
            _ name: String, seeds: UInt64, breaks invariants: Set<Int>, _ fit: (inout Fittings) -> Void
        ) {
            self.name = name
            self.seeds = seeds
            self.invariants = invariants
            var fittings = Fittings()
            fit(&fittings)
            self.fittings = fittings
        }

        var testDescription: String { name }
    }

    @Test(arguments: Self.defects.filter { $0.seeds > 0 }) func isFound(defect: Defect) async throws {
        let bout = try Bout(events: 40, visits: 2, fittings: defect.fittings)
        for seed in 1...defect.seeds {
            guard let violation = await bout.run(seed: seed).violation else { continue }
            #expect(defect.invariants.contains(violation.invariant), "\(violation)")
            return
        }
        Issue.record("\(defect.name): not found with \(defect.seeds) seeds")
    }

    /// How the table's numbers are found: AMTSKOFFER_DEFECTS=60 runs each defect with seeds from 1 to 60.
    @Test(.enabled(if: limit != nil, "AMTSKOFFER_DEFECTS is not set"), arguments: Self.defects)
    func isMeasured(defect: Defect) async throws {
        let bout = try Bout(events: 40, visits: 2, fittings: defect.fittings)
        for seed in 1...(Self.limit ?? 1) {
            guard let violation = await bout.run(seed: seed).violation else { continue }
            Self.say("\(defect.name): seed \(seed): \(violation)")
            return
        }
        Self.say("\(defect.name): not found with \(Self.limit ?? 1) seeds")
    }

    private static func say(_ line: String) {
        FileHandle.standardError.write(Data("measured: \(line)\n".utf8))
    }

    private static let limit = ProcessInfo.processInfo.environment["AMTSKOFFER_DEFECTS"].flatMap { UInt64($0) }

    static let defects: [Defect] = disks + kits + lines + offices

    // MARK: Disks that lie

    static let disks = [
        Defect("the journal's log is not synced", seeds: 2, breaks: [1, 4]) {
            $0.device = { machine, image in
                machine == .office
                    ? SimulatedDevice(copying: image)
                    : SimulatedDevice(copying: image, keepingBytes: { !$0.hasSuffix("journal.sqlite-wal") })
            }
        },
        Defect("the keys file is not synced before it is renamed", seeds: 2, breaks: [1, 4, 9]) {
            $0.device = { machine, image in
                machine == .office
                    ? SimulatedDevice(copying: image)
                    : SimulatedDevice(copying: image, keepingBytes: { !$0.hasSuffix("keys.json.new") })
            }
        },
        Defect("new names are not synced", seeds: 2, breaks: [1, 4, 9]) {
            $0.device = { machine, image in
                machine == .office
                    ? SimulatedDevice(copying: image)
                    : SimulatedDevice(copying: image, keepingNames: { !$0.hasSuffix("/kit") })
            }
        },
        Defect("attachments are not synced", seeds: 2, breaks: [1, 4, 9]) {
            $0.device = { machine, image in
                machine == .office
                    ? SimulatedDevice(copying: image)
                    : SimulatedDevice(copying: image, keepingBytes: { !$0.contains("/attachments/") })
            }
        },
        Defect("the office's keys are not synced", seeds: 2, breaks: [3, 4, 9]) {
            $0.device = { machine, image in
                machine != .office
                    ? SimulatedDevice(copying: image)
                    : SimulatedDevice(copying: image, keepingBytes: { !$0.contains("keys.sqlite") })
            }
        },
    ]

    // MARK: Kits

    static let kits = [
        kit("keys that were not sent count as sent after a restart", .forgetsUnsentKeys, 1, breaks: [9]),
        kit("attachments that were not sent count as sent after a restart", .forgetsUnsentAttachments, 1, breaks: [9]),
        kit("keys are erased when a case was sent", .erasesWhenSent, 1, breaks: [3]),
        kit("keys are never erased", .neverErases, 1, breaks: [5]),
        kit("the feed is not recorded", .recordsNothing, 1, breaks: [9]),
        kit("segments are dropped before there is a backup", .dropsWhenAccepted, 1, breaks: [1, 3]),
        kit("nothing is sent again to a restored office", .keepsQuietInNewEpoch, 4, breaks: [9]),
        kit("an entry is left out", .skipsAnEntry, 0, breaks: [9]),
        kit("chunks arrive changed", .sendsWrongBytes, 0, breaks: [9]),
        Defect("a form sent twice is done twice", seeds: 0, breaks: [6]) { $0.formAgain = { "\($0)#2" } },
        Defect("a spare goes on in the old generation", seeds: 0, breaks: [1, 6, 8, 9]) {
            $0.spareBeginsGeneration = false
        },
    ]

    private static func kit(
        _ name: String, _ defect: BrokenHoldings.Defect, _ seeds: UInt64, breaks: Set<Int>
    ) -> Defect {
        Defect(name, seeds: seeds, breaks: breaks) { $0.holdings = { BrokenHoldings(whole: $0, defect: defect) } }
    }

    // MARK: The machine between them

    static let lines = [
        Defect("the retry is lost", seeds: 1, breaks: [9]) { $0.tells = { $0 != .timer } },
        Defect("a failed request is never given up", seeds: 1, breaks: [9]) {
            $0.tells = { event in
                switch event {
                case .failed, .timer: false
                default: true
                }
            }
        },
        Defect("attachments are announced to nobody", seeds: 1, breaks: [9]) {
            $0.tells = { if case .attachmentReady = $0 { false } else { true } }
        },
    ]

    // MARK: Offices

    static let offices = [
        Defect("the office takes keys and loses some", seeds: 1, breaks: [9]) {
            $0.officeKeys = { BrokenShelf($0) }
        },
        Defect("an attachment is complete with its first chunk", seeds: 1, breaks: [9]) {
            $0.officeAttachments = { BrokenReceiver(whole: $0) }
        },
        office("refused entries are thrown away", .throwsAway, 0, breaks: [8, 9]),
        office("attachments are not awaited", .forgetsAttachments, 1, breaks: [9]),
        office("a restored office says nothing of it", .hidesEpoch, 4, breaks: [3, 9]),
        office("a message of the feed is lost", .losesMessage, 0, breaks: [9]),
    ]

    private static func office(
        _ name: String, _ defect: BrokenLedger.Defect, _ seeds: UInt64, breaks: Set<Int>
    ) -> Defect {
        Defect(name, seeds: seeds, breaks: breaks) { $0.officeLedger = { BrokenLedger($0, defect) } }
    }
}
