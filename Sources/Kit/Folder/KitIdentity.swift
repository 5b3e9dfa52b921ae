package import Casework
package import Foundation
package import Journal

/// Who this kit is and whom it trusts: `identity.json` of the journal, and beside it `kit.json` with what only a kit has.
package struct KitIdentity: Sendable {
    package static let fileName = "kit.json"

    /// `kit.json`; nothing in it is secret.
    package struct Enrolment: Codable, Hashable, Sendable {
        package var format = 1
        /// `W01`, the first part of every number this kit gives.
        package var code: String
        /// Ed25519, 32 bytes each: signs the feed.
        package var officeSigningKeys: [Data]
        /// `https://host:port`
        package var officeAddress: String

        package init(code: KitCode, officeSigningKeys: [Data], officeAddress: String) {
            self.code = code.text
            self.officeSigningKeys = officeSigningKeys
            self.officeAddress = officeAddress
        }
    }

    package let file: IdentityFile
    package let enrolment: Enrolment
    package let code: KitCode

    package var number: UInt16 { file.kit }

    package init(file: IdentityFile, enrolment: Enrolment) throws(KitFolderFault) {
        guard let code = KitCode(enrolment.code), enrolment.format == 1 else { throw .unreadable(Self.fileName) }
        self.file = file
        self.enrolment = enrolment
        self.code = code
    }
}
