import Evidence
import Reporting
import Scorecards

extension TrialStory {
    // Told once for all tests: they read, none changes.
    static let observed = TrialStory().evidence
    static let told = TrialStory().report
    static let killed = TrialStory().killedReport
    static let hostile = TrialStory().hostileReport
    static let toldHour = hour.report

    /// A trial of a single second: nothing but one measured phase.
    static var oneSecond: TrialStory {
        TrialStory(seconds: 1, warmUp: 0..<0, brokerOutage: nil, archiveAway: nil, catchUp: nil)
    }

    /// An hour at a modest rate on a fast cluster, with the archive away for ten minutes.
    static var hour: TrialStory {
        TrialStory(
            rate: 200, seconds: 3600, warmUp: 0..<60, brokerOutage: 900..<930, archiveAway: 1200..<1800,
            catchUp: 1800..<2700, partitions: 48, slowness: 0.05)
    }

    /// A trial that failed before its first second.
    static var nothingObserved: Report {
        let story = TrialStory()
        var evidence = TrialEvidence(manifest: story.manifest)
        evidence.manifest.state = .failed
        evidence.manifest.reason = "no reader got its partitions within 30 s"
        return Report(
            scorecard: Scorecard(
                trial: evidence.manifest, overall: .unknown, verdict: "Nothing was measured.", areas: [], honesty: nil),
            evidence: evidence)
    }
}
