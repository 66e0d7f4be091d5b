internal import ArgumentParser
internal import LabCluster
internal import ScenarioModel
internal import Trials

/// How the cluster inside the process is to be, where the target is that one.
struct EmbeddedOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "With the embedded target: the model of its storage, broker-local or shared-storage.",
            valueName: "profile"),
        completion: .list(LabProfile.allCases.map(\.rawValue)))
    var profile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With the embedded target: is wrong in this way; may be repeated. 'seatrial lab --list-defects'.",
            valueName: "id[:key=value,...]"))
    var defect: [String] = []

    func validate() throws {
        if let profile, LabProfile(rawValue: profile) == nil {
            let known = LabProfile.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--profile \(profile): there are \(known)")
        }
        _ = try defects(defect)
    }

    /// The cluster's settings, and the target as it is to be told in reports: what is wrong with it, on purpose, is part
    /// of its name.
    func apply(to target: TargetProfile, breaking more: [String] = []) throws -> (TargetProfile, LabSettings) {
        var settings = LabSettings.embedded
        let broken = defect + more
        guard profile != nil || !broken.isEmpty else { return (target, settings) }
        guard target.isEmbedded else {
            throw CommandFailure(
                .usage, "--profile and --defect are for the embedded target; '\(target.name)' is as it is")
        }
        var target = target
        if let model = profile.flatMap(LabProfile.init(rawValue:)) {
            model.apply(to: &settings)
            target.architecture = model == .brokerLocal ? .brokerLocal : .sharedStorage
        }
        settings.defects = try defects(broken)
        if !broken.isEmpty { target.name += ", broken by \(broken.joined(separator: " and "))" }
        return (target, settings)
    }

    private func defects(_ texts: [String]) throws -> [DefectSetting] {
        do {
            return try texts.map { try DefectSetting($0) }
        } catch let mistake as DefectMistake {
            throw ValidationError("--defect: \(mistake)")
        }
    }
}
