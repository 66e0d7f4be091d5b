import Foundation
import Reporting
import Testing

@Suite struct JSONTests {
    @Test func documentParsesWhateverTheText() throws {
        for report in [TrialStory.told, TrialStory.killed, TrialStory.hostile, FleetStory.told, FleetStory.hostile] {
            let document = try #require(try parsed(report.json()) as? [String: Any])
            #expect(document["format"] as? String == "seatrial-report")
            #expect(document["version"] as? Int == 1)
        }
    }

    @Test func unknownIsNeverZero() throws {
        let document = try #require(try parsed(TrialStory.killed.json()) as? [String: Any])
        let scorecard = try #require(document["scorecard"] as? [String: Any])
        #expect(scorecard["honesty"] == nil)
        #expect((document["ledger"] as? [Any])?.isEmpty == true)
        let series = try #require(document["series"] as? [String: Any])
        let tails = try #require(series["tails"] as? [[String: Any]])
        #expect((tails.first?["p99Ns"] as? [Any])?[20] is NSNull)
    }

    @Test func everyKeyIsDocumented() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/reports.md")
        let documentation = try String(contentsOf: file, encoding: .utf8)
        // Keys below these are names from outside: settings and clients.
        let documents = [
            try TrialStory.told.json(), try FleetStory.told.json(),
            try ComparisonReport(ComparisonTests.comparison(["device", "region"])).json(),
        ]
        let keys = try documents.reduce(into: Set<String>()) { keys, document in
            keys.formUnion(self.keys(of: try parsed(document), except: ["durability", "clientSettings"]))
        }
        #expect(keys.count > 80)
        for key in keys.sorted() {
            #expect(documentation.contains("`\(key)`"), "docs/reports.md says nothing of \(key)")
        }
    }

    private func parsed(_ text: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(text.utf8)) }

    private func keys(of value: Any, except opaque: Set<String>) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: Set(object.keys)) { keys, member in
                if !opaque.contains(member.key) { keys.formUnion(self.keys(of: member.value, except: opaque)) }
            }
        }
        return ((value as? [Any]) ?? []).reduce(into: []) { $0.formUnion(keys(of: $1, except: opaque)) }
    }
}
