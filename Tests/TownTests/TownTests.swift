import Testing

@testable import Town
