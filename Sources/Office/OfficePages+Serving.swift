package import Hummingbird
import Logging
import Pages
import ServiceLifecycle

/// The features put together: the only place that knows them all.
extension OfficePages {
    package func router() -> Router<OfficeContext> {
        let router = Router(context: OfficeContext.self)
        let hosts = hosts
        router.add(middleware: DocumentPolicy())
        router.addGuards(
            sessions, cookie: cookie, program: "Amtskoffer Zentrale", hosts: HostCheck { hosts.contains($0) })
        addLogIn(to: router)
        let open = router.group().add(middleware: PublicPaceRequired(pages: self))
        addStops(to: open)
        addServices(to: open)
        addStatus(to: open)
        addPublicAPI(to: open)
        addPublicAppointments(to: router)
        let inside = router.group().add(middleware: SessionRequired(logIn: "/anmelden", unlock: "/anmelden"))
        inside.get("/") { _, _ in Response.redirect(to: "/eingang") }
        addInbox(to: inside)
        addCasePage(to: inside)
        addCaseActions(to: inside)
        addCasePapers(to: inside)
        addLists(to: inside)
        addKits(to: inside)
        addEnrolment(to: inside)
        addSubstitutes(to: inside)
        addRegister(to: inside)
        addStaff(to: inside)
        addTown(to: inside)
        addErasures(to: inside)
        addUnreadable(to: inside)
        addAppointmentPlan(to: inside)
        addVisitRequests(to: inside)
        return router
    }

    /// Listening on the host and port of the settings.
    /// - Parameter services: what runs beside the pages and ends with them.
    func application(
        host: String, port: Int, logger: Logger, services: [any ServiceLifecycle.Service]
    ) -> some ApplicationProtocol {
        Application(
            router: router(),
            configuration: .init(address: .hostname(host, port: port), serverName: nil), services: services,
            logger: logger)
    }
}
