import Foundation

extension ScenarioFile {
    /// The path of a scenario given as a path, or as a bare name (`reader-outage`) of a file in one of the directories.
    ///
    /// - Parameter directories: in the order of preference; those that are not there are passed over.
    package static func find(_ name: String, in directories: [String]) throws(InputProblems) -> String {
        let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        if isPath, isFile(name) { return name }
        for directory in directories {
            for candidate in ["\(directory)/\(name)", "\(directory)/\(name).yaml", "\(directory)/\(name).yml"]
            where isFile(candidate) {
                return candidate
            }
        }
        let remedy: String
        if name.contains("/") {
            remedy = "check the path"
        } else {
            let known = Set(directories.flatMap(names(in:)))
            let bare = isPath ? (name as NSString).deletingPathExtension : name
            remedy =
                known.isEmpty
                ? "no scenarios in \(directories.joined(separator: ", ")): give the path of a file"
                : NearestName.remedy(for: bare, in: known, kind: "available")
        }
        throw InputProblems([InputProblem(place: Place(source: name), what: "no such scenario", remedy: remedy)])
    }

    /// The bare names of the scenarios in a directory, sorted; none where it is not there.
    package static func names(in directory: String) -> [String] {
        let files = FileManager.default.subpaths(atPath: directory) ?? []
        return files.filter { !$0.contains("/") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
            .map { ($0 as NSString).deletingPathExtension }.sorted()
    }

    private static func isFile(_ path: String) -> Bool {
        var isDirectory = ObjCBool(false)
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
}
