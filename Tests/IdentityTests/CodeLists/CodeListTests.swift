import Testing

@testable import Identity

@Suite struct CodeListTests {
    @Test(
        arguments: [
            (CodeList.nationalities, "000", "deutsch"), (.nationalities, "997", "staatenlos"),
            (.nationalities, "998", "ungeklärt"), (.nationalities, "999", "ohne Angabe"),
            (.states, "000", "Deutschland"),
            (.sexes, "w", "weiblich"), (.maritalStatuses, "VH", "verheiratet"),
            (.identityDocuments, "09", "Personalausweis"),
            (.municipalities, "15091375", "Wittenberg, Lutherstadt"), (.municipalities, "01001000", "Flensburg, Stadt"),
        ])
    func codes(_ list: CodeList, _ code: String, _ name: String) {
        #expect(list.entry(code)?.name == name)
    }

    @Test(
        arguments: [
            (CodeList.nationalities, 211), (.states, 197), (.sexes, 4), (.maritalStatuses, 10), (.locks, 10),
            (.identityDocuments, 15), (.municipalities, 10944),
        ])
    func everyRowIsThereOnce(_ list: CodeList, _ count: Int) {
        #expect(list.entries.count == count)
        #expect(Set(list.entries.map(\.code)).count == count)
        #expect(list.entries.allSatisfy { !$0.name.isEmpty })
        #expect(list.uri.hasPrefix("urn:") && !list.version.isEmpty)
    }

    @Test(
        arguments: [
            ("türk", "163"), ("TUERK", "163"), ("osterr", nil), ("oesterr", "151"), ("Österreich", "151"),
            ("423", "423"),
            ("cote d'iv", "231"), ("Côte d’I", "231"), ("xyz", nil),
        ] as [(String, String?)])
    func search(_ text: String, _ first: String?) {
        #expect(CodeList.nationalities.search(text).first?.code == first)
    }

    @Test func searchPutsBeginningsFirstAndKeepsItsLimit() {
        let found = CodeList.municipalities.search("wittenberg")
        #expect(found.map(\.code).prefix(3) == ["01061115", "12070424", "15091375"])
        #expect(CodeList.municipalities.search("a", limit: 7).count == 7)
        #expect(CodeList.municipalities.search("  ").isEmpty)
        #expect(CodeList.nationalities.search("guinea").map(\.code).contains("274"))
    }

    /// The last day counts, the day after does not; a list without dates is always valid.
    @Test(
        arguments: [
            ("159", 1991, 12, 25, true), ("159", 1991, 12, 26, false), ("170", 2008, 2, 16, false),
            ("170", 2008, 2, 17, true), ("138", 1992, 4, 26, false), ("423", 1900, 1, 1, true),
        ])
    func validity(_ code: String, _ year: Int, _ month: Int, _ day: Int, _ isValid: Bool) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        let entry = try #require(CodeList.nationalities.entry(code))
        #expect(entry.isValid(on: date) == isValid)
        #expect(CodeList.nationalities.search(entry.code, on: date).contains(entry) == isValid)
    }

    @Test(
        arguments: [("D", "000"), ("AUT", "151"), ("RKS", "150"), ("XXA", "997"), ("UTO", nil), ("", nil)]
            as [(String, String?)])
    func zoneStates(_ state: String, _ code: String?) {
        #expect(CodeList.nationalities.code(ofZoneState: state, on: specimenDay) == code)
    }

    /// Serbia with and without Kosovo, Sudan with and without its south, Yugoslavia twice and then no more.
    @Test(
        arguments: [
            ("SRB", "20260101", "170"), ("SRB", "20080216", "133"), ("SRB", "20080217", "170"),
            ("SRB", "20060602", nil),
            ("SDN", "20110708", "276"), ("SDN", "20110709", "277"), ("YUG", "19920426", "120"),
            ("YUG", "20030204", "138"), ("YUG", "20030205", nil), ("SUN", "20260101", nil),
        ] as [(String, String, String?)])
    func zoneStatesOnTheirDay(_ state: String, _ day: String, _ code: String?) throws {
        let digits = try #require(Int(day))
        let date = try #require(CivilDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100))
        #expect(CodeList.nationalities.code(ofZoneState: state, on: date) == code)
    }

    @Test(arguments: [("05315000", "02760503150000"), ("15091375", "02761500910375"), ("09162000", "02760901620000")])
    func communityIDs(_ key: String, _ communityID: String) throws {
        #expect(try #require(MunicipalityKey(key)).communityID == communityID)
        #expect(MunicipalityKey(communityID: communityID)?.text == key)
    }

    @Test func everyMunicipalityHasACommunityIDOfItsOwn() throws {
        var seen: Set<String> = []
        for entry in CodeList.municipalities.entries {
            let key = try #require(MunicipalityKey(entry.code))
            #expect(MunicipalityKey(communityID: key.communityID) == key)
            #expect(seen.insert(key.communityID).inserted)
        }
    }

    @Test(arguments: ["", "0531500", "053150000", "0531500A", "00315000", "17315000"])
    func noKey(_ text: String) { #expect(MunicipalityKey(text) == nil) }

    @Test(arguments: ["", "0276050315000", "02770503150000", "02760513150000", "02760503151000", "0276050315000A"])
    func noCommunityID(_ text: String) { #expect(MunicipalityKey(communityID: text) == nil) }
}
