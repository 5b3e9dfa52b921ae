package import Journal

/// Why the mirror does not follow. The kit works on, and the mirror catches up by itself when it can.
package enum MirrorTrouble: Error, Hashable, Sendable {
    /// The folder is not there: the stick was pulled.
    case away
    /// The folder is there and holds no mirror: another stick, or an empty place.
    case notAMirror
    /// A mirror, and not the one that was set up.
    case otherMirror(code: String)
    /// Another laptop of this kit writes there, and this one is not older than it.
    case otherWriter
    /// Another laptop took over: it writes a later generation.
    case replaced(generation: UInt16, continues: Position?)
    /// The mirror has entries of this generation that this laptop lacks or has otherwise.
    case otherHistory(Position)
    case markUnreadable
    case full
    /// The stick gives errors.
    case failing(reason: String)
    /// What is to be copied cannot be read here.
    case ownDisk(reason: String)
    /// `mirror-lock.json` is made at the next log-in.
    case notLoggedInYet
}

extension MirrorTrouble {
    init(_ fault: FileFault) {
        self =
            switch fault {
            case .diskFull: .full
            case .missing: .away
            default: .failing(reason: "\(fault)")
            }
    }

    /// A fault of the mirror's journal.
    init(_ fault: StoreFault) {
        self = fault == .diskFull ? .full : .failing(reason: "\(fault)")
    }

    /// For the state bar.
    package var short: String {
        switch self {
        case .away: "Spiegel fehlt"
        case .notAMirror, .otherMirror: "falscher Stick"
        case .full: "Spiegel voll"
        case .replaced: "Laptop ersetzt"
        case .otherHistory, .otherWriter: "Spiegel passt nicht"
        case .markUnreadable, .failing, .ownDisk: "Spiegel gestört"
        case .notLoggedInYet: "Spiegel wartet"
        }
    }

    /// What is the matter.
    package var message: String {
        switch self {
        case .away: "Der Spiegel ist nicht da: Der Stick steckt nicht."
        case .notAMirror: "Am Ort des Spiegels liegt kein Spiegel: Es steckt ein anderer Stick oder keiner."
        case .otherMirror(let code): "Es steckt ein Stick mit dem Spiegel von Koffer \(code), nicht der dieses Koffers."
        case .otherWriter: "Auf dem Stick schreibt ein anderer Laptop dieses Koffers."
        case .replaced: "Dieser Laptop ist ersetzt: Ein anderer führt den Koffer weiter."
        case .otherHistory: "Auf dem Spiegel stehen Einträge, die dieser Laptop nicht oder anders hat."
        case .markUnreadable: "Die Kennung des Spiegels ist beschädigt."
        case .full: "Der Spiegel ist voll."
        case .failing: "Der Stick meldet Fehler."
        case .ownDisk: "Was gespiegelt werden soll, lässt sich auf diesem Laptop nicht lesen."
        case .notLoggedInYet: "Der Spiegel beginnt, sobald sich jemand am Koffer angemeldet hat."
        }
    }

    /// Both in one line.
    package var text: String { "\(message) \(remedy)" }

    /// What a person does about it.
    package var remedy: String {
        switch self {
        case .away: "Stecken Sie den Stick dieses Koffers ein. Der Spiegel holt dann von selbst alles nach."
        case .notAMirror, .otherMirror:
            "Nehmen Sie den Stick heraus und stecken Sie den dieses Koffers ein. Auf den fremden wird nichts geschrieben."
        case .otherWriter:
            "Richten Sie für diesen Laptop einen eigenen Spiegel ein: „amtskoffer kit mirror“ mit einem leeren Ordner."
        case .replaced:
            "Hier wird nichts mehr gespeichert. Bringen Sie diesen Laptop zur Zentrale und verbinden Sie ihn dort mit dem Netz."
        case .otherHistory:
            "Rufen Sie die Zentrale an. Sie sagt, ob aus dem Spiegel wiederhergestellt oder hier in neuer Generation weitergearbeitet wird."
        case .markUnreadable:
            "Richten Sie auf einem anderen Stick einen neuen Spiegel ein: „amtskoffer kit mirror“. Geben Sie den alten der Zentrale."
        case .full: "Löschen Sie auf dem Stick, was nicht zum Spiegel gehört, oder nehmen Sie einen größeren."
        case .failing(let reason), .ownDisk(let reason): reason
        case .notLoggedInYet: "Es ist nichts zu tun."
        }
    }
}

extension MirrorTrouble: CustomStringConvertible {
    package var description: String { text }
}
