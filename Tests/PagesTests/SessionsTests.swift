import Synchronization
import Testing

@testable import Pages

/// A clock that stands until it is moved, and randomness that counts: for tests only.
final class StandingWorld: Sendable {
    private let time = Mutex<Duration>(.zero)
    private let counter = Mutex<UInt8>(0)

    func advance(by duration: Duration) { time.withLock { $0 += duration } }
    var now: Duration { time.withLock { $0 } }

    func bytes(_ count: Int) -> [UInt8] {
        counter.withLock { value in
            value += 1
            return (0..<count).map { UInt8(truncatingIfNeeded: $0) ^ value }
        }
    }

    func sessions(lockAfter: Duration = .seconds(300)) -> Sessions<String> {
        Sessions(lockAfter: lockAfter, now: { self.now }, random: { self.bytes($0) })
    }
}

@Suite struct SessionsTests {
    @Test func severalSessionsAreOpenAtOnce() {
        let sessions = StandingWorld().sessions()
        let (first, second) = (sessions.start("Clerk 1"), sessions.start("Clerk 2"))
        #expect(first.secret != second.secret && first.formToken != second.formToken)
        #expect(first.secret.count == 64 && first.formToken.text.count == 32)
        #expect(sessions.session(secret: first.secret)?.person == "Clerk 1")
        #expect(sessions.session(secret: second.secret)?.person == "Clerk 2")
        #expect(sessions.session(secret: "0") == nil)
        sessions.end(first.secret)
        #expect(sessions.session(secret: first.secret) == nil)
        #expect(sessions.all.map(\.person) == ["Clerk 2"])
    }

    @Test func idleSessionsLockAndKeepTheirWork() {
        let world = StandingWorld()
        let sessions = world.sessions()
        let secret = sessions.start("Clerk 1").secret
        world.advance(by: .seconds(299))
        #expect(sessions.session(secret: secret)?.isLocked == false)
        world.advance(by: .seconds(299))
        #expect(sessions.session(secret: secret, isUse: false)?.isLocked == false)
        // The bar's own requests did not keep it open.
        world.advance(by: .seconds(1))
        #expect(sessions.session(secret: secret)?.isLocked == true)
        #expect(sessions.session(secret: secret)?.isLocked == true)
        sessions.unlock(secret)
        #expect(sessions.session(secret: secret)?.isLocked == false)
        #expect(sessions.session(secret: secret)?.person == "Clerk 1")
    }

    @Test func longUnusedSessionsAreGone() {
        let world = StandingWorld()
        let sessions = world.sessions()
        let secret = sessions.start("Clerk 1").secret
        world.advance(by: .seconds(12 * 3600))
        #expect(sessions.session(secret: secret) == nil)
        #expect(sessions.all.isEmpty)
    }

    @Test func aBlockedClerkLosesEverySession() {
        let sessions = StandingWorld().sessions()
        let one = sessions.start("Clerk 1").secret
        let two = sessions.start("Clerk 1").secret
        let other = sessions.start("Clerk 2").secret
        sessions.endAll { $0 == "Clerk 1" }
        #expect(sessions.session(secret: one) == nil && sessions.session(secret: two) == nil)
        #expect(sessions.session(secret: other) != nil)
    }
}

@Suite struct PinGuardTests {
    @Test func delaysGrow() {
        var guarded = PinGuard()
        var now = Duration.zero
        var waits: [Int] = []
        while guarded.verdict(at: now) != .secretNeeded {
            if case .wait(let seconds) = guarded.verdict(at: now) {
                waits.append(seconds)
                #expect(guarded.verdict(at: now + .seconds(seconds) - .nanoseconds(1)) == .wait(seconds: 1))
                now += .seconds(seconds)
            }
            #expect(guarded.verdict(at: now) == .mayTry)
            guarded.failed(at: now)
        }
        #expect(waits == [5, 15, 60, 300, 300])
        #expect(guarded.failures == 8)
        now += .seconds(100_000)
        #expect(guarded.verdict(at: now) == .secretNeeded)
    }

    @Test func successForgetsMistakes() {
        var guarded = PinGuard()
        for _ in 0..<4 { guarded.failed(at: .zero) }
        #expect(guarded.verdict(at: .zero) == .wait(seconds: 15))
        guarded.succeeded()
        #expect(guarded == PinGuard())
    }

    @Test func theSessionRemembersMistakes() {
        let world = StandingWorld()
        let sessions = world.sessions()
        let secret = sessions.start("Clerk 1").secret
        for _ in 0..<3 { sessions.pinFailed(secret) }
        #expect(sessions.pinVerdict(secret) == .wait(seconds: 5))
        world.advance(by: .seconds(5))
        #expect(sessions.pinVerdict(secret) == .mayTry)
        sessions.unlock(secret)
        #expect(sessions.session(secret: secret)?.pinGuard.failures == 0)
    }
}
