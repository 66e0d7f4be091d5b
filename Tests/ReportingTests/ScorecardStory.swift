import Evidence
import Reporting
import Scorecards

extension TrialStory {
    /// A scorecard as a judge could have made it of the story; the renderers only tell it.
    func scorecard(of evidence: TrialEvidence) -> Scorecard {
        Scorecard(
            trial: evidence.manifest, overall: .yellow,
            verdict: "While the archive caught up, the dashboard's p99 was 5.3 times what it was before.",
            areas: [AreaScore(area: .workload, rating: .yellow, findings: findings)], honesty: evidence.honesty)
    }

    var report: Report {
        let evidence = evidence
        return Report(scorecard: scorecard(of: evidence), evidence: evidence)
    }

    /// Killed with -9: finished seconds and nothing else.
    var killedReport: Report {
        var evidence = evidence
        evidence.manifest.state = .interrupted
        evidence.manifest.reason = "its process is gone"
        evidence.manifest.finishedAt = nil
        (evidence.tallies, evidence.partitions, evidence.gaps, evidence.catchUps) = ([], [], [], [])
        evidence.honesty = nil
        var scorecard = scorecard(of: evidence)
        scorecard.overall = .unknown
        scorecard.verdict = "The trial ended before its events were accounted for."
        scorecard.areas[0].rating = .unknown
        scorecard.areas[0].findings = [
            Finding(
                criterion: "loss", title: "Loss", rating: .unknown, value: nil, shown: "unknown",
                bands: "green at 0 events, red above", why: "The ledger was never made: the trial was interrupted.",
                evidence: "tallies: none")
        ]
        return Report(scorecard: scorecard, evidence: evidence)
    }

    private var findings: [Finding] {
        [
            Finding(
                criterion: "live-tail", title: "Live tail", subject: "dashboard", rating: .green, value: 0.0312,
                shown: "p99 31.2 ms", bands: "green up to 50 ms, yellow up to 200 ms",
                why: "Within the green band.", evidence: "latencies, kind intended, reader dashboard, 1,100,000 events"),
            Finding(
                criterion: "loss", title: "Loss", subject: "archive", rating: .green, value: 0, shown: "0 events",
                bands: "green at 0 events, red above", why: "Nothing acknowledged is missing.",
                evidence: "tallies, reader archive"),
            Finding(
                criterion: "repeats", title: "Repeats", subject: "archive", rating: .green, value: 0.000375,
                shown: "0.0375 % (412)", bands: "green up to 0.1 %, yellow up to 1 %",
                why: "At-least-once delivery allows repeats.", evidence: "tallies, reader archive"),
            Finding(
                criterion: "unavailability", title: "Longest unavailability", rating: .yellow, value: 4, shown: "4 s",
                bands: "green up to 1 s, yellow up to 10 s",
                why:
                    "Partition 3 of positions went 4 s without an acknowledgement from 0:18, in the drill on broker 2.",
                evidence: "gaps, kind ack, topic positions, partition 3"),
            Finding(
                criterion: "catch-up", title: "Catch-up drained", subject: "archive", rating: .green, value: 12,
                shown: "12 s", bands: "green up to 30 s, yellow up to 60 s", why: "All 12 partitions held for 2 s.",
                evidence: "catch-ups, reader archive, topic positions"),
            Finding(
                criterion: "interference", title: "Interference", subject: "dashboard", rating: .yellow, value: 5.3,
                shown: "× 5.3 (4.9 to 5.8)", bands: "green up to × 2, yellow up to × 10",
                why: "p99 was 9.0 ms before, 48 ms during and 9.1 ms after the archive's catch-up.",
                evidence: "latencies, kind intended, reader dashboard, seconds 30 to 60"),
            Finding(
                criterion: "hot-partition", title: "Hot partition", rating: .unknown, value: nil, shown: "unknown",
                bands: "green up to × 3, yellow up to × 6", why: "Fewer than 100 keys were seen, so skew says nothing.",
                evidence: "partitions"),
        ]
    }
}
