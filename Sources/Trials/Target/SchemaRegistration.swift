internal import HTTPProbes
internal import ScenarioModel
internal import Workloads

/// The fleet's schemas at the target's Schema Registry, for as long as a trial lasts.
///
/// Each topic of the fleet has a subject of its own, `<topic>-value`, as the registry's default naming strategy has it. A
/// subject that the trial makes takes any change: a rollout that breaks readers is what it may want to show. One that was
/// there keeps its rules, and is not deleted.
struct SchemaRegistration: Sendable {
    /// One version of the devices' software as the registry takes it.
    struct Version: Sendable {
        var name: String
        var type: SchemaRegistry.SchemaType
        var text: String
    }

    let profile: SchemaRegistryProfile

    /// What the target's registry calls the schemas of a request's fleet; empty where there is no registry or no firmware.
    static func ids(
        for request: TrialRequest, _ topics: PreparedTopics, _ cleanup: TopicCleanup
    ) throws(TrialError) -> [String: UInt32] {
        guard let profile = request.target.schemaRegistry, !request.scenario.firmware.isEmpty else { return [:] }
        let versions = request.scenario.firmware.map { firmware in
            switch firmware.format {
            case .json: Version(name: firmware.version, type: .json, text: firmware.jsonSchema)
            case .avro: Version(name: firmware.version, type: .avro, text: firmware.avroSchema)
            }
        }
        let sent = zip(request.scenario.topics, topics.names).filter { topic, _ in
            request.scenario.fleet.contains { $0.topic == topic.name && $0.firmware != nil }
        }
        return try SchemaRegistration(profile: profile).register(
            versions, topics: sent.map(\.1), onCreate: cleanup.created(subject:))
    }

    /// Registers every version under the subjects of the topics that it may be sent to; gives each version's id.
    ///
    /// Blocks. `onCreate` hears of every subject that was not there, before it is made.
    func register(
        _ versions: [Version], topics: [String], onCreate: (_ subject: String) -> Void
    ) throws(TrialError) -> [String: UInt32] {
        var ids: [String: UInt32] = [:]
        do throws(HTTPError) {
            let registry = try SchemaRegistry(url: profile.url, user: profile.user, password: profile.password)
            for topic in topics {
                let subject = "\(topic)-value"
                if try !registry.has(subject: subject) {
                    onCreate(subject)
                    try registry.allowAnyChange(of: subject)
                }
                for version in versions {
                    let id = try registry.register(version.text, version.type, subject: subject)
                    // The registry gives equal schemas one id, whatever their subjects.
                    ids[version.name] = id
                }
            }
        } catch {
            throw TrialError(.target, "the Schema Registry: \(error)")
        }
        return ids
    }

    /// Deletes subjects; gives a sentence for each that is left.
    ///
    /// Blocks.
    func delete(_ subjects: [String]) -> [String] {
        var problems: [String] = []
        do throws(HTTPError) {
            let registry = try SchemaRegistry(url: profile.url, user: profile.user, password: profile.password)
            for subject in subjects {
                do throws(HTTPError) {
                    try registry.delete(subject: subject)
                } catch {
                    problems.append("subject '\(subject)' of the Schema Registry: \(error)")
                }
            }
        } catch {
            problems.append("the Schema Registry: \(error)")
        }
        return problems
    }
}
