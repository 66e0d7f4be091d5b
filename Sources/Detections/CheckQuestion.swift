internal import Compatibility
internal import Evidence

/// One check of the compatibility catalogue as a finder.
struct CheckQuestion {
    let id: String

    /// Whether it asks who may do what, so that the cluster needs logins.
    var asksForLogin: Bool { id.hasPrefix("sec.") }

    /// - Parameter login: properties of an administrator; nil where the cluster has no logins.
    func ask(_ bootstrap: String, login: [String: String]? = nil) async throws -> DefectDetection.Answer {
        let checks = Check.all.filter { $0.id == id }
        guard !checks.isEmpty else {
            return DefectDetection.Answer(
                verdict: "none", words: "there is no check '\(id)'", isContent: false, isComplaint: false)
        }
        let target = CompatibilityTarget(name: "lab", properties: ["bootstrap.servers": bootstrap], login: login)
        do {
            let run = try await CheckRunner(target).run(checks, id: "detection", clients: [:])
            guard let finding = run.findings.first else {
                return DefectDetection.Answer(
                    verdict: "none", words: "the check was not run", isContent: false, isComplaint: false)
            }
            return DefectDetection.Answer(
                verdict: finding.verdict.rawValue, words: finding.observed, isContent: finding.verdict == .pass,
                isComplaint: [.fail, .degraded, .unsupported].contains(finding.verdict))
        } catch {
            // The cluster cannot even be asked what it is: no user would miss that.
            return DefectDetection.Answer(
                verdict: "unreachable", words: "\(error)", isContent: false, isComplaint: true)
        }
    }
}
