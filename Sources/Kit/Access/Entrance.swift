import Casework
import Crypto
import Journal
import Pages
import Town

/// What happens between a key that opened and a session, and on the way out.
struct Entrance: Sendable {
    let kit: KitProgram

    /// Who may work at this kit, as the town's folder says.
    func clerks() async -> [Clerk] {
        let known = await kit.desk.town.clerks.filter(\.worksAtKit)
        let today = await kit.desk.now().germanDay
        // Until somebody is logged in, nothing here says who a substitute is, or how long.
        let names = Dictionary(
            kit.dayLock.substitutes().map { ($0.clerk, $0) }, uniquingKeysWith: { $1 })
        return known
            + kit.dayLock.substituteIDs.compactMap { id in
                if let known = names[id], let today, known.until < today { return nil }
                return Clerk(substitute: id, name: names[id]?.name ?? Substitute.title(id))
            }
    }

    /// Whether somebody may work here who came with a code from the telephone.
    func isSubstitute(_ id: ClerkID, on today: CalendarDate) -> Bool {
        kit.dayLock.substitutes().contains { $0.clerk == id && $0.until >= today }
    }

    /// Somebody whom the office admitted by telephone comes in for the first time; that is written down for the office to see.
    func enter(_ substitute: Substitute, with kitKey: SymmetricKey) async throws -> Session<DeskClerk> {
        let session = try await enter(substitute.clerk, with: kitKey)
        let admitted = SubstituteAdmitted(clerk: substitute.clerk, name: substitute.name, until: substitute.until)
        try await kit.desk.commit { view, _ in [.ofBook(view.today, .substituteAdmitted(admitted))] }
        return session
    }

    func clerk(_ id: ClerkID) async throws(AccessRefusal) -> Clerk {
        guard let clerk = await clerks().first(where: { $0.id == id }) else { throw .notAllowed }
        return clerk
    }

    /// Opens the desk where nobody has yet, writes the log-in down, and starts a session; an older one of the same clerk ends.
    func enter(_ id: ClerkID, with kitKey: SymmetricKey) async throws -> Session<DeskClerk> {
        if await !kit.desk.isUnlocked { try await kit.desk.unlock(with: kitKey) }
        do {
            switch try await kit.desk.view().lock {
            case .lockedByOffice(let reason): throw AccessRefusal.lockedByOffice(reason)
            case .some(let lock): throw AccessRefusal.lockedByAbsence(lock.message)
            case nil: break
            }
            // A clock that may be wrong takes nobody's secret away.
            if let today = try await kit.desk.view().believedDay { kit.dayLock.dropSubstitutes(before: today) }
            // Opening may have brought a newer catalogue, and with it other people.
            let clerk = try await clerk(id)
            // So may a code of the office, and then the secret that opened is none any more.
            if await takeInCodes().contains(id) { throw AccessRefusal.secretEnded }
            try await note(.logIn, of: id)
            kit.sessions.endAll { $0.id == id }
            return kit.sessions.start(DeskClerk(id: id, name: clerk.name))
        } catch {
            await closeIfEmpty()
            throw error
        }
    }

    /// Codes and slips that came with the feed: whoever gets one sets her secret anew, and is out until then, wherever she was logged in.
    ///
    /// - Returns: whose secret ended now.
    @discardableResult
    func takeInCodes() async -> Set<ClerkID> {
        if let slips = try? await kit.desk.view().state.feed.slips { try? await kit.dayLock.takeIn(slips) }
        guard let codes = try? await kit.desk.view().state.feed.staffCodes,
            let ended = try? await kit.dayLock.takeIn(codes), !ended.isEmpty
        else { return [] }
        let left = kit.sessions.all.map(\.person.id).filter(ended.contains)
        kit.sessions.endAll { ended.contains($0.id) }
        for clerk in left { try? await note(.logOut, of: clerk) }
        if !left.isEmpty { await closeIfEmpty() }
        return ended
    }

    func leave(_ session: Session<DeskClerk>) async throws {
        kit.sessions.end(session.secret)
        try await note(.logOut, of: session.person.id)
        await closeIfEmpty()
    }

    /// Every key leaves the memory; passphrase or key file are needed again.
    func endDay() async throws {
        let clerks = Set(kit.sessions.all.map(\.person.id))
        kit.sessions.endAll { _ in true }
        var fault: (any Error)?
        for clerk in clerks {
            do { try await note(.logOut, of: clerk) } catch { fault = error }
        }
        await kit.desk.lock()
        kit.dayLock.forget()
        if let fault { throw fault }
    }

    /// Tries a PIN on a session. The mistake is counted before it is known to be one: of many guesses at once none is free.
    func reopen(_ session: Session<DeskClerk>, pin: String) async throws(AccessRefusal) {
        try await check(pin, on: session)
        kit.sessions.unlock(session.secret)
    }

    /// Somebody who is logged in at this laptop signs with her PIN; her session stays as it is.
    func confirm(_ clerk: ClerkID, pin: String) async throws(AccessRefusal) {
        guard let session = kit.sessions.all.first(where: { $0.person.id == clerk }) else { throw .notLoggedIn }
        do throws(AccessRefusal) { try await check(pin, on: session) } catch .secretNeeded { throw .pinExhausted }
        kit.sessions.pinWasRight(session.secret)
    }

    private func check(_ pin: String, on session: Session<DeskClerk>) async throws(AccessRefusal) {
        guard !pin.isEmpty else { throw .missing(.pin) }
        switch kit.sessions.pinVerdict(session.secret) {
        case nil: throw .notLoggedIn
        case .secretNeeded: throw .secretNeeded
        case .wait(let seconds): throw .wait(.pin, seconds: seconds)
        case .mayTry: break
        }
        kit.sessions.pinFailed(session.secret)
        guard try await kit.dayLock.isPin(pin, of: session.person.id) else {
            throw kit.sessions.pinVerdict(session.secret) == .secretNeeded ? .secretNeeded : .wrong(.pin)
        }
    }

    /// The last one out closes the desk.
    private func closeIfEmpty() async {
        guard kit.sessions.all.isEmpty else { return }
        await kit.desk.lock()
        kit.dayLock.forgetKitKey()
    }

    /// A journal that takes nothing any more keeps nobody out: what it holds can still be read.
    private func note(_ act: BookCommand.Act, of clerk: ClerkID) async throws {
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(BookCommand(by: clerk, act), on: view.today)
                return draft.events
            }
        } catch DeskFault.journal, DeskFault.lockedByOffice, DeskFault.lockedByAbsence {}
    }
}
