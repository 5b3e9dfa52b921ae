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
        /// The signature is longer than can be read here.
        case signatureTooLong
        /// What is signed as the zone is none: nobody can say whose document it is.
        case zoneUnreadable
    }

    package enum Change: Hashable, Sendable {
        /// The signature does not fit what it signs.
        case signature
        /// This data group is not the one that was signed.
        case group(Int)
        /// The printed zone is not the one on the chip.
        case zone
        /// The chip has not the key the state gave it: its data are copied.
        case chip
    }

    /// Signed by a trusted state and unchanged; the name of the signing certificate, and whether the chip is proved to be no copy.
    case genuine(signer: String, chip: ChipProof)
    case signerUnknown(Doubt)
    case changed(Change)

    /// What was changed needs no proof of its chip; what nobody signed has none to offer.
    var asksForProof: Bool {
        switch self {
        case .genuine, .signerUnknown(.foreign), .signerUnknown(.expired), .signerUnknown(.otherState),
            .signerUnknown(.zoneUnreadable):
            true
        case .signerUnknown(.unsigned), .signerUnknown(.curve), .signerUnknown(.signatureTooLong), .changed: false
        }
    }

    /// - Parameter proof: nil where the chip failed it.
    func with(_ proof: ChipProof?) -> PassportVerdict {
        guard let proof else { return .changed(.chip) }
        if case .genuine(let signer, _) = self { return .genuine(signer: signer, chip: proof) }
        return self
    }

    /// German: the verdict, and why.
    package var germanText: String {
        switch self {
        case .genuine(_, .chipAuthentication), .genuine(_, .activeAuthentication):
            "Echt und unverändert: Die Daten sind von einem vertrauten Staat signiert, und der Chip hat sich als das "
                + "Original ausgewiesen."
        case .genuine(_, .notOffered):
            "Echt und unverändert: Die Daten sind von einem vertrauten Staat signiert. Ob der Chip eine Kopie ist, lässt "
                + "sich bei diesem Dokument nicht prüfen: Vergleichen Sie das Lichtbild mit der Person."
        case .genuine(_, .unknown):
            "Echt und unverändert: Die Daten sind von einem vertrauten Staat signiert. Ob der Chip eine Kopie ist, prüft "
                + "dieses Dokument mit einem Verfahren, das hier nicht eingebaut ist: Vergleichen Sie das Lichtbild mit "
                + "der Person."
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
        case .signerUnknown(.signatureTooLong):
            "Herkunft ungeklärt: Die Signatur auf dem Chip ist länger, als hier gelesen werden kann. Prüfen Sie das "
                + "Dokument von Hand."
        case .signerUnknown(.zoneUnreadable):
            "Herkunft ungeklärt: Die Zone auf dem Chip ist nicht lesbar. Prüfen Sie das Dokument von Hand."
        case .changed(.signature):
            "Verändert, nicht vertrauen: Die Signatur passt nicht zu den Daten. Ziehen Sie die Leitung hinzu."
        case .changed(.group(let number)):
            "Verändert, nicht vertrauen: Die Datengruppe \(number) ist nicht die, die der Aussteller signiert hat. "
                + "Ziehen Sie die Leitung hinzu."
        case .changed(.chip):
            "Kopiert, nicht vertrauen: Der Chip hat nicht den Schlüssel, den der Aussteller ihm gab. Ziehen Sie die "
                + "Leitung hinzu."
        case .changed(.zone):
            "Verändert, nicht vertrauen: Gedruckte Zone und Chip widersprechen sich. Ziehen Sie die Leitung hinzu."
        }
    }
}
