import Casework
import Foundation
import Journal
import Kit
import Sync

extension World {
    // MARK: Programs start

    func start(_ laptop: Laptop) async throws {
        guard !laptop.isRunning, !laptop.isInDrawer, clock.now >= laptop.sleepsUntil else { return }
        do {
            if laptop.isBlank { try await takeOver(laptop) }
            try await laptop.start(fittings)
        } catch {
            // The disk fails or the power goes at the start: it is tried again.
            laptop.device.kill()
            laptop.end()
            log("\(laptop.machine): does not start: \(error)")
            try noteFailedStart(of: laptop.machine, error)
            later(3_000, .start(laptop: laptop.number))
            return
        }
        log("\(laptop.machine): started")
        failedStarts[laptop.machine] = nil
        try await check(laptop)
        try await tell(.started, to: laptop)
    }

    /// No disk fails that often: a program that does not start by then never will.
    func noteFailedStart(of machine: Machine, _ error: any Error) throws {
        failedStarts[machine, default: 0] += 1
        if failedStarts[machine] == 60 { throw Violation(9, "\(machine) does not start: \(error)") }
    }

    // MARK: The clerk

    func clerkActs(_ kit: Int) async throws {
        let laptop = laptops[current[kit]]
        guard laptop.step < laptop.clerk.plan.steps.count else { return }
        let pause = 300 + drawn(3, kit << 16 | laptop.step).below(4_000)
        guard let desk = laptop.desk, laptop.isRunning else { return later(2_000, .clerk(kit: kit)) }
        let step = laptop.step
        if laptop.clerk.plan.steps[step] == .night { return sleep(laptop) }
        let again = laptop.tries > 0
        laptop.tries += 1
        let outcome = await laptop.clerk.send(step, to: desk, again: again ? fittings.formAgain : nil)
        log("\(laptop.machine): form \(step) \(laptop.clerk.plan.steps[step]): \(outcome.word)")
        // What the program says after its disk is gone, nobody hears.
        guard laptop.isRunning else { return later(pause, .clerk(kit: kit)) }
        try await note(outcome, of: laptop)
        var isDone = true
        if case .refused = outcome, laptop.clerk.plan.steps[step] == .openOuting, try await setClock(of: laptop) {
            isDone = false
        }
        if case .failed(let fault) = outcome {
            log("\(laptop.machine): form \(step) failed: \(fault)")
            if case .journal(.readOnly(let fault))? = fault as? DeskFault {
                throw Violation(4, "\(laptop.machine): nobody touched the journal, and it is read-only: \(fault)")
            }
            isDone = false
        }
        if isDone, clickedTwice.contains([kit, step]), laptop.tries == 1 {
            struck.append(.clickedTwice(kit: kit, step: step))
            isDone = false
        }
        if isDone {
            laptop.step += 1
            laptop.tries = 0
        }
        later(pause, .clerk(kit: kit))
    }

    /// The page asks for date and time before it opens an outing with a clock that cannot be true.
    private func setClock(of laptop: Laptop) async throws -> Bool {
        guard let desk = laptop.desk, try await desk.view().clockDoubt != nil else { return false }
        let time = Moment(milliseconds: clock.timestamp.milliseconds)
        try? await desk.setClock(to: time, by: SimulatedTown.clerk)
        guard laptop.isRunning else { return true }
        try await announce(laptop.growth(), of: laptop)
        return true
    }

    /// Everybody goes home.
    private func sleep(_ laptop: Laptop) {
        switchOff(laptop)
        laptop.step += 1
        agenda.note(.clerk(kit: laptop.kitIndex), at: laptop.sleepsUntil + 2_000)
    }

    private func switchOff(_ laptop: Laptop) {
        log("\(laptop.machine): switched off for the night")
        laptop.device.kill()
        laptop.end()
        laptop.sleepsUntil = max(World.secondMorning, clock.now + 1_000)
        agenda.note(.start(laptop: laptop.number), at: laptop.sleepsUntil)
    }

    /// Laptops that nobody works with any more are off at night, too.
    func evening() {
        for laptop in laptops where laptop.isReplaced && laptop.isRunning { switchOff(laptop) }
    }

    private func note(_ outcome: Clerk.Outcome, of laptop: Laptop) async throws {
        let growth = laptop.growth()
        if case .saved(let saved) = outcome, !saved.events.isEmpty {
            guard let head = growth.last?.head else {
                throw Violation(1, "\(laptop.machine): the page says saved, and nothing was")
            }
            let code = laptop.desk?.identity.code.text ?? ""
            let twice = laptop.promises.add(saved, through: head.position, kit: code)
            if let first = twice.first { throw Violation(6, "\(laptop.machine): \(first)") }
            await mirror(laptop)
        }
        try await announce(growth, of: laptop)
    }

    /// As the kit's program does after every durable append.
    private func announce(_ growth: [Desk.Growth], of laptop: Laptop) async throws {
        for one in growth {
            if !one.keys.isEmpty { try await tell(.keysMade(one.keys), to: laptop) }
            try await tell(.journalGrew(one.head), to: laptop)
            for ref in one.attachments { try await tell(.attachmentReady(ref), to: laptop) }
        }
    }

    // MARK: The machine of the sync

    func tell(_ event: KitSyncEvent, to laptop: Laptop) async throws {
        var waiting = [event]
        while !waiting.isEmpty {
            let event = waiting.removeFirst()
            guard laptop.isRunning, fittings.tells(event), var sync = laptop.sync else { continue }
            let actions = sync.received(event, at: laptop.now)
            laptop.sync = sync
            for action in actions where fittings.does(action) {
                guard laptop.isRunning else { return }
                let next = try await perform(action, of: laptop)
                // Recorded messages are entries: the machine hears of them like of any other.
                for one in laptop.growth() { waiting.append(.journalGrew(one.head)) }
                if let next { waiting.append(next) }
            }
        }
    }

    private func perform(_ action: KitSyncAction, of laptop: Laptop) async throws -> KitSyncEvent? {
        guard let holdings = laptop.holdings else { return nil }
        switch action {
        case .send(let id, let request, let contact): return await send(id, request, contact, from: laptop)
        case .dropConnections: break
        case .setTimer(let time):
            laptop.timer += 1
            let wait = max(0, time.milliseconds - laptop.now.milliseconds)
            later(Int(clamping: wait), .timer(laptop: laptop.number, number: laptop.timer))
        case .eraseKeys(let number, let through):
            let number = CaseNumber(number)
            acknowledged.insert(number)
            let event = await holdings.carryOut(action)
            if laptop.isRunning, try hasAll(number, through: through, of: laptop) {
                try await checkErased(number, by: laptop)
            }
            return event
        default: return await holdings.carryOut(action)
        }
        return nil
    }
}
