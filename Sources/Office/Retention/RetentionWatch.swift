import Logging
import ServiceLifecycle

/// Erases what is due while the office serves: at its start, and every hour from then on, for some captures are counted in hours.
struct RetentionWatch: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            do {
                let erased = try await registry.eraseDue()
                if !erased.isNothing {
                    logger.notice("erased", metadata: ["cases": "\(erased.cases)", "parts": "\(erased.parts)"])
                }
            } catch {
                // What is on the list is erased with the next try or start.
                logger.error("erasing failed", metadata: ["kind": "\(type(of: error))"])
            }
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3600)) } } catch { return }
        }
    }
}
