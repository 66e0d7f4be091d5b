internal import ArgumentParser
internal import LabCluster
internal import ScenarioModel
internal import Trials

/// How the cluster inside the process is to be, where the target is that one.
struct EmbeddedOptions: ParsableArguments {
    @OptionGroup var lab: LabModelOptions

    /// The cluster's settings, and the target as it is to be told in reports: what is wrong with it, on purpose, is part
    /// of its name.
    func apply(to target: TargetProfile) throws -> (TargetProfile, LabSettings) {
        var settings = LabSettings.embedded
        guard !lab.isPlain else { return (target, settings) }
        guard target.isEmbedded else {
            throw CommandFailure(
                .usage, "--profile and --defect are for the embedded target; '\(target.name)' is as it is")
        }
        try lab.apply(to: &settings)
        var target = target
        if let model = lab.model { target.architecture = model == .brokerLocal ? .brokerLocal : .sharedStorage }
        if !lab.defect.isEmpty { target.name += ", broken by \(lab.defect.joined(separator: " and "))" }
        return (target, settings)
    }
}
