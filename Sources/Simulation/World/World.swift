import Casework
import Foundation
import Journal
import Kit
import Office
import Planning
import Sync

/// What is found wrong: which of DESIGN.md's invariants, and what it looks like.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    package let invariant: Int
    package let what: String

    package init(_ invariant: Int, _ what: String) {
        self.invariant = invariant
        self.what = what
    }

    /// 9 stands for liveness: what is transferred arrives within a bounded time.
    package var description: String { "invariant \(invariant): \(what)" }
}

/// Two kits, an office and what lies between them, in one process under a simulated clock, network and disk. One task does
/// one thing at a time, in the order of the agenda: same seed and same faults, same history.
final class World {
    enum Happening {
        case clerk(kit: Int)
        case start(laptop: Int)
        case startOffice
        case timer(laptop: Int, number: Int)
        case atOffice(Letter, answers: Bool)
        case atKit(Letter, Result<SyncHTTPResponse, SyncTrouble>)
        case takeIn
        case again(OfficeMachine.Retries.Retry)
        case fault(Fault)
        case mirror(kit: Int, age: Int64)
        case sweep
        case evening
        case nightlyBackup
        case officeClerk
        case comesBack(laptop: Int)
    }

    let seed: UInt64
    let fittings: Fittings
    let clock = SimulatedClock()
    let images: MachineImages
    let office: OfficeMachine
    /// The disk that the office began with.
    private let firstOffice: SimulatedDevice
    var laptops: [Laptop] = []
    /// The laptop that is a kit now.
    var current: [Int] = []
    var agenda = Agenda<Happening>()
    var letters = 0
    var letterFaults: [Int: LetterFault] = [:]
    var outages: [(kit: Int, from: Int64, to: Int64)] = []
    var clickedTwice: Set<[Int]> = []
    /// The faults that came to pass.
    var struck: [Fault] = []
    /// Faults are over, the network is good: everything has to come to rest.
    var isGood = false
    /// Cases whose keys a kit may have erased: the office said that it has them.
    var acknowledged: Set<CaseNumber> = []
    /// How far each generation is in a backup that was taken.
    var backedUp: [UInt16: [UInt16: UInt64]] = [:]
    var backups = 0
    /// What the office's pages said of a case last; an older backup takes it back.
    var officePromises: [CaseNumber: CaseState] = [:]
    /// Where a case would stand after what the office's pages could not confirm: it may have been written all the same.
    var officeTries: [CaseNumber: Set<CaseState>] = [:]
    var officeActs = 0
    /// The stick beside each kit that will be replaced.
    var sticks: [Int: Stick] = [:]
    /// Faults of machines that are not there yet.
    var waitingFaults: [Machine: [Int: DeviceFault]] = [:]
    /// When the last fault that has its time happens.
    var lastFault: Int64 = 0
    /// In a row.
    var failedStarts: [Machine: Int] = [:]
    /// Counts what was done, for the figures.
    private(set) var events = 0
    private var eventsAtThisMoment = 0
    private let teller: ((String) -> Void)?

    /// 09:00 on the second day; the office takes a backup in the night before it.
    static let secondMorning: Int64 = 24 * 3_600_000
    private static let nightlyBackup: Int64 = 12 * 3_600_000
    /// Simulated milliseconds for coming to rest.
    static let patience: Int64 = 4 * 3_600_000

    init(
        seed: UInt64, visits: Int, faults: [Fault], images: MachineImages, fittings: Fittings,
        log: ((String) -> Void)?
    ) {
        self.seed = seed
        self.fittings = fittings
        self.images = images
        teller = log
        firstOffice = fittings.device(.office, images.office)
        office = OfficeMachine(device: firstOffice, clock: clock, seed: seed)
        for (index, image) in images.kits.enumerated() {
            var random = SeededRandom(seed: seed, for: UInt64(10 + index))
            let plan = DayPlan(visits: visits, &random)
            laptops.append(
                Laptop(
                    number: index, kitIndex: index, kit: image.kit,
                    device: fittings.device(.laptop(index), image.device), secrets: image.secrets,
                    clerk: Clerk(plan: plan, name: "k\(index)"), promises: Promises(), clock: clock, seed: seed))
            current.append(index)
        }
        for fault in faults { plan(fault) }
    }

    /// Plays the day and what comes after it. - Throws: the first ``Violation`` found.
    func run() async throws {
        agenda.note(.startOffice, at: 0)
        for laptop in laptops { agenda.note(.start(laptop: laptop.number), at: Int64(laptop.number)) }
        for kit in current { agenda.note(.clerk(kit: kit), at: 1_000) }
        agenda.note(.evening, at: Self.officeHours)
        agenda.note(.nightlyBackup, at: Self.nightlyBackup)
        agenda.note(.sweep, at: 3_600_000)
        for morning in [0, Self.secondMorning] { agenda.note(.officeClerk, at: morning + 60_000) }
        while !isDayOver, try await happensNext() {
            if clock.now > Self.secondMorning * 2 {
                throw Violation(9, "the clerk does not come to the end of the day")
            }
        }
        try await comeToRest()
        try await checkAll()
    }

    /// The faults that came to pass, those of the disks among them.
    var allStruck: [Fault] {
        var all = struck
        let devices = [(Machine.office, firstOffice)] + laptops.map { ($0.machine, $0.device) }
        for (machine, device) in devices {
            for (write, fault) in device.struck.sorted(by: { $0.key < $1.key }) {
                all.append(.disk(machine, write: write, fault))
            }
        }
        return all
    }

    var isDayOver: Bool {
        clock.now > lastFault && current.allSatisfy { laptops[$0].step >= laptops[$0].clerk.plan.steps.count }
    }

    /// - Returns: false when nothing is on the agenda.
    func happensNext() async throws -> Bool {
        guard let (time, item) = agenda.next() else { return false }
        eventsAtThisMoment = time > clock.now ? 0 : eventsAtThisMoment + 1
        if eventsAtThisMoment > 5_000 { throw Violation(9, "it turns in a circle at \(time) ms: \(item)") }
        clock.advance(to: time)
        events += 1
        try await happen(item)
        for retry in office.retries.takeAll() { later(Int(retry.pause / .milliseconds(1)), .again(retry)) }
        try await noticeCrashes()
        return true
    }

    func log(_ line: @autoclosure () -> String) { teller?("\(clock.now) \(line())") }

    func later(_ milliseconds: Int, _ item: Happening) { agenda.note(item, at: clock.now + Int64(milliseconds)) }

    /// A number for one purpose alone, whatever else was drawn before.
    func drawn(_ purpose: UInt64, _ index: Int) -> UInt64 {
        var random = SeededRandom(seed: seed, for: purpose << 40 | UInt64(index))
        return random.next()
    }

    private func happen(_ item: Happening) async throws {
        switch item {
        case .clerk(let kit): try await clerkActs(kit)
        case .start(let number): try await start(laptops[number])
        case .startOffice: try await startOffice()
        case .timer(let number, let timer):
            guard laptops[number].timer == timer else { return }
            try await tell(.timer, to: laptops[number])
        case .atOffice(let letter, let answers): try await arrive(letter, answers: answers)
        case .atKit(let letter, let response): try await comeBack(letter, response)
        case .takeIn: try await takeIn()
        case .again(let retry): await retry.work()
        case .fault(let fault): try await strike(fault)
        case .mirror(let kit, let age): try await plugIn(kit, age: age)
        case .sweep: await sweep()
        case .evening: evening()
        case .nightlyBackup: if !takeBackup() { later(600_000, .nightlyBackup) }
        case .officeClerk: try await officeClerkActs()
        case .comesBack(let number): comeBack(laptops[number])
        }
    }

    /// A program whose disk is gone is gone as well; somebody starts it again.
    private func noticeCrashes() async throws {
        for laptop in laptops where laptop.disk?.isGone == true {
            log("\(laptop.machine): crashed at write \(laptop.device.operations)")
            laptop.end()
            later(drawn(1, laptop.device.operations).below(8_000) + 500, .start(laptop: laptop.number))
        }
        if office.disk?.isGone == true {
            log("office: crashed at write \(office.device.operations)")
            office.end()
            later(drawn(2, office.device.operations).below(8_000) + 500, .startOffice)
        }
    }
}

extension UInt64 {
    func below(_ limit: Int) -> Int { limit > 0 ? Int(self % UInt64(limit)) : 0 }
}
