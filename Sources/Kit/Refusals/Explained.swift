/// An error that a person at the desk can read: what is the matter, and what to do next.
package protocol Explained: Error {
    var message: String { get }
}
