/// What a card, a certificate or a reader says. The first byte names the reader of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCards(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    HostileInputs.read(start[0], Array(UnsafeBufferPointer(start: start + 1, count: count - 1)))
    return 0
}
