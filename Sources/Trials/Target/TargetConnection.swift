package import KafkaClient
package import LabCluster
internal import LoadEngine
internal import Quantities
package import ScenarioModel

/// A target that answered: its client properties, its brokers, and the embedded cluster where it is one.
package struct TargetConnection: Sendable {
    package var profile: TargetProfile
    package var properties: [String: String]
    package var admin: Admin
    package var metadata: ClusterMetadata
    /// Round trips of small requests, in nanoseconds.
    package var roundTripsNs: [UInt64]
    /// What the client library said while connecting.
    package var notices: [ClientNotice]
    package var embedded: LabCluster?

    /// How long a target may take to answer the first time.
    private static let connectSeconds = 10.0

    /// Connects, or says within about ten seconds why not.
    ///
    /// Blocks: for a thread of its own.
    package static func open(
        _ profile: TargetProfile, embedded settings: LabSettings = .embedded, trial: String
    ) throws(TrialError) -> TargetConnection {
        let (embedded, bootstrap) = profile.isEmbedded ? try start(settings) : (nil, profile.bootstrap)
        do throws(KafkaError) {
            let properties = ClientProperties.common(profile, bootstrap: bootstrap, trial: trial)
            let admin = try Admin(settings: properties)
            var notices: [ClientNotice] = []
            let metadata = try admin.firstAnswer(withinSeconds: connectSeconds, noting: &notices)
            var roundTrips: [UInt64] = []
            for _ in 0..<10 {
                let begin = MonotonicClock.reading()
                _ = try admin.metadata(topics: [], timeoutMs: 5000)
                roundTrips.append(MonotonicClock.reading() - begin)
            }
            return TargetConnection(
                profile: profile, properties: properties, admin: admin, metadata: metadata, roundTripsNs: roundTrips,
                notices: notices, embedded: embedded)
        } catch {
            embedded?.stopWaiting()
            let at = profile.name == profile.bootstrap ? "" : " at \(profile.bootstrap)"
            throw TrialError(.target, "target '\(profile.name)'\(at): \(error)")
        }
    }

    private static func start(_ settings: LabSettings) throws(TrialError) -> (LabCluster?, bootstrap: String) {
        do {
            let cluster = try LabCluster.startWaiting(settings)
            return (cluster, try cluster.bootstrapWaiting())
        } catch {
            throw TrialError(.target, "the embedded cluster cannot be started: \(error)")
        }
    }

    /// Ends the embedded cluster, where it is one.
    package func close() async { await embedded?.stop() }
}

extension LabSettings {
    /// The cluster inside the process: three nodes, so that one can go.
    package static var embedded: LabSettings {
        var settings = LabSettings()
        settings.nodes = 3
        return settings
    }
}
