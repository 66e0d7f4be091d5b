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
        ]
    }()

    private static let compatibilityModes = Check(
        "sr.compat-modes", .core, .schemaRegistry,
        "The compatibility modes let through what Avro's rules allow, and nothing else",
        why: "This is the gate that keeps a new firmware from writing what old readers cannot read.",
        expected: "Ten changes in NONE, BACKWARD, FORWARD and FULL are decided as Avro's schema resolution has it",
        since: "Schema Registry 5", known: "Karapace once called the removal of an enum symbol compatible (222)",
        client: .http,
        needs: [.schemaRegistry], limit: .seconds(120)
    ) { probe in
        let registry = try registry(of: probe)
        var wrong: [String] = []
        for mode in ["NONE", "BACKWARD", "FORWARD", "FULL"] {
            for change in changes {
                let name = try subject(probe)
                let first = try await register(probe, name, change.from)
                guard (200..<300).contains(first.status) else {
                    return .fail("A first version is refused: \(first.status)")
                }
                let set = try await probe.ask(
                    registry, .put, "/config/\(name)", .object(["compatibility": .text(mode)]), media: registryMedia)
                guard (200..<300).contains(set.status) else {
                    return .degraded(
                        "The mode \(mode) cannot be set for a subject: \(set.status)", ["set \(mode)": "\(set.status)"])
                }
                let second = try await register(probe, name, change.to)
                let taken = (200..<300).contains(second.status)
                if taken != (mode == "NONE" || change.allowed.contains(mode)) {
                    wrong.append("\(mode): \(change.name) is \(taken ? "taken" : "refused (\(second.status))")")
                } else if !taken, second.status != 409 {
                    wrong.append("\(mode): \(change.name) is refused with \(second.status), not 409")
                }
            }
        }
        return wrong.isEmpty
            ? .pass("40 decisions, all as they should be", ["wrong": "0"])
            : .fail(wrong.prefix(4).joined(separator: "; "), ["wrong": "\(wrong.count)"])
    }
}
