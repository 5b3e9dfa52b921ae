import Casework
import Testing
import Town

@Suite("A town without mistakes")
struct GoodTownTests {
    private func town() throws -> Town {
        let check = TownFolder.load(files: SmallTown.files)
        #expect(check.mistakes.map(\.description) == [])
        return try #require(check.town)
    }

    @Test func saysNothingButItsNumbers() {
        let check = TownFolder.load(files: SmallTown.files)
        #expect(check.lines == ["8 Dateien, 2 Leistungen, 0 Fehler"])
        #expect(check.isClean)
    }

    @Test func holdsTheFactsOfTheTown() throws {
        let town = try town()
        #expect(town.name == "Kleinstadt")
        #expect(town.ags == "15091375")
        #expect(town.ars == "150910375375")
        #expect(town.postCodes == ["06886", "06888"])
        #expect(town.authorityCode == "L1GX")
        #expect(town.payment.iban == "DE02120300000000202051")
        #expect(town.payment.isUnconfirmed)
        #expect(town.payment.invoiceDays == 14)
        #expect(town.holidays == .sachsenAnhalt)
        #expect(town.catalogue.accounts == ["pass": "Gebühren Pässe", "bund": "Anteil Bund"])
        #expect(town.catalogue.unit("steueramt")?.title == LocalizedText(de: "Steueramt", en: "Tax office"))
        #expect(town.catalogue.unit("buergerbuero")?.email == "amt@kleinstadt.example")
        #expect(town.catalogue.partner("landkreis")?.address == "Ring 2")
        #expect(town.clerk("krueger")?.isHead == true)
        #expect(town.clerk("krueger")?.worksAtKit == false)
        #expect(town.clerk("mueller-platz")?.units == ["buergerbuero"])
        #expect(town.district("dorf")?.coordinates?.latitude == 51.95395)
        #expect(town.district("dorf")?.coordinates?.longitude == 12.59772)
        #expect(town.district("weiler")?.coordinates == nil)
        #expect(town.district("weiler")?.isEstimated == true)
        #expect(town.venue("haltestelle")?.kind == .outdoors)
    }

    @Test(
        "The rota names venues by the weekday of the month",
        arguments: [
            ("2026-12-07", ["krug", "haltestelle"]), ("2026-12-14", []), ("2026-12-18", ["krug"]),
            ("2026-12-11", []), ("2026-12-08", []), ("2027-02-01", ["krug", "haltestelle"]), ("2027-02-19", ["krug"]),
        ])
    func rota(day: String, venues: [String]) throws {
        let day = try #require(CalendarDate(iso: day))
        #expect(try town().venues(on: day).map(\.key.text) == venues)
    }

    @Test func readsAForm() throws {
        let dog = try #require(try town().catalogue.service("hund"))
        #expect(dog.steps.map(\.key) == ["halter", "tier"])
        #expect(dog.fields.map(\.key) == ["familyName", "birthDate", "count", "origin", "shelter", "traits", "since"])
        #expect(dog.field("familyName")?.person == .familyName)
        #expect(dog.field("familyName")?.dsmeld == "0101a")
        #expect(dog.field("birthDate")?.kind == .date(past: true))
        #expect(dog.field("since")?.kind == .date(past: nil))
        #expect(dog.field("count")?.kind == .number(min: 1, max: 20))
        #expect(dog.field("count")?.requiredWhen == .always)
        #expect(dog.field("traits")?.requiredWhen == nil)
        #expect(dog.field("shelter")?.kind == .line(max: 80))
        #expect(dog.field("shelter")?.when == .test(.field("origin"), .equals(.choice("tierheim"))))
        #expect(
            dog.field("since")?.requiredWhen
                == .test(.field("origin"), .oneOf([.choice("gekauft"), .choice("tierheim")])))
        #expect(
            dog.evidence.first?.when
                == .all([
                    .test(.field("count"), .atLeast(.number(2))), .not(.test(.field("shelter"), .isPresent)),
                ]))
        #expect(dog.papers.first?.shows == ["familyName", "count"])
        #expect(dog.retention == Retention(caseMonths: 12, evidenceDays: ["vertrag": 30]))
        #expect(dog.deadlineDays == 28)
        #expect(dog.leika == nil)
        #expect(dog.signature == nil)
        #expect(dog.withoutNetwork == .takenIn)
        #expect(dog.responsible == .unit("steueramt"))
    }

    @Test func readsRequirements() throws {
        let pass = try #require(try town().catalogue.service("pass"))
        #expect(pass.leika == "99085001012000")
        #expect(pass.responsible == .partner("landkreis", via: "buergerbuero"))
        #expect(pass.end == .partner)
        #expect(pass.roles.first?.requiredWhen == .test(.age(.applicant), .below(.number(18))))
        #expect(pass.roles.first?.several == true)
        #expect(
            pass.rules.first?.holds
                == .any([.test(.age(.applicant), .atLeast(.number(18))), .test(.present(.custodian), .isPresent)]))
        #expect(pass.captures.map(\.retentionHours) == [96, nil])
        #expect(pass.captures.first?.ways == [.photographerCode, .device])
        #expect(pass.captures.first?.when == .test(.device("photo"), .isPresent))
        #expect(pass.signature?.requiredWhen == .test(.age(.applicant), .atLeast(.number(10))))
        #expect(pass.field("parents")?.kind == .persons(.custodian))
        #expect(pass.waiver?.reasons.map(\.key) == ["need"])
    }

    @Test func readsFees() throws {
        let pass = try #require(try town().catalogue.service("pass"))
        #expect(pass.fees.map(\.key) == ["base", "express", "kopie", "eil", "amt"])
        #expect(pass.fees[0].rates.map(\.amount) == [.fixed(Money(cents: 3750)), .fixed(Money(cents: 7000))])
        #expect(pass.fees[0].rates[1].when == .always)
        #expect(pass.fees[0].rates[0].reason.de == "unter 24 am Tag des Antrags")
        #expect(pass.fees[0].shares == [.init(account: "bund", percent: 60)])
        #expect(pass.fees[1].when == .test(.field("express"), .equals(.yesNo(true))))
        #expect(pass.fees[1].rates.map(\.reason.de) == ["Express"])
        #expect(
            pass.fees[2].rates.map(\.amount)
                == [.counted("copies", first: Money(cents: 600), further: Money(cents: 250))])
        #expect(pass.fees[3].rates.map(\.amount) == [.setByOffice])
        #expect(pass.fees[3].rates.map(\.reason.de) == ["wird vom Amt festgesetzt"])
        #expect(pass.fees[4].rates.map(\.amount) == [.setByOffice])
        #expect(pass.fees[4].when == .test(.field("nation"), .equals(.choice("000"))))
    }

    @Test("An unconfirmed fee takes no money, whatever amounts stand there")
    func unconfirmedFee() throws {
        let files = try #require(
            SmallTown.changed("services/pass.yaml", "    shares: [{", "    unconfirmed: true\n    shares: [{"))
        let town = try #require(TownFolder.load(files: files).town)
        let base = try #require(town.catalogue.service("pass")?.fees.first)
        #expect(base.rates.map(\.amount) == [.setByOffice, .setByOffice])
        #expect(base.rates[0].when == .test(.age(.applicant), .below(.number(24))))
    }
}
