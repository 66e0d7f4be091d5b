import Evidence
import Reporting
import Scorecards

/// Text that tries to leave its place in every format: markup, table cells, a terminal.
enum Hostile {
    static let text =
        "<script>alert('x')</script>&\"'`]]>|*_[x](https://evil.example)\u{0}\u{7}\u{1B}[31m\u{202E}\u{FFFE}\r\n@all 港口 🚢 \(String(repeating: "long", count: 60))"
}

extension TrialStory {
    /// The story with every name, text and setting replaced by hostile text.
    var hostileReport: Report {
        var evidence = evidence
        let text = Hostile.text
        evidence.manifest.id = text
        evidence.manifest.title = text
        evidence.manifest.scenario = text
        evidence.manifest.target = text
        evidence.manifest.scenarioText = text
        evidence.manifest.overrides = [text]
        evidence.manifest.brokers = [text]
        evidence.manifest.reason = text
        evidence.manifest.state = .failed
        for index in evidence.phases.indices { evidence.phases[index].name = text }
        evidence.readers = evidence.readers.map { record in
            var record = record
            record.name += text
            record.role += text
            return record
        }
        for index in evidence.latencies.indices {
            if let reader = evidence.latencies[index].reader { evidence.latencies[index].reader = reader + text }
        }
        for index in evidence.deliveries.indices { evidence.deliveries[index].reader += text }
        for index in evidence.lag.indices {
            evidence.lag[index].reader += text
            evidence.lag[index].topic = text
        }
        for index in evidence.incidents.indices {
            evidence.incidents[index].kind = text
            evidence.incidents[index].text = text
        }
        for index in evidence.tallies.indices {
            evidence.tallies[index].reader = text
            evidence.tallies[index].topic = text
        }
        for index in evidence.partitions.indices {
            evidence.partitions[index].topic = text
            evidence.partitions[index].heaviestKey = text
        }
        for index in evidence.gaps.indices { evidence.gaps[index].topic = text }
        for index in evidence.catchUps.indices {
            evidence.catchUps[index].reader += text
            evidence.catchUps[index].topic = text
        }
        evidence.honesty?.durability = [text: text]
        evidence.honesty?.clientSettings = [text: [text: text]]
        evidence.honesty?.caveats = [text]
        evidence.honesty?.kernel = text
        var scorecard = scorecard(of: evidence)
        scorecard.verdict = text
        scorecard.areas[0].findings[0] = Finding(
            criterion: text, title: text, subject: text, rating: .red, value: .infinity, shown: text, bands: text,
            why: text, evidence: text)
        return Report(scorecard: scorecard, evidence: evidence)
    }
}
