package import LabCluster

/// Whether something that must find a defect did.
package struct DefectDetection: Sendable {
    package let defect: LabDefect
    package let finder: LabDefect.Finder
    /// What the finder said without the defect: it has to be content.
    package let without: Answer
    /// What it said with the defect: it must not be.
    package let with: Answer
    /// How often the defect struck.
    package let strikes: Int

    /// What a check or a criterion said.
    package struct Answer: Sendable {
        /// `pass`, `fail`; or a rating.
        package let verdict: String
        package let words: String
        /// Whether nothing was found.
        package let isContent: Bool
        /// Whether something was found, and not merely not told.
        package let isComplaint: Bool
    }

    package var isFound: Bool { without.isContent && with.isComplaint && strikes > 0 }
}

/// Shows that what must find a defect finds it: on a lab cluster without the defect, and on one with it.
package struct DefectDetector: Sendable {
    private let report: @Sendable (DefectDetection) -> Void

    package init(report: @escaping @Sendable (DefectDetection) -> Void = { _ in }) {
        self.report = report
    }

    /// All finders of the defects; the result is in the defects' order, reports come as they are known.
    ///
    /// Checks wait more than they work: some at a time. Trials measure time: one after the other, when nothing else runs.
    package func run(_ defects: [LabDefect]) async throws -> [DefectDetection] {
        let questions = DetectionQuestion.all(about: defects)
        var waiting = questions.filter { !$0.finder.isTrial }[...]
        var detections = try await withThrowingTaskGroup(of: [DefectDetection].self) { group in
            for question in waiting.prefix(Self.checksAtATime) { group.addTask { try await answers(to: question) } }
            waiting = waiting.dropFirst(Self.checksAtATime)
            var detections: [DefectDetection] = []
            for try await answered in group {
                detections += answered
                if let question = waiting.popFirst() { group.addTask { try await answers(to: question) } }
            }
            return detections
        }
        for question in questions where question.finder.isTrial { detections += try await answers(to: question) }
        return defects.flatMap { defect in
            defect.foundBy.compactMap { finder in
                detections.first { $0.defect.id == defect.id && $0.finder == finder }
            }
        }
    }

    package func detect(_ defect: LabDefect, by finder: LabDefect.Finder) async throws -> DefectDetection {
        try await answers(to: DetectionQuestion(finder: finder, nodes: defect.nodes, defects: [defect]))[0]
    }

    private static let checksAtATime = 4

    /// Asks once without a defect, and then with each.
    private func answers(to question: DetectionQuestion) async throws -> [DefectDetection] {
        let (without, _) = try await answer(of: question.finder, nodes: question.nodes, defects: [])
        var detections: [DefectDetection] = []
        for defect in question.defects {
            let (with, strikes) = try await answer(
                of: question.finder, nodes: question.nodes, defects: [DefectSetting(defect)])
            let detection = DefectDetection(
                defect: defect, finder: question.finder, without: without, with: with, strikes: strikes)
            report(detection)
            detections.append(detection)
        }
        return detections
    }

    /// Asks again where a busy machine kept the finder from telling, three times at most.
    private func answer(
        of finder: LabDefect.Finder, nodes: Int, defects: [DefectSetting]
    ) async throws -> (DefectDetection.Answer, strikes: Int) {
        var (answer, strikes) = try await ask(finder, nodes: nodes, defects: defects)
        for _ in 0..<2 where !answer.isContent && !answer.isComplaint {
            (answer, strikes) = try await ask(finder, nodes: nodes, defects: defects)
        }
        return (answer, strikes)
    }

    private func ask(
        _ finder: LabDefect.Finder, nodes: Int, defects: [DefectSetting]
    ) async throws -> (DefectDetection.Answer, strikes: Int) {
        var settings = LabSettings()
        settings.nodes = nodes
        settings.racks = (1...nodes).map { "zone-\($0)" }
        settings.retentionInterval = .seconds(1)
        if case .check(let id) = finder, CheckQuestion(id: id).asksForLogin {
            settings.listeners = [.plaintext, .saslPlaintext]
            if id == "sec.reauth" { settings.loginLifetime = .seconds(10) }
        }
        let cluster = try await LabCluster.start(settings)
        do {
            let bootstrap = try await cluster.bootstrap
            // What reads the cluster's identity is not what is tried.
            try await cluster.setDefects(defects)
            let answer =
                switch finder {
                case .check(let id): try await CheckQuestion(id: id).ask(bootstrap, login: try await login(to: cluster))
                case .criterion(let id): try await TrialQuestion(criterion: id).ask(bootstrap)
                }
            let strikes = try await cluster.strikes.values.reduce(0, +)
            await cluster.stop()
            return (answer, strikes)
        } catch {
            await cluster.stop()
            throw error
        }
    }

    /// The properties of the cluster's administrator; nil where it has no logins.
    private func login(to cluster: LabCluster) async throws -> [String: String]? {
        let bootstrap = try await cluster.bootstrap(of: .saslPlaintext)
        guard !bootstrap.isEmpty, let (name, password) = LabSettings().users.first else { return nil }
        return [
            "bootstrap.servers": bootstrap, "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
            "sasl.username": name, "sasl.password": password,
        ]
    }
}
