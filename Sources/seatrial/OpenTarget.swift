internal import Compatibility
internal import LabCluster
internal import ScenarioModel
internal import Trials

/// A target as the checks reach it; the cluster inside the process runs as long as it lives.
struct OpenTarget {
    let target: CompatibilityTarget
    let secrets: [String]
    private let embedded: LabCluster?

    init(_ profile: TargetProfile, embedded settings: LabSettings = .embedded) throws {
        var properties = profile.properties
        if profile.isEmbedded {
            do {
                let cluster = try LabCluster.startWaiting(settings)
                embedded = cluster
                properties["bootstrap.servers"] = try cluster.bootstrapWaiting()
            } catch {
                throw CommandFailure(.internalError, "the embedded cluster cannot be started: \(error)")
            }
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

    /// Ends the cluster inside the process, where it is one.
    func close() { embedded?.stopWaiting() }
}
