import Crypto
import HTTPTypes
package import Hummingbird
import NIOCore

/// The stylesheet, the modules and the icon, embedded in the binary. Their address contains the hash of all of them, so that a browser
/// keeps them for ever and a new release is seen at once. Modules import each other by relative addresses under the same hash.
package enum Look {
    package struct File: Sendable {
        package let name: String
        package let mediaType: String
        package let bytes: [UInt8]
        /// The same in the gzip format.
        package let compressed: [UInt8]?

        init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
            compressed = Gzip.compress(bytes)
        }
    }

    package static let files: [File] =
        [
            File(
                name: "look.css", mediaType: "text/css; charset=utf-8",
                bytes: lean(
                    PackageResources.tokens_css + PackageResources.layout_css + PackageResources.parts_css
                        + PackageResources.form_css + PackageResources.print_css)),
            File(name: "icon.svg", mediaType: "image/svg+xml", bytes: PackageResources.icon_svg),
        ] + modules.map { File(name: $0.0, mediaType: "text/javascript; charset=utf-8", bytes: lean($0.1)) }

    private static let modules: [(String, [UInt8])] = [
        ("page.js", PackageResources.page_js), ("autosave.js", PackageResources.autosave_js),
        ("keyboard.js", PackageResources.keyboard_js), ("scanner.js", PackageResources.scanner_js),
        ("signature.js", PackageResources.signature_js), ("palette.js", PackageResources.palette_js),
        ("upload.js", PackageResources.upload_js), ("lock.js", PackageResources.lock_js),
        ("state.js", PackageResources.state_js), ("search.js", PackageResources.search_js),
        ("renew.js", PackageResources.renew_js), ("progress.js", PackageResources.progress_js),
    ]

    /// Without what only people read: blanks at the beginning of lines, lines that are a comment as a whole.
    static func lean(_ bytes: [UInt8]) -> [UInt8] {
        var isComment = false
        var lean: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = line.drop { $0 == UInt8(ascii: " ") }
            if text.starts(with: "//".utf8) || text.isEmpty { continue }
            if text.starts(with: "/*".utf8) { isComment = true }
            if !isComment { lean.append(contentsOf: text + [UInt8(ascii: "\n")]) }
            if text.suffix(2).elementsEqual("*/".utf8) { isComment = false }
        }
        return lean
    }

    /// The first 16 hexadecimal digits of the SHA-256 of all files.
    package static let hash: String = {
        var sha = SHA256()
        for file in files {
            sha.update(data: Array(file.name.utf8) + [0])
            sha.update(data: file.bytes)
        }
        let digits = Array("0123456789abcdef")
        return String(sha.finalize().prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }()

    package static func path(_ name: String) -> String { "/look/\(hash)/\(name)" }

    /// Serves the files under `/look/HASH/NAME`. An address with another hash is not found: it belongs to another release.
    package static func addRoutes(to router: some RouterMethods) {
        router.get("look/:hash/:name") { request, context in
            guard context.parameters.get("hash") == hash, let name = context.parameters.get("name"),
                let file = files.first(where: { $0.name == name })
            else { throw HTTPError(.notFound) }
            var headers: HTTPFields = [
                .contentType: file.mediaType, .cacheControl: "public, max-age=31536000, immutable",
                .vary: "Accept-Encoding",
            ]
            var bytes = file.bytes
            if let compressed = file.compressed, takesGzip(request.headers[.acceptEncoding] ?? "") {
                bytes = compressed
                headers[.contentEncoding] = "gzip"
            }
            headers[.contentLength] = String(bytes.count)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    /// Whether `Accept-Encoding` (RFC 9110, 12.5.3) names gzip and does not rule it out.
    static func takesGzip(_ header: String) -> Bool {
        header.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            return parts.first == "gzip"
                && !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { ("1"..."9").contains($0) } }
        }
    }
}
