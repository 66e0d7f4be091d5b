internal import Foundation
internal import GRDB
internal import Quantities
package import Traces

/// Writes one trace: into `NAME.partial` first, which becomes NAME when it is whole.
///
/// One owner, one thread at a time. Calls block for as long as the file system takes. A writer that goes without
/// `finish` takes its unfinished file with it. Memory goes by partitions and distinct keys, not by events.
package final class TraceWriter {
    /// Where the trace will be.
    package let path: String
    private let partialPath: String
    private let mayReplace: Bool
    private let manifest: TraceManifest
    /// Nil once the writer has finished or was abandoned.
    private var queue: DatabaseQueue?
    private var keys: KeyInterner
    /// By topic, then partition; `firstLane` has where each topic begins.
    private var lanes: [PartitionBuffer]
    private let firstLane: [Int]
    private let blockEvents: Int
    private var offsets: [TracePartition] = []
    private var gaps = 0

    private init(path: String, manifest: TraceManifest, mayReplace: Bool, mostKeys: Int, queue: DatabaseQueue) {
        self.path = path
        partialPath = TraceWriter.partial(path)
        self.manifest = manifest
        self.mayReplace = mayReplace
        self.queue = queue
        keys = KeyInterner(most: mostKeys)
        lanes = Array(repeating: PartitionBuffer(), count: manifest.partitionCount)
        firstLane = manifest.topics.indices.map { topic in
            manifest.topics[..<topic].reduce(0) { $0 + Int($1.partitions) }
        }
        // What waits for its block is at most a million events of 40 bytes, until there are 4096 partitions.
        blockEvents = min(TraceBlock.mostEvents, max(256, (1 << 20) / max(1, manifest.partitionCount)))
    }

    deinit { abandon() }

    /// Begins a trace; there must be none at `path` unless `replacing`.
    ///
    /// The file is for this user alone. The manifest's window end is set by `finish`. Beyond `mostKeys` distinct keys,
    /// new keys share the numbers of others.
    package static func create(
        at path: String, manifest: TraceManifest, replacing: Bool = false, mostKeys: Int = Int(TraceEvent.noKey)
    ) throws(TraceError) -> TraceWriter {
        precondition(
            (1...TraceManifest.mostTopics).contains(manifest.topics.count)
                && manifest.topics.allSatisfy { (1...TraceManifest.mostPartitions).contains($0.partitions) }
                && manifest.partitionCount <= TraceManifest.mostPartitionsInAll
                && Set(manifest.topics.map(\.name)).count == manifest.topics.count,
            "a trace of topics \(manifest.topics)")
        let partial = partial(path)
        if !replacing {
            guard !FileManager.default.fileExists(atPath: path) else {
                throw TraceError(
                    .exists, "it is there already", path: path, remedy: "name another file, or allow it to be replaced")
            }
            guard !FileManager.default.fileExists(atPath: partial) else {
                throw TraceError(
                    .unfinished, "\(partial) is there: another capture writes it, or one was killed", path: path,
                    remedy: "if none runs, delete it; or name another file")
            }
        }
        try NewFile.create(partial)
        do {
            let queue = try DatabaseQueue(path: partial, configuration: configuration)
            try queue.write { database in
                for table in TraceSchema.tables { try database.execute(sql: table.sql) }
                try database.execute(
                    sql: """
                        PRAGMA application_id = \(TraceSchema.applicationID);
                        PRAGMA user_version = \(TraceManifest.currentFormat)
                        """)
                var manifest = manifest
                manifest.windowEnd = max(manifest.windowStart, manifest.windowEnd)
                try ManifestTables.insert(manifest, database)
            }
            return TraceWriter(
                path: path, manifest: manifest, mayReplace: replacing, mostKeys: mostKeys, queue: queue)
        } catch {
            NewFile.remove(partial)
            throw TraceError(error, during: "writing", path: path)
        }
    }

    /// The number of a key by its salted hash, a new one where it was not seen before.
    package func intern(keyHash: UInt64) -> UInt32 { keys.intern(keyHash) }

    /// Distinct keys so far.
    package var keyCount: Int { keys.count }

    /// Events whose key shares the number of another.
    package var sharedKeyEvents: Int64 { keys.shared }

    /// Says what a topic's timestamps turned out to be, where the manifest could not know it.
    package func setTimestampKind(_ kind: TraceManifest.TimestampKind, ofTopic topic: Int) throws(TraceError) {
        try write { try ManifestTables.setTimestampKind(kind, ofTopic: topic, $0) }
    }

    /// Adds events of any partitions, those of one partition in the order of their offsets.
    ///
    /// A time before that of the record ahead of it in its partition is raised to it, and counted.
    package func append(events: [TraceEvent]) throws(TraceError) {
        for event in events {
            let lane = lane(topic: event.topic, partition: event.partition)
            precondition(!event.hasKey || Int(event.key) < keys.count, "key \(event.key) was not interned")
            precondition(
                event.keyBytes >= 0 && event.valueBytes >= TraceEvent.tombstone && event.headerBytes >= 0,
                "an event of negative size: \(event)")
            lanes[lane].append(event)
            if lanes[lane].events.count >= blockEvents { try flush(lane) }
        }
    }

    package func addGap(_ gap: TraceGap) throws(TraceError) {
        gaps += 1
        try write { try GapTable.insert(gap, $0) }
    }

    package func addGroups(_ groups: [TraceGroup]) throws(TraceError) {
        try write { database in for group in groups { try GroupTable.insert(group, database) } }
    }

    package func addBatches(_ batches: [TraceBatch]) throws(TraceError) {
        try write { database in for batch in batches { try BatchTable.insert(batch, database) } }
    }

    /// Says which offsets were read of partitions, once for each; their counts of events are filled in by the writer.
    package func addPartitions(_ partitions: [TracePartition]) {
        offsets += partitions
    }

    /// Makes the trace whole and gives it its name.
    ///
    /// - Parameter windowEnd: in nanoseconds since 1970; moved behind the last event where that is later.
    package func finish(windowEnd: Int64) throws(TraceError) -> TraceSummary {
        for lane in lanes.indices where !lanes[lane].events.isEmpty { try flush(lane) }
        var partitions = offsets
        for index in partitions.indices {
            let buffer = lanes[lane(topic: partitions[index].topic, partition: partitions[index].partition)]
            partitions[index].events = buffer.written
            partitions[index].raisedTimes = buffer.raisedTimes
        }
        let written = lanes.reduce(0) { $0 + $1.written }
        let last = lanes.filter { $0.written > 0 }.map { Int64($0.lastNs) + 1 }.max() ?? 0
        let (end, overflow) = manifest.windowStart.addingReportingOverflow(last)
        precondition(!overflow, "an event \(last) ns behind a window that starts at \(manifest.windowStart)")
        try write { [keys] database in
            for partition in partitions { try PartitionTable.insert(partition, database) }
            try KeyPages.insert(keys.hashes, database)
            try ManifestTables.finish(
                windowEnd: max(windowEnd, end), events: written, keys: keys.count, database)
        }
        guard let queue else { preconditionFailure("a trace is finished twice") }
        do {
            try queue.close()
        } catch {
            throw TraceError(error, during: "writing", path: path)
        }
        self.queue = nil
        let bytes: Int64
        do throws(TraceError) {
            bytes = try NewFile.settle(partialPath, as: path, mayReplace: mayReplace)
        } catch {
            NewFile.remove(partialPath)
            throw error
        }
        return TraceSummary(
            events: written, keys: keys.count, gaps: gaps,
            raisedTimes: lanes.reduce(0) { $0 + $1.raisedTimes }, size: ByteCount(bytes))
    }

    /// Removes what was written; does nothing after `finish`.
    package func abandon() {
        guard queue != nil else { return }
        // Closes the file: nobody else has the queue.
        queue = nil
        NewFile.remove(partialPath)
    }

    private func lane(topic: Int, partition: Int32) -> Int {
        precondition(
            manifest.topics.indices.contains(topic) && partition >= 0
                && partition < manifest.topics[topic].partitions,
            "topic \(topic), partition \(partition) is not in the manifest")
        return firstLane[topic] + Int(partition)
    }

    private func flush(_ lane: Int) throws(TraceError) {
        let block = lanes[lane].takeBlock()
        try write { try BlockTable.insert(block, $0) }
    }

    private func write(_ body: (Database) throws -> Void) throws(TraceError) {
        guard let queue else { preconditionFailure("a trace is written to after its end") }
        do {
            try queue.write(body)
        } catch {
            throw TraceError(error, during: "writing", path: path)
        }
    }

    private static func partial(_ path: String) -> String { path + ".partial" }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "trace"
        configuration.prepareDatabase { database in
            // Nobody reads the file before it has its name, and after a crash it is not kept: no journal on disk, and
            // one fsync, at the end.
            try database.execute(sql: "PRAGMA journal_mode = MEMORY")
            try database.execute(sql: "PRAGMA synchronous = OFF")
        }
        return configuration
    }
}
