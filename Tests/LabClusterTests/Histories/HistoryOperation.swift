/// One step of a history: what somebody asks of the cluster, or what happens to it.
///
/// Nothing in it is an offset, an epoch or an id: those follow from what the model knows when the step is done. So a
/// history still means something when steps are left out.
enum HistoryOperation: Sendable {
    case produce(Production)
    case replicate

    /// InitProducerId with a transactional id; it fences who had it before.
    case initiate(producer: Int)
    case add(producer: Int, partition: Int, stale: Bool)
    case addOffsets(producer: Int, stale: Bool)
    case commitInTransaction(producer: Int, partition: Int, offset: Int64, stale: Bool)
    case end(producer: Int, commits: Bool, stale: Bool)
    /// A minute passes for transactions.
    case minutePasses

    case fetch(Reading)
    case listOffsets(partition: Int, OffsetQuestion, committed: Bool)
    case deleteRecords(partition: Int, share: Int)
    /// The cleaner of logs looks for what is too old.
    case retain

    case stop(node: Int32)
    case kill(node: Int32)
    case start(node: Int32)

    /// - Parameter goesOn: whether a member without an id asks again as soon as it has one.
    case join(member: Int, goesOn: Bool)
    case sync(member: Int, stale: Bool)
    case heartbeat(member: Int, stale: Bool)
    case leave(member: Int)
    /// nil commits from outside of the group.
    case commit(member: Int?, partition: Int, offset: Int64, stale: Bool)
    case committed(stable: Bool)
}

/// A batch that is sent.
struct Production: Sendable {
    enum Sender: Hashable, Sendable {
        case plain
        case idempotent(Int)
        case transactional(Int)
    }

    /// How its numbers lie to those that the partition has.
    enum Form: Hashable, Sendable {
        case next
        /// A batch that was sent before: the last one, the one before that, and so on.
        case again(Int)
        /// The numbers of the last batch, and a record more.
        case longer
        case gap
        /// Under the next epoch, at the beginning or not.
        case nextEpoch(atZero: Bool)
        case oldEpoch
        /// A transactional producer writes outside of transactions.
        case outside(gap: Bool)
    }

    let sender: Sender
    let form: Form
    let partition: Int
    /// One for each record: milliseconds after the beginning of the history's time, and bytes of its value.
    let records: [(time: Int64, size: Int)]
    /// 0 none, 1 gzip, 3 LZ4.
    let codec: UInt8
    let awaitsAll: Bool
    /// Far in the past: what retention takes.
    let isOld: Bool
}

extension Production: CustomStringConvertible {
    var description: String {
        let records = records.map { "\($0.time)ms/\($0.size)B" }.joined(separator: " ")
        let acks = awaitsAll ? "all" : "1"
        return "\(sender) \(form) to \(partition), acks=\(acks), codec \(codec)\(isOld ? ", old" : ""): \(records)"
    }
}

/// A Fetch of one partition.
struct Reading: Sendable {
    let partition: Int
    /// Where it begins: thousandths of the way from one before the log's start to one behind its end.
    let share: Int
    let committed: Bool
    let mostBytes: Int32
    let mostBytesOfPartition: Int32
    let version: Int16
}

enum OffsetQuestion: Hashable, Sendable {
    case earliest, latest, latestRecord
    /// Milliseconds after the beginning of the history's time.
    case time(Int64)
}
