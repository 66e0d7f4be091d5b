import Testing

@testable import Quantities

struct NamePatternTests {
    @Test(arguments: [
        ("txn.*", "txn.abort-invisible", true), ("txn.*", "produce.headers", false),
        ("*.headers", "produce.headers", true),
        ("fetch.long-poll", "fetch.long-poll", true), ("fetch.long", "fetch.long-poll", false), ("*", "a.b", true),
        ("*", "", true), ("a*a", "a", false), ("a*a", "aa", true), ("p*.*s", "produce.headers", true),
        ("a*b*b", "ab", false), ("a**b", "ab", true), ("", "a.b", false), ("", "", true),
    ])
    func starStandsForAnything(pattern: String, name: String, matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }

    @Test func lettersAreAllButTheStars() {
        #expect(NamePattern("txn.*").letters == 4)
        #expect(NamePattern("*").letters == 0)
        #expect(NamePattern("a*b*c").letters == 3)
    }
}
