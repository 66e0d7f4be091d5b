/// How the program ends where there is no rating; 0, 10, 20 and 30 are the gate's.
///
/// docs/ci.md shows all of them to users.
enum ExitCodes: Int32 {
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
