import Casework
import Journal
import Kit
import Office
import Sync

extension World {
    func plan(_ fault: Fault) {
        switch fault {
        case .letter(let number, let fault): letterFaults[number] = fault
        case .outage(let kit, let from, let to):
            outages.append((kit, from, to))
            struck.append(fault)
        case .disk(.office, let write, let fault): office.device.plan(fault, at: write)
        case .disk(let machine, let write, let fault):
            if case .laptop(let number) = machine, laptops.indices.contains(number) {
                laptops[number].device.plan(fault, at: write)
            } else {
                waitingFaults[machine, default: [:]][write] = fault
            }
        case .clickedTwice(let kit, let step): clickedTwice.insert([kit, step])
        case .powerLoss(_, let time, _, _), .clock(_, let time, _), .impatience(_, let time), .backup(let time),
            .restore(let time):
            note(fault, at: time)
        case .replacement(let kit, let time, let mirror, _):
            agenda.note(.mirror(kit: kit, age: mirror), at: max(1, time - mirror))
            note(fault, at: time)
        }
    }

    private func note(_ fault: Fault, at time: Int64) {
        agenda.note(.fault(fault), at: time)
        lastFault = max(lastFault, time)
    }

    func strike(_ fault: Fault) async throws {
        var hasStruck = true
        switch fault {
        case .powerLoss(.office, _, let way, let seed): office.device.losePower(way, seed: seed)
        case .powerLoss(.laptop(let number), _, let way, let seed):
            guard laptops.indices.contains(number), laptops[number].isRunning else { return }
            laptops[number].device.losePower(way, seed: seed)
        case .clock(.office, _, let jump): office.clockError.jump(by: jump)
        case .clock(.laptop(let number), _, let jump):
            guard laptops.indices.contains(number) else { return }
            laptops[number].clockError.jump(by: jump)
        case .impatience(let kit, _): try await tell(.tryNow, to: laptops[current[kit]])
        case .backup: hasStruck = takeBackup()
        case .restore:
            hasStruck = try await office.restore()
            if hasStruck {
                (officePromises, officeTries) = ([:], [:])
                later(2_000, .startOffice)
            }
        case .replacement(let kit, _, _, let returns): hasStruck = replace(kit, returns: returns)
        case .letter, .outage, .disk, .clickedTwice: return
        }
        if hasStruck {
            struck.append(fault)
            log("\(fault)")
        }
    }

    func takeBackup() -> Bool {
        guard office.isRunning else { return false }
        backups += 1
        do {
            try office.takeBackup(number: backups)
        } catch {
            log("office: no backup: \(error)")
            return false
        }
        guard let backup = office.backup, office.isRunning else { return false }
        let disk = backup.mount()
        let path = "\(disk.root)\(OfficeMachine.stick)/\(SQLiteJournalStore.fileName)"
        for head in (try? SQLiteJournalStore(path: path, on: disk).heads()) ?? [] {
            let place = head.position
            let known = backedUp[place.kit]?[place.generation] ?? 0
            backedUp[place.kit, default: [:]][place.generation] = max(known, place.sequence)
        }
        backup.kill()
        return true
    }

    // MARK: A spare laptop

    /// A stick that is nearly new when it is needed is in all the time; an older one was pulled.
    static let pulled: Int64 = 25_000

    func plugIn(_ kit: Int, age: Int64) async throws {
        if sticks[kit] == nil { sticks[kit] = Stick(name: "stick \(kit)", isOut: age > Self.pulled) }
        await mirror(laptops[current[kit]], isFirst: true)
    }

    /// Transfers and numbers wait for the stick, where one is in.
    func mirror(_ laptop: Laptop, isFirst: Bool = false) async {
        guard let stick = sticks[laptop.kitIndex], !laptop.isReplaced, laptop.isRunning,
            isFirst || (!stick.isOut && stick.given != laptop.promises.given)
        else { return }
        do {
            try await laptop.mirror(to: stick)
            if !fittings.spareBeginsGeneration { stick.image = SimulatedDevice(copying: laptop.device) }
        } catch { log("\(laptop.machine): not mirrored: \(error)") }
    }

    private func replace(_ kit: Int, returns: Int64?) -> Bool {
        guard let stick = sticks[kit], stick.hasCopy else { return false }
        let old = laptops[current[kit]]
        guard !old.isBlank else { return false }
        old.device.kill()
        old.end()
        old.isReplaced = true
        old.isInDrawer = true
        let number = laptops.count
        let spare = Laptop(
            number: number, kitIndex: kit, kit: old.kit,
            device: fittings.device(.laptop(number), stick.image ?? SimulatedDevice()),
            secrets: old.secrets, clerk: old.clerk, promises: old.promises, clock: clock, seed: seed)
        spare.step = stick.step
        spare.isBlank = true
        for (write, fault) in waitingFaults[.laptop(number)] ?? [:] { spare.device.plan(fault, at: write) }
        laptops.append(spare)
        current[kit] = number
        later(1_000, .start(laptop: number))
        if let returns {
            agenda.note(.comesBack(laptop: old.number), at: max(returns, clock.now + 10_000))
            lastFault = max(lastFault, returns)
        }
        return true
    }

    /// The first thing a spare does. What the mirror does not hold was promised by the laptop before.
    func takeOver(_ spare: Laptop) async throws {
        guard let stick = sticks[spare.kitIndex] else { return }
        if stick.image == nil {
            let last = try spare.restore(from: stick)
            spare.promises = spare.promises.through(last)
        } else {
            try await spare.start(fittings)
            spare.promises = spare.promises.through(try spare.desk?.store.head(kit: spare.kit)?.position)
        }
        spare.isBlank = false
        log("\(spare.machine): is kit \(spare.kitIndex) now")
    }

    func comeBack(_ laptop: Laptop) {
        laptop.isInDrawer = false
        log("\(laptop.machine): is switched on again")
        later(10, .start(laptop: laptop.number))
    }
}
