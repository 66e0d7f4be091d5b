private import Foundation

/// One dedicated thread for one loop, awaited by the control plane.
package enum WorkerThread {
    /// Runs `body` on a thread of its own and gives back what it returns.
    ///
    /// Blocking calls are welcome in it.
    package static func run<Result: Sendable>(
        named name: String, _ body: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.name = name
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    /// The same for a body that can fail.
    package static func run<Result: Sendable, Failure: Error>(
        named name: String, throwing body: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let outcome = await run(named: name) { () -> Swift.Result<Result, Failure> in
            do throws(Failure) {
                return .success(try body())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}
