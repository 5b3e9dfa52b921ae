import Testing

@testable import Office
