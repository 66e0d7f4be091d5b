internal import Quantities

/// How far some long work is, said on standard error.
struct WorkSteps {
    private let work: String
    private let isShown: Bool
    private let clock = MonotonicClock()
    private var lastNs: UInt64 = 0
    private var wasShown = false

    init(doing work: String, quiet: Bool) {
        self.work = work
        isShown = !quiet
    }

    /// - Parameter share: from 0 to 1.
    mutating func show(share: Double) {
        let now = clock.now()
        // A line every five seconds where standard error is no terminal, four a second where it is.
        let period: UInt64 = Console.errorIsTerminal ? 250_000_000 : 5_000_000_000
        guard isShown, now - lastNs >= period else { return }
        lastNs = now
        let left = Nanoseconds.seconds(Double(now) / 1e9 * (1 - share) / max(share, 1e-9))
        let text = "\(work): \((share * 100).fixed(0)) %, about \(left) left"
        if Console.errorIsTerminal { Console.status(text) } else { Console.note(text) }
        wasShown = true
    }

    func end() {
        if wasShown, Console.errorIsTerminal { Console.endStatus() }
    }
}
