import Foundation
import ScenarioModel
import Testing

private func estate(_ text: String, checks: [String]? = nil) throws -> Estate {
    try EstateFile.decode(text: text, file: "e.yaml", checks: checks)
}

private func estateProblems(_ text: String, checks: [String]? = nil) -> [String] {
    do {
        _ = try estate(text, checks: checks)
        return []
    } catch {
        return (error as? InputProblems)?.list.map(\.description) ?? ["\(error)"]
    }
}

struct EstateFileTests {
    @Test func featuresAndPatternsAreReadInTheirOrder() throws {
        let read = try estate(#"features: { transactions: required, share-groups: unused, "txn.*": preferred }"#)
        #expect(
            read
                == Estate([
                    .init(key: "transactions", level: .required), .init(key: "share-groups", level: .unused),
                    .init(key: "txn.*", level: .preferred),
                ]))
    }

    @Test func patternGoesOverFeatureAndTheLongestPatternOverOthers() throws {
        let read = try estate(
            """
            features:
              "txn.*": preferred
              txn.abort-*: unused
              txn.abort-invisible: required
              transactions: unused
              "*.roundtrip": unused
            """)
        #expect(read.level(of: "txn.abort-invisible", feature: "transactions") == .required)
        #expect(read.level(of: "txn.abort-again", feature: "transactions") == .unused)
        #expect(read.level(of: "txn.begin", feature: "transactions") == .preferred)
        #expect(read.level(of: "idem.begin", feature: "transactions") == .unused)
        #expect(read.level(of: "codec.roundtrip", feature: "compression") == .unused)
        #expect(read.level(of: "codec.other", feature: "compression") == nil)
    }

    @Test(arguments: [
        ("*", "a.b", true), ("a.*", "a.b", true), ("a.*", "ab", false), ("a.*c*", "a.bcd", true), ("a.b", "a.b", true),
        ("a.b", "a.bc", false), ("*.b", "a.b", true), ("a*a", "a", false), ("*b*d", "abcd", true),
        ("*d*b", "abcd", false),
    ])
    func starStandsForAnyRunOfCharacters(pattern: String, id: String, matches: Bool) {
        let estate = Estate([.init(key: pattern, level: .required)])
        #expect((estate.level(of: id, feature: "x") == .required) == matches)
    }

    @Test(arguments: [
        ("", "e.yaml:1:1: nothing where another kind"),
        ("{}", "e.yaml:1:1: an estate file needs 'features'"),
        ("features: [transactions]", "e.yaml:1:11: a list where another kind"),
        (
            "features: { transaction: required }",
            "e.yaml:1:13: 'transaction' is no feature; did you mean 'transactions'?"
        ),
        ("features: { transactions: must }", "e.yaml:1:27: 'must' is not possible here"),
        ("features: { transactions: [required] }", "e.yaml:1:13: 'transactions' has a list as its value"),
        ("features: { transactions: }", "e.yaml:1:13: 'transactions' has nothing as its value"),
        ("features: { 'txn.ü': required }", "e.yaml:1:13: 'txn.ü' is no pattern of checks"),
        ("features: { txn.a: unused, txn.a: required }", "e.yaml:1:28: key 'txn.a' twice"),
        (
            "features: {}\ntransactions: required",
            "e.yaml:2:1: unknown key 'transactions' in an estate file; features and"
        ),
    ])
    func badEstateIsRefusedWithItsPlace(text: String, message: String) {
        let found = estateProblems(text)
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test func allProblemsAreReportedTogether() {
        let found = estateProblems(
            "features:\n  foo: required\n  transactions: no\n  txm.*: unused\n", checks: ["txn.a"])
        #expect(found.map { $0.prefix { $0 != " " } } == ["e.yaml:2:3:", "e.yaml:3:17:", "e.yaml:4:3:"], "\(found)")
    }

    @Test func patternThatNoCheckMatchesIsAProblemWhereTheChecksAreKnown() {
        let text = "features: { txn.abortinvisible: required, 'txn.*': required }"
        #expect(estateProblems(text) == [])
        #expect(
            estateProblems(text, checks: ["txn.abort-invisible"]) == [
                "e.yaml:1:13: no check matches 'txn.abortinvisible'; did you mean 'txn.abort-invisible'? "
                    + "'seatrial compat --list --tier all' lists them"
            ])
    }

    @Test func schemaTakesAndRefusesWhatTheDecoderDoes() throws {
        let schema = try plain(JSONSchema.estate)
        _ = try JSONSerialization.jsonObject(with: Data(JSONSchema.estate.utf8))
        for good in [
            "features: { transactions: required, 'txn.*': unused, a.b: preferred, '*': unused }", "features: {}",
        ] {
            #expect(estateProblems(good) == [])
            #expect(SchemaChecker.faults(try plain(good), schema) == [])
        }
        for bad in [
            "features: { transaction: required }", "features: { transactions: must }", "features: { 'a b.*': unused }",
            "features: []", "{}", "features: {}\nx: 1", "features: { transactions: [required] }",
        ] {
            #expect(!estateProblems(bad).isEmpty)
            #expect(!SchemaChecker.faults(try plain(bad), schema).isEmpty, "\(bad)")
        }
    }
}
