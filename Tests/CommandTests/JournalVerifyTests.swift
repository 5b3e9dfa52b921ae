import Testing

@Suite struct JournalVerifyTests {
    @Test func aFolderThatIsNotThereEndsWithOne() throws {
        let run = try Program(["journal", "verify", "/no/such/folder"])
        #expect(run.status == 1)
        #expect(run.output.contains("fehlt") || run.errors.contains("fehlt"), "\(run.output)\(run.errors)")
    }
}
