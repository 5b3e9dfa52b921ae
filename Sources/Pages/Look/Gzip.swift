import CZlib

/// The gzip format (RFC 1952). Only for what holds no secret: the length of a compressed page with a form's token in it would tell of the
/// token (BREACH, 2013).
enum Gzip {
    /// The bytes compressed as small as zlib can; the same bytes give the same result. Nil when there is no memory for it.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        // zlib keeps the address of its stream and refuses another one, so the stream stays where it is.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        // 15 bits of window, and 16 more for gzip's own header and check sum.
        let begun = deflateInit2_(
            stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(stream, UInt(bytes.count))))
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                return deflate(stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? Array(output.prefix(Int(stream.pointee.total_out))) : nil
    }
}
