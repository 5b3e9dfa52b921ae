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
    /// What the office understands.
    private var wire = 1
    /// Lines opened in a row over which no answer came.
    private var fruitless = 0
    /// The last line's end, at most a second.
    private var closing: Task<Void, Never>?
    private var requests: [RequestID: Task<Void, Never>] = [:]
    private var nextRequest: UInt64 = 1
    private var timer: Task<Void, Never>?
    private var renewal: Task<Void, Never>?
    /// Attachments that the office has and that are still to be noted, and the work of noting them. Each note is a write that everything
    /// else of the desk would wait for, so that they are gathered; one that is lost costs only sending a piece again.
    private var unnoted: [KeyID] = []
    private var noting: Task<Void, Never>?
    /// As the machine that runs began.
    private var start: KitSyncStart?

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
                self.start = start
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
        await noting?.value
    }

    private func perform(_ actions: [KitSyncAction]) async {
        for action in actions {
            switch action {
            case .send(let id, let request, let contact): send(id, request, contact)
            case .dropConnections: dropConnections()
            case .setTimer(let time): set(time)
            case .noteAttachment(let id): noteSoon(id)
            case .refused(let refusal?):
                logger.warning("the office refuses", metadata: ["why": "\(refusal.rawValue)"])
                fallthrough
            default:
                // A note of the old epoch must not come behind the new one's beginning.
                if case .epochBegan = action { await noting?.value }
                if let event = await holdings.carryOut(action) { tell(event) }
            }
        }
    }

    private func noteSoon(_ id: KeyID) {
        unnoted.append(id)
        guard noting == nil else { return }
        noting = Task {
            try? await Task.sleep(for: .milliseconds(500))
            while !unnoted.isEmpty {
                let ids = unnoted
                unnoted = []
                await holdings.noteAttachments(ids)
            }
            noting = nil
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
                event = .answered(id, try await ask(id, request, contact))
            } catch { event = .failed(id, error) }
            requests[id] = nil
            if !Task.isCancelled { tell(event) }
        }
    }

    private func ask(
        _ id: RequestID, _ request: SyncRequest, _ contact: ContactToken?
    ) async throws(SyncTrouble) -> SyncAnswer {
        guard let start else { throw .noConnection }
        var own: PeerCertificate?
        if case .hello = request { own = try? PeerCertificate(pem: office.identity.certificatePEM) }
        let load = try await holdings.load(
            request, of: start, program: program, certificateUntil: own.map { Timestamp($0.validUntil) })
        // Given up meanwhile: it must not open a line that nobody closes.
        guard !Task.isCancelled else { throw .noConnection }
        if case .entries(let batch) = load { tell(.loaded(id, through: batch.head.position)) }
        let line = try openLine()
        let response: SyncHTTPResponse
        do throws(SyncTrouble) {
            response = try await line.ask(
                load.request(contact: contact, wire: wire), patience: patience(for: request))
        } catch { throw error == .untrusted && hasCertificateEnded ? .certificateEnded : error }
        fruitless = 0
        let answer = try SyncAnswer(response, to: request)
        if case .hello(let hello) = answer {
            wire = hello.wire ?? 1
            renewCertificate(on: line, hello)
        }
        return answer
    }

    /// A fresh call soon after the last one finds a line that is back sooner than one that waits for an answer. Now and then
    /// there is time for a line or an office that is only slow.
    private func patience(for request: SyncRequest) -> Int64 {
        guard case .hello = request, fruitless > 0, !fruitless.isMultiple(of: 4) else { return pace.patience }
        return pace.call
    }

    // MARK: The certificate

    private var hasCertificateEnded: Bool {
        guard let own = try? PeerCertificate(pem: office.identity.certificatePEM) else { return false }
        return own.validUntil < certificateClock.now().date
    }

    /// In the last third of the certificate's life each contact asks for a new one, with a new key, until there is one.
    private func renewCertificate(on line: KitSyncLine, _ hello: HelloAnswer) {
        guard renewal == nil, hello.refusal == nil, let kit = start?.kit,
            let own = try? PeerCertificate(pem: office.identity.certificatePEM),
            own.isDueForRenewal(at: certificateClock.now().date)
        else { return }
        renewal = Task {
            do {
                let identity = try await CertificateRenewal(
                    kit: kit, authorityPEM: office.authorityPEM, contact: hello.contact
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
            fruitless += 1
            self.line = line
            return line
        } catch { throw .untrusted }
    }
}
