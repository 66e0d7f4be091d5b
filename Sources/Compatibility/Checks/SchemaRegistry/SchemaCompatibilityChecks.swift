internal import Evidence
internal import HTTPProbes

// Which changes of a schema a registry lets through.
extension Check {
    static let schemaCompatibilityChecks = [compatibilityModes]

    private struct Change {
        var name: String
        var from: String
        var to: String
        /// The modes that let it through.
        var allowed: Set<String>
    }

    /// From Avro's rules of schema resolution: backward reads old data with the new schema, forward the other way.
    private static let changes: [Change] = {
        let base = avro("C", [("a", #""int""#)])
        let optional =
            #"{"type":"record","name":"C","fields":[{"name":"a","type":"int"},{"name":"b","type":"int","default":0}]}"#
        let required = avro("C", [("a", #""int""#), ("b", #""int""#)])
        let symbols = { (list: String) in
            #"{"type":"record","name":"C","fields":[{"name":"e","type":{"type":"enum","name":"E","symbols":[\#(list)]}}]}"#
        }
        return [
            Change(
                name: "add a field with a default", from: base, to: optional, allowed: ["BACKWARD", "FORWARD", "FULL"]),
            Change(name: "add a field without a default", from: base, to: required, allowed: ["FORWARD"]),
            Change(
                name: "remove a field with a default", from: optional, to: base,
                allowed: ["BACKWARD", "FORWARD", "FULL"]),
            Change(name: "remove a field without a default", from: required, to: base, allowed: ["BACKWARD"]),
            Change(name: "int becomes long", from: base, to: avro("C", [("a", #""long""#)]), allowed: ["BACKWARD"]),
            Change(name: "long becomes int", from: avro("C", [("a", #""long""#)]), to: base, allowed: ["FORWARD"]),
            Change(name: "int becomes string", from: base, to: avro("C", [("a", #""string""#)]), allowed: []),
            Change(
                name: "remove an enum symbol", from: symbols(#""X","Y""#), to: symbols(#""X""#), allowed: ["FORWARD"]),
            Change(name: "add an enum symbol", from: symbols(#""X""#), to: symbols(#""X","Y""#), allowed: ["BACKWARD"]),
            Change(
                name: "widen to a union", from: base, to: avro("C", [("a", #"["null","int"]"#)]), allowed: ["BACKWARD"]),
            Change(
                name: "narrow a union", from: avro("C", [("a", #"["null","int"]"#)]), to: base, allowed: ["FORWARD"]),
            Change(
                name: "string becomes bytes", from: avro("C", [("a", #""string""#)]),
                to: avro("C", [("a", #""bytes""#)]), allowed: ["BACKWARD", "FORWARD", "FULL"]),
            Change(
                name: "items of an array become long", from: avro("C", [("a", #"{"type":"array","items":"int"}"#)]),
                to: avro("C", [("a", #"{"type":"array","items":"long"}"#)]), allowed: ["BACKWARD"]),
            Change(
                name: "rename a field with an alias", from: base,
                to: #"{"type":"record","name":"C","fields":[{"name":"z","type":"int","aliases":["a"]}]}"#,
                allowed: ["BACKWARD"]),
        ]
    }()

    private static let compatibilityModes = Check(
        "sr.compat-modes", .core, .schemaRegistry,
        "The compatibility modes let through what Avro's rules allow, and nothing else",
        why: "This is the gate that keeps a new firmware from writing what old readers cannot read.",
        expected:
            "Fourteen changes are decided as Avro's schema resolution has it, a dry run agrees, and the transitive modes look "
            + "at all versions",
        since: "Schema Registry 5",
        known:
            "Karapace once called the removal of an enum symbol compatible (222); Redpanda's transitive search was wrong",
        client: .http,
        needs: [.schemaRegistry], limit: .seconds(120)
    ) { probe in
        let registry = try registry(of: probe)
        var wrong: [String] = []
        for mode in ["NONE", "BACKWARD", "FORWARD", "FULL"] {
            for change in changes {
                let name = try subject(probe)
                try await prepare(name, mode: mode, versions: [change.from], probe)
                // What a pipeline asks before it deploys; where the registry has no such thing, nothing is said of it.
                let dry = try await probe.ask(
                    registry, .post, "/compatibility/subjects/\(name)/versions/latest",
                    .object(["schema": .text(change.to)]), media: registryMedia)
                let second = try await register(probe, name, change.to)
                let taken = second.isSuccess
                if taken != (mode == "NONE" || change.allowed.contains(mode)) {
                    wrong.append("\(mode): \(change.name) is \(taken ? "taken" : "refused (\(second.status))")")
                } else if !taken, second.status != 409 {
                    wrong.append("\(mode): \(change.name) is refused with \(second.status), not 409")
                }
                if dry.isSuccess, dry.json?["is_compatible"] != .bool(taken) {
                    wrong.append("\(mode): the dry run of '\(change.name)' does not agree")
                }
            }
        }
        for mode in ["BACKWARD", "FORWARD", "FULL"] {
            for isTransitive in [false, true] {
                let name = try subject(probe)
                let mode = isTransitive ? "\(mode)_TRANSITIVE" : mode
                try await prepare(name, mode: mode, versions: [chain[0], chain[1]], probe)
                let taken = try await register(probe, name, chain[2]).isSuccess
                if taken == isTransitive {
                    wrong.append("\(mode): what only the first version forbids is \(taken ? "taken" : "refused")")
                }
            }
        }
        return wrong.isEmpty
            ? .pass("\(4 * changes.count + 6) decisions, all as they should be", ["wrong": "0"])
            : .fail(wrong.prefix(4).joined(separator: "; "), ["wrong": "\(wrong.count)"])
    }

    /// Each follows from the one before in any mode, and the last one does not go with the first.
    private static let chain = [
        #"{"type":"record","name":"C","fields":[{"name":"a","type":"int"},{"name":"b","type":"int","default":0}]}"#,
        avro("C", [("a", #""int""#)]),
        #"{"type":"record","name":"C","fields":[{"name":"a","type":"int"},{"name":"b","type":"string","default":""}]}"#,
    ]

    /// A subject in a mode with versions before the one that is asked about.
    private static func prepare(_ name: String, mode: String, versions: [String], _ probe: Probe) async throws {
        let set = try await probe.ask(
            try registry(of: probe), .put, "/config/\(name)", .object(["compatibility": .text(mode)]),
            media: registryMedia)
        guard set.isSuccess else {
            throw CheckOutcome.degraded(
                "The mode \(mode) cannot be set for a subject: \(set.status)", ["set \(mode)": "\(set.status)"])
        }
        for version in versions {
            let answer = try await register(probe, name, version)
            guard answer.isSuccess else {
                throw CheckOutcome.fail("\(mode): a version that goes with the one before is refused: \(answer.status)")
            }
        }
    }
}
