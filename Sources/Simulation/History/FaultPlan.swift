import Planning

/// What goes wrong in one run, drawn from its seed.
enum FaultPlan {
    /// How long a day is at least, in simulated milliseconds; faults that have their time fall into it.
    private static let day = 400_000

    /// - Parameter count: about so many faults.
    static func draw(seed: UInt64, count: Int, kits: Int) -> [Fault] {
        var random = SeededRandom(seed: seed, for: 7)
        guard count > 0 else { return [] }
        var faults: [Fault] = []
        // A village without a network: the usual case.
        for kit in 0..<kits {
            let from = random.below(day / 4)
            faults.append(.outage(kit: kit, from: Int64(from), to: Int64(from + random.between(day / 4, day))))
        }
        var machines: [Machine] = [.office] + (0..<kits).map { .laptop($0) }
        if random.chance(35) {
            let kit = random.below(kits)
            let time = random.between(60_000, day)
            let mirror = random.chance(50) ? 0 : random.below(40_000)
            let returns = random.chance(60) ? Int64(time + random.below(200_000)) : nil
            faults.append(.replacement(kit: kit, at: Int64(time), mirror: Int64(mirror), returns: returns))
            machines.append(.laptop(kits))
        }
        if random.chance(50) {
            let backup = random.between(30_000, day)
            faults.append(.backup(at: Int64(backup)))
            if random.chance(60) {
                // On the same day, or the next morning.
                let time = random.chance(70) ? backup : Int(World.secondMorning)
                faults.append(.restore(at: Int64(time + random.between(5_000, day / 3))))
            }
        }
        while faults.count < count { faults.append(one(&random, machines, kits: kits)) }
        return faults
    }

    private static func one(_ random: inout SeededRandom, _ machines: [Machine], kits: Int) -> Fault {
        switch random.below(100) {
        case ..<55: .letter(random.between(1, 320), letter(&random))
        case ..<80: .disk(random.pick(machines), write: random.between(1, 2_500), device(&random))
        case ..<84:
            .powerLoss(
                random.pick(machines), at: time(&random), random.pick(PowerLoss.allCases), seed: random.next())
        case ..<88:
            .clock(
                random.pick(machines), at: time(&random),
                by: Int64(random.pick([-7_200_000, -90_000, -3_000, 4_000, 600_000, 10_000_000])))
        case ..<95: .clickedTwice(kit: random.below(kits), step: random.below(240))
        default: .impatience(kit: random.below(kits), at: time(&random))
        }
    }

    private static func time(_ random: inout SeededRandom) -> Int64 {
        random.chance(80)
            ? Int64(random.between(1_000, day)) : World.secondMorning + Int64(random.between(1_000, day / 4))
    }

    private static func letter(_ random: inout SeededRandom) -> LetterFault {
        switch random.below(6) {
        case 0: .lost
        case 1: .answerLost
        case 2: .delayed(milliseconds: Int64(random.pick([700, 5_000, 65_000, 200_000])))
        case 3: .repeated(milliseconds: Int64(random.pick([1, 900, 20_000, 240_000])))
        case 4: .cut(percent: random.below(100))
        default: .turnedAway
        }
    }

    private static func device(_ random: inout SeededRandom) -> DeviceFault {
        switch random.below(10) {
        case ..<6: .powerLoss(random.pick(PowerLoss.allCases), seed: random.next())
        case ..<8: .kill
        case 8: .errors(count: random.between(1, 6))
        default: .full(count: random.between(1, 40))
        }
    }
}
