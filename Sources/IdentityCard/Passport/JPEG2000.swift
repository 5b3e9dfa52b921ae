import Glibc

/// Decodes JPEG 2000 with libopenjp2, loaded when it is first needed: not every machine has it.
///
/// The library is written in C and reads what it is given; ``PassportReader`` gives away only pictures that a trusted state signed.
struct JPEG2000 {
    private typealias Pointer = UnsafeMutableRawPointer
    private typealias ReadFunction = @convention(c) (Pointer?, Int, Pointer?) -> Int
    private typealias SkipFunction = @convention(c) (Int64, Pointer?) -> Int64
    private typealias SeekFunction = @convention(c) (Int64, Pointer?) -> CInt

    private let library: Pointer

    /// Pictures of more pixels than this are refused before they take memory.
    private static let mostPixels = 4_000_000

    init(library name: String = "libopenjp2.so.7") throws(PhotoProblem) {
        guard let library = dlopen(name, RTLD_NOW) else { throw .libraryMissing }
        self.library = library
    }

    /// Red, green and blue of every pixel, row by row from the top.
    struct Picture {
        let width, height: Int
        let pixels: [UInt8]
    }

    func decode(_ bytes: [UInt8]) throws(PhotoProblem) -> Picture {
        let create: @convention(c) (CInt) -> Pointer? = try function("opj_create_decompress")
        let defaults: @convention(c) (Pointer) -> Void = try function("opj_set_default_decoder_parameters")
        let setUp: @convention(c) (Pointer, Pointer) -> CInt = try function("opj_setup_decoder")
        let readHeader: @convention(c) (Pointer, Pointer, UnsafeMutablePointer<Pointer?>) -> CInt =
            try function("opj_read_header")
        let decode: @convention(c) (Pointer, Pointer, Pointer) -> CInt = try function("opj_decode")
        let destroyImage: @convention(c) (Pointer?) -> Void = try function("opj_image_destroy")
        let destroyCodec: @convention(c) (Pointer) -> Void = try function("opj_destroy_codec")
        let destroyStream: @convention(c) (Pointer) -> Void = try function("opj_stream_destroy")

        // 2: in the boxes of a JP2 file. 0: the bare codestream.
        guard let codec = create(bytes.starts(with: [0xFF, 0x4F]) ? 0 : 2) else { throw .unreadable }
        defer { destroyCodec(codec) }
        // opj_dparameters_t is some 8 KB of paths and numbers; the library fills it in itself.
        let parameters = Pointer.allocate(byteCount: 32_768, alignment: 16)
        defer { parameters.deallocate() }
        parameters.initializeMemory(as: UInt8.self, repeating: 0, count: 32_768)
        defaults(parameters)
        guard setUp(codec, parameters) == 1 else { throw .unreadable }

        let source = Source(bytes)
        let stream = try stream(over: source)
        defer { destroyStream(stream) }
        var image: Pointer?
        defer {
            destroyImage(image)
            withExtendedLifetime(source) {}
        }
        guard readHeader(stream, codec, &image) == 1, let image else { throw .unreadable }
        try Self.checkSize(of: image)
        guard decode(codec, stream, image) == 1 else { throw .unreadable }
        return try Self.picture(from: image)
    }

    private func function<Function>(_ name: String) throws(PhotoProblem) -> Function {
        guard let address = dlsym(library, name) else { throw .libraryMissing }
        return unsafeBitCast(address, to: Function.self)
    }

    /// The bytes, and how far the library has read.
    private final class Source {
        let bytes: [UInt8]
        var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    private func stream(over source: Source) throws(PhotoProblem) -> Pointer {
        let create: @convention(c) (Int, CInt) -> Pointer? = try function("opj_stream_create")
        let setRead: @convention(c) (Pointer, ReadFunction) -> Void = try function("opj_stream_set_read_function")
        let setSkip: @convention(c) (Pointer, SkipFunction) -> Void = try function("opj_stream_set_skip_function")
        let setSeek: @convention(c) (Pointer, SeekFunction) -> Void = try function("opj_stream_set_seek_function")
        let setUser: @convention(c) (Pointer, Pointer, Pointer?) -> Void = try function("opj_stream_set_user_data")
        let setLength: @convention(c) (Pointer, UInt64) -> Void = try function("opj_stream_set_user_data_length")
        guard let stream = create(65_536, 1) else { throw .unreadable }
        setUser(stream, Unmanaged.passUnretained(source).toOpaque(), nil)
        setLength(stream, UInt64(source.bytes.count))
        setRead(stream) { target, count, user in
            guard let target, let user else { return -1 }
            let source = Unmanaged<Source>.fromOpaque(user).takeUnretainedValue()
            let length = min(count, source.bytes.count - source.position)
            // -1 is the library's word for the end.
            guard length > 0 else { return -1 }
            source.bytes.withUnsafeBytes { all in
                target.copyMemory(from: all.baseAddress! + source.position, byteCount: length)
            }
            source.position += length
            return length
        }
        setSkip(stream) { count, user in
            guard let user else { return -1 }
            let source = Unmanaged<Source>.fromOpaque(user).takeUnretainedValue()
            let end = min(max(Int64(source.position) + count, 0), Int64(source.bytes.count))
            defer { source.position = Int(end) }
            return end - Int64(source.position)
        }
        setSeek(stream) { place, user in
            guard let user else { return 0 }
            let source = Unmanaged<Source>.fromOpaque(user).takeUnretainedValue()
            guard (0...Int64(source.bytes.count)).contains(place) else { return 0 }
            source.position = Int(place)
            return 1
        }
        return stream
    }

    /// `opj_image_t`: four corners, number of components, colour space, then the components.
    private static func checkSize(of image: Pointer) throws(PhotoProblem) {
        func field(_ offset: Int) -> Int { Int(image.load(fromByteOffset: offset, as: UInt32.self)) }
        let (width, height, components) = (field(8) - field(0), field(12) - field(4), field(16))
        guard width > 0, height > 0, width <= mostPixels, height <= mostPixels, width * height <= mostPixels,
            (1...4).contains(components)
        else { throw .unreadable }
    }

    private static func picture(from image: Pointer) throws(PhotoProblem) -> Picture {
        let count = Int(image.load(fromByteOffset: 16, as: UInt32.self))
        guard let first = image.load(fromByteOffset: 24, as: Pointer?.self) else { throw .unreadable }
        var planes: [(values: UnsafeMutablePointer<Int32>, precision: Int, isSigned: Bool)] = []
        var size: (width: Int, height: Int)?
        for index in 0..<(count >= 3 ? 3 : 1) {
            // `opj_image_comp_t`: 64 bytes; width at 8, height 12, precision 24, sign 32, values 48.
            let component = first + index * 64
            func field(_ offset: Int) -> Int { Int(component.load(fromByteOffset: offset, as: UInt32.self)) }
            let values = component.load(fromByteOffset: 48, as: UnsafeMutablePointer<Int32>?.self)
            guard let values, (1...16).contains(field(24)), size == nil || size! == (field(8), field(12)) else {
                throw .unreadable
            }
            size = (field(8), field(12))
            planes.append((values, field(24), field(32) != 0))
        }
        guard let size else { throw .unreadable }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.width * size.height * 3)
        // 3: luminance and two colour differences.
        let isLuminance = image.load(fromByteOffset: 20, as: CInt.self) == 3 && planes.count == 3
        for place in 0..<size.width * size.height {
            let values = planes.map { plane in
                let value = Int(plane.values[place]) + (plane.isSigned ? 1 << (plane.precision - 1) : 0)
                return plane.precision > 8 ? value >> (plane.precision - 8) : value << (8 - plane.precision)
            }
            let colour =
                isLuminance ? Self.colour(values) : values.count == 3 ? values : [values[0], values[0], values[0]]
            for value in colour { pixels.append(UInt8(min(max(value, 0), 255))) }
        }
        return Picture(width: size.width, height: size.height, pixels: pixels)
    }

    /// ITU-R BT.601, in 65,536ths.
    private static func colour(_ values: [Int]) -> [Int] {
        let (y, blue, red) = (values[0] << 16, values[1] - 128, values[2] - 128)
        return [y + 91_881 * red, y - 22_554 * blue - 46_802 * red, y + 116_130 * blue].map { ($0 + 32_768) >> 16 }
    }
}
