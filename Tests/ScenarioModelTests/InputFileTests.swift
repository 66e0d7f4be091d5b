import Foundation
import ScenarioModel
import Testing

@Test func filesThatCannotBeReadAreProblems() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "seatrial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let binary = directory.appending(path: "binary.yaml")
    try Data([0xFF, 0xFE, 0xC0]).write(to: binary)
    let text = directory.appending(path: "text.yaml")
    try Data("name: ä".utf8).write(to: text)

    #expect(try InputFile.read(text.path) == "name: ä")
    for (path, what) in [
        (binary.path, "the file is no UTF-8 text"), (directory.path, "a directory"),
        (directory.path + "/none.yaml", "no such file"),
    ] {
        let error = try #require(throws: InputProblems.self) { try InputFile.read(path) }
        #expect(error.description.hasPrefix("\(path): \(what); "))
    }
    try FileManager.default.removeItem(at: directory)
}
