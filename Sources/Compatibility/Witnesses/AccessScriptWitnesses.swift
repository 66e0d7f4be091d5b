internal import Evidence
internal import KafkaWire

// Kafka's own script for access rules.
extension Witness {
    static let accessScripts: [Witness] = [
        Witness(
            name: "kafka-acls", tool: "kafka-acls", feature: .acls,
            title: "kafka-acls adds, lists and removes a rule",
            why: "An estate's rules are kept in scripts that call it.",
            expected: "The rule is in the cluster after it was added, is listed, and is gone after it was removed",
            needs: [.login]
        ) { tool in
            let admin = try tool.probe.administrator()
            let user = "User:\(tool.probe.name("user"))"
            tool.probe.afterwards { _ = try await admin.removeRules(of: user) }
            let start = [
                "--bootstrap-server", admin.bootstrap,
                "--command-config", try tool.javaFile(login: try tool.probe.loginProperties()),
            ]
            let rule = ["--allow-principal", user, "--operation", "Read", "--topic", tool.probe.name("topic")]
            let adding = try await tool.run(start + ["--add"] + rule)
            let added = try await rules(1, of: user, admin)
            guard adding.isSuccess, added == 1 else {
                return adding.outcome("the cluster has \(added) rules of the user, not 1", ["added": "no"])
            }
            let listing = try await tool.run(start + ["--list", "--principal", user])
            let isListed = listing.output.contains("operation=READ")
            let removing = try await tool.run(start + ["--remove", "--force"] + rule)
            let left = try await rules(0, of: user, admin)
            let facts = ["added": "yes", "listed": isListed ? "yes" : "no", "removed": left == 0 ? "yes" : "no"]
            guard listing.isSuccess, isListed else { return listing.outcome("the rule is not listed", facts) }
            return removing.isSuccess && left == 0
                ? .pass("added, listed and removed", facts) : removing.outcome("the rule is not removed", facts)
        }
    ]

    /// How many rules a user has; waits for a number, as brokers hear of rules one after the other.
    private static func rules(_ wanted: Int, of user: String, _ admin: Probe) async throws -> Int {
        let found = try await admin.firstAnswer(within: .seconds(10)) {
            let count = try await admin.rules(of: user).count
            return count == wanted ? count : nil
        }
        if let found { return found }
        return try await admin.rules(of: user).count
    }
}
