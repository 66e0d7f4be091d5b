import Evidence
import Foundation
import Scorecards

extension CompatibilityReport {
    /// The run as JUnit XML, one test case a check, one suite a group; `docs/compatibility.md` says what becomes what.
    ///
    /// - Parameter strict: what is degraded fails, too.
    package func junit(strict: Bool) -> String {
        let suites = score.groups.map { group in (group, group.checks.map { JUnitCase($0, self, strict: strict) }) }
        let document = JUnitCase.suite(
            "testsuites", [("name", "seatrial compat \(run.cluster.target)")], suites.flatMap(\.1),
            .joined(
                suites.map { group, cases in
                    JUnitCase.suite(
                        "testsuite",
                        [("name", group.group), ("timestamp", run.startedAt.formatted(.iso8601))], cases,
                        .joined(cases.map(\.markup)))
                }))
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.source
    }
}

/// One check as a test case.
private struct JUnitCase {
    private enum Outcome {
        case passed, failed, errored, skipped
    }

    private let check: CheckScore
    private let outcome: Outcome
    /// Why it did not simply pass; nil where it did.
    private let message: String?

    init(_ check: CheckScore, _ report: CompatibilityReport, strict: Bool) {
        self.check = check
        let finding = check.finding
        let verdict = "\(finding.verdict.rawValue): \(finding.observed)"
        if let broken = report.comparison?.brokenPromises.first(where: { $0.check == finding.id }) {
            outcome = .failed
            message = "was '\(broken.baseline)' in the baseline; \(verdict)"
            return
        }
        message = finding.verdict == .pass ? nil : verdict
        outcome =
            switch finding.verdict {
            case .pass: .passed
            case _ where check.standing == .unused: .skipped
            case .degraded: strict ? .failed : .passed
            case .fail: .failed
            case .unsupported: check.rating == .red ? .failed : .skipped
            case .inconclusive: .errored
            case .notRun: .skipped
            }
    }

    /// An element with the counts and the time of its cases.
    static func suite(
        _ name: StaticString, _ attributes: [(StaticString, String?)], _ cases: [JUnitCase], _ content: Markup
    ) -> Markup {
        let totals: [(StaticString, String?)] = [
            ("tests", "\(cases.count)"), ("failures", "\(cases.count { $0.outcome == .failed })"),
            ("errors", "\(cases.count { $0.outcome == .errored })"),
            ("skipped", "\(cases.count { $0.outcome == .skipped })"),
            ("time", seconds(cases.reduce(0) { $0 + $1.check.finding.seconds })),
        ]
        return .element(name, attributes + totals, content)
    }

    var markup: Markup {
        let finding = check.finding
        let attributes: [(StaticString, String?)] = [
            ("name", finding.id), ("classname", "seatrial.compat.\(finding.group)"),
            ("time", JUnitCase.seconds(finding.seconds)),
        ]
        return .element("testcase", attributes, message.map(content))
    }

    private func content(_ message: String) -> Markup {
        let attributes: [(StaticString, String?)] = [
            ("message", message), ("type", check.finding.verdict.rawValue),
        ]
        return switch outcome {
        case .failed: .element("failure", attributes, Markup(details))
        case .errored: .element("error", attributes, Markup(details))
        case .skipped: .element("skipped", [("message", message)] as [(StaticString, String?)], nil)
        case .passed: .element("system-out", [], Markup("\(message)\n\(details)"))
        }
    }

    private var details: String {
        let finding = check.finding
        let lines: [(String, String?)] = [
            ("", finding.title), ("expected: ", finding.expected), ("observed: ", finding.observed),
            ("means: ", finding.why), ("remedy: ", finding.remedy), ("weighs: ", check.origin),
        ]
        return lines.compactMap { lead, text in text.map { lead + $0 } }.joined(separator: "\n")
    }

    /// With three decimals and a point, whatever the locale.
    private static func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "0.000" }
        let milliseconds = Int64((min(max(0, seconds), 1e9) * 1000).rounded())
        let rest = "\(milliseconds % 1000)"
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
