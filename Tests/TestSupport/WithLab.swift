package import LabCluster

/// Runs a test's body with a lab cluster that is there for that time.
package func withLab<Value>(
    _ settings: LabSettings, _ body: (LabCluster) async throws -> Value
) async throws -> Value {
    let cluster = try await LabCluster.start(settings)
    do {
        let value = try await body(cluster)
        await cluster.stop()
        return value
    } catch {
        await cluster.stop()
        throw error
    }
}

/// The same with the bootstrap servers alone.
package func withLab<Value>(
    nodes: Int = 1, topics: [String: Int32] = [:], _ body: (_ bootstrap: String) async throws -> Value
) async throws -> Value {
    var settings = LabSettings()
    settings.nodes = nodes
    settings.topics = topics
    return try await withLab(settings) { try await body(try await $0.bootstrap) }
}
