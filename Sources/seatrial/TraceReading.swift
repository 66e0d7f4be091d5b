internal import Foundation
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
        var steps = WorkSteps(doing: "reading the trace", quiet: quiet)
        try TraceReading.reporting { () throws(TraceError) in
            while try cursor.nextEvents(into: &events, limit: 8192) {
                shape.add(events)
                steps.show(share: Double(cursor.eventsRead) / Double(max(1, file.eventCount)))
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
