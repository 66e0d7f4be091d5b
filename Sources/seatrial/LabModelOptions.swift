internal import ArgumentParser
internal import LabCluster

/// How a lab cluster is to be: the model of its storage, and what is wrong with it.
struct LabModelOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The lab or embedded cluster's model of storage: broker-local or shared-storage.", valueName: "profile"),
        completion: .list(LabProfile.allCases.map(\.rawValue)))
    var profile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The lab or embedded cluster is wrong in this way; may be repeated. 'seatrial lab --list-defects'.",
            valueName: "id[:key=value,...]"))
    var defect: [String] = []

    var model: LabProfile? { profile.flatMap(LabProfile.init(rawValue:)) }

    /// Whether anything was asked for.
    var isPlain: Bool { profile == nil && defect.isEmpty }

    func validate() throws {
        if let profile, model == nil {
            let known = LabProfile.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--profile \(profile): there are \(known)")
        }
        _ = try defects()
    }

    func apply(to settings: inout LabSettings) throws {
        model?.apply(to: &settings)
        settings.defects = try defects()
    }

    private func defects() throws -> [DefectSetting] {
        do {
            return try defect.map { try DefectSetting($0) }
        } catch let mistake as DefectMistake {
            throw ValidationError("--defect: \(mistake)")
        }
    }
}
