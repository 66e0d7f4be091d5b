internal import KafkaClient
internal import Traces

/// Which consumer groups read the captured topics, and how far behind they are.
///
/// What cannot be learned is not an error: the trace then goes without, and `notes` says why.
struct GroupSurvey {
    private(set) var groups: [TraceGroup] = []
    private(set) var notes: [String] = []
    /// Which of `groups` a group on a topic is.
    private var places: [Place: Int] = [:]

    private struct Place: Hashable {
        var group: String
        var topic: Int
    }

    /// More would take longer than a capture should keep a cluster busy with questions.
    static let mostGroups = 1000
    private static let timeoutMs: Int32 = 10_000

    /// Asks for all groups, what they have committed and who is in them; `ends` are the log ends of the captured
    /// partitions, for the lag at the window's start, nil where that cannot be known any more.
    mutating func begin(_ admin: Admin, topics: [String], ends: [TopicPartition]?) {
        do throws(KafkaError) {
            var names = try admin.groupNames(timeoutMs: GroupSurvey.timeoutMs)
            if names.isEmpty {
                notes.append(
                    "no consumer group can be seen: there is none, or this user lacks Describe on groups")
            }
            if names.count > GroupSurvey.mostGroups {
                notes.append("\(names.count) consumer groups: only the first \(GroupSurvey.mostGroups) were asked")
                names = Array(names.prefix(GroupSurvey.mostGroups))
            }
            for name in names { try note(name, admin, topics: topics, ends: ends) }
        } catch {
            fail(error)
        }
    }

    /// Asks the groups that were found again, for their lag at the window's end.
    mutating func end(_ admin: Admin, topics: [String], ends: [TopicPartition]) {
        do throws(KafkaError) {
            for name in Set(groups.map(\.group)).sorted() {
                let lags = GroupSurvey.lags(
                    of: try admin.committed(byGroup: name, timeoutMs: GroupSurvey.timeoutMs), topics: topics, ends: ends
                )
                for (topic, lag) in lags {
                    guard let place = places[Place(group: name, topic: topic)] else { continue }
                    groups[place].lagAtEnd = lag.events
                }
            }
        } catch {
            fail(error)
        }
    }

    private mutating func note(
        _ name: String, _ admin: Admin, topics: [String], ends: [TopicPartition]?
    ) throws(KafkaError) {
        let committed = try admin.committed(byGroup: name, timeoutMs: GroupSurvey.timeoutMs)
        let lags = GroupSurvey.lags(of: committed, topics: topics, ends: ends ?? [])
        let described = try admin.describe(group: name, timeoutMs: GroupSurvey.timeoutMs)
        // A group that has not committed yet is known by what its members are assigned.
        let assigned = Set(described.members.flatMap { $0.partitions.map(\.topic) })
        for (topic, topicName) in topics.enumerated() where lags[topic] != nil || assigned.contains(topicName) {
            places[Place(group: name, topic: topic)] = groups.count
            groups.append(
                TraceGroup(
                    group: name, state: described.state, members: described.members.count, topic: topic,
                    partitions: lags[topic]?.partitions ?? 0, lagAtStart: ends == nil ? nil : lags[topic]?.events,
                    lagAtEnd: nil))
        }
    }

    private mutating func fail(_ error: KafkaError) {
        notes.append("consumer groups are left out, or not all there: \(error)")
    }

    /// By topic: on how many partitions there is a commit, and how many records lie behind those.
    static func lags(
        of committed: [TopicPartition], topics: [String], ends: [TopicPartition]
    ) -> [Int: (partitions: Int, events: Int64)] {
        let numbers = Dictionary(topics.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var endOffsets: [TopicPartition: Int64] = [:]
        for end in ends { endOffsets[TopicPartition(topic: end.topic, partition: end.partition)] = end.offset }
        var lags: [Int: (partitions: Int, events: Int64)] = [:]
        for commit in committed {
            guard let topic = numbers[commit.topic], let offset = commit.offset else { continue }
            let end = endOffsets[TopicPartition(topic: commit.topic, partition: commit.partition)] ?? offset
            lags[topic, default: (0, 0)].partitions += 1
            lags[topic, default: (0, 0)].events += max(0, end - offset)
        }
        return lags
    }
}
