import Logging
import ServiceLifecycle
import Town

/// Lets time pass for the appointments while the office serves.
struct AppointmentWatch: ServiceLifecycle.Service {
    let appointments: AppointmentRegistry
    let registry: Registry
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            do { try await appointments.passTime(await registry.view().town.town.catalogue) } catch {
                // Reservations lapse all the same when somebody asks for their slot; the rest is tried again.
                logger.error("appointments failed", metadata: ["kind": "\(type(of: error))"])
            }
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(20)) } } catch { return }
        }
    }
}
