import Crypto
import Foundation
import Journal

@testable import Sync

/// A kit and an office on a bad line: loses, delays, repeats and reorders requests and answers, crashes the kit's
/// program, restores the office. One seed, one history.
final class SimulatedWorld {
    struct Weather {
        var lostRequests = 0
        var lostAnswers = 0
        var repeated = 0
        var serverErrors = 0
        var longDelays = 0
        var crashes = 0
    }

    private enum Happening {
        case timer(Int)
        case atOffice(RequestID, SyncRequest, SyncHTTPRequest, life: Int, answers: Bool)
        case atKit(RequestID, SyncRequest, SyncHTTPResponse?, life: Int)
        case nextCase(String, attachments: [Int])
        case restore
    }

    let dice: Dice
    let weather: Weather
    let kit: SimulatedKit
    private(set) var office: SimulatedOffice
    private var machine: KitSync
    private var now: Int64 = 0
    private var life = 0
    private var timerNumber = 0
    private var line: [(time: Int64, number: Int, what: Happening)] = []
    private var count = 0
    private(set) var cases: [String] = []
    private(set) var erased: [String] = []
    private(set) var faults = 0
    private(set) var violations: [String] = []
    private var officeIsRestored = false
    /// What the office acknowledged before it was restored: the kit still holds the sealed keys and the ciphertext.
    private var lostWords: [String: Acknowledged] = [:]

    init(seed: UInt64, weather: Weather) throws {
        dice = Dice(seed: seed)
        self.weather = weather
        office = try SimulatedOffice(dice: dice)
        kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        machine = KitSync(
            try kit.start(officeKeys: [office.signing.publicKey.rawRepresentation]), randomness: dice.randomness)
    }

    func plan(cases count: Int, restoring: Bool = false) {
        for index in 0..<count {
            let number = String(format: "W01-1-%04d", index + 1)
            let sizes = (0..<dice.below(3)).map { _ in
                dice.chance(20) ? 300_000 + dice.below(400_000) : dice.below(9_000)
            }
            happen(.nextCase(number, attachments: sizes), after: Int64(dice.below(600_000)))
        }
        if restoring { happen(.restore, after: 400_000 + Int64(dice.below(400_000))) }
    }

    /// Runs until every case is acknowledged and erased, or a simulated day is over.
    func run(cases planned: Int) throws {
        try give(.started)
        while !isDone(planned), let next = line.min(by: { ($0.time, $0.number) < ($1.time, $1.number) }) {
            line.removeAll { $0.number == next.number }
            guard next.time < 86_400_000 else { break }
            now = max(now, next.time)
            try happen(next.what)
            if weather.crashes > 0, dice.below(1_000) < weather.crashes { try crash() }
        }
    }

    private func isDone(_ planned: Int) -> Bool {
        cases.count == planned && Set(erased).count == planned && machine.progress.state == .upToDate
            && office.acknowledged.count == planned && kit.epoch == office.ledger.epoch()
            && (officeIsRestored || !line.contains { if case .restore = $0.what { true } else { false } })
    }

    private func happen(_ what: Happening, after delay: Int64) {
        count += 1
        line.append((now + delay, count, what))
    }

    private func happen(_ what: Happening) throws {
        switch what {
        case .timer(let number): if number == timerNumber { try give(.timer) }
        case .atOffice(let id, let request, let bytes, let from, let answers):
            let response = try respond(bytes)
            try office.takeIn(cases: cases, kit: kit.number)
            if answers { happen(.atKit(id, request, response, life: from), after: Int64(20 + dice.below(1_500))) }
        case .atKit(let id, let request, let response, let from):
            guard from == life else { return }
            guard let response else { return try give(.failed(id, dice.chance(50) ? .timedOut : .noConnection)) }
            let event: KitSyncEvent
            do throws(SyncTrouble) {
                event = .answered(id, try SyncAnswer(response, to: request))
            } catch { event = .failed(id, error) }
            try give(event)
        case .nextCase(let number, let sizes):
            let entries = try kit.takeIn(number, answers: 2 + dice.below(6), attachments: sizes)
            cases.append(number)
            guard let last = entries.last else { return }
            try give(.keysMade(kit.unnotedKeys))
            for ref in kit.unnotedRefs { try give(.attachmentReady(ref)) }
            try give(.journalGrew(Head(last).signed(by: kit.signer)))
        case .restore:
            officeIsRestored = true
            lostWords = office.acknowledged
            faults += 1
            office = try office.restored(
                entries: dice.below(60), kit: kit.enrolment, signer: kit.signer, dice: dice)
        }
    }

    private func respond(_ request: SyncHTTPRequest) throws -> SyncHTTPResponse {
        if dice.chance(weather.serverErrors) {
            faults += 1
            return SyncHTTPResponse(status: dice.chance(50) ? 500 : 503, contentType: "text/plain", body: Data())
        }
        return OfficeSyncEndpoints.respond(to: request, from: kit.number, with: &office.sync, at: at(now))
    }

    private func give(_ event: KitSyncEvent) throws {
        for action in machine.received(event, at: at(now)) { try perform(action) }
    }

    private func perform(_ action: KitSyncAction) throws {
        switch action {
        case .send(let id, let request, let contact): try send(id, request, contact)
        case .setTimer(let time):
            timerNumber += 1
            happen(.timer(timerNumber), after: max(time.milliseconds - at(now).milliseconds, 0))
        case .recordFeed(let messages):
            kit.recorded += messages
            if let last = messages.last {
                kit.feed = FeedChain(kit: kit.number, epoch: last.epoch, number: last.number, head: last.hash)
                try give(.feedRecorded(epoch: last.epoch, through: last.number))
            }
        case .noteKeys(let ids): kit.noted.formUnion(ids)
        case .noteAttachment(let id): kit.noted.insert(id)
        case .epochBegan(let epoch):
            kit.epoch = epoch
            kit.noted = []
            kit.feed = FeedChain(kit: kit.number, epoch: epoch)
            try give(.inventory(keys: kit.unnotedKeys, attachments: kit.unnotedRefs))
        case .eraseKeys(let number, let acknowledged):
            erased.append(number)
            let words = [office.acknowledged[number], lostWords[number]]
            if !words.contains(acknowledged) { violations.append("\(number) erased, not acknowledged") }
        case .refused(let refusal): if let refusal { violations.append("refused: \(refusal)") }
        case .journalIsBehind: violations.append("journal is behind")
        case .obey, .dropConnections, .backedUp, .learnedTime, .show: break
        }
    }

    private func send(_ id: RequestID, _ request: SyncRequest, _ contact: ContactToken?) throws {
        guard let load = try kit.load(request) else {
            happen(.atKit(id, request, nil, life: life), after: 1)
            return
        }
        let bytes = load.request(contact: contact)
        var delay = Int64(20 + dice.below(1_500))
        if dice.chance(weather.longDelays) {
            faults += 1
            delay += 90_000
        }
        if dice.chance(weather.lostRequests) {
            faults += 1
            happen(.atKit(id, request, nil, life: life), after: delay)
            return
        }
        let answers = !dice.chance(weather.lostAnswers)
        happen(.atOffice(id, request, bytes, life: life, answers: answers), after: delay)
        if !answers {
            faults += 1
            happen(.atKit(id, request, nil, life: life), after: delay + 2_000)
        }
        if dice.chance(weather.repeated) {
            faults += 1
            happen(
                .atOffice(id, request, bytes, life: life, answers: false), after: delay + Int64(dice.below(120_000)))
        }
    }

    /// The kit's program dies and starts again with what is durable.
    private func crash() throws {
        faults += 1
        life += 1
        timerNumber += 1
        machine = KitSync(
            try kit.start(officeKeys: [office.signing.publicKey.rawRepresentation]), randomness: dice.randomness)
        // What its journal says is acknowledged is erased again, as a kit does at its start.
        for message in kit.recorded where message.kind == .acknowledged { erased.append(message.subject) }
        try give(.started)
    }
}
