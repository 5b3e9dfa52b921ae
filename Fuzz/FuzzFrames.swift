import Foundation
import Journal

/// What the other end sends, read as the office and the kit read it. The first byte says which frame it is; whatever is taken has to be written
/// again as it came, so that one message has one spelling.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrames(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Not at index zero, for a reader that counts from zero must be found.
    let bytes = Data(bytes: start, count: count).dropFirst()
    Frames.read(start[0], bytes)
    return 0
}
