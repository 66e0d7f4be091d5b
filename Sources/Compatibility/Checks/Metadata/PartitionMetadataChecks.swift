internal import Evidence
internal import KafkaWire

// What the metadata says of the partitions of a topic.
extension Check {
    static let partitionMetadataChecks = [replicaShape, partitionPaging]

    private static let replicaShape = Check(
        "meta.replica-shape", .extended, .metadata,
        "A topic has the replicas that were asked for, and its leader is one of those in sync",
        why: "Durability is counted in replicas; a factor that was silently changed is found when a disk is lost.",
        expected: "As many distinct replicas as asked for; in-sync ones among them, and the leader among those",
        since: "any", known: "AutoMQ makes every factor 1; Inkless and WarpStream invent replicas and leaders",
        needs: [.topicCreation]
    ) { probe in
        let asked = min(3, probe.cluster.brokers)
        let topic = try await probe.topic(partitions: 3, replication: Int16(asked))
        let brokers = try await probe.clusterMetadata().brokers
        let described = try await probe.eventually(within: .seconds(20), "all replicas in sync") {
            let now = try await probe.describeTopic(topic.name)
            return now.partitions.allSatisfy { $0.inSyncReplicas.count == $0.replicaNodes.count } ? now : nil
        }
        var counts: Set<Int> = []
        for partition in described.partitions {
            let replicas = Set(partition.replicaNodes)
            counts.insert(replicas.count)
            guard replicas.contains(partition.leaderID), partition.inSyncReplicas.contains(partition.leaderID) else {
                return .fail("A leader is not among the replicas in sync")
            }
            guard replicas.count == partition.replicaNodes.count, replicas.isSuperset(of: partition.inSyncReplicas)
            else { return .fail("Replicas are named twice, or some are in sync that are none") }
        }
        let racks = brokers.filter { $0.rack?.isEmpty == false }.count
        let facts = [
            "asked": "\(asked)", "replicas": "\(counts.sorted())",
            "racks": racks == 0 ? "none" : racks == brokers.count ? "all" : "some",
        ]
        return counts == [asked]
            ? .pass("\(asked) replicas each, all in sync", facts)
            : .degraded("\(asked) replicas were asked for, and there are \(counts.sorted())", facts)
    }

    private static let partitionPaging = Check(
        "meta.partition-paging", .admin, .metadata,
        "A long list of partitions can be read in pages, each partition once",
        why: "Tools page through topics of thousands of partitions; a gap or a double is a wrong inventory.",
        expected: "Pages of three give all partitions of two topics once, in order", since: "3.8 (KIP-966)",
        needs: [.api(75, atLeast: 0), .topicCreation]
    ) { probe in
        let first = try await probe.topic(partitions: 5, suffix: "pages-a")
        let second = try await probe.topic(partitions: 4, suffix: "pages-b")
        var seen: [String: [Int32]] = [:]
        var pages = 0
        var cursor: DescribeTopicPartitionsRequest.Cursor?
        repeat {
            let answer = try await probe.send(
                DescribeTopicPartitionsRequest {
                    $0.topics = [first.name, second.name].map { name in .init { $0.name = name } }
                    $0.responsePartitionLimit = 3
                    $0.cursor = cursor
                })
            pages += 1
            for topic in answer.topics {
                try probe.expectNone(topic.errorCode, "a page of partitions")
                seen[topic.name ?? "", default: []] += topic.partitions.map(\.partitionIndex)
            }
            cursor = answer.nextCursor.map { next in
                .init {
                    $0.topicName = next.topicName
                    $0.partitionIndex = next.partitionIndex
                }
            }
        } while cursor != nil && pages < 20
        guard pages < 20 else { return .fail("After 20 pages for 9 partitions there is still a cursor") }
        guard seen[first.name] == first.partitions, seen[second.name] == second.partitions else {
            return .fail("The pages have partitions \(seen.values.map { "\($0)" }.sorted().joined(separator: " and "))")
        }
        return pages > 1
            ? .pass("9 partitions of two topics, once each, in \(pages) pages", ["pages": "\(pages)"])
            : .degraded("The limit of 3 partitions an answer is not kept", ["pages": "1"])
    }
}
