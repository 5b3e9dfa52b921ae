import Foundation
package import Journal

/// The office's end as a function from request to response; Office mounts it on its TLS port for every path below
/// ``SyncRoutes/prefix`` and limits bodies to ``SyncLimits/requestBytes``. One request is worked on at a time.
package actor OfficeSyncEndpoints {
    private var sync: OfficeSync
    private let clock: WallClock
    private let stored: @Sendable () -> Void
    private let certify: Certifying?
    private let patience: Duration
    /// Requests that overtook the one before them.
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiting = 0

    /// Issues the next certificate of a kit for its request, PEM to PEM.
    package typealias Certifying = @Sendable (_ kit: UInt16, _ request: String) throws -> String

    /// - Parameters:
    ///   - stored: told after entries, keys or attachments came in, so that cases may be opened.
    ///   - certify: nil where certificates are not renewed.
    ///   - patience: how long a request that overtook the one before it waits for that one.
    package init(
        sync: OfficeSync, clock: WallClock = .system, stored: @escaping @Sendable () -> Void = {},
        certify: Certifying? = nil, patience: Duration = .zero
    ) {
        self.patience = patience
        self.sync = sync
        self.clock = clock
        self.stored = stored
        self.certify = certify
    }

    package func respond(to request: SyncHTTPRequest, from kit: UInt16) async -> SyncHTTPResponse {
        let began = ContinuousClock.now
        while ContinuousClock.now - began < patience, !Task.isCancelled, sync.isEarly(request, from: kit) {
            await waitForArrival()
        }
        if request.path == SyncRoutes.certificate, request.method == "POST" { return renew(request, from: kit) }
        let response = Self.respond(to: request, from: kit, with: &sync, at: clock.now())
        if response.status == 200, request.method != "GET", request.path != SyncRoutes.hello {
            stored()
            for id in waiting.keys.sorted() { wake(id) }
        }
        return response
    }

    /// Until something came in, at most a second: then who waits looks again whether it has been waited for long enough.
    private func waitForArrival() async {
        let id = nextWaiting
        nextWaiting += 1
        let timer = Task {
            try? await Task.sleep(for: .seconds(1))
            wake(id)
        }
        await withCheckedContinuation { waiting[id] = $0 }
        timer.cancel()
    }

    private func wake(_ id: Int) { waiting.removeValue(forKey: id)?.resume() }

    private func renew(_ request: SyncHTTPRequest, from kit: UInt16) -> SyncHTTPResponse {
        do throws(SyncProblem) {
            guard let certify else { throw SyncProblem(.unknownPath, "no such path") }
            try sync.mayRenew(kit, try Self.contact(of: request))
            let asked = try Self.read { () throws(WireFault) in
                try SyncJSON.decode(CertificateRenewalRequest.self, from: request.body)
            }
            let issued: String
            do { issued = try certify(kit, asked.request) } catch let fault as CertificateFault {
                throw SyncProblem(.malformed, "\(fault)")
            } catch { throw SyncProblem(.notPossibleNow, "certificate") }
            return Self.json(CertificateRenewalAnswer(certificate: issued))
        } catch {
            return SyncHTTPResponse(status: error.status, contentType: SyncRoutes.json, body: SyncJSON.encode(error))
        }
    }

    /// The function itself, without the actor around it.
    static func respond(
        to request: SyncHTTPRequest, from kit: UInt16, with sync: inout OfficeSync, at now: Timestamp
    ) -> SyncHTTPResponse {
        do throws(SyncProblem) {
            return try answer(request, from: kit, with: &sync, at: now)
        } catch {
            return SyncHTTPResponse(status: error.status, contentType: SyncRoutes.json, body: SyncJSON.encode(error))
        }
    }

    private static func answer(
        _ request: SyncHTTPRequest, from kit: UInt16, with sync: inout OfficeSync, at now: Timestamp
    ) throws(SyncProblem) -> SyncHTTPResponse {
        guard request.body.count <= SyncLimits.requestBytes else { throw SyncProblem(.tooLarge, "body") }
        switch (request.method, request.path) {
        case ("POST", SyncRoutes.hello):
            let hello = try read { () throws(WireFault) in try SyncJSON.decode(Hello.self, from: request.body) }
            return json(try sync.hello(hello, from: kit, at: now))
        case ("POST", SyncRoutes.keys):
            let contact = try contact(of: request)
            let keys = try read { () throws(WireFault) in try KeysRequest(body: request.body) }
            return json(try sync.keys(keys, from: kit, contact: contact, at: now))
        case ("POST", SyncRoutes.entries):
            let contact = try contact(of: request)
            let batch = try read { () throws(WireFault) in try EntriesBatch(encoded: request.body) }
            return json(try sync.entries(batch, from: kit, contact: contact, at: now))
        case ("POST", SyncRoutes.pieces):
            let contact = try contact(of: request)
            let pieces = try read { () throws(WireFault) in try PiecesRequest(encoded: request.body) }
            return json(try sync.pieces(pieces, from: kit, contact: contact))
        case ("GET", SyncRoutes.feed):
            guard let after = request.query["after"].flatMap(UInt64.init),
                let epoch = request.query["epoch"].flatMap(UInt32.init)
            else { throw SyncProblem(.malformed, "after and epoch are numbers") }
            let answer = try sync.feed(after: after, epoch: epoch, from: kit, contact: try contact(of: request))
            return SyncHTTPResponse(status: 200, contentType: SyncRoutes.binary, body: answer.encoded)
        case ("GET", let path):
            return json(try sync.received(try attachment(path), from: kit, contact: try contact(of: request)))
        case ("PUT", let path):
            let id = try attachment(path)
            guard let offset = request.query["offset"].flatMap(UInt64.init) else {
                throw SyncProblem(.malformed, "offset is a number")
            }
            let contact = try contact(of: request)
            return json(try sync.chunk(request.body, at: offset, of: id, from: kit, contact: contact))
        default: throw SyncProblem(.unknownPath, "no such path")
        }
    }

    private static func json(_ value: some Encodable) -> SyncHTTPResponse {
        SyncHTTPResponse(status: 200, contentType: SyncRoutes.json, body: SyncJSON.encode(value))
    }

    private static func contact(of request: SyncHTTPRequest) throws(SyncProblem) -> ContactToken {
        guard let token = request.contact.flatMap(ContactToken.init(rawValue:)) else {
            throw SyncProblem(.malformed, "contact token")
        }
        return token
    }

    private static func attachment(_ path: String) throws(SyncProblem) -> KeyID {
        guard path.hasPrefix(SyncRoutes.attachments),
            let id = KeyID(hex: String(path.dropFirst(SyncRoutes.attachments.count))), !id.isClear
        else { throw SyncProblem(.unknownPath, "no such path") }
        return id
    }

    private static func read<Value>(_ work: () throws(WireFault) -> Value) throws(SyncProblem) -> Value {
        do throws(WireFault) { return try work() } catch { throw SyncProblem(.malformed, "\(error)") }
    }
}
