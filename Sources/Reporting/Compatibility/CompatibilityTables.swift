import Evidence
import Scorecards

extension CompatibilityReport {
    var groupTable: FactTable {
        FactTable(
            columns: [
                .words("group"), .words("rating"), .number("checks"), .number("pass"), .number("degraded"),
                .number("fail"), .number("unsupported"), .number("inconclusive"), .number("not run"),
            ],
            rows: score.groups.map { group in
                [
                    FactTable.Cell(group.group),
                    FactTable.Cell(group.rating?.word ?? "–", isAlarming: group.rating == .red),
                    FactTable.Cell("\(group.checks.count)"),
                ]
                    + [CheckVerdict.pass, .degraded, .fail, .unsupported, .inconclusive, .notRun].map { verdict in
                        let count = group.count(verdict)
                        return FactTable.Cell("\(count)", isAlarming: verdict == .fail && count > 0)
                    }
            }, absence: "No check was run.")
    }

    var notRunTable: FactTable {
        FactTable(
            columns: [.words("why"), .number("checks"), .words("which")],
            rows: notRun.map { reason, checks in
                [
                    FactTable.Cell(reason), FactTable.Cell("\(checks.count)"),
                    FactTable.Cell(checks.joined(separator: ", ")),
                ]
            }, absence: "Every check that was asked for was run.")
    }

    /// What the cluster offers, beside the baseline where there is one; differences are marked.
    var apiTable: FactTable {
        var names: [Int: String] = [:]
        for api in (baseline?.apis ?? []) + run.cluster.apis { names[api.key] = api.name ?? names[api.key] }
        let here = Dictionary(run.cluster.apis.map { ($0.key, $0.range) }) { first, _ in first }
        let there = Dictionary((baseline?.apis ?? []).map { ($0.key, $0.range) }) { first, _ in first }
        var columns: [FactTable.Column] = [.number("key"), .words("API")]
        if baseline != nil { columns.append(.words("baseline")) }
        columns.append(.words("versions"))
        return FactTable(
            columns: columns,
            rows: Set(here.keys).union(there.keys).sorted().map { key in
                let differs = baseline != nil && here[key] != there[key]
                var row: [FactTable.Cell] = ["\(key)", FactTable.Cell(names[key] ?? "no API of Apache Kafka")]
                if baseline != nil { row.append(FactTable.Cell(there[key] ?? "absent")) }
                row.append(FactTable.Cell(here[key] ?? "absent", isAlarming: differs))
                return row
            }, absence: "The cluster told none of its APIs.")
    }
}

extension CompatibilityComparison {
    /// `Since kafka (Apache Kafka 4.0 or like it), run ...: 170 checks in both`.
    var summary: String {
        let release = baselineRelease.text("") { " (\($0))" }
        let checks = compared == 1 ? "1 check is in both" : "\(compared) checks are in both"
        let rest =
            isSame
            ? "nothing differs"
            : "\(counted(verdictChanges.count, "verdict")), \(counted(factChanges.count, "value")) and "
                + "\(counted(apiChanges.count, "API or feature", "APIs or features")) differ"
        return "Against \(baselineTarget)\(release), run \(baselineRun): \(checks); \(rest)."
    }

    var verdictTable: FactTable {
        FactTable(
            columns: [.words("check"), .words("baseline"), .words("now")],
            rows: verdictChanges.map { change in
                [
                    FactTable.Cell(change.check), FactTable.Cell(change.baseline),
                    FactTable.Cell(change.observed, isAlarming: losses.contains(change)),
                ]
            }, absence: "No verdict differs.")
    }

    var factTable: FactTable {
        FactTable(
            columns: [.words("check"), .words("what"), .words("baseline"), .words("now")],
            rows: factChanges.map { change in
                [
                    FactTable.Cell(change.check), FactTable.Cell(change.fact ?? ""), FactTable.Cell(change.baseline),
                    FactTable.Cell(change.observed),
                ]
            }, absence: "No value differs where the verdict is the same.")
    }

    var apiTable: FactTable {
        FactTable(
            columns: [.number("key"), .words("API or feature"), .words("baseline"), .words("now")],
            rows: apiChanges.map { change in
                [
                    FactTable.Cell(change.key.map { "\($0)" } ?? "–"), FactTable.Cell(change.name),
                    FactTable.Cell(change.baseline ?? "absent"), FactTable.Cell(change.observed ?? "absent"),
                ]
            }, absence: "Both offer the same APIs and features.")
    }

    /// Checks that could not be compared, in words; empty where both runs have the same.
    var left: [String] {
        [("Only in the baseline", onlyInBaseline), ("Only in this run", onlyInObserved)].compactMap { lead, checks in
            checks.isEmpty ? nil : "\(lead), and not compared: \(checks.joined(separator: ", "))."
        }
    }
}

/// `1 verdict`, `2 verdicts`.
private func counted(_ count: Int, _ word: String, _ plural: String? = nil) -> String {
    count == 1 ? "1 \(word)" : "\(count) \(plural ?? word + "s")"
}
