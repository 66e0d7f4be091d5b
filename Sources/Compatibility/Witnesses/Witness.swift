internal import Evidence
internal import KafkaWire

/// A tool of an existing estate, tried against the target, with its results checked in the log itself.
struct Witness: Sendable {
    /// The name after `tools.`.
    var name: String
    /// The program that must be on this machine.
    var tool: String
    var feature: Feature
    /// What is asserted, in a sentence without a full stop.
    var title: String
    /// What it means for a user where it does not hold.
    var why: String
    /// What the tool does, and how that is checked.
    var expected: String
    var needs: [Check.Need] = [.topicCreation]
    var limit: Duration = .seconds(290)
    /// Runs the tool and says what came of it; the tool's name and version are added to it.
    var look: @Sendable (Tool) async throws -> CheckOutcome

    /// All of them, in the order of running.
    static let all: [Witness] =
        kcat + topicScripts + consoleScripts + groupScripts + accessScripts + verifiableScripts + streamsExamples + rpk
        + python

    /// As a check of the group `tools`, which runs alone: a JVM takes from others what they measure.
    var check: Check {
        Check(
            "tools.\(name)", .extended, feature, title, why: why, expected: expected,
            since: "any version of the tool", client: .tool, needs: [.tool(tool)] + needs, conduct: .alone, limit: limit
        ) { probe in
            let tool = try await Tool(self.tool, for: probe)
            var outcome: CheckOutcome
            do {
                outcome = try await look(tool)
            } catch {
                outcome = CheckOutcome(thrown: error)
            }
            guard outcome.verdict != .notRun else { return outcome }
            outcome.observed = "\(tool.title): \(outcome.observed)"
            outcome.facts["tool"] = tool.title
            return outcome
        }
    }
}

extension Check {
    /// The tools of an estate, as checks: what `--with-tools` adds to the catalogue.
    package static let witnesses: [Check] = Witness.all.map(\.check)
}

/// What witnesses write and look for: lines that no tool would change.
struct WitnessRecords: Sendable {
    let count: Int

    init(_ count: Int) {
        self.count = count
    }

    var values: [String] { (0..<count).map { "value-\($0)" } }
    var keyed: [String] { (0..<count).map { "key-\($0):value-\($0)" } }
}

extension ProbeLog {
    /// The values from where the check was given the log to its end, read by this program's own client.
    func values() async throws -> [String] {
        try await texts().map(\.value)
    }

    /// `key:value` of each record.
    func keyedValues() async throws -> [String] {
        try await texts().map { "\($0.key):\($0.value)" }
    }

    private func texts() async throws -> [(key: String, value: String)] {
        try await records(from: base, to: try await end()).map { record in
            (String(decoding: record.key ?? [], as: UTF8.self), String(decoding: record.value ?? [], as: UTF8.self))
        }
    }

    /// Writes what a reading tool is to find.
    func write(_ records: WitnessRecords) async throws {
        try await append(
            (0..<records.count).map { WireRecord(key: Array("key-\($0)".utf8), value: Array("value-\($0)".utf8)) })
    }
}

extension ToolRun {
    /// What a writing tool comes to: what it says, against what the log has.
    func judged(writing wanted: [String], found: [String]) -> CheckOutcome {
        if found == wanted {
            return isSuccess
                ? .pass("all \(wanted.count) records are in the log", ["log": "right"])
                : .degraded("all \(wanted.count) records are in the log, and it \(ending)", ["log": "right"])
        }
        let isPart = Set(found).isSubset(of: wanted) && found.count < wanted.count
        let log = isPart ? "\(found.count) of \(wanted.count) records" : "other records than it was given"
        return isSuccess
            ? .fail("it reported success, and the log has \(log)", ["log": "wrong", "status": "success"])
            : outcome("the log has \(log)", ["log": "wrong"])
    }

    /// What a reading tool comes to: what it printed, against what the log has.
    func judged(reading wanted: [String]) -> CheckOutcome {
        if lines == wanted {
            return isSuccess
                ? .pass("it read all \(wanted.count) records", ["read": "right"])
                : .degraded("it read all \(wanted.count) records, and \(ending)", ["read": "right"])
        }
        let isPart = wanted.starts(with: lines)
        let read = isPart ? "\(lines.count) of \(wanted.count) records" : "other records than the log has"
        return isSuccess
            ? .fail("it reported success, and read \(read)", ["read": "wrong", "status": "success"])
            : outcome("it read \(read)", ["read": "wrong"])
    }
}
