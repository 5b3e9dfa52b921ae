import Testing

@testable import Kit
