internal import Foundation
internal import KafkaClient
internal import LabCluster
internal import LoadEngine
internal import Quantities
package import ScenarioModel

/// One step of looking at a target: what was tried, what came of it, what to do.
package struct DoctorStep: Hashable, Sendable, Codable {
    package enum Outcome: String, Hashable, Sendable, Codable {
        case passed, failed, skipped
    }

    package var name: String
    package var outcome: Outcome
    package var detail: String
    /// What to do about a failure; nil where nothing need be done.
    package var advice: String?

    package init(name: String, outcome: Outcome, detail: String, advice: String? = nil) {
        self.name = name
        self.outcome = outcome
        self.detail = detail
        self.advice = advice
    }
}

/// Looks at a target as a trial would use it: resolves, connects, authenticates, lists brokers and their protocol's age,
/// then creates a topic, writes, reads in a group, commits and deletes, and says what to do about each failure.
package struct TargetDoctor: Sendable {
    private let profile: TargetProfile
    /// Whether it may create a topic, write to it and delete it.
    private let mayWrite: Bool
    private static let timeoutMs: Int32 = 10_000

    package init(_ profile: TargetProfile, mayWrite: Bool) {
        self.profile = profile
        self.mayWrite = mayWrite
    }

    /// All steps; after a failed one, those that need it are skipped.
    ///
    /// Blocks: for a thread of its own.
    package func examine() -> [DoctorStep] {
        var steps = profile.isEmbedded ? [] : [resolve()]
        var profile = profile
        profile.properties["debug"] = "feature"
        let connection: TargetConnection
        do throws(TrialError) {
            connection = try TargetConnection.open(profile, trial: "check")
        } catch {
            steps.append(DoctorStep(name: "connect", outcome: .failed, detail: error.description))
            return steps + ["brokers", "topic", "write", "read", "clean up"].map(TargetDoctor.skipped)
        }
        defer { connection.embedded?.stopWaiting() }
        steps.append(DoctorStep(name: "connect", outcome: .passed, detail: security))
        steps += [brokers(connection), versions(connection), roundTrip(connection)]
        guard mayWrite else { return steps + ["topic", "write", "read", "clean up"].map(TargetDoctor.skipped) }
        return steps + rehearse(connection)
    }

    private static func skipped(_ name: String) -> DoctorStep {
        DoctorStep(name: name, outcome: .skipped, detail: "not tried")
    }

    private var security: String {
        let protocolName = (profile.properties["security.protocol"] ?? "plaintext").uppercased()
        let mechanism = profile.properties["sasl.mechanism"] ?? profile.properties["sasl.mechanisms"]
        let user = profile.properties["sasl.username"].map { " as \($0)" } ?? ""
        return protocolName + (mechanism.map { " with \($0)" } ?? "") + user
    }

    private func resolve() -> DoctorStep {
        let hosts = profile.bootstrap.split(separator: ",").map { server in
            server.split(separator: ":").dropLast().joined(separator: ":").trimmingCharacters(
                in: .init(charactersIn: "[] "))
        }
        let unknown = hosts.filter { Host(name: $0).addresses.isEmpty && Host(address: $0).addresses.isEmpty }
        guard unknown.isEmpty else {
            return DoctorStep(
                name: "resolve", outcome: .failed,
                detail: "no address for \(unknown.joined(separator: ", "))",
                advice: "Check the host names in bootstrap, and that this machine's DNS knows them.")
        }
        return DoctorStep(name: "resolve", outcome: .passed, detail: hosts.joined(separator: ", "))
    }

    private func brokers(_ connection: TargetConnection) -> DoctorStep {
        let brokers = connection.metadata.brokers.sorted { $0.id < $1.id }
        let list = brokers.map { "\($0.id) at \($0.host):\($0.port)" }.joined(separator: ", ")
        let cluster = connection.metadata.clusterID.map { " of cluster \($0)" } ?? ""
        return DoctorStep(name: "brokers", outcome: .passed, detail: "\(brokers.count)\(cluster): \(list)")
    }

    private func versions(_ connection: TargetConnection) -> DoctorStep {
        var versions = BrokerVersions()
        for notice in connection.notices + connection.admin.takeNotices() { versions.read(logLine: notice.text) }
        guard let release = versions.release else {
            return DoctorStep(name: "protocol", outcome: .skipped, detail: "the broker did not tell its API versions")
        }
        return DoctorStep(
            name: "protocol", outcome: .passed,
            detail: "\(versions.highest.count) APIs known to \(ClientVersion.description), as Kafka \(release)")
    }

    private func roundTrip(_ connection: TargetConnection) -> DoctorStep {
        let trips = connection.roundTripsNs.sorted().map { Nanoseconds(Int64($0)) }
        let (least, median, most) = (trips.first ?? .zero, trips[trips.count / 2], trips.last ?? .zero)
        return DoctorStep(
            name: "round trip", outcome: .passed,
            detail: "median \(median), least \(least), most \(most) of \(trips.count)")
    }

    /// What a trial does, once: topic, starting offsets, one event, one member.
    private func rehearse(_ connection: TargetConnection) -> [DoctorStep] {
        let name = "seatrial.check-\(String(UInt32.random(in: .min ... .max), radix: 16))"
        var steps: [DoctorStep] = []
        let topics = attempt("topic", &steps) { () throws(TrialError) in
            let topics = try connection.prepare([Topic(name: name, partitions: 1)], prefix: "")
            return (topics, "created \(name) with replication factor \(topics.replication.first ?? 0)")
        }
        guard topics != nil else { return steps + ["write", "read", "clean up"].map(TargetDoctor.skipped) }
        let written = attempt("write", &steps) { () throws(TrialError) in
            let took = try ProbeEvent.write(connection, topic: name)
            return (true, "one event acknowledged after \(took)")
        }
        if written != nil {
            _ = attempt("read", &steps) { () throws(TrialError) in
                let took = try ProbeEvent.read(connection, topic: name, group: "seatrial-check-\(name)")
                return (true, "joined a group, read the event and committed in \(took)")
            }
        } else {
            steps.append(TargetDoctor.skipped("read"))
        }
        let problems = connection.delete([name])
        steps.append(
            problems.isEmpty
                ? DoctorStep(name: "clean up", outcome: .passed, detail: "deleted \(name)")
                : DoctorStep(
                    name: "clean up", outcome: .failed, detail: problems.joined(separator: "; "),
                    advice: "Grant Delete on topics with the prefix 'seatrial.', or use --keep-topics and delete them.")
        )
        return steps
    }

    private func attempt<Value>(
        _ name: String, _ steps: inout [DoctorStep], _ action: () throws(TrialError) -> (Value, String)
    ) -> Value? {
        do throws(TrialError) {
            let (value, detail) = try action()
            steps.append(DoctorStep(name: name, outcome: .passed, detail: detail))
            return value
        } catch {
            steps.append(DoctorStep(name: name, outcome: .failed, detail: error.description))
            return nil
        }
    }
}
