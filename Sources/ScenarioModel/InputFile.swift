import Foundation

/// A file that a user wrote, as text.
package enum InputFile {
    /// Its text; a problem where it is not there, not readable, or not UTF-8.
    package static func read(_ path: String) throws(InputProblems) -> String {
        var isDirectory = ObjCBool(false)
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw refusal(path, "no such file", "check the path")
        }
        if isDirectory.boolValue { throw refusal(path, "a directory", "give the path of a file in it") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw refusal(path, "the file cannot be read", "check its permissions")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw refusal(path, "the file is no UTF-8 text", "save it as UTF-8")
        }
        return text
    }

    private static func refusal(_ path: String, _ what: String, _ remedy: String) -> InputProblems {
        InputProblems([InputProblem(place: Place(source: path), what: what, remedy: remedy)])
    }
}
