package import Foundation

/// The built `seatrial`, run from outside as a person would.
package enum SeatrialBinary {
    /// Where it is: the file that `SEATRIAL_BINARY` names, or the one built beside these tests.
    package static func url() throws -> URL {
        let url: URL
        if let named = ProcessInfo.processInfo.environment["SEATRIAL_BINARY"] {
            url = URL(filePath: named)
        } else {
            url = buildFolder.appending(path: "seatrial")
        }
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw SeatrialBinaryError(description: "no seatrial at \(url.path): run 'swift build' first")
        }
        return url
    }

    /// Runs it to its end.
    /// - Parameters:
    ///   - environment: put over the variables of the test process; `NO_COLOR` is set unless given.
    ///   - input: what it reads on standard input.
    ///   - directory: its working directory; a temporary one, removed afterwards, where none is given.
    ///   - limit: it is killed, and the call throws, when it takes longer.
    package static func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = "",
        in directory: URL? = nil, within limit: Duration = .seconds(120)
    ) async throws -> FinishedProcess {
        try await start(arguments, environment: environment, input: input, in: directory).finish(within: limit)
    }

    /// Starts it and returns at once, for tests that wait for lines of output, send signals, or kill it.
    package static func start(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", in directory: URL? = nil
    ) throws -> ChildProcess {
        let scratch = try TemporaryDirectory()
        let stdin = input.isEmpty ? nil : try scratch.write(input, to: "standard-input")
        var variables = ProcessInfo.processInfo.environment
        variables["NO_COLOR"] = "1"
        variables.merge(environment) { _, asked in asked }
        return try ChildProcess(
            url(), arguments, environment: variables, input: stdin, directory: directory ?? scratch.url,
            companion: scratch)
    }

    /// The folder of the configuration that is being tested, such as `.build/debug`.
    private static var buildFolder: URL {
        // On macOS a tool of the system loads the test bundle, and is told its path; on Linux the bundle is the program.
        let bundle = CommandLine.arguments.first { $0.contains(".xctest/") }.flatMap { path in
            path.range(of: ".xctest/").map { URL(filePath: String(path[..<$0.lowerBound])) }
        }
        let program = bundle ?? Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        return program.deletingLastPathComponent()
    }
}

/// The program under test is not there.
package struct SeatrialBinaryError: Error, CustomStringConvertible {
    package let description: String
}
