import Foundation
import Journal
import Kit
import Office
import Sync

/// A request on its way to the office, and its answer on the way back.
struct Letter {
    let number: Int
    let laptop: Int
    /// The life of the program that sent it: an answer to one that is gone finds nobody.
    let life: Int
    let kit: UInt16
    let id: RequestID
    let request: SyncRequest
    var bytes: SyncHTTPRequest
}

extension World {
    /// - Returns: how far the entries reach that it holds, which the machine asks for when several batches are under way.
    func send(
        _ id: RequestID, _ request: SyncRequest, _ contact: ContactToken?, from laptop: Laptop
    ) async -> KitSyncEvent? {
        guard let holdings = laptop.holdings, let start = laptop.start else { return nil }
        letters += 1
        let load: SyncLoad
        let empty = SyncHTTPRequest(method: "GET", path: "")
        var letter = Letter(
            number: letters, laptop: laptop.number, life: laptop.life, kit: laptop.kit, id: id, request: request,
            bytes: empty)
        do throws(SyncTrouble) {
            load = try await holdings.load(request, of: start, program: KitProgram.version)
        } catch {
            later(1, .atKit(letter, .failure(error)))
            return nil
        }
        letter.bytes = load.request(contact: contact, wire: laptop.wire)
        if hasNetwork(laptop) { post(letter) } else { later(40, .atKit(letter, .failure(.noConnection))) }
        if case .entries(let batch) = load { return .loaded(id, through: batch.head.position) }
        return nil
    }

    func hasNetwork(_ laptop: Laptop) -> Bool {
        let now = clock.now
        return isGood || !outages.contains { $0.kit == laptop.kitIndex && $0.from <= now && now < $0.to }
    }

    /// 20 to 200 ms, and 600 kB a second.
    private func transit(_ number: Int, _ purpose: UInt64, bytes: Int) -> Int {
        20 + drawn(purpose, number).below(180) + bytes / 600
    }

    private func post(_ letter: Letter) {
        let time = transit(letter.number, 4, bytes: letter.bytes.body.count)
        guard !isGood, let fault = letterFaults[letter.number] else {
            return later(time, .atOffice(letter, answers: true))
        }
        struck.append(.letter(letter.number, fault))
        switch fault {
        case .lost: later(time + 1_500, .atKit(letter, .failure(.timedOut)))
        case .answerLost:
            later(time, .atOffice(letter, answers: false))
            later(time + 1_500, .atKit(letter, .failure(.noConnection)))
        case .delayed(let delay): later(time + Int(delay), .atOffice(letter, answers: true))
        case .repeated(let delay):
            later(time, .atOffice(letter, answers: true))
            later(time + Int(delay), .atOffice(letter, answers: false))
        case .cut(let percent):
            var rest = letter
            rest.bytes.body = letter.bytes.body.prefix(letter.bytes.body.count * percent / 100)
            later(time, .atOffice(rest, answers: false))
            later(time + 300, .atKit(letter, .failure(.noConnection)))
        case .turnedAway: later(time, .atKit(letter, .success(.busy)))
        }
    }

    func comeBack(_ letter: Letter, _ response: Result<SyncHTTPResponse, SyncTrouble>) async throws {
        let laptop = laptops[letter.laptop]
        guard laptop.life == letter.life, laptop.isRunning else { return }
        let event: KitSyncEvent
        do throws(SyncTrouble) {
            let answer = try SyncAnswer(try response.get(), to: letter.request)
            if case .hello(let hello) = answer { laptop.wire = hello.wire ?? 1 }
            event = .answered(letter.id, answer)
        } catch { event = .failed(letter.id, error) }
        try await tell(event, to: laptop)
    }

    // MARK: At the office

    func startOffice() async throws {
        guard !office.isRunning else { return }
        do {
            try await office.start(fittings)
        } catch {
            office.device.kill()
            office.end()
            log("office: does not start: \(error)")
            try noteFailedStart(of: .office, error)
            return later(3_000, .startOffice)
        }
        log("office: started")
        failedStarts[.office] = nil
        _ = try? await office.registry?.eraseDue()
    }

    func arrive(_ letter: Letter, answers: Bool) async throws {
        guard let endpoints = office.endpoints, office.isRunning else {
            if answers { later(200, .atKit(letter, .failure(.noConnection))) }
            return
        }
        let response = await endpoints.respond(to: letter.bytes, from: letter.kit)
        guard office.isRunning else {
            if answers { later(1_500, .atKit(letter, .failure(.noConnection))) }
            return
        }
        if office.arrived.take() { later(5, .takeIn) }
        if answers {
            later(transit(letter.number, 5, bytes: response.body.count), .atKit(letter, .success(response)))
        }
    }

    func takeIn() async throws {
        guard let registry = office.registry, office.isRunning else { return }
        await registry.takeIn()
    }
}

extension SyncHTTPResponse {
    /// What a proxy says that has too much to do.
    fileprivate static var busy: SyncHTTPResponse {
        SyncHTTPResponse(status: 503, contentType: "text/plain", body: Data())
    }
}
