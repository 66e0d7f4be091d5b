import Testing

@testable import Compatibility

struct RunNamesTests {
    @Test(arguments: Check.all.map(\.id) + [RunNames.shared])
    func whatARunNamesIsKnownAgain(check: String) {
        let space = RunSpace(run: "0-7f3a", givenTopics: nil, partitionsPerMinute: nil)
        for what in ["topic", "log", "a-group-of-two"] { #expect(RunNames.isOurs(space.name(check, what))) }
    }

    @Test(arguments: [
        "seatrial", "seatrial-", "seatrial.events", "seatrial-orders", "seatrial-prod-topic-2026-orders",
        "seatrial-0-7f3a-txn-abort-invisible-17-", "seatrial-0-7f3a-txn-abort-invisible-x-group",
        "seatrial-0-7f3a-txn-abort-invisible", "seatrial-production-plain-1-log", "other-0-7f3a-plain-1-log",
        "seatrial-plain-1-log",
    ])
    func otherNamesAreSomebodysOwn(name: String) { #expect(!RunNames.isOurs(name)) }

    @Test func namesAreTopicNamesThatKafkaTakes() throws {
        let space = RunSpace(run: "0-7f3a", givenTopics: nil, partitionsPerMinute: nil)
        for check in Check.all {
            let name = space.name(check.id, "transaction")
            #expect(name.utf8.count <= 200, "\(name)")
            #expect(name.wholeMatch(of: /[a-z0-9-]+/) != nil, "\(name)")
        }
    }
}
