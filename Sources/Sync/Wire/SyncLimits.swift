/// What one message may hold; both ends keep it.
package enum SyncLimits {
    /// The latest form of the wire that this program understands.
    package static let wire = 2
    /// Bytes of stored entries in one batch; a single larger entry travels alone.
    package static let batchBytes = 512 << 10
    package static let smallestBatchBytes = 16 << 10
    package static let batchEntries = 2_000
    /// Bytes of an attachment in one request.
    package static let chunkBytes = 256 << 10
    /// What the kit sends in one request, several side by side; together they are one chunk, so that a cut costs no more.
    package static let pieceBytes = 64 << 10
    /// What goes out in one request with pieces. So many of them are under way at once that one is always on the line while
    /// others wait for their answers; together they are one chunk, too.
    package static let shareBytes = 36 << 10
    package static let pieceRequests = chunkBytes / shareBytes
    /// Batches that are under way at once, and the part of a whole one that each of them is: while one waits for its answer, the
    /// others are on the line. Together they are one chunk.
    package static let batchRequests = 4
    package static let batchShare = batchBytes / (chunkBytes / batchRequests)
    /// Partial attachments named in the answer to a hello.
    package static let partialAttachments = 64
    package static let keysPerRequest = 500
    package static let feedBytes = 512 << 10
    /// The longest body of a request: one entry of the largest size, its header and the frame.
    package static let requestBytes = (1 << 20) + (8 << 10)
}
