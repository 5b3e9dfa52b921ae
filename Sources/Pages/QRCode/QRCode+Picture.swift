extension QRCode {
    /// Light modules around it, so that scanners find its edge.
    private static let quiet = 4

    /// A picture for a page: black on white in every colour scheme, three pixels a module.
    /// - Parameter name: says what it holds to who cannot see it.
    package func picture(of name: String) -> HTML {
        let side = size + 2 * Self.quiet
        var path = ""
        for row in 0..<size {
            for column in 0..<size where self[row, column] {
                path += "M\(column + Self.quiet) \(row + Self.quiet)h1v1h-1z"
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(name)" width="\(side * 4)" height="\(side * 4)" \
            viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/>\
            <path d="\(path)" fill="#000"/></svg>
            """
    }
}
