internal import Evidence
internal import KafkaWire

// Where a broker keeps its logs.
extension Check {
    static let logDirectoryChecks = [logDirectories, logDirectoryMove]

    private static let logDirectories = Check(
        "part.logdirs", .admin, .replicas, "A broker tells how large a partition's log is, and how full its disk",
        why: "Balancing and alerts on full disks go by these numbers.",
        expected: "The size grows by what was written; version 4 tells the disk's size and what is left of it",
        since: "1.0 (KIP-113), 3.3 (KIP-827)", known: "AutoMQ and diskless topics tell of virtual directories",
        needs: [.api(35, atLeast: 1)]
    ) { probe in
        let log = try await probe.log()
        let leader = try await probe.leader(of: log.partition, in: log.topic)
        let latest =
            try probe.offered(DescribeLogDirsRequest.api).map { $0.upperBound >= 4 } == true
            ? probe.version(of: DescribeLogDirsRequest.api, atLeast: 4)
            : probe.version(of: DescribeLogDirsRequest.api, atLeast: 1)
        func directory() async throws -> (size: Int64?, total: Int64, usable: Int64) {
            let answer = try await probe.send(
                DescribeLogDirsRequest {
                    $0.topics = [
                        .init {
                            $0.topic = log.topic
                            $0.partitions = [log.partition]
                        }
                    ]
                }, to: .broker(leader), version: latest)
            try probe.expectNone(answer.errorCode, "DescribeLogDirs")
            for found in answer.results where found.errorCode == .none {
                let partitions = found.topics.first { $0.name == log.topic }?.partitions ?? []
                if let partition = partitions.first(where: { $0.partitionIndex == log.partition && !$0.isFutureKey }) {
                    return (partition.partitionSize, found.totalBytes, found.usableBytes)
                }
            }
            return (nil, -1, -1)
        }
        guard let before = try await directory().size else {
            return .degraded("The leader has the partition in no directory", ["size": "none"])
        }
        let written: Int64 = 500_000
        // In batches that every limit of a broker lets through, and of bytes that no codec of a broker makes less of.
        for _ in 0..<5 {
            try await log.append([WireRecord(value: (0..<written / 5).map { _ in .random(in: 0...255) })])
        }
        let after = try await directory()
        let growth = (after.size ?? 0) - before
        var facts = ["size": growth >= written ? "grows" : "does not grow"]
        facts["disk"] = latest < 4 ? "not in this version" : after.total > 0 && after.usable >= 0 ? "told" : "not told"
        guard growth >= written else { return .degraded("500 kB were written, and the size grew by \(growth)", facts) }
        guard latest < 4 || (after.total > 0 && (0...after.total).contains(after.usable)) else {
            return .degraded("The disk's size is \(after.total), and \(after.usable) of it are left", facts)
        }
        return .pass(
            latest < 4 ? "The size grows by what was written" : "The size grows by what was written; the disk is told",
            facts)
    }

    private static let logDirectoryMove = Check(
        "part.log-dir-move", .admin, .replicas, "A move to a log directory that is not there is refused",
        why: "A mistyped path must not take a replica off its disk.",
        expected: "LOG_DIR_NOT_FOUND (57), and the partition stays as it is", since: "1.1 (KIP-113)",
        known: "Absent on all platforms that keep logs in an object store", needs: [.api(34, atLeast: 1)]
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(1)
        let answer = try await probe.send(
            AlterReplicaLogDirsRequest {
                $0.dirs = [
                    .init {
                        $0.path = "/seatrial-no-such-directory"
                        $0.topics = [
                            .init {
                                $0.name = log.topic
                                $0.partitions = [log.partition]
                            }
                        ]
                    }
                ]
            }, to: log.leader)
        let results = answer.results.first { $0.topicName == log.topic }?.partitions ?? []
        guard let code = results.first(where: { $0.partitionIndex == log.partition })?.errorCode else {
            return .fail("AlterReplicaLogDirs answered without an entry for the partition")
        }
        try probe.expectNoRightMissing(code, "a move to another directory")
        let facts = ["no such directory": "\(code)"]
        if code == .none { return .fail("A directory that is not there is accepted", facts) }
        let still = try await log.records(from: base, to: base + 1)
        guard still.count == 1 else { return .fail("After the refusal the record cannot be read", facts) }
        return code == .logDirNotFound ? .pass("\(code)", facts) : .degraded("Refused with \(code)", facts)
    }
}
