import Testing

@testable import LabCluster

struct TopicPatternTests {
    @Test func theWholeNameHasToMatch() throws {
        let pattern = try #require(TopicPattern("positions-.{3}"))
        #expect(pattern.matches("positions-001"))
        #expect(!pattern.matches("positions-0011") && !pattern.matches("my-positions-001"))
    }

    @Test(arguments: ["[", "(", "a(?=b)", "(a)\\1", "*"])
    func whatIsNoPatternIsRefused(_ text: String) {
        #expect(TopicPattern(text) == nil)
    }
}
