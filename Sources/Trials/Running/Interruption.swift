private import Synchronization

/// A person's wish to end the trial now: Ctrl-C or SIGTERM.
package final class Interruption: Sendable {
    private let raised = Atomic(false)

    package init() {}

    package var isRaised: Bool { raised.load(ordering: .relaxed) }

    package func raise() { raised.store(true, ordering: .relaxed) }
}
