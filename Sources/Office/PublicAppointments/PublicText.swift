import Casework

/// What the public pages say, in German, English and Einfache Sprache.
enum PublicText {
    static let back = LocalizedText(de: "Zurück", en: "Back")
    static let next = LocalizedText(de: "Weiter", en: "Continue")
    static let languages = LocalizedText(de: "Sprache", en: "Language")
    static let phone = LocalizedText(de: "Telefon", en: "telephone")
    static let toDates = LocalizedText(
        de: "Zu den nächsten Terminen", en: "To the next dates", plain: "Zeigen Sie mir die nächsten Termine")

    // MARK: Where and when

    static let dates = LocalizedText(
        de: "Das Bürgerbüro kommt zu Ihnen", en: "The citizens’ office comes to you",
        plain: "Das Amt kommt in Ihren Ort")
    static let datesText = LocalizedText(
        de: "Wählen Sie einen Tag und einen Ort. Ein Termin kostet nichts.",
        en: "Choose a day and a place. An appointment is free of charge.",
        plain: "Wählen Sie einen Tag aus. Wählen Sie einen Ort aus. Der Termin kostet kein Geld.")
    static let noDates = LocalizedText(
        de: "Zurzeit ist kein Termin veröffentlicht", en: "No dates are published at the moment",
        plain: "Im Moment gibt es keinen Termin")
    static let noDatesText = LocalizedText(
        de: "Rufen Sie uns an, wir nennen Ihnen den nächsten.", en: "Call us, and we will tell you the next one.",
        plain: "Rufen Sie uns an. Wir helfen Ihnen.")
    static let choose = LocalizedText(de: "Termin buchen", en: "Book", plain: "Termin aussuchen")
    static let full = LocalizedText(
        de: "ausgebucht, Warteliste offen", en: "fully booked, waiting list open",
        plain: "alles voll, Sie können auf eine Liste")
    static let closed = LocalizedText(
        de: "Buchung geschlossen, kommen Sie ohne Termin vorbei",
        en: "booking is closed, come without an appointment",
        plain: "Kommen Sie ohne Termin vorbei")
    static let calledOff = LocalizedText(de: "fällt aus", en: "cancelled", plain: "Der Tag fällt aus")
    static let askVisit = LocalizedText(
        de: "Sie können nicht kommen? Hausbesuch oder Besuch im Heim anfragen",
        en: "You cannot come? Ask for a visit at home or in a care home",
        plain: "Sie können das Haus schlecht verlassen? Wir kommen zu Ihnen")

    static func free(_ count: Int) -> LocalizedText {
        LocalizedText(
            de: count == 1 ? "1 Zeit frei" : "\(count) Zeiten frei",
            en: count == 1 ? "1 time free" : "\(count) times free",
            plain: count == 1 ? "1 Zeit ist frei" : "\(count) Zeiten sind frei")
    }

    // MARK: The questions

    static let what = LocalizedText(
        de: "Was möchten Sie erledigen?", en: "What would you like to do?", plain: "Was brauchen Sie vom Amt?")
    static let whatHint = LocalizedText(
        de: "Sie können mehreres wählen.", en: "You can choose several.", plain: "Sie können mehrere Dinge wählen.")
    static let whatMissing = LocalizedText(
        de: "Wählen Sie mindestens eine Leistung aus.", en: "Choose at least one service.",
        plain: "Wählen Sie mindestens eine Sache aus.")
    static let persons = LocalizedText(
        de: "Für wie viele Personen?", en: "For how many people?", plain: "Wie viele Menschen kommen?")
    static let personsHint = LocalizedText(
        de: "Zählen Sie alle, für die etwas beantragt wird, Kinder auch.",
        en: "Count everyone for whom something is applied for, children too.",
        plain: "Zählen Sie alle, die etwas brauchen. Zählen Sie auch Kinder.")
    static let personsMissing = LocalizedText(
        de: "Wählen Sie 1 bis 8 Personen.", en: "Choose 1 to 8 people.", plain: "Wählen Sie eine Zahl von 1 bis 8.")
    static let tooLong = LocalizedText(
        de: "Das dauert länger als drei Stunden. Wählen Sie weniger Leistungen oder Personen, oder rufen Sie uns an.",
        en: "That takes more than three hours. Choose fewer services or people, or call us.",
        plain: "Das dauert zu lange. Wählen Sie weniger aus. Oder rufen Sie uns an.")
    static let when = LocalizedText(
        de: "Wann möchten Sie kommen?", en: "When would you like to come?", plain: "Wann kommen Sie?")
    static let whenMissing = LocalizedText(de: "Wählen Sie eine Zeit aus.", en: "Choose a time.")
    static let reserve = LocalizedText(
        de: "Diese Zeit 10 Minuten reservieren", en: "Keep this time for 10 minutes",
        plain: "Diese Zeit 10 Minuten für mich freihalten")
    static let taken = LocalizedText(
        de: "Diese Zeit ist gerade vergeben worden. Wählen Sie eine andere.",
        en: "Somebody else has just taken this time. Choose another one.",
        plain: "Jemand war schneller. Wählen Sie eine andere Zeit.")
    static let nothingFree = LocalizedText(
        de: "An diesem Tag ist dafür nichts mehr frei", en: "Nothing is free for this on that day",
        plain: "An diesem Tag ist alles voll")
    static let nothingFreeText = LocalizedText(
        de: "Auf der Warteliste bekommen Sie die nächste Zeit, die frei wird. Oder wählen Sie einen anderen Tag.",
        en: "On the waiting list you get the next time that becomes free. Or choose another day.",
        plain: "Sie können auf eine Liste. Wird etwas frei, bekommen Sie es. Oder wählen Sie einen anderen Tag.")
    static let wait = LocalizedText(
        de: "Auf die Warteliste", en: "Join the waiting list", plain: "Auf die Liste schreiben")

    // MARK: Who

    static let who = LocalizedText(
        de: "Wer kommt?", en: "Who is coming?", plain: "Wie heißen Sie?")
    static let name = LocalizedText(de: "Vor- und Nachname", en: "First and last name", plain: "Ihr Name")
    static let nameMissing = LocalizedText(
        de: "Geben Sie Vor- und Nachnamen ein.", en: "Enter the first and last name.",
        plain: "Schreiben Sie Ihren Namen.")
    static let phoneField = LocalizedText(de: "Telefon", en: "Telephone", plain: "Telefon-Nummer")
    static let phoneHint = LocalizedText(
        de: "Nur falls der Termin ausfällt. Wird eine Woche nach dem Termin gelöscht.",
        en: "Only in case the appointment is cancelled. Deleted a week after it.",
        plain: "Wir rufen an, wenn der Termin ausfällt. Nach einer Woche löschen wir die Nummer.")
    static let phoneWrong = LocalizedText(
        de: "Geben Sie die Telefonnummer mit Vorwahl und nur mit Ziffern ein.",
        en: "Enter the telephone number with its area code, digits only.",
        plain: "Schreiben Sie die Nummer mit Vorwahl.")
    static let phoneMissing = LocalizedText(
        de: "Geben Sie eine Telefonnummer ein, damit wir Sie erreichen.",
        en: "Enter a telephone number so that we can reach you.", plain: "Wir brauchen Ihre Telefon-Nummer.")
    static let emailField = LocalizedText(de: "E-Mail", en: "E-mail")
    static let emailWrong = LocalizedText(
        de: "Geben Sie die E-Mail-Adresse so ein: name@beispiel.de",
        en: "Enter the e-mail address like name@example.com",
        plain: "So sieht eine E-Mail-Adresse aus: name@beispiel.de")
    static let confirm = LocalizedText(
        de: "Termin verbindlich buchen", en: "Book the appointment", plain: "Termin buchen")
    static let extend = LocalizedText(
        de: "Ich brauche mehr Zeit", en: "I need more time", plain: "Ich brauche mehr Zeit")

    static func keptUntil(_ clock: String) -> LocalizedText {
        LocalizedText(
            de: "Diese Zeit ist bis \(clock) für Sie reserviert.", en: "This time is kept for you until \(clock).",
            plain: "Diese Zeit ist für Sie frei bis \(clock).")
    }

    static let extendedOften = LocalizedText(
        de: "Länger geht es nicht. Buchen Sie jetzt.", en: "It cannot be kept any longer. Book now.",
        plain: "Buchen Sie jetzt.")
    static let lapsed = LocalizedText(
        de: "Die Reservierung ist abgelaufen", en: "The reservation has ended", plain: "Die Zeit ist abgelaufen")
    static let lapsedFree = LocalizedText(
        de: "Die Zeit ist noch frei. Sie können sie weiter buchen.", en: "The time is still free. You can go on.",
        plain: "Die Zeit ist noch frei. Sie können weitermachen.")
    static let lapsedTaken = LocalizedText(
        de: "Inzwischen hat jemand anderes diese Zeit gebucht. Das sind die nächsten freien Zeiten.",
        en: "Somebody else has booked this time. These are the nearest free ones.",
        plain: "Jemand anderes hat diese Zeit genommen. Diese Zeiten sind noch frei.")
    static let lapsedNone = LocalizedText(
        de: "An diesem Tag ist nichts mehr frei. Wählen Sie einen anderen Tag.",
        en: "Nothing is free on that day any more. Choose another day.",
        plain: "An diesem Tag ist alles voll. Wählen Sie einen anderen Tag.")

    // MARK: The booking

    static let booked = LocalizedText(de: "Ihr Termin", en: "Your appointment")
    static let bookedText = LocalizedText(
        de: "Heben Sie diese Seite auf, als Lesezeichen oder gedruckt. Wer ihre Adresse kennt, kann den Termin ändern.",
        en: "Keep this page as a bookmark or on paper. Whoever knows its address can change the appointment.",
        plain: "Heben Sie diese Seite auf. Geben Sie die Adresse der Seite nicht weiter.")
    static let number = LocalizedText(de: "Nummer", en: "Number")
    static let day = LocalizedText(de: "Tag", en: "Day")
    static let time = LocalizedText(de: "Uhrzeit", en: "Time")
    static let place = LocalizedText(de: "Ort", en: "Place")
    static let services = LocalizedText(de: "Anliegen", en: "Purpose", plain: "Das brauchen Sie")
    static let duration = LocalizedText(de: "Dauer", en: "Duration")
    static let bring = LocalizedText(de: "Bringen Sie mit", en: "Bring along", plain: "Das bringen Sie mit")
    static let bringNothing = LocalizedText(
        de: "Ihren Ausweis oder Reisepass", en: "Your identity card or passport")
    static let ifItApplies = LocalizedText(de: "falls zutreffend", en: "if it applies", plain: "wenn Sie es haben")
    static let costs = LocalizedText(de: "Gebühren", en: "Fees", plain: "Das kostet es")
    static let setByOffice = LocalizedText(de: "wird vom Amt festgesetzt", en: "set by the office")
    static let noFee = LocalizedText(de: "keine", en: "none", plain: "kein Geld")
    static let calendar = LocalizedText(
        de: "In den Kalender übernehmen", en: "Add to calendar", plain: "In den Kalender schreiben")
    static let printIt = LocalizedText(de: "Drucken", en: "Print")
    static let move = LocalizedText(de: "Verschieben", en: "Move", plain: "Andere Zeit wählen")
    static let moveTitle = LocalizedText(
        de: "Wohin möchten Sie den Termin verschieben?", en: "To when would you like to move it?",
        plain: "Wählen Sie eine andere Zeit.")
    static let moveIt = LocalizedText(de: "Termin verschieben", en: "Move the appointment")
    static let cancel = LocalizedText(de: "Absagen", en: "Cancel the appointment", plain: "Ich komme nicht")
    static let cancelTitle = LocalizedText(
        de: "Termin absagen?", en: "Cancel the appointment?", plain: "Wollen Sie den Termin absagen?")
    static let cancelIt = LocalizedText(
        de: "Termin absagen", en: "Cancel the appointment", plain: "Ja, ich sage ab")
    static let keep = LocalizedText(de: "Behalten", en: "Keep it", plain: "Nein, ich komme")
    static let cancelled = LocalizedText(
        de: "Dieser Termin ist abgesagt", en: "This appointment is cancelled", plain: "Der Termin ist abgesagt")
    static let cancelledText = LocalizedText(
        de: "Danke, dass Sie Bescheid gegeben haben. Die Zeit ist wieder frei.",
        en: "Thank you for letting us know. The time is free again.",
        plain: "Danke für Ihre Nachricht. Jetzt kann jemand anderes kommen.")
    static let cancelledByOffice = LocalizedText(
        de: "Das Amt hat den Termin abgesagt. Wählen Sie einen neuen.",
        en: "The office has cancelled the appointment. Choose a new one.",
        plain: "Das Amt hat den Termin abgesagt. Wählen Sie einen neuen Termin.")
    static let over = LocalizedText(
        de: "Dieser Termin ist vorbei", en: "This appointment is over", plain: "Der Termin ist vorbei")
    static let kitHasList = LocalizedText(
        de: "Die Liste ist schon unterwegs. Absagen können Sie noch; verschieben geht am Telefon.",
        en: "The list is already on its way. You can still cancel; call us to move it.",
        plain: "Absagen geht noch. Wollen Sie eine andere Zeit? Rufen Sie uns an.")
    static let waiting = LocalizedText(
        de: "Sie stehen auf der Warteliste", en: "You are on the waiting list", plain: "Sie stehen auf der Liste")
    static let waitingText = LocalizedText(
        de: "Wird eine Zeit frei, halten wir sie für Sie frei und rufen Sie an. Auf dieser Seite sehen Sie sie auch.",
        en: "When a time becomes free we keep it for you and call you. You will see it on this page, too.",
        plain: "Wird eine Zeit frei? Dann rufen wir Sie an. Sie sehen es auch auf dieser Seite.")
    static let offer = LocalizedText(
        de: "Für Sie ist eine Zeit frei geworden", en: "A time has become free for you",
        plain: "Es gibt eine freie Zeit für Sie")
    static let leaveList = LocalizedText(
        de: "Von der Warteliste streichen", en: "Leave the waiting list", plain: "Von der Liste streichen")

    // MARK: Nothing there

    static let noOpening = LocalizedText(
        de: "Diesen Tag gibt es nicht mehr", en: "This day is not there any more",
        plain: "Diesen Tag gibt es nicht mehr")
    static let noOpeningText = LocalizedText(
        de: "Wählen Sie einen der nächsten Termine.", en: "Choose one of the next dates.",
        plain: "Wählen Sie einen anderen Tag.")
    static let noBooking = LocalizedText(
        de: "Diesen Termin gibt es nicht", en: "There is no such appointment")
    static let noBookingText = LocalizedText(
        de: "Vergleichen Sie die Adresse mit der auf Ihrem Zettel oder buchen Sie einen neuen Termin.",
        en: "Compare the address with the one on your slip, or book a new appointment.",
        plain: "Schauen Sie auf Ihren Zettel. Oder buchen Sie einen neuen Termin.")
    static let tooMany = LocalizedText(
        de: "Einen Moment Geduld", en: "One moment", plain: "Warten Sie kurz")
    static let tooManyText = LocalizedText(
        de: "Von Ihrem Anschluss kamen sehr viele Anfragen. Warten Sie eine Minute und laden Sie die Seite neu.",
        en: "Very many requests came from your connection. Wait a minute and reload the page.",
        plain: "Warten Sie eine Minute. Laden Sie dann die Seite neu.")
    static let tooManyRequestsText = LocalizedText(
        de: "Im Moment liegen sehr viele Anfragen vor. Rufen Sie uns an.",
        en: "There are very many requests at the moment. Call us.", plain: "Rufen Sie uns an.")
}
