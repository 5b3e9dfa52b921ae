import Identity
import Testing
import VirtualCard

@testable import IdentityCard

/// Pictures made with Pillow 13 (OpenJPEG 2.5.4), without loss: six by four pixels, red 50·x, green 80·y, blue 255 − 40·x.
struct PassportPhotoTests {
    static let codestream = bytes(
        """
        ff4fff51002f000000000006000000040000000000000000000000060000000400000000000000000003070101070101070101ff52000c\
        00000001000104040001ff5c00074040484850ff640025000143726561746564206279204f70656e4a5045472076657273696f6e20322e\
        352e34ff90000a0000000000400001ff93df80380926e0f4c0c3bedf803006aace1456dfcfb418024fd957ce3fc3ea0300113d27a3ed04\
        000b3c23a3c3ea0300124bc1ffd9
        """)
    static let boxes = bytes(
        """
        0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a703268000000166968647200000004000000\
        060003070700000000000f636f6c7201000000000010000000bb6a703263
        """)
    static let grey = bytes(
        """
        ff4fff510029000000000006000000040000000000000000000000060000000400000000000000000001070101ff52000c000000010001\
        04040001ff5c00074040484850ff640025000143726561746564206279204f70656e4a5045472076657273696f6e20322e352e34ff9000\
        0a0000000000250001ff93cfb41c0654de53e55aefc0f901c3ea030011427f0b3c5fffd9
        """)

    static var hasLibrary: Bool { (try? JPEG2000()) != nil }

    @Test(.enabled(if: hasLibrary, "libopenjp2 is not installed"), arguments: [codestream, boxes + codestream])
    func everyPixelIsRight(file: [UInt8]) throws {
        let picture = try JPEG2000().decode(file)
        #expect((picture.width, picture.height) == (6, 4))
        let expected = (0..<4).flatMap { y in (0..<6).flatMap { x in [50 * x, 80 * y, 255 - 40 * x] } }
        #expect(picture.pixels.map(Int.init) == expected)
    }

    @Test(.enabled(if: hasLibrary, "libopenjp2 is not installed"))
    func greyIsShownAsGrey() throws {
        let picture = try JPEG2000().decode(Self.grey)
        #expect(picture.pixels.prefix(12).map(Int.init) == [29, 29, 29, 39, 39, 39, 50, 50, 50, 60, 60, 60])
    }

    @Test(.enabled(if: hasLibrary, "libopenjp2 is not installed"))
    func brokenPicturesAreRefused() throws {
        var dice = HostileInputTests.Dice(state: 2000)
        let decoder = try JPEG2000()
        for _ in 0..<200 { _ = try? decoder.decode(dice.mutate(Self.boxes + Self.codestream)) }
        #expect(throws: PhotoProblem.unreadable) { _ = try decoder.decode([]) }
        #expect(throws: PhotoProblem.unreadable) { _ = try decoder.decode(Array(Self.codestream.prefix(60))) }
        // As wide as four thousand million pixels: refused before memory is taken.
        var wide = Self.codestream
        wide.replaceSubrange(8..<12, with: [0x7F, 0xFF, 0xFF, 0xFF])
        #expect(throws: PhotoProblem.unreadable) { _ = try decoder.decode(wide) }
    }

    @Test func missingLibraryIsSaidSo() {
        #expect(throws: PhotoProblem.libraryMissing) { _ = try JPEG2000(library: "libgibtesnicht.so.7") }
        #expect(PhotoProblem.libraryMissing.germanText.contains("libopenjp2"))
    }

    @Test(.enabled(if: hasLibrary, "libopenjp2 is not installed"))
    func photoOfAPassportIsShown() throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(photo: Self.boxes + Self.codestream, documents: documents)
        let reader = PassportReader(trusted: try CountryCertificates([documents.root]), today: PassportTests.today)
        let reading = try reader.read(VirtualChannel(passport), with: .zone(try PassportTests.zone()))
        let photo = try #require(reading.photo)
        #expect(photo.format == .jpeg2000)
        let page = try photo.fileForPage()
        #expect(page.mediaType == "image/bmp")
        // Header, then the lowest row: six pixels of blue, green, red, and two bytes to fill four.
        #expect(page.bytes.count == 54 + 4 * 20)
        #expect(Array(page.bytes[54..<60]) == [255, 240, 0, 215, 240, 50])
    }
}
