import Casework

/// Whether somebody can be searched for now.
enum RegisterStanding: Sendable {
    case open(RegisterInHand)
    case none
    case over(since: CalendarDate)
    /// The clock cannot be believed, so nobody knows whether the extract is still good.
    case unknownDay

    init(_ view: DeskView) {
        guard let extract = view.state.feed.register.extract else {
            self = .none
            return
        }
        guard let day = view.believedDay else {
            self = .unknownDay
            return
        }
        self = day <= extract.until ? .open(extract) : .over(since: extract.until)
    }

    /// Why not; nil where it is open.
    var message: String? {
        switch self {
        case .open: nil
        case .none: "Dieser Koffer hat keinen Auszug aus dem Melderegister. Tragen Sie die Person von Hand ein."
        case .over(let day):
            "Der Auszug aus dem Melderegister galt bis zum \(day.german); gesucht wird darin nicht mehr. "
                + "Tragen Sie die Person von Hand ein; einen neuen schickt die Zentrale."
        case .unknownDay:
            "Die Uhr dieses Koffers kann nicht stimmen; darum bleibt der Auszug aus dem Melderegister zu. "
                + "Stellen Sie die Uhr oder tragen Sie die Person von Hand ein."
        }
    }
}
