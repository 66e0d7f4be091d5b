internal import LabCluster

/// Runs a test's body with the bootstrap servers of a lab cluster that is there for that time.
package func withLab<Value>(
    nodes: Int = 1, topics: [String: Int32] = [:], _ body: (_ bootstrap: String) async throws -> Value
) async throws -> Value {
    var settings = LabSettings()
    settings.nodes = nodes
    settings.topics = topics
    let cluster = try await LabCluster.start(settings)
    do {
        let value = try await body(try await cluster.bootstrap)
        await cluster.stop()
        return value
    } catch {
        await cluster.stop()
        throw error
    }
}
