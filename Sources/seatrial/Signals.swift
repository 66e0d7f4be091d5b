internal import Dispatch
internal import Foundation
internal import Trials

/// Ctrl-C and SIGTERM: the first ends the trial in good order, the second ends the program at once.
final class Signals {
    private var sources: [any DispatchSourceSignal] = []
    private let queue = DispatchQueue(label: "signals")

    init(_ interruption: Interruption) {
        for number in [SIGINT, SIGTERM] {
            // The default action would end the process before the source hears of the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if interruption.isRaised {
                    Console.endStatus()
                    Console.error("stopped at once; what was stored up to now is kept")
                    exit(ExitCodes.interrupted.rawValue)
                }
                interruption.raise()
                Console.endStatus()
                Console.note(
                    "seatrial: stopping: draining and storing what was measured (again to leave at once)")
            }
            source.resume()
            sources.append(source)
        }
        // A reader of our output that goes away ends the output, not the trial.
        signal(SIGPIPE, SIG_IGN)
    }
}
