internal import Compatibility
internal import KafkaClient
internal import ScenarioModel

/// A target as the checks reach it; the cluster inside the process runs as long as it lives.
struct OpenTarget {
    let target: CompatibilityTarget
    let secrets: [String]
    private let embedded: EmbeddedCluster?

    var isEmbedded: Bool { embedded != nil }

    init(_ profile: TargetProfile) throws {
        var properties = profile.properties
        if profile.isEmbedded {
            let cluster: EmbeddedCluster
            do {
                cluster = try EmbeddedCluster(brokers: 3)
            } catch {
                throw CommandFailure(.internalError, "\(error)")
            }
            embedded = cluster
            properties["bootstrap.servers"] = cluster.bootstrap
        } else {
            embedded = nil
            properties["bootstrap.servers"] = profile.bootstrap
        }
        secrets = profile.secrets
        target = CompatibilityTarget(
            name: profile.name, properties: properties, login: profile.login,
            connect: profile.connect.map { HTTPService(url: $0.url, user: $0.user, password: $0.password) },
            schemaRegistry: profile.schemaRegistry.map {
                HTTPService(url: $0.url, user: $0.user, password: $0.password)
            })
    }
}
