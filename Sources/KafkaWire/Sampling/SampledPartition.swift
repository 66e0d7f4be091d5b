/// How far the sample of one partition is: a pure account of what was asked and what came.
struct SampledPartition: Sendable {
    let id: Int32
    /// Next to be fetched.
    private(set) var position: Int64
    /// The end of the log when the sample began: what is written later is not waited for.
    let end: Int64
    private(set) var bytesLeft: Int
    private(set) var samples: [BatchSample] = []

    init(id: Int32, position: Int64, end: Int64, maxBytes: Int) {
        self.id = id
        self.position = position
        self.end = end
        bytesLeft = maxBytes
    }

    var isDone: Bool { position >= end || bytesLeft <= 0 }

    func request(atMost limit: Int32) -> FetchRequest.Topic.Partition {
        FetchRequest.Topic.Partition {
            $0.partition = id
            $0.fetchOffset = position
            $0.partitionMaxBytes = min(limit, Int32(clamping: bytesLeft))
        }
    }

    /// Takes in what a Fetch returned; says whether it went on.
    mutating func take(_ entries: LogEntries, topic: String) -> Bool {
        guard let next = entries.nextOffset, next > position else { return false }
        for entry in entries.entries {
            let sample = BatchSample(topic: topic, partition: id, entry)
            guard bytesLeft > 0, sample.baseOffset < end else { break }
            samples.append(sample)
            bytesLeft -= sample.byteSize
        }
        position = next
        return true
    }

    /// The log was cut off under the sample: what is gone is left out.
    mutating func skip(to earliest: Int64) {
        position = max(position, earliest)
    }
}
