internal import Foundation
internal import Quantities
internal import TraceStore
internal import Traces

/// Reads traces for commands; a file that is no good ends the program with 65.
struct TraceReading {
    var file: TraceFile

    init(_ path: String) throws {
        file = try TraceReading.reporting { () throws(TraceError) in try TraceFile.open(at: path) }
    }

    /// Adds up all events, which also checks every block; says on standard error how far it is where that takes long.
    func shape(quiet: Bool = false) throws -> TraceShape {
        var shape = TraceShape(manifest: file.manifest, keyCount: file.keyCount)
        var cursor = file.events()
        var events: [TraceEvent] = []
        var steps = ReadingSteps(total: file.eventCount, quiet: quiet)
        try TraceReading.reporting { () throws(TraceError) in
            while try cursor.nextEvents(into: &events, limit: 8192) {
                shape.add(events)
                steps.show(cursor.eventsRead)
            }
        }
        steps.end()
        return shape
    }

    /// Turns what is wrong with a trace into the end of the program.
    static func reporting<Value>(_ action: () throws(TraceError) -> Value) throws -> Value {
        do {
            return try action()
        } catch {
            throw CommandFailure(.badInput, error.description)
        }
    }
}

/// How far the reading of a large trace is.
private struct ReadingSteps {
    private let total: Int64
    private let isShown: Bool
    private let clock = MonotonicClock()
    private var lastNs: UInt64 = 0
    private var wasShown = false

    init(total: Int64, quiet: Bool) {
        self.total = total
        isShown = !quiet
    }

    mutating func show(_ read: Int64) {
        let now = clock.now()
        // A line every five seconds where standard error is no terminal, four a second where it is.
        let period: UInt64 = Console.errorIsTerminal ? 250_000_000 : 5_000_000_000
        guard isShown, now - lastNs >= period else { return }
        lastNs = now
        let share = Double(read) / Double(max(1, total))
        let left = Nanoseconds.seconds(Double(now) / 1e9 * (1 - share) / max(share, 1e-9))
        let text = "reading the trace: \((share * 100).fixed(0)) %, about \(left) left"
        Console.errorIsTerminal ? Console.status(text) : Console.note(text)
        wasShown = true
    }

    func end() {
        if wasShown, Console.errorIsTerminal { Console.endStatus() }
    }
}
