import Casework
import Crypto
import Foundation
import HTTPTypes
package import Hummingbird
import Journal
import Pages
import Town

/// The way in and out: day, log-in, lock, change of clerk. These addresses stand before the log-in.
package struct AccessRoutes: Sendable {
    private let kit: KitProgram
    private let entrance: Entrance

    package init(_ kit: KitProgram) {
        self.kit = kit
        entrance = Entrance(kit: kit)
    }

    package func add(to router: Router<KitContext>) {
        router.get("/") { _, context in .redirect(to: home(context)) as Response }
        router.get("tagesbeginn", use: dayStart)
        router.post("tagesbeginn", use: startDay)
        router.post("tagesende", use: endDay)
        router.get("anmelden", use: logInPage)
        router.post("anmelden", use: logIn)
        router.get("anmelden/einmalcode", use: firstLogInPage)
        router.post("anmelden/einmalcode", use: firstLogIn)
        router.post("abmelden", use: logOut)
        router.post("sperren", use: lock)
        router.get("gesperrt", use: locked)
        router.post("entsperren", use: unlock)
        router.get("wechseln", use: changePage)
        router.post("wechseln", use: change)
        router.get("zustand", use: state)
    }

    private func pages(_ context: KitContext, back: String = KitAddress.start) -> AccessPages {
        AccessPages(kit: kit.desk.identity.code.text, token: context.formToken, back: back)
    }

    /// Where somebody belongs who just comes in.
    private func home(_ context: KitContext) -> String {
        guard kit.dayLock.isDayOpen else { return KitAddress.dayStart }
        guard let session = context.session else { return KitAddress.logIn }
        return session.isLocked ? KitAddress.locked : KitAddress.today
    }

    private func back(_ text: String?) -> String { ReturnAddress.read(text, otherwise: KitAddress.start) }

    /// The bar without its menu, where the desk is open; nothing in it is secret.
    private func bar(_ context: KitContext) async -> StateBar? {
        guard let view = try? await kit.desk.view() else { return nil }
        var bar = kit.pages.stateBar(view, context: context)
        bar.menu = []
        return bar
    }

    // MARK: The day

    @Sendable private func dayStart(_ request: Request, _ context: KitContext) async throws -> Response {
        guard !kit.dayLock.isDayOpen else { return .redirect(to: home(context)) }
        return await dayStartPage(context).response(from: request, context: context)
    }

    private func dayStartPage(_ context: KitContext, _ problems: [Problem] = []) async -> Page {
        var pages = pages(context)
        pages.lock = await kit.desk.knownLock
        return pages.dayStart(problems: problems, warnings: kit.diskWarnings)
    }

    @Sendable private func startDay(_ request: Request, _ context: KitContext) async throws -> Response {
        do throws(AccessRefusal) {
            if let file = context.form.file("keyfile") {
                try await kit.dayLock.openDay(keyFile: Data(file.bytes))
            } else {
                try await kit.dayLock.openDay(passphrase: context.form["passphrase"] ?? "")
            }
        } catch { return await dayStartPage(context, [error.problem]).response(from: request, context: context) }
        return .redirect(to: KitAddress.logIn)
    }

    /// From the log-in only while nobody is logged in; otherwise from "Abfahrt", by somebody who is.
    @Sendable private func endDay(_ request: Request, _ context: KitContext) async throws -> Response {
        if context.session == nil || context.session?.isLocked == true {
            guard kit.sessions.all.isEmpty else { return .redirect(to: home(context)) }
        } else {
            let view = try await kit.desk.view()
            let open = Leaving(view).endsDay
            guard open.isEmpty || context.form["anyway"] == "yes" else {
                return LeavingPage(kit, view, context).page(endingDay: open).response(from: request, context: context)
            }
        }
        try await entrance.endDay()
        var response = Response.redirect(to: KitAddress.dayStart)
        kit.cookie.clear(on: &response)
        return response
    }

    // MARK: The log-in

    @Sendable private func logInPage(_ request: Request, _ context: KitContext) async throws -> Response {
        guard kit.dayLock.isDayOpen else { return .redirect(to: KitAddress.dayStart) }
        await entrance.takeInCodes()
        return await logInPage(
            context, chosen: request.clerk, back: back(request.uri.queryParameters["back"].map(String.init))
        ).response(from: request, context: context)
    }

    private func logInPage(
        _ context: KitContext, chosen: ClerkID?, back: String, problems: [Problem] = []
    ) async -> Page {
        let clerks = await entrance.clerks().map { ($0, kit.dayLock.standing(of: $0.id)) }
        var pages = pages(context, back: back)
        pages.lock = await kit.desk.knownLock
        return pages.logIn(
            clerks, chosen: chosen, isEmpty: kit.sessions.all.isEmpty, takesSubstitutes: kit.dayLock.takesSubstitutes,
            problems: problems)
    }

    @Sendable private func logIn(_ request: Request, _ context: KitContext) async throws -> Response {
        let (id, back) = (context.form.clerk, back(context.form["back"]))
        do {
            guard let id else { throw AccessRefusal.missing(.clerk) }
            let clerk = try await entrance.clerk(id)
            let key = try await kit.dayLock.logIn(clerk.id, secret: context.form["secret"] ?? "")
            return begin(try await entrance.enter(clerk.id, with: key), context, back: back)
        } catch AccessRefusal.dayNotStarted {
            return .redirect(to: KitAddress.dayStart)
        } catch let refusal as AccessRefusal {
            return await logInPage(context, chosen: id, back: back, problems: [refusal.problem])
                .response(from: request, context: context)
        }
    }

    @Sendable private func firstLogInPage(_ request: Request, _ context: KitContext) async throws -> Response {
        guard kit.dayLock.isDayOpen else { return .redirect(to: KitAddress.dayStart) }
        await entrance.takeInCodes()
        return pages(context).firstLogIn(await entrance.clerks(), chosen: request.clerk)
            .response(from: request, context: context)
    }

    @Sendable private func firstLogIn(_ request: Request, _ context: KitContext) async throws -> Response {
        let form = context.form
        let id = form.clerk
        do {
            guard let id else { throw AccessRefusal.missing(.clerk) }
            let clerk = try await entrance.clerk(id)
            guard form["secret"] == form["secret-again"] else { throw AccessRefusal.secretsDiffer }
            guard form["pin"] == form["pin-again"] else { throw AccessRefusal.pinsDiffer }
            let time = Timestamp(milliseconds: await kit.desk.now().milliseconds)
            let key = try await kit.dayLock.setSecret(
                form["secret"] ?? "", pin: form["pin"] ?? "", of: clerk.id, with: form["code"] ?? "", at: time)
            return begin(try await entrance.enter(clerk.id, with: key), context, back: KitAddress.start)
        } catch AccessRefusal.dayNotStarted {
            return .redirect(to: KitAddress.dayStart)
        } catch let refusal as AccessRefusal {
            return pages(context).firstLogIn(
                await entrance.clerks(), chosen: id, typedCode: form["code"] ?? "", problems: [refusal.problem]
            ).response(from: request, context: context)
        }
    }

    /// The browser gets the new session; the one it had is locked and stays.
    private func begin(_ session: Session<DeskClerk>, _ context: KitContext, back: String) -> Response {
        if let own = context.session { kit.sessions.lock(own.secret) }
        var response = Response.redirect(to: back)
        kit.cookie.set(session.secret, on: &response)
        return response
    }

    @Sendable private func logOut(_ request: Request, _ context: KitContext) async throws -> Response {
        if let session = context.session { try await entrance.leave(session) }
        var response = Response.redirect(to: KitAddress.start)
        kit.cookie.clear(on: &response)
        return response
    }

    // MARK: Locked

    @Sendable private func lock(_ request: Request, _ context: KitContext) async throws -> Response {
        guard let session = context.session else { return .redirect(to: KitAddress.start) }
        kit.sessions.lock(session.secret)
        // The menu says nothing of the page; the browser does.
        return .redirect(to: KitAddress.locked(backTo: back(context.form["back"] ?? request.cameFrom)))
    }

    @Sendable private func locked(_ request: Request, _ context: KitContext) async throws -> Response {
        guard let session = context.session, session.isLocked else { return .redirect(to: home(context)) }
        return await lockedPage(session, context, back: back(request.uri.queryParameters["back"].map(String.init)))
            .response(from: request, context: context)
    }

    private func lockedPage(
        _ session: Session<DeskClerk>, _ context: KitContext, back: String, problems: [Problem] = []
    ) async -> Page {
        pages(context, back: back).locked(
            session.person, bar: await bar(context), hasOthers: !others(context).isEmpty, problems: problems)
    }

    @Sendable private func unlock(_ request: Request, _ context: KitContext) async throws -> Response {
        guard let session = context.session else { return .redirect(to: KitAddress.start) }
        let back = back(context.form["back"])
        do throws(AccessRefusal) {
            try await entrance.reopen(session, pin: context.form["pin"] ?? "")
        } catch .secretNeeded {
            return await logInPage(
                context, chosen: session.person.id, back: back, problems: [AccessRefusal.secretNeeded.problem]
            ).response(from: request, context: context)
        } catch {
            return await lockedPage(session, context, back: back, problems: [error.problem])
                .response(from: request, context: context)
        }
        return .redirect(to: back)
    }

    // MARK: Change of clerk

    /// The other sessions of this laptop.
    private func others(_ context: KitContext) -> [Session<DeskClerk>] {
        kit.sessions.all.filter { $0.secret != context.session?.secret }.sorted { $0.person.name < $1.person.name }
    }

    @Sendable private func changePage(_ request: Request, _ context: KitContext) async throws -> Response {
        guard kit.dayLock.isDayOpen else { return .redirect(to: KitAddress.dayStart) }
        return await changePage(context, chosen: request.clerk).response(from: request, context: context)
    }

    private func changePage(_ context: KitContext, chosen: ClerkID?, problems: [Problem] = []) async -> Page {
        let here = others(context).map(\.person)
        let known = Set((here + [context.session?.person].compactMap { $0 }).map(\.id))
        let absent = await entrance.clerks().filter { !known.contains($0.id) }
        return pages(context).change(
            to: here, absent: absent, own: context.session?.person, bar: await bar(context), chosen: chosen,
            problems: problems)
    }

    @Sendable private func change(_ request: Request, _ context: KitContext) async throws -> Response {
        let id = context.form.clerk
        do throws(AccessRefusal) {
            guard let id else { throw .missing(.clerk) }
            guard let other = others(context).first(where: { $0.person.id == id }) else { throw .notLoggedIn }
            try await entrance.reopen(other, pin: context.form["pin"] ?? "")
            return begin(other, context, back: KitAddress.today)
        } catch .secretNeeded {
            return await logInPage(
                context, chosen: id, back: KitAddress.start, problems: [AccessRefusal.secretNeeded.problem]
            ).response(from: request, context: context)
        } catch {
            return await changePage(context, chosen: id, problems: [error.problem])
                .response(from: request, context: context)
        }
    }

    // MARK: The state bar

    /// The bar's living part; asking for it is no use of a session.
    @Sendable private func state(_ request: Request, _ context: KitContext) async throws -> Response {
        guard context.session != nil, let bar = await bar(context) else {
            let ended = StateBar(
                place: ["Koffer \(kit.desk.identity.code.text)"],
                items: [.init(.warning, "Anmeldung beendet", to: KitAddress.start)])
            return ended.stateHTML.response(from: request, context: context)
        }
        return bar.stateHTML.response(from: request, context: context)
    }
}

extension Request {
    /// The clerk an address names.
    fileprivate var clerk: ClerkID? {
        uri.queryParameters["clerk"].flatMap { $0.isEmpty ? nil : ClerkID(String($0)) }
    }
}

extension FormBody {
    fileprivate var clerk: ClerkID? { self["clerk"].flatMap { $0.isEmpty ? nil : ClerkID($0) } }
}
