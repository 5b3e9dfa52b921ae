import Casework
import Foundation
import HTTPTypes
import Journal
import Logging
import Pages
import Testing

@testable import Kit

/// Day, log-in, lock and change of clerk, over HTTP.
@Suite struct AccessTests {
    // MARK: The day

    @Test func theMorningLeadsFromTheLosungToToday() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            #expect(try await browser.get("/").location == "/tagesbeginn")
            #expect(try await browser.get("/heute").location.hasPrefix("/anmelden"))
            #expect(try await browser.get("/anmelden").location == "/tagesbeginn")
            let begun = try await browser.post("/tagesbeginn", [("passphrase", "Apfel  Lampe Fluß BESEN turm")])
            #expect(begun.status == 303 && begun.location == "/anmelden")
            let page = try await browser.get("/anmelden")
            #expect(page.text.contains("Kennwort mit Einmalcode setzen"))
            let entered = try await browser.setSecret("mueller-platz")
            #expect(entered.status == 303 && entered.headers[.setCookie]?.contains("HttpOnly") == true)
            #expect(try await browser.get("/").location == "/heute")
            #expect(try await browser.get("/heute").text.contains("Halte heute"))
        }
        let book = try await world.desk.view().state.books[try #require(CalendarDate(iso: "2026-12-07"))]
        #expect(book?.loggedIn == ["mueller-platz"])
    }

    @Test func theKeyFileBeginsTheDay() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            let wrong = try await browser.upload("/tagesbeginn", "keyfile", Data(repeating: 1, count: 32))
            #expect(wrong.status == 422 && wrong.text.contains("Diese Datei öffnet den Koffer nicht"))
            #expect(try await browser.upload("/tagesbeginn", "keyfile", world.keyFile).location == "/anmelden")
        }
    }

    @Test func guessingTheLosungGetsSlow() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            for _ in 1...3 {
                let wrong = try await browser.post("/tagesbeginn", [("passphrase", "eins zwei drei vier fünf")])
                #expect(wrong.status == 422 && wrong.text.contains("Diese Losung öffnet den Koffer nicht"))
            }
            // The right one must wait, too.
            let early = try await browser.post("/tagesbeginn", [("passphrase", AccessWorld.passphrase)])
            #expect(early.status == 422 && early.text.contains("Der nächste Versuch geht in 2 Sekunden"))
            #expect(!world.kit.dayLock.isDayOpen)
            world.wait(.seconds(2))
            let late = try await browser.post("/tagesbeginn", [("passphrase", AccessWorld.passphrase)])
            #expect(late.location == "/anmelden")
        }
    }

    @Test func endingTheDayForgetsEveryKey() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            let answer = try await browsers[0].post("/tagesende")
            #expect(answer.location == "/tagesbeginn")
            #expect(try await browsers[1].get("/heute").location.hasPrefix("/anmelden"))
            #expect(try await browsers[1].get("/anmelden").location == "/tagesbeginn")
        }
        #expect(await !world.desk.isUnlocked && !world.kit.dayLock.isDayOpen && world.kit.sessions.all.isEmpty)
    }

    @Test func endingTheDayNamesTheOpenOutingAndUncountedCash() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            try await world.desk.commit { view, _ in
                var draft = DeskDraft(view)
                let count = CashCount(pieces: [1000: 5])
                try draft.decide(BookCommand(by: "mueller-platz", .openDay(view.today, count)), on: view.today)
                return draft.events
            }
            let kept = try await browsers[0].post("/tagesende")
            #expect(kept.status == 422 && kept.text.contains("Der Außentermin ist noch geöffnet"))
            #expect(kept.text.contains("Die Kasse vom 07.12.2026 ist nicht gezählt"))
            #expect(world.kit.dayLock.isDayOpen)
            #expect(try await browsers[0].post("/tagesende", [("anyway", "yes")]).location == "/tagesbeginn")
        }
        #expect(!world.kit.dayLock.isDayOpen)
    }

    @Test func nobodyOutsideEndsTheDayOfAClerkAtWork() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let (clerk, stranger) = (make(), make())
            try await clerk.startDay()
            try await clerk.setSecret("mueller-platz")
            try await stranger.get("/anmelden")
            #expect(try await stranger.post("/tagesende").location == "/anmelden")
            #expect(world.kit.dayLock.isDayOpen)
            try await clerk.post("/sperren")
            #expect(try await clerk.post("/tagesende").location == "/gesperrt")
        }
        #expect(world.kit.dayLock.isDayOpen)
    }

    // MARK: The log-in

    @Test func aCodeIsUsedOnceAndTheSecretOpensAfterwards() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            try await browser.startDay()
            try await browser.setSecret("krueger", code: "dachs 1188")
            try await browser.post("/abmelden")
            #expect(await !world.desk.isUnlocked)
            let again = try await browser.setSecret("krueger")
            #expect(again.status == 422 && again.text.contains("kein Einmalcode"))
            #expect(try await browser.logIn("krueger").location == "/")
        }
        #expect(await world.desk.isUnlocked)
    }

    @Test(arguments: [
        (["secret": "kurz", "secret-again": "kurz"], "mindestens 10 Zeichen"),
        (["secret": "milan 7342", "secret-again": "milan 7342"], "anderes Kennwort als den Einmalcode"),
        (["secret-again": "drei alte Eichen"], "Kennwörter unterscheiden sich"),
        (["pin": "123", "pin-again": "123"], "4 bis 8 Ziffern"),
        (["pin": "123456789", "pin-again": "123456789"], "4 bis 8 Ziffern"),
        (["pin": "12a4", "pin-again": "12a4"], "4 bis 8 Ziffern"),
        (["pin": "0000", "pin-again": "0000"], "nicht alle gleich"),
        (["pin-again": "4712"], "PINs unterscheiden sich"), (["code": ""], "Geben Sie den Einmalcode"),
        (["code": "MILAN-7343"], "Das passt nicht"), (["clerk": "brandt"], "arbeitet nicht an diesem Koffer"),
        (["clerk": ""], "Wählen Sie, wer"),
    ])
    func aNewSecretIsCheckedAndTheCodeKept(changed: [String: String], message: String) async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            try await browser.startDay()
            try await browser.get("/anmelden/einmalcode")
            var values = [
                "clerk": "mueller-platz", "code": "MILAN-7342", "secret": AccessWorld.secret,
                "secret-again": AccessWorld.secret, "pin": AccessWorld.pin, "pin-again": AccessWorld.pin,
            ]
            values.merge(changed) { $1 }
            let answer = try await browser.post("/anmelden/einmalcode", values.map { ($0.key, $0.value) })
            #expect(answer.status == 422 && answer.text.contains(message))
            #expect(!answer.text.contains(AccessWorld.secret) && !browser.isLoggedIn)
            #expect(try await browser.setSecret("mueller-platz").status == 303)
        }
    }

    @Test func wrongSecretsSayNothingAndGetSlow() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await browsers[0].post("/abmelden")
            for _ in 1...3 {
                let wrong = try await browsers[0].logIn("mueller-platz", secret: "drei neue Linden")
                #expect(wrong.status == 422 && wrong.text.contains("Das passt nicht"))
            }
            let early = try await browsers[0].logIn("mueller-platz")
            #expect(early.status == 422 && early.text.contains("Der nächste Versuch geht in 2 Sekunden"))
            let other = try await browsers[0].logIn("krueger")
            #expect(other.status == 422 && other.text.contains("noch kein Kennwort gesetzt"))
        }
        #expect(await !world.desk.isUnlocked)
    }

    @Test func aCodeOfTheFeedOpensTheWayForAColleague() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let code = StaffCode(
                clerk: "krueger", code: "UHU-2026", until: try #require(CalendarDate(iso: "2026-12-07")))
            try await world.kit.dayLock.takeIn([code])
            #expect(try await browsers[0].setSecret("krueger", code: "UHU-2026").status == 303)
            // Used up, and not taken in again although the feed still offers it.
            try await world.kit.dayLock.takeIn([code])
            let again = try await browsers[0].setSecret("krueger", code: "UHU-2026")
            #expect(again.status == 422 && again.text.contains("kein Einmalcode"))
        }
    }

    // MARK: Locked

    @Test func thePinReopensALockedSessionWhereItWas() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let browser = browsers[0]
            let locked = try await browser.post("/sperren", [("back", "/abfahrt")])
            #expect(locked.location == "/gesperrt?back=/abfahrt")
            #expect(try await browser.get("/heute").location == "/gesperrt?back=/heute")
            #expect(try await browser.get(locked.location).text.contains("Alles Eingegebene ist gespeichert"))
            let wrong = try await browser.post("/entsperren", [("pin", "4712"), ("back", "/abfahrt")])
            #expect(wrong.status == 422 && wrong.text.contains("Die PIN stimmt nicht"))
            let open = try await browser.post("/entsperren", [("pin", "4711"), ("back", "/abfahrt")])
            #expect(open.location == "/abfahrt")
            #expect(try await browser.get("/abfahrt").status == 200)
        }
    }

    @Test func threeWrongPinsMakeTheRightOneWait() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await browsers[0].post("/sperren")
            try await browsers[0].get("/gesperrt")
            for _ in 1...3 { try await browsers[0].post("/entsperren", [("pin", "0815")]) }
            let early = try await browsers[0].post("/entsperren", [("pin", "4711")])
            #expect(early.status == 422 && early.text.contains("Der nächste Versuch geht in 5 Sekunden"))
            world.wait(.seconds(5))
            let late = try await browsers[0].post("/entsperren", [("pin", "4711")])
            #expect(late.status == 303)
        }
    }

    @Test func eightWrongPinsAskForTheSecret() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let browser = browsers[0]
            try await browser.post("/sperren")
            try await browser.get("/gesperrt")
            for _ in 1...8 {
                world.wait(.seconds(300))
                try await browser.post("/entsperren", [("pin", "0815")])
            }
            world.wait(.seconds(300))
            let right = try await browser.post("/entsperren", [("pin", "4711")])
            #expect(right.status == 422 && right.text.contains("Melden Sie sich mit Ihrem Kennwort an"))
            let entered = try await browser.logIn("mueller-platz")
            #expect(entered.status == 303)
            #expect(world.kit.sessions.all.count == 1)
        }
    }

    /// Ten minutes without a hand at the keyboard; the state bar's own requests are none.
    @Test func anIdleSessionLocksItself() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            for _ in 1...10 {
                world.wait(.seconds(60))
                try await browsers[0].get("/zustand", headers: [HTTPField.Name("X-Background")!: "1"])
            }
            let page = try await browsers[0].get("/heute")
            #expect(page.location == "/gesperrt?back=/heute")
        }
    }

    /// Many guesses at once must not slip past the count.
    @Test func parallelGuessesAreCounted() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await browsers[0].post("/sperren")
            try await browsers[0].get("/gesperrt")
            await withTaskGroup(of: Void.self) { group in
                for number in 1000...1020 {
                    group.addTask { _ = try? await browsers[0].post("/entsperren", [("pin", "\(number)")]) }
                }
            }
            let session = try #require(world.kit.sessions.all.first)
            #expect(session.isLocked)
            #expect((3...8).contains(session.pinGuard.failures))
        }
    }

    /// The program was killed: another one over the same folder knows no session and no key.
    @Test func aRestartNeedsTheDayAnew() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in try await browsers[0].get("/heute") }
        await world.desk.close()
        let desk = try Desk(folder: world.world.folder, clock: WallClock { TestKit.start })
        let kit = try KitProgram(
            desk: desk, settings: .init(port: 80, lockCost: AccessWorld.cost), logger: Logger(label: "test"))
        try await AccessWorld.browse(kit) { make in
            let browser = make()
            let first = try await browser.get("/")
            #expect(first.location == "/tagesbeginn")
            try await browser.startDay()
            let again = try await browser.logIn("mueller-platz")
            #expect(again.status == 303)
        }
        let isUnlocked = await desk.isUnlocked
        #expect(isUnlocked)
    }

    // MARK: Change of clerk

    @Test func changingTheClerkTakesAPinAndClosesNothing() async throws {
        let world = try await AccessWorld()
        try await world.browse { make in
            let browser = make()
            try await browser.startDay()
            try await browser.setSecret("mueller-platz")
            try await browser.setSecret("krueger")
            #expect(world.kit.sessions.all.count == 2)
            #expect(try await browser.get("/heute").text.contains("Jonas Krüger"))
            let page = try await browser.get("/wechseln")
            #expect(page.text.contains("Anke Müller-Platz"))
            let changed = try await browser.post("/wechseln", [("clerk", "mueller-platz"), ("pin", AccessWorld.pin)])
            #expect(changed.location == "/heute")
            #expect(try await browser.get("/heute").text.contains("Anke Müller-Platz"))
            let locked = world.kit.sessions.all.filter(\.isLocked).map(\.person.id)
            #expect(locked == ["krueger"])
            let wrong = try await browser.post("/wechseln", [("clerk", "krueger"), ("pin", "0815")])
            #expect(wrong.status == 422 && wrong.text.contains("Die PIN stimmt nicht"))
        }
    }

    @Test(arguments: [
        "/sperren", "/wechseln", "/abmelden", "/tagesende", "/warteschlange/nummer", "/aussentermin/oeffnen",
    ])
    func postsFromElsewhereOrWithAnotherTokenDoNothing(path: String) async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            let before = try await world.desk.view().outing
            for (token, origin) in [
                ("", "http://localhost"), (String(repeating: "0", count: 32), "http://localhost"),
                (nil, "http://evil.example"), (nil, "null"),
            ] {
                #expect(try await browsers[0].post(path, token: token, origin: origin).status == 403)
            }
            #expect(try await world.desk.view().outing == before)
            #expect(try await browsers[0].get("/heute").status == 200)
        }
    }

    // MARK: The state bar

    @Test func theStateBarIsNoUseOfTheSession() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let bar = try await browsers[0].get("/zustand")
            #expect(bar.text.hasPrefix("<div id=\"state-live\">") && bar.text.contains("Kein Außentermin geöffnet"))
            try await browsers[0].post("/abmelden")
            #expect(try await browsers[0].get("/zustand").text.contains("Anmeldung beendet"))
        }
    }
}
