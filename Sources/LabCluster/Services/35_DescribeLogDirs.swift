internal import Foundation
internal import KafkaWire

extension LabService {
    /// The sizes of logs at this node, and how full its disk is.
    static let describeLogDirs = LabService(answering: DescribeLogDirsRequest.self, 1...4) { call in
        let (node, cluster) = (call.node, call.cluster)
        let asked = call.request.topics.map { topics in
            Dictionary(topics.map { ($0.topic, Set($0.partitions)) }, uniquingKeysWith: { $0.union($1) })
        }
        var directory = DescribeLogDirsResponse.DescribeLogDirsResult()
        directory.logDir = cluster.logDirectory(of: node)
        (directory.totalBytes, directory.usableBytes) = cluster.directory.room
        for topic in cluster.topics.inOrder {
            let here = topic.partitions.filter { partition in
                partition.replicas.contains(node.id)
                    && asked.map { $0[topic.name]?.contains(partition.index) == true } ?? true
            }
            guard !here.isEmpty else { continue }
            directory.topics.append(
                .init {
                    $0.name = topic.name
                    $0.partitions = here.map { describe($0, at: node) }
                })
        }
        var response = DescribeLogDirsResponse()
        response.results = [directory]
        return response
    }

    private static func describe(
        _ partition: Partition, at node: LabNode
    ) -> DescribeLogDirsResponse.DescribeLogDirsResult.Topic.Partition {
        .init {
            $0.partitionIndex = partition.index
            $0.partitionSize = Int64(partition.log.size)
            if partition.leader == node.id {
                $0.offsetLag = partition.log.endOffset - partition.highWatermark
            } else if !partition.inSync.contains(node.id) {
                $0.offsetLag = partition.log.endOffset - (partition.replicated[node.id] ?? 0)
            }
            // A node that copies has as much as it has copied.
            if let copied = node.copied, copied.partition === partition { $0.partitionSize = Int64(copied.bytes) }
        }
    }
}
