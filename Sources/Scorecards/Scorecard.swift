package import Evidence

/// Criteria by area and one overall rating, for one trial: a pure function of its evidence.
package struct Scorecard: Hashable, Sendable, Codable {
    package var trial: TrialManifest
    package var overall: Rating
    /// One sentence: what decided the overall rating.
    package var verdict: String
    package var areas: [AreaScore]
    package var honesty: HonestyBlock?
    /// The run that the area of compatibility is of; nil where there is none.
    package var compatibilityRun: String?

    package init(
        trial: TrialManifest, overall: Rating, verdict: String, areas: [AreaScore], honesty: HonestyBlock?
    ) {
        self.trial = trial
        self.overall = overall
        self.verdict = verdict
        self.areas = areas
        self.honesty = honesty
    }
}

/// The part of readiness that a criterion speaks of.
package enum Area: String, CaseIterable, Hashable, Sendable, Codable {
    case workload = "workload envelope"
    case compatibility = "compatibility surface"
    case operations
    case governance
    case cost
}

/// The findings of one area; only areas with findings appear.
package struct AreaScore: Hashable, Sendable, Codable {
    package var area: Area
    package var rating: Rating
    package var findings: [Finding]

    package init(area: Area, rating: Rating, findings: [Finding]) {
        self.area = area
        self.rating = rating
        self.findings = findings
    }
}

/// One criterion's word on one subject, with what it was computed from.
package struct Finding: Hashable, Sendable, Codable {
    /// The criterion's id (`live-tail`).
    package var criterion: String
    package var title: String
    /// What it is about where there are several: a reader's name, a topic; nil for the whole trial.
    package var subject: String?
    package var rating: Rating
    /// The measured value in the criterion's base unit; nil where there is none.
    package var value: Double?
    /// The value for people: `p99 12.3 ms`.
    package var shown: String
    /// The bands for people: `green up to 50 ms, yellow up to 200 ms`.
    package var bands: String
    /// Why it has its rating, in a sentence; for unknown, what is missing.
    package var why: String
    /// What the value was computed from, for someone who wants to check it: view and rows, in words.
    package var evidence: String

    package init(
        criterion: String, title: String, subject: String? = nil, rating: Rating, value: Double?, shown: String,
        bands: String, why: String, evidence: String
    ) {
        self.criterion = criterion
        self.title = title
        self.subject = subject
        self.rating = rating
        self.value = value
        self.shown = shown
        self.bands = bands
        self.why = why
        self.evidence = evidence
    }
}
