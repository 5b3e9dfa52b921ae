package import Hummingbird

/// What a route of either program gets: the session, where there is one, and the form that was posted.
package struct PageContext<Person: Sendable>: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var session: Session<Person>?
    package var form: FormBody

    package init(source: Source) {
        coreContext = .init(source: source)
        form = FormBody()
    }

    /// A file of 20 MB and what a form has beside it.
    package var maxUploadSize: Int { FormBody.sizeLimit }
}
