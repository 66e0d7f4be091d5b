import Testing

@testable import LabCluster

struct AccessRulesTests {
    private let alice = "User:alice"

    private func rule(
        _ operation: AccessOperation, _ name: String, _ pattern: AccessRule.Pattern = .literal,
        for principal: String = "User:alice", host: String = "*", isAllowed: Bool = true
    ) -> AccessRule {
        AccessRule(
            kind: .topic, name: name, pattern: pattern, principal: principal, host: host, operation: operation,
            isAllowed: isAllowed)
    }

    private func rules(_ rules: AccessRule...) -> AccessRules {
        let all = AccessRules()
        for rule in rules { all.add(rule) }
        return all
    }

    @Test func whatNoRuleAllowsIsRefused() {
        #expect(!rules().allow(.read, .topic, "a", alice, from: "127.0.0.1"))
        let others = rules(rule(.read, "b"), rule(.read, "a", for: "User:bob"), rule(.read, "a", host: "10.0.0.1"))
        #expect(!others.allow(.read, .topic, "a", alice, from: "127.0.0.1"))
        #expect(!rules(rule(.read, "a")).allow(.read, .group, "a", alice, from: "127.0.0.1"))
    }

    @Test(arguments: ["ab", "*"])
    func literalRulesHoldForANameOrForAll(name: String) {
        #expect(rules(rule(.read, name)).allow(.read, .topic, "ab", alice, from: "127.0.0.1"))
    }

    @Test func prefixesHoldForWhatBeginsWithThem() {
        let rules = rules(rule(.read, "ab", .prefixed))
        #expect(rules.allow(.read, .topic, "abc", alice, from: "127.0.0.1"))
        #expect(!rules.allow(.read, .topic, "a", alice, from: "127.0.0.1"))
    }

    @Test func aDenialBeatsAnAllowance() {
        let rules = rules(rule(.all, "a"), rule(.write, "*", for: "User:*", isAllowed: false))
        #expect(!rules.allow(.write, .topic, "a", alice, from: "127.0.0.1"))
        #expect(rules.allow(.read, .topic, "a", alice, from: "127.0.0.1"))
    }

    @Test(arguments: [AccessOperation.read, .write, .delete, .alter, .all])
    func manyRightsImplyDescribe(operation: AccessOperation) {
        #expect(rules(rule(operation, "a")).allow(.describe, .topic, "a", alice, from: "127.0.0.1"))
        #expect(!rules(rule(.describe, "a")).allow(operation, .topic, "a", alice, from: "127.0.0.1"))
    }

    @Test func aRightToAnyTopicIsOneThatNoDenialTakesBack() {
        #expect(rules(rule(.write, "a")).allowAny(.write, .topic, alice, from: "127.0.0.1"))
        #expect(!rules(rule(.read, "a")).allowAny(.write, .topic, alice, from: "127.0.0.1"))
        let denied = rules(rule(.write, "ab"), rule(.write, "a", .prefixed, isAllowed: false))
        #expect(!denied.allowAny(.write, .topic, alice, from: "127.0.0.1"))
        let another = rules(rule(.write, "ab"), rule(.write, "b", .prefixed, isAllowed: false))
        #expect(another.allowAny(.write, .topic, alice, from: "127.0.0.1"))
    }
}
