import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

struct ReassignmentTests {
    /// A cluster of three with one partition at nodes 1 and 2.
    private static func lab(
        copyRate: Int?, _ body: (LabCluster) async throws -> Void
    ) async throws {
        var settings = LabSettings()
        settings.nodes = 3
        settings.copyRate = copyRate
        try await withLab(settings) { cluster in
            try await cluster.onLoop { _ = $0.topics.create("t", assignments: [[1, 2]], in: $0) }
            try await body(cluster)
        }
    }

    private struct Placement: Equatable, Sendable {
        var replicas: [Int32]
        var adding: [Int32]
        var removing: [Int32]
        var inSync: [Int32]
        var leader: Int32
    }

    private static func placement(_ cluster: LabCluster) async throws -> Placement? {
        try await cluster.onLoop { state in
            state.topics["t"]?.partition(0).map {
                Placement(
                    replicas: $0.replicas, adding: $0.adding, removing: $0.removing, inSync: $0.inSync,
                    leader: $0.leader)
            }
        }
    }

    private static func move(_ cluster: LabCluster, to target: [Int32]) async throws {
        try await cluster.onLoop { state in
            guard let partition = state.topics["t"]?.partition(0) else { return }
            for node in try state.beginMove(of: partition, to: target) {
                if let node = state.node(node) { state.copy([partition], to: node) }
            }
        }
    }

    @Test func aMoveEndsWithTheNewReplicasAndALeaderAmongThem() async throws {
        try await Self.lab(copyRate: nil) { cluster in
            try await Self.move(cluster, to: [3])
            #expect(
                try await Self.placement(cluster)
                    == Placement(replicas: [3], adding: [], removing: [], inSync: [3], leader: 3))
        }
    }

    @Test func whileItIsCopiedBothOldAndNewReplicasAreThere() async throws {
        try await Self.lab(copyRate: 1) { cluster in
            try await cluster.onLoop { state in
                let batch = RecordBatch([WireRecord(value: [UInt8](repeating: 1, count: 10_000))])
                try state.topics["t"]?.partition(0)?.append(own: batch, in: state)
            }
            try await Self.move(cluster, to: [3, 1])
            #expect(
                try await Self.placement(cluster)
                    == Placement(replicas: [3, 1, 2], adding: [3], removing: [2], inSync: [1, 2], leader: 1))
            try await cluster.onLoop { state in
                if let partition = state.topics["t"]?.partition(0) { try state.cancelMove(of: partition) }
            }
            #expect(
                try await Self.placement(cluster)
                    == Placement(replicas: [1, 2], adding: [], removing: [], inSync: [1, 2], leader: 1))
        }
    }

    @Test(arguments: [[], [1, 1], [1, 9]] as [[Int32]])
    func targetsThatCannotBeAreRefused(target: [Int32]) async throws {
        try await Self.lab(copyRate: nil) { cluster in
            await #expect(throws: AdminRefusal.self) { try await Self.move(cluster, to: target) }
        }
    }

    @Test func orderIsAMoveOfItsOwn() async throws {
        try await Self.lab(copyRate: nil) { cluster in
            try await Self.move(cluster, to: [2, 1])
            #expect(
                try await Self.placement(cluster)
                    == Placement(replicas: [2, 1], adding: [], removing: [], inSync: [2, 1], leader: 1))
        }
    }
}
