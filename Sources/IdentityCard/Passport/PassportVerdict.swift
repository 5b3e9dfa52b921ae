/// Whether what the chip of a passport says may be believed.
package enum PassportVerdict: Hashable, Sendable {
    package enum Doubt: Hashable, Sendable {
        /// The chip carries no signature.
        case unsigned
        /// The state's certificate is not among those trusted here.
        case foreign
        /// The signer's certificate was not good today.
        case expired
        /// The signer belongs to another state than the document.
        case otherState
        /// The signer uses parameters of its own making.
        case curve
    }

    package enum Change: Hashable, Sendable {
        /// The signature does not fit what it signs.
        case signature
        /// This data group is not the one that was signed.
        case group(Int)
        /// The printed zone is not the one on the chip.
        case zone
    }

    /// Signed by a trusted state and unchanged. The name of the signing certificate.
    case genuine(signer: String)
    case signerUnknown(Doubt)
    case changed(Change)

    /// German: the verdict, and why.
    package var germanText: String {
        switch self {
        case .genuine: "Echt und unverändert: Die Daten sind von einem vertrauten Staat signiert."
        case .signerUnknown(.unsigned):
            "Herkunft ungeklärt: Der Chip trägt keine Signatur. Prüfen Sie das Dokument von Hand."
        case .signerUnknown(.foreign):
            "Herkunft ungeklärt: Das Zertifikat des Ausstellers ist hier nicht hinterlegt. Prüfen Sie das Dokument "
                + "von Hand."
        case .signerUnknown(.expired):
            "Herkunft ungeklärt: Das Zertifikat des Ausstellers gilt heute nicht. Prüfen Sie das Dokument von Hand."
        case .signerUnknown(.otherState):
            "Herkunft ungeklärt: Signiert hat ein anderer Staat als der, der im Dokument steht. Prüfen Sie das Dokument "
                + "von Hand."
        case .signerUnknown(.curve):
            "Herkunft ungeklärt: Der Aussteller verwendet ein unbekanntes Verfahren. Prüfen Sie das Dokument von Hand."
        case .changed(.signature):
            "Verändert, nicht vertrauen: Die Signatur passt nicht zu den Daten. Ziehen Sie die Leitung hinzu."
        case .changed(.group(let number)):
            "Verändert, nicht vertrauen: Die Datengruppe \(number) ist nicht die, die der Aussteller signiert hat. "
                + "Ziehen Sie die Leitung hinzu."
        case .changed(.zone):
            "Verändert, nicht vertrauen: Gedruckte Zone und Chip widersprechen sich. Ziehen Sie die Leitung hinzu."
        }
    }
}
