import Pages
import Testing

@testable import Kit

@Suite struct ChipNoticeTests {
    @Test(arguments: [true, false]) func everyPageOfTheChipSaysWhatNobodyHasCertified(isSimulated: Bool) {
        let text = ChipNotice.standing(isSimulated: isSimulated).html.string
        #expect(text.contains("an virtuellen Karten geprüft") && text.contains("zertifizierte Geräte"))
        #expect(text.contains("kein echtes Dokument") == isSimulated)
    }
}
