/// Every way in which the program ends.
///
/// docs/ci.md shows them to users.
enum ExitCodes: Int32 {
    /// Green, or yellow without `--strict`.
    case ready = 0
    /// Yellow with `--strict`.
    case caution = 10
    case red = 20
    /// Not enough evidence, or generator-bound.
    case unknown = 30
    /// sysexits.h EX_USAGE.
    case usage = 64
    /// EX_DATAERR: a file that a user wrote.
    case badInput = 65
    /// EX_UNAVAILABLE: the target cannot be reached, or refuses.
    case unavailable = 69
    /// EX_SOFTWARE: ours.
    case internalError = 70
    /// 128 + SIGINT.
    case interrupted = 130
}

/// A command's failure: what to say, and how to end.
struct CommandFailure: Error {
    var code: ExitCodes
    var message: String

    init(_ code: ExitCodes, _ message: String) {
        self.code = code
        self.message = message
    }
}
