internal import Dispatch
internal import Foundation
internal import Trials

/// Ctrl-C and SIGTERM: the first ends the trial in good order, the second ends the program at once.
final class Signals {
    private var sources: [any DispatchSourceSignal] = []
    private let queue = DispatchQueue(label: "signals")

    /// `ending` and `leaving`: what a person is told after the first signal, and after the second.
    init(
        _ interruption: Interruption, ending: String = "draining and storing what was measured",
        leaving: String = "what was stored up to now is kept"
    ) {
        for number in [SIGINT, SIGTERM] {
            // The default action would end the process before the source hears of the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if interruption.isRaised {
                    Console.endStatus()
                    Console.error("stopped at once; \(leaving)")
                    exit(ExitCodes.interrupted.rawValue)
                }
                interruption.raise()
                Console.endStatus()
                Console.note(
                    "seatrial: stopping: \(ending) (again to leave at once)")
            }
            source.resume()
            sources.append(source)
        }
        // A reader of our output that goes away ends the output, not the trial.
        signal(SIGPIPE, SIG_IGN)
    }
}
