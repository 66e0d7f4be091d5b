@testable import LabCluster

/// One history that failed, with as few steps as still fail.
struct FailedHistory: CustomStringConvertible {
    let seed: UInt64
    let step: Int
    let what: String
    let steps: [HistoryOperation]
    let shortest: [HistoryOperation]
    let whatOfShortest: String

    var description: String {
        func lines(_ steps: [HistoryOperation]) -> String {
            steps.enumerated().map { "  \($0). \($1)" }.joined(separator: "\n")
        }
        return """
            seed \(seed), step \(step): \(what)
            \(lines(Array(steps.prefix(step + 1))))
            with as few steps as still fail, it is: \(whatOfShortest)
            \(lines(shortest))
            """
    }
}

/// Tries the history of a seed, and makes it shorter where it fails.
enum HistoryTrial {
    static func failure(
        of seed: UInt64, on subject: HistorySubject, shrinks: Bool = true
    ) async throws -> FailedHistory? {
        var generator = HistoryGenerator(seed: seed, subject.scope)
        let steps = generator.history()
        let name = "h\(seed)-\(UInt32.random(in: 0...(.max)))"
        guard let (step, what) = try await HistoryRunner.fault(in: steps, named: name, on: subject) else { return nil }
        var shortest = Array(steps.prefix(step + 1))
        var whatOfShortest = what
        // Halves first, then ever smaller parts.
        var size = shrinks ? max(1, shortest.count / 2) : 0
        var attempt = 0
        let end = ContinuousClock.now + .seconds(20)
        while size >= 1 {
            var first = 0
            while first < shortest.count, ContinuousClock.now < end {
                attempt += 1
                var shorter = shortest
                shorter.removeSubrange(first..<min(first + size, shorter.count))
                let fault = try await HistoryRunner.fault(
                    in: shorter, named: "\(name)-\(attempt)", on: subject)
                if let fault {
                    (shortest, whatOfShortest) = (Array(shorter.prefix(fault.step + 1)), fault.what)
                } else {
                    first += size
                }
            }
            size /= 2
        }
        return FailedHistory(
            seed: seed, step: step, what: what, steps: steps, shortest: shortest, whatOfShortest: whatOfShortest)
    }
}
