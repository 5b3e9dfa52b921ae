package import Journal
package import Logging

/// Where the kit finds the office and with which certificate.
package struct OfficeAddress: Sendable {
    /// `https://host:port`.
    package let address: String
    package let identity: CertificateIdentity
    package let authorityPEM: String

    package init(address: String, identity: CertificateIdentity, authorityPEM: String) {
        self.address = address
        self.identity = identity
        self.authorityPEM = authorityPEM
    }
}

/// Runs the kit's machine: gives it what happens and does what it says. `run()` lives as long as the program; cancel it
/// to stop. Everything else may call ``tell(_:)`` at any time.
package actor KitSyncDriver {
    private let holdings: any KitHoldings
    private var office: OfficeAddress
    private let program: String
    private let pace: SyncPace
    private let clock: WallClock
    private let certificateClock: WallClock
    private let randomness: Randomness
    private let logger: Logger
    private let events: AsyncStream<KitSyncEvent>
    private nonisolated let inlet: AsyncStream<KitSyncEvent>.Continuation

    private var line: KitSyncLine?
    /// The last line's end, at most a second.
    private var closing: Task<Void, Never>?
    private var requests: [RequestID: Task<Void, Never>] = [:]
    private var nextRequest: UInt64 = 1
    private var timer: Task<Void, Never>?
    private var renewal: Task<Void, Never>?
    private var greeting: (kit: UInt16, generation: UInt16) = (0, 0)

    /// - Parameters:
    ///   - program: version of this program, told to the office.
    ///   - certificateClock: the machine's own, by which TLS judges certificates.
    package init(
        holdings: any KitHoldings, office: OfficeAddress, program: String, pace: SyncPace = SyncPace(),
        clock: WallClock = .system, certificateClock: WallClock = .system, randomness: Randomness = .system,
        logger: Logger
    ) {
        self.holdings = holdings
        self.office = office
        self.program = program
        self.pace = pace
        self.clock = clock
        self.certificateClock = certificateClock
        self.randomness = randomness
        self.logger = logger
        (events, inlet) = AsyncStream.makeStream()
    }

    /// Entries were appended, an attachment is there, somebody pressed "Jetzt übertragen" … After
    /// ``KitSyncEvent/stopped`` it reads the kit's folder anew and begins again, e.g. in a new generation.
    package nonisolated func tell(_ event: KitSyncEvent) { inlet.yield(event) }

    /// Runs until it is cancelled. Does not throw when there is no network: that is the usual case.
    package func run() async {
        while !Task.isCancelled {
            do throws(SyncTrouble) {
                let start = try await holdings.start()
                greeting = (start.kit, start.generation)
                await run(KitSync(start, pace: pace, firstRequest: nextRequest, randomness: randomness))
            } catch {
                logger.error("sync cannot read the kit's folder", metadata: ["why": "\(error)"])
                try? await Task.sleep(for: .milliseconds(pace.idle))
            }
        }
        await closing?.value
    }

    private func run(_ machine: KitSync) async {
        var machine = machine
        await perform(machine.received(.started, at: clock.now()))
        for await event in events {
            await perform(machine.received(event, at: clock.now()))
            if event == .stopped { break }
        }
        await perform(machine.received(.stopped, at: clock.now()))
        nextRequest = machine.nextRequest
        timer?.cancel()
    }

    private func perform(_ actions: [KitSyncAction]) async {
        for action in actions {
            switch action {
            case .send(let id, let request, let contact): send(id, request, contact)
            case .dropConnections: dropConnections()
            case .setTimer(let time): set(time)
            case .recordFeed(let messages): await record(messages)
            case .noteKeys(let ids): await holdings.noteKeys(ids)
            case .noteAttachment(let id): await holdings.noteAttachment(id)
            case .epochBegan(let epoch): await begin(epoch)
            case .eraseKeys(let number, let acknowledged):
                await holdings.eraseKeys(caseNumber: number, acknowledged)
            case .backedUp(let positions): await holdings.dropSegments(backedUp: positions)
            case .learnedTime(let time): await holdings.learnOfficeTime(time)
            case .refused(let refusal):
                if let refusal { logger.warning("the office refuses", metadata: ["why": "\(refusal.rawValue)"]) }
                await holdings.refused(refusal)
            case .obey(let kind, let order): await holdings.obey(kind, order)
            case .journalIsBehind(let head): await holdings.journalIsBehind(office: head)
            case .show(let progress): await holdings.show(progress)
            }
        }
    }

    private func record(_ messages: [FeedMessage]) async {
        guard let last = messages.last else { return }
        do throws(SyncTrouble) {
            try await holdings.record(messages)
            tell(.feedRecorded(epoch: last.epoch, through: last.number))
        } catch { tell(.feedNotRecorded(error.message)) }
    }

    private func begin(_ epoch: UInt32) async {
        do throws(SyncTrouble) {
            let all = try await holdings.begin(epoch: epoch)
            tell(.inventory(keys: all.keys, attachments: all.attachments))
        } catch {
            logger.error("the new epoch could not be noted", metadata: ["why": "\(error)"])
        }
    }

    private func set(_ time: Timestamp) {
        timer?.cancel()
        let wait = max(time.milliseconds - clock.now().milliseconds, 0)
        timer = Task { [inlet] in
            try? await Task.sleep(for: .milliseconds(wait))
            if !Task.isCancelled { inlet.yield(.timer) }
        }
    }

    private func dropConnections() {
        for request in requests.values { request.cancel() }
        requests = [:]
        let old = line
        line = nil
        // Not waited for while there is work: a dead connection may take its time to close.
        closing = old.map { line in
            Task {
                let (ended, end) = AsyncStream.makeStream(of: Void.self)
                Task {
                    await line.close()
                    end.finish()
                }
                Task {
                    try? await Task.sleep(for: .seconds(1))
                    end.finish()
                }
                for await _ in ended {}
            }
        }
    }

    private func send(_ id: RequestID, _ request: SyncRequest, _ contact: ContactToken?) {
        requests[id] = Task {
            let event: KitSyncEvent
            do throws(SyncTrouble) {
                event = .answered(id, try await ask(request, contact))
            } catch { event = .failed(id, error) }
            requests[id] = nil
            if !Task.isCancelled { tell(event) }
        }
    }

    private func ask(_ request: SyncRequest, _ contact: ContactToken?) async throws(SyncTrouble) -> SyncAnswer {
        let load = try await load(request)
        // Given up meanwhile: it must not open a line that nobody closes.
        guard !Task.isCancelled else { throw .noConnection }
        let line = try openLine()
        let response: SyncHTTPResponse
        do throws(SyncTrouble) {
            response = try await line.ask(load.request(contact: contact), patience: pace.patience)
        } catch { throw error == .untrusted && hasCertificateEnded ? .certificateEnded : error }
        let answer = try SyncAnswer(response, to: request)
        if case .hello(let hello) = answer { renewCertificate(on: line, hello) }
        return answer
    }

    // MARK: The certificate

    private var hasCertificateEnded: Bool {
        guard let own = try? PeerCertificate(pem: office.identity.certificatePEM) else { return false }
        return own.validUntil < certificateClock.now().date
    }

    /// In the last third of the certificate's life each contact asks for a new one, with a new key, until there is one.
    private func renewCertificate(on line: KitSyncLine, _ hello: HelloAnswer) {
        guard renewal == nil, hello.refusal == nil,
            let own = try? PeerCertificate(pem: office.identity.certificatePEM),
            own.isDueForRenewal(at: certificateClock.now().date)
        else { return }
        renewal = Task {
            do {
                let identity = try await CertificateRenewal(
                    kit: greeting.kit, authorityPEM: office.authorityPEM, contact: hello.contact
                ).ask(line, patience: pace.patience)
                try await holdings.keep(identity)
                office = OfficeAddress(
                    address: office.address, identity: identity, authorityPEM: office.authorityPEM)
                // From here on the line is one with the new certificate.
                tell(.stopped)
            } catch { logger.warning("the certificate was not renewed", metadata: ["why": "\(error)"]) }
            renewal = nil
        }
    }

    private func openLine() throws(SyncTrouble) -> KitSyncLine {
        if let line { return line }
        do throws(CertificateFault) {
            let line = try KitSyncLine(
                address: office.address, identity: office.identity, authorityPEM: office.authorityPEM, pace: pace)
            self.line = line
            return line
        } catch { throw .untrusted }
    }

    private func load(_ request: SyncRequest) async throws(SyncTrouble) -> SyncLoad {
        switch request {
        case .hello(let hello):
            var report = await holdings.report()
            report.certificateUntil =
                (try? PeerCertificate(pem: office.identity.certificatePEM)).map { Timestamp($0.validUntil) }
            return .hello(
                Hello(
                    kit: greeting.kit, generation: greeting.generation, head: hello.head, epoch: hello.epoch,
                    feedThrough: hello.feedThrough, catalogue: await holdings.catalogue(), program: program,
                    unsent: hello.unsent, report: report))
        case .keys(let ids): return .keys(try await holdings.sealedKeys(ids))
        case .entries(let place, let bytes):
            guard let batch = try await holdings.batch(after: place, bytes: bytes) else { throw .noProgress }
            return .entries(batch)
        case .chunk(let ref, let offset):
            return .chunk(
                ref.id, offset: offset,
                try await holdings.chunk(of: ref, at: offset, count: ref.pieceBytes(from: offset)))
        case .feed(let after, let epoch): return .feed(after: after, epoch: epoch)
        }
    }
}
