internal import Evidence
internal import KafkaWire

/// What runs made on a cluster and did not remove.
package enum Leftovers {
    /// Deletes topics; what cannot be deleted is left, and found again by `--cleanup`.
    static func remove(_ topics: [String], from context: RunContext) async {
        guard !topics.isEmpty else { return }
        let check = Check(
            "run.removal", .core, .topicAdmin, "Topics of the run are removed", why: "", expected: "", since: ""
        ) { _ in .pass("") }
        do {
            let probe = try Probe(check, run: context)
            for topic in topics {
                do {
                    try await probe.deleteTopic(topic)
                } catch let error as WireError where error.isRefusal {
                    // The next one may be deleted all the same.
                }
            }
            await probe.end()
        } catch {
            // Told by `--cleanup`, which lists what is left.
        }
    }

    /// Names of all topics and groups that runs of this program made, whichever run it was.
    package static func find(on target: CompatibilityTarget) async throws -> (topics: [String], groups: [String]) {
        let pool = BrokerPool(try target.settings(clientID: "seatrial-cleanup"))
        defer { Task { await pool.close() } }
        let metadata = try await pool.metadata(MetadataRequest(topics: nil, version: 4))
        let topics = metadata.topics.compactMap(\.name).filter { $0.hasPrefix(RunSpace.prefix) }
        var groups: Set<String> = []
        for broker in metadata.brokers {
            let listed = try await pool.broker(broker.nodeID).send(
                ListGroupsRequest(), version: ListGroupsRequest.api.portable)
            groups.formUnion(listed.groups.map(\.groupID).filter { $0.hasPrefix(RunSpace.prefix) })
        }
        return (topics.sorted(), groups.sorted())
    }

    /// Deletes all topics and groups that runs of this program made; what was deleted, in words.
    package static func removeAll(from target: CompatibilityTarget) async throws -> [String] {
        let found = try await find(on: target)
        let cluster = try await ClusterIdentity.read(from: target)
        let space = RunSpace(run: "cleanup", givenTopics: nil, partitionsPerMinute: nil)
        let context = RunContext(
            target: target, cluster: cluster, space: space, logs: PlainLogs(space), ceiling: [:])
        let check = Check(
            "run.cleanup", .core, .topicAdmin, "What runs left is removed", why: "", expected: "", since: ""
        ) { _ in .pass("") }
        let probe = try Probe(check, run: context)
        var removed: [String] = []
        do {
            for topic in found.topics {
                try await probe.deleteTopic(topic)
                removed.append("topic \(topic)")
            }
            for group in found.groups {
                let answer = try await probe.send(
                    DeleteGroupsRequest { $0.groupsNames = [group] }, to: .group(group))
                if answer.results.allSatisfy({ $0.errorCode == .none }) { removed.append("group \(group)") }
            }
        } catch {
            await probe.end()
            throw error
        }
        await probe.end()
        return removed
    }
}

extension WireError {
    /// Whether a broker answered, and said no.
    fileprivate var isRefusal: Bool {
        if case .refused = kind { true } else { false }
    }
}
