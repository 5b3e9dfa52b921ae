import Identity

/// The chip's keys, signed by the state that issued the card (EF.CardSecurity; TR-03110-3, A.1.2).
struct CardSecurity {
    let infos: SecurityInfos

    /// The identifier of the signed content: id-SecurityObject.
    static let contentType = ObjectID.bsi(3, 2, 1)
    static let file: UInt8 = 0x1D

    /// Checks the signature and its way up to a trusted country certificate.
    init(_ bytes: [UInt8], trusted: CountryCertificates, today: CivilDate) throws(CardProblem) {
        let signed: SignedObject
        do throws(SignedObjectProblem) {
            signed = try SignedObject(bytes, contentType: Self.contentType)
        } catch {
            throw .securityForged
        }
        guard case .trusted = try signed.signer(trusted: trusted, today: today) else {
            throw .securitySignerUnknown
        }
        do {
            infos = try SecurityInfos(signed.content)
        } catch {
            throw .fileBroken(.security)
        }
    }
}
