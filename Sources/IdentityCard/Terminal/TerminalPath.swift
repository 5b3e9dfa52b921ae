import Identity

/// The certificates from what a card trusts down to the terminal's own, checked before a card sees them.
struct TerminalPath {
    /// In the order the card is given them; the terminal's own is the last.
    let certificates: [TerminalCertificate]
    /// What all of them together allow.
    let rights: TerminalRights

    var own: TerminalCertificate { certificates[certificates.count - 1] }

    /// - Parameter authorities: whom the card trusts; nil before it has been asked: then the whole chain is checked.
    /// - Throws: `.certificateForeign`, `.certificateExpired`, `.certificateNotYetGood`, `.certificateForged`.
    init(_ all: [TerminalCertificate], authorities: [[UInt8]]?, today: CivilDate) throws(CardProblem) {
        guard let own = all.last, own.role == .terminal else { throw .certificateUnreadable }
        var path = [own]
        func isTrusted(_ name: [UInt8]) -> Bool { authorities?.contains(name) ?? false }
        while !isTrusted(path[0].authority) {
            let next = all.first { $0.holder == path[0].authority && $0.authority != $0.holder }
            guard let next, path.count <= all.count else {
                // Before a card has named whom it trusts, the chain may end where the root would begin.
                guard authorities == nil, path[0].role != .terminal else { throw .certificateForeign }
                break
            }
            path.insert(next, at: 0)
        }
        for certificate in path {
            guard certificate.effective <= today else { throw .certificateNotYetGood(certificate.effective) }
            guard today <= certificate.expiry else { throw .certificateExpired(certificate.expiry) }
        }
        try Self.checkSignatures(path, among: all)
        certificates = path
        // The rights of the root count as well where it is at hand; the card knows them in any case.
        let root = all.first { $0.holder == path[0].authority }
        rights = (path + (root.map { [$0] } ?? [])).dropFirst().reduce(path[0].rights) {
            $0.intersection($1.rights)
        }
    }

    /// Every signature whose key is at hand must be good; the card checks the rest.
    private static func checkSignatures(
        _ path: [TerminalCertificate], among all: [TerminalCertificate]
    ) throws(CardProblem) {
        var curve = all.first { $0.holder == path[0].authority }?.curve
        for certificate in path {
            if let issuer = all.first(where: { $0.holder == certificate.authority }), let curve {
                let ranks: [TerminalCertificate.Role] =
                    certificate.role == .terminal ? [.documentVerifier] : [.countryAuthority]
                let key = try? SignatureKey(curve: curve, point: issuer.point)
                guard ranks.contains(issuer.role), let key,
                    try key.isGood(certificate.signature, over: certificate.body, hash: issuer.hash)
                else { throw .certificateForged }
            }
            curve = certificate.curve ?? curve
        }
    }
}
