import Casework
import Foundation
package import Hummingbird
import Journal
import Pages

/// The way in for somebody whom this kit does not know; it stands before the log-in.
package struct SubstituteRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: Router<KitContext>) {
        router.get("anmelden/vertretung", use: page)
        router.post("anmelden/vertretung", use: admit)
    }

    private func pages(_ context: KitContext) -> AccessPages {
        AccessPages(kit: kit.desk.identity.code.text, token: context.formToken)
    }

    @Sendable private func page(_ request: Request, _ context: KitContext) async throws -> Response {
        guard kit.dayLock.isDayOpen else { return .redirect(to: KitAddress.dayStart) }
        return pages(context).substitute(context.form).response(from: request, context: context)
    }

    @Sendable private func admit(_ request: Request, _ context: KitContext) async throws -> Response {
        let form = context.form
        do {
            let now = await kit.desk.now()
            let today = now.germanDay ?? CalendarDate(year: 1970, month: 1, day: 1)!
            let claim = try claim(form, today: today)
            guard form["secret"] == form["secret-again"] else { throw AccessRefusal.secretsDiffer }
            guard form["pin"] == form["pin-again"] else { throw AccessRefusal.pinsDiffer }
            let (key, substitute) = try await kit.dayLock.admit(
                claim, secret: form["secret"] ?? "", pin: form["pin"] ?? "", today: today,
                at: Timestamp(milliseconds: now.milliseconds))
            let session = try await Entrance(kit: kit).enter(substitute, with: key)
            if let own = context.session { kit.sessions.lock(own.secret) }
            var response = Response.redirect(to: KitAddress.start)
            kit.cookie.set(session.secret, on: &response)
            return response
        } catch AccessRefusal.dayNotStarted {
            return .redirect(to: KitAddress.dayStart)
        } catch let refusal as AccessRefusal {
            return pages(context).substitute(form, problems: [Self.words(refusal).problem])
                .response(from: request, context: context)
        }
    }

    /// What a code from the telephone is about, no clerk's own code.
    private static func words(_ refusal: AccessRefusal) -> AccessRefusal {
        switch refusal {
        case .wrong(.code): .substituteMismatch
        case .noCode: .noSubstituteCode
        default: refusal
        }
    }

    private func claim(_ form: FormBody, today: CalendarDate) throws(AccessRefusal) -> SubstituteClaim {
        let trimmed = { (name: String) in (form[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
        guard let number = Int(trimmed("number")), (1...99).contains(number) else { throw .missing(.number) }
        let name = trimmed("name")
        guard name.contains(where: \.isLetter) else { throw .missing(.name) }
        let parts = ["day", "month", "year"].map { form["until.\($0)"] ?? "" }
        guard case .success(let until?) = DateReading.read(parts, past: nil, today: today) else {
            throw .missing(.until)
        }
        return SubstituteClaim(number: number, code: form["code"] ?? "", name: name, until: until)
    }
}
