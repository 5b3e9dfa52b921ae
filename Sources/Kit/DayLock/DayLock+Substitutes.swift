package import Casework
package import Crypto
import Foundation
package import Journal
package import Sync

/// Codes for people whom the kit does not know, checked without a network.
extension DayLock {
    /// Uses a code from the telephone up and sets the substitute's secret and PIN; all of it or nothing. Guessing is slowed down as for
    /// every other code.
    /// - Returns: the kit's own key, and who may come in.
    package func admit(
        _ claim: SubstituteClaim, secret: String, pin: String, today: CalendarDate, at time: Timestamp
    ) async throws(AccessRefusal) -> (kitKey: SymmetricKey, substitute: Substitute) {
        guard !claim.code.isEmpty else { throw .missing(.code) }
        guard secret.count >= AccessRefusal.secretLength else { throw .secretTooShort }
        guard Self.plainCode(secret) != claim.code else { throw .secretIsCode }
        guard Self.isPossible(pin) else { throw .pinForm }
        guard claim.until >= today else { throw .codeExpired }
        return try await onThread { () throws(AccessRefusal) in
            let day = try self.day()
            var box = try self.box()
            let folder = self.folder
            // Opener and ending are one guess: which of them was wrong is not told.
            let kitKey = try self.guess(claim.clerk, at: .code) { () throws(LockFault) in
                let key = try box.redeem(code: claim.opener, id: claim.clerk.text, day: day, at: time)
                guard let check = (try? PinFile(in: folder, under: key))?.check(of: claim.clerk), claim.fits(check)
                else {
                    throw .wrongSecret
                }
                return key
            }
            let substitute = Substitute(clerk: claim.clerk, name: claim.name, until: claim.until)
            do throws(LockFault) {
                try box.setClerk(
                    claim.clerk.text, secret: secret, day: day, kitKey: kitKey, cost: self.cost,
                    randomness: self.randomness)
                // A crash between the two files leaves the code to be used again.
                try self.changePins(under: kitKey) { pins throws(LockFault) in
                    guard pins.setPin(pin, of: claim.clerk, cost: self.cost, randomness: self.randomness) else {
                        throw .unusableSecret
                    }
                    pins.admit(substitute)
                }
                try box.write(to: self.boxFile)
            } catch { throw .folder(.init(error)) }
            self.remember(kitKey)
            return (kitKey, substitute)
        }
    }

    /// Takes slips that came with the feed into the lock box; only while somebody is logged in, later otherwise. Known ones cost nothing.
    package func takeIn(_ slips: [SubstituteSlip]) async throws(AccessRefusal) {
        guard !slips.isEmpty else { return }
        try await onThread { () throws(AccessRefusal) in
            guard let kitKey = self.rememberedKitKey else { return }
            let day = try self.day()
            var box = try self.box()
            do throws(LockFault) {
                try self.changePins(under: kitKey) { pins throws(LockFault) in
                    for slip in slips where pins.check(of: Substitute.id(slip.number)) == nil {
                        // The last day is part of the code itself.
                        try box.addCode(
                            slip.opener, id: Substitute.id(slip.number).text, expiresAt: .endOfTime, day: day,
                            kitKey: kitKey, cost: self.cost.atMost(.forCodes), randomness: self.randomness)
                        pins.expect(slip)
                    }
                    // This file first: after a crash between the two the slips are taken in once more.
                    try box.write(to: self.boxFile)
                }
            } catch { throw .folder(.init(error)) }
        }
    }

    /// Those who have a secret here, known without a log-in.
    package var substituteIDs: [ClerkID] {
        ((try? LockBox(from: boxFile)) ?? nil)?.clerkIDs.filter { $0.hasPrefix(Substitute.prefix) }.sorted()
            .map { ClerkID($0) } ?? []
    }

    /// Whether there are codes left that somebody could be told by telephone.
    package var takesSubstitutes: Bool {
        ((try? LockBox(from: boxFile)) ?? nil)?.codeIDs.contains { $0.hasPrefix(Substitute.prefix) } ?? false
    }

    /// Secrets of substitutes whose last day is over leave the lock box; only while somebody is logged in. One that cannot be removed now
    /// opens no session either, and is removed the next time.
    package func dropSubstitutes(before today: CalendarDate) {
        let over = substitutes().filter { $0.until < today }.map(\.clerk.text)
        guard !over.isEmpty, var box = (try? LockBox(from: boxFile)) ?? nil,
            !Set(over).isDisjoint(with: box.clerkIDs)
        else { return }
        for id in over { box.removeClerk(id) }
        try? box.write(to: boxFile)
    }

    /// Only while somebody is logged in.
    package func substitutes() -> [Substitute] {
        guard let kitKey = rememberedKitKey, let pins = try? PinFile(in: folder, under: kitKey) else { return [] }
        return pins.admitted
    }
}
