internal import Captures
internal import Quantities
internal import TraceStore
internal import Traces

extension CaptureSink {
    /// Writes a trace file; called, like the sink, on the capture's thread.
    static func trace(at path: String, manifest: TraceManifest, mostKeys: Int) throws -> CaptureSink {
        let writer = try TraceWriter.create(at: path, manifest: manifest, mostKeys: mostKeys)
        return CaptureSink(
            intern: { writer.intern(keyHash: $0) },
            append: { try writer.append(events: $0) },
            addGap: { try writer.addGap($0) },
            finish: { closing in
                for (topic, kind) in closing.timestampKinds.enumerated() {
                    if let kind { try writer.setTimestampKind(kind, ofTopic: topic) }
                }
                writer.addPartitions(closing.partitions)
                try writer.addGroups(closing.groups)
                try writer.addBatches(closing.batches)
                let shared = writer.sharedKeyEvents
                let summary = try writer.finish(windowEnd: closing.windowEnd)
                return Kept(
                    events: summary.events, keys: summary.keys, sharedKeyEvents: shared,
                    raisedTimes: summary.raisedTimes, bytes: summary.size.rawValue)
            },
            abandon: { writer.abandon() })
    }
}
