package import Hummingbird
import NIOCore

/// What a route of either program gets: the session, where there is one, and the form that was posted.
package struct PageContext<Person: Sendable>: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var session: Session<Person>?
    package var form: FormBody
    /// Of the machine that asks, a proxy's where there is one; nil within one process. Never in a log.
    package let address: String?

    package init(source: Source) {
        coreContext = .init(source: source)
        form = FormBody()
        address = source.channel.remoteAddress?.ipAddress
    }

    /// A file of 20 MB and what a form has beside it.
    package var maxUploadSize: Int { FormBody.sizeLimit }
}
