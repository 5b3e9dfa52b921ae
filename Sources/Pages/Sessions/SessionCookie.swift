package import Hummingbird

/// The cookie that carries a session's secret. Programs on one machine need different names: cookies know no ports.
package struct SessionCookie: Sendable {
    package let name: String
    package let isSecure: Bool

    /// - Parameter isSecure: whether the program is reached by TLS; then the cookie is bound to the host as well.
    package init(program: String, isSecure: Bool) {
        name = (isSecure ? "__Host-" : "") + "amtskoffer-" + program
        self.isSecure = isSecure
    }

    package func secret(in request: Request) -> String? {
        guard let value = request.cookies[name]?.value, value.utf8.count == 64 else { return nil }
        return value
    }

    package func set(_ secret: String, on response: inout Response) {
        response.setCookie(
            Cookie(name: name, value: secret, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict))
    }

    package func clear(on response: inout Response) {
        response.setCookie(
            Cookie(name: name, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict))
    }
}
