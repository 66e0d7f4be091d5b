internal import Evidence
internal import KafkaWire

// Configs of brokers that are changed while they run.
extension Check {
    static let brokerConfigChecks = [brokerDynamic, brokerLoggers]

    /// A limit that is set so high that it limits nothing.
    private static let harmless = "max.connections"

    private static let brokerDynamic = Check(
        "config.broker-dynamic", .admin, .clusterAdmin,
        "A broker's config can be set and removed while it runs, for one and for all",
        why:
            "Limits and threads are changed without a restart; where it is not possible, each change is a rolling one.",
        expected: "A value for all brokers is told by each; one for a broker goes before it; both can be removed",
        since: "1.1 (KIP-226)", known: "Confluent Cloud denies it but on dedicated clusters; MSK Serverless is fixed",
        needs: [.api(44, atLeast: 0)], conduct: .alone
    ) { probe in
        let broker = try await probe.brokerIDs().first ?? 0
        func now() async throws -> Probe.Config? {
            try await probe.configs(of: .broker(broker), keys: [harmless], synonyms: true)[harmless]
        }
        func becomes(_ value: String?) async throws -> Bool {
            try await probe.firstAnswer(within: .seconds(15)) { try await now()?.value == value ? true : nil } == true
        }
        guard let before = try await now() else {
            return .degraded("The brokers have no \(harmless)", [harmless: "absent"])
        }
        if before.synonyms.contains(where: { [2, 3].contains($0.source) }) || [2, 3].contains(before.configSource) {
            return .inconclusive("\(harmless) is set dynamically already, and is left as it is")
        }
        probe.afterwards {
            _ = try await probe.alter(.broker(broker), [.delete(harmless)])
            _ = try await probe.alter(.allBrokers, [.delete(harmless)])
        }
        let all = try await probe.alter(.allBrokers, [.set(harmless, "2147483645")])
        try probe.expectNoRightMissing(all, "a config for all brokers")
        guard all == .none else { return .degraded("For all brokers: \(all)", ["for all": "\(all)"]) }
        guard try await becomes("2147483645") else { return .fail("A value for all brokers has no effect") }
        let one = try await probe.alter(.broker(broker), [.set(harmless, "2147483646")])
        guard one == .none else {
            return .degraded("For one broker: \(one)", ["for all": "\(all)", "for one": "\(one)"])
        }
        guard try await becomes("2147483646") else {
            return .fail("A broker's own value does not go before the others'")
        }
        let sources = try await now()?.synonyms.map(\.source) ?? []
        let removals = [
            try await probe.alter(.broker(broker), [.delete(harmless)]),
            try await probe.alter(.allBrokers, [.delete(harmless)]),
        ]
        for code in removals { try probe.expectNone(code, "the removal of \(harmless)") }
        guard try await becomes(before.value) else { return .fail("A value that was removed is still in force") }
        return .pass(
            "Set for all, set for one, and removed again",
            ["for all": "\(all)", "for one": "\(one)", "sources": "\(sources)"])
    }

    private static let brokerLoggers = Check(
        "config.broker-loggers", .admin, .clusterAdmin, "The levels of a broker's loggers can be read and changed",
        why: "With it one looks into a fault on a running broker; without it one restarts it, and the fault is gone.",
        expected: "The loggers are listed with their levels, and a new level is told afterwards",
        since: "2.4 (KIP-412)",
        needs: [.api(44, atLeast: 0), .api(32, atLeast: 1)], conduct: .alone
    ) { probe in
        let broker = try await probe.brokerIDs().first ?? 0
        let owner = ConfigOwner.loggers(of: broker)
        let loggers: [String: Probe.Config]
        do {
            loggers = try await probe.configs(of: owner)
        } catch let error as WireError where error.kind == .refused(.invalidRequest) {
            return .unsupported("\(error)", ["loggers": "\(BrokerCode.invalidRequest)"])
        }
        // A quieter level disturbs nobody for the moment that it holds.
        let quiet = loggers.sorted { $0.key < $1.key }.first {
            $0.key.hasPrefix("kafka.") && ["INFO", "WARN"].contains($0.value.value)
        }
        guard let (name, logger) = quiet, let before = logger.value else {
            return .degraded("No logger of the broker's own is listed", ["loggers": loggers.isEmpty ? "none" : "there"])
        }
        probe.afterwards { _ = try await probe.alter(owner, [.set(name, before)]) }
        let code = try await probe.alter(owner, [.set(name, "ERROR")])
        try probe.expectNoRightMissing(code, "a logger's level")
        guard code == .none else { return .degraded("A level is refused: \(code)", ["change": "\(code)"]) }
        let told = try await probe.firstAnswer(within: .seconds(10)) {
            try await probe.configs(of: owner, keys: [name])[name]?.value == "ERROR" ? true : nil
        }
        guard told == true else { return .fail("A logger's new level has no effect", ["change": "\(code)"]) }
        let bad = try await probe.alter(owner, [.set(name, "LOUD")])
        let facts = ["loggers": "there", "change": "\(code)", "unknown level": "\(bad)"]
        if bad == .none { return .fail("A level that does not exist is accepted", facts) }
        return .pass("A level was changed; an unknown one is \(bad)", facts)
    }
}
