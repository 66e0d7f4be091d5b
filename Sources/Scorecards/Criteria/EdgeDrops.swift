internal import Evidence
internal import Quantities

extension Criterion {
    /// Events that the devices of a group gave up because their buffer was full.
    package static let edgeDrops = Criterion(
        id: "edge-drops", title: "Dropped at the edge",
        why: """
            A dark device keeps what it measures until its buffer is full; what it gives up then, no cluster ever saw. \
            It tells whether the buffers fit the outages, and nothing about the cluster.
            """,
        unit: .fraction, green: 0, yellow: 0.01, dependsOnGenerator: false
    ) { evidence, yardstick in
        // A group that was never dark had nothing to keep.
        evidence.edges.filter { $0.darkSpans > 0 || $0.buffered > 0 || $0.droppedAtEdge > 0 }.map { edge in
            let rows = "edge account of the group \(edge.group), whole trial"
            guard edge.made > 0 else {
                return yardstick.unknown(subject: edge.group, missing: "its devices made no event.", evidence: rows)
            }
            let share = Double(edge.droppedAtEdge) / Double(edge.made)
            var why = "Of \(edge.made.grouped) events made, full buffers gave up \(edge.droppedAtEdge.grouped)"
            why += "; its devices were dark \(edge.darkSpans.grouped) times, at most for \(edge.longestDark)."
            if edge.heldAtEnd > 0 { why += " \(edge.heldAtEnd.grouped) were still on the devices at the end." }
            return yardstick.finding(
                subject: edge.group, value: share,
                shown: edge.droppedAtEdge == 0 ? "none" : "\(edge.droppedAtEdge.grouped) (\(share.percent))", why: why,
                evidence: rows)
        }
    }
}
