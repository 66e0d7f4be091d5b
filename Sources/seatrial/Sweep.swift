internal import ArgumentParser
internal import ScenarioModel
internal import Scorecards

/// One value of a scenario in several variants, each of which becomes a trial: `--sweep key=device,region`.
///
/// `key` stands for the key of every device group; anything else is a path as `--set` takes it.
struct Sweep: ExpressibleByArgument {
    var name: String
    var values: [String]

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        name = String(argument[..<sign])
        values = argument[argument.index(after: sign)...].split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingPrefix { $0 == " " } }.map { String($0) }
        guard !name.isEmpty, values.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    func validate(repeats: Int) throws {
        let most = Comparison.trialCounts.upperBound
        guard (2...most).contains(values.count) else {
            throw ValidationError("--sweep \(name): give 2 to \(most) values, separated by commas")
        }
        guard values.count * repeats <= most else {
            throw ValidationError(
                "--sweep \(name) with --repeat \(repeats): \(values.count * repeats) trials are too many to compare, "
                    + "the most is \(most)")
        }
        if let repeated = values.first(where: { value in values.count { $0 == value } > 1 }) {
            throw ValidationError("--sweep \(name): '\(repeated)' twice")
        }
    }

    /// What `--set` would be told for one of the values.
    ///
    /// A sweep of keys also lets one live reader keep a table by device, which is what tells whether the order of a
    /// device's events was kept.
    func overrides(_ value: String, for scenario: Scenario) -> [String] {
        guard name == "key" else { return ["\(name)=\(value)"] }
        let keys = scenario.fleet.map { "fleet.\($0.name).key=\(value)" }
        let isTracked = scenario.readers.contains { $0.upserts }
        let reader = scenario.readers.first { $0.role == .live }
        return keys + (isTracked ? [] : reader.map { ["readers.\($0.name).upserts=true"] } ?? [])
    }

    /// What would make a variant say less than it seems to; nil where there is nothing.
    func caution(_ value: String, for scenario: Scenario) -> String? {
        guard name == "key", let strategy = KeyStrategy(name: value) else { return nil }
        for part in strategy.parts {
            for group in scenario.fleet {
                let count =
                    switch part {
                    case .device: group.devices
                    case .tenant: group.tenants
                    case .region: group.regions
                    case .segment: group.segments
                    }
                if count == 1, strategy.parts.count == 1, group.devices > 1 {
                    return
                        "group '\(group.name)' has one \(part.rawValue): by that key all its events share a partition"
                }
            }
        }
        return nil
    }
}

extension Comparison {
    /// The trials of a sweep, in the order in which they ran.
    init(label: String, trials: [(label: String, outcome: TrialConductor.Outcome)]) {
        self.init(label: label, trials: trials.map { ($0.label, $0.outcome.evidence, $0.outcome.scorecard) })
    }
}
