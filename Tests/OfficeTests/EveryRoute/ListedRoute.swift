import HTTPTypes
import Hummingbird

/// One route as the program's own router lists it: a route that is added is in the tests without anybody putting it there.
struct ListedRoute: Hashable, Sendable, CustomStringConvertible {
    let method: HTTPRequest.Method
    /// `/vorgang/{case}/angaben/{step}`
    let path: String

    var description: String { "\(method) \(path)" }
    var isRead: Bool { method == .get || method == .head }

    /// `case`, `step`
    var parameters: [String] {
        path.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
    }

    /// The path with its parameters filled in.
    func address(_ value: (String) throws -> String) rethrows -> String {
        try parameters.reduce(path) { $0.replacing("{\($1)}", with: try value($1)) }
    }
}

extension Router {
    var listed: [ListedRoute] { routes.map { ListedRoute(method: $0.method, path: $0.path.description) } }
}
