import Testing

@testable import Captures

struct TopicSelectionTests {
    private static let known = ["orders", "orders.eu", "orders.us", "payments", "__consumer_offsets"]

    @Test(arguments: [
        (["orders"], ["orders"]),
        (["orders.*"], ["orders", "orders.eu", "orders.us"]),
        (["orders\\..*", "payments", "orders.eu"], ["orders.eu", "orders.us", "payments"]),
        ([".*s"], ["orders", "orders.us", "payments"]),
        (["__consumer_offsets"], ["__consumer_offsets"]),
    ])
    func patternsMeanWholeNames(patterns: [String], expected: [String]) throws {
        #expect(try TopicSelection.names(of: patterns, among: Self.known) == expected)
    }

    @Test func unknownNameIsAnsweredWithTheNearest() {
        let error = #expect(throws: CaptureError.self) {
            try TopicSelection.names(of: ["ordres", "nothing+"], among: Self.known)
        }
        #expect(error?.kind == .request)
        #expect(error?.description.contains("did you mean 'orders'?") == true)
        #expect(error?.description.contains("no topic matches 'nothing+'") == true)
    }

    @Test func malformedPatternIsRefused() {
        let error = #expect(throws: CaptureError.self) {
            try TopicSelection.names(of: ["orders("], among: Self.known)
        }
        #expect(error?.description.contains("neither a topic's name nor a regular expression") == true)
    }
}
