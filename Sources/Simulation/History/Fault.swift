/// A machine of the simulated world: the office, or one of the laptops in the order in which they came.
package enum Machine: Hashable, Sendable, CustomStringConvertible {
    case office
    case laptop(Int)

    package var description: String {
        switch self {
        case .office: "office"
        case .laptop(let number): "laptop \(number)"
        }
    }
}

/// One thing that goes wrong. A history is a seed and a list of these; leaving some out leaves the others as they are.
package enum Fault: Hashable, Sendable {
    /// What happens to the request of this number, counted over all kits.
    case letter(Int, LetterFault)
    /// A kit has no network, from and to in milliseconds since the world began.
    case outage(kit: Int, from: Int64, to: Int64)
    /// At this write of a machine's disk.
    case disk(Machine, write: Int, DeviceFault)
    /// The power of a machine goes between two writes.
    case powerLoss(Machine, at: Int64, PowerLoss, seed: UInt64)
    /// A machine's clock jumps.
    case clock(Machine, at: Int64, by: Int64)
    /// The clerk sends this form twice.
    case clickedTwice(kit: Int, step: Int)
    /// The clerk loses patience and presses "Jetzt übertragen".
    case impatience(kit: Int, at: Int64)
    /// The office takes a backup.
    case backup(at: Int64)
    /// The office is restored from its latest backup.
    case restore(at: Int64)
    /// A spare laptop takes a kit over, from a mirror as old as this; the old one may come back.
    case replacement(kit: Int, at: Int64, mirror: Int64, returns: Int64?)
}

/// What can happen to a request and its answer on the way.
package enum LetterFault: Hashable, Sendable {
    case lost
    case answerLost
    case delayed(milliseconds: Int64)
    /// It arrives a second time so much later, when its connection is long gone.
    case repeated(milliseconds: Int64)
    /// The line breaks when so much of it has arrived.
    case cut(percent: Int)
    /// A proxy on the way says that it cannot.
    case turnedAway
}

extension Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .letter(let number, let fault): "request \(number): \(fault)"
        case .outage(let kit, let from, let to): "kit \(kit): no network from \(from) to \(to) ms"
        case .disk(let machine, let write, let fault): "\(machine), write \(write): \(fault)"
        case .powerLoss(let machine, let time, let way, _):
            "\(machine): power lost at \(time) ms, unsynced: \(way.rawValue)"
        case .clock(let machine, let time, let jump): "\(machine): clock jumps by \(jump) ms at \(time) ms"
        case .clickedTwice(let kit, let step): "kit \(kit): form \(step) sent twice"
        case .impatience(let kit, let time): "kit \(kit): the clerk wants to send now, at \(time) ms"
        case .backup(let time): "office: backup at \(time) ms"
        case .restore(let time): "office: restored from its backup at \(time) ms"
        case .replacement(let kit, let time, let mirror, let returns):
            "kit \(kit): replaced at \(time) ms from a mirror \(mirror) ms old"
                + (returns.map { ", the old laptop comes back at \($0) ms" } ?? "")
        }
    }
}

extension LetterFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lost: "lost"
        case .answerLost: "answer lost"
        case .delayed(let time): "delayed by \(time) ms"
        case .repeated(let time): "arrives again \(time) ms later"
        case .cut(let percent): "cut off after \(percent) %"
        case .turnedAway: "turned away on the way"
        }
    }
}

extension DeviceFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .powerLoss(let way, _): "power lost, unsynced: \(way.rawValue)"
        case .kill: "program killed"
        case .errors(let count): "\(count) writes fail"
        case .full(let count): "full for \(count) writes"
        }
    }
}
